"""Whether a page may leave the building: a person has read it in the form in which it is now."""

from collections.abc import Iterable, Iterator

from kb.problem import Code, Problem
from kb.site import Page


def is_approved(page: Page) -> bool:
    """Return whether `page` was approved and not changed since."""
    approval = page.meta.approval
    return approval is not None and approval.date >= page.meta.updated


def unapproved(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield a problem for each page that nobody has read in the form in which it is now."""
    for page in pages:
        if is_approved(page):
            continue
        message = "没有审核记录"
        if page.meta.approval is not None:
            message = f"{page.meta.updated} 改过，审核在此以前（{page.meta.approval.date}）"
        hint = "审核后写上 approval 三行；只供审核的，加 --draft"
        yield Problem(page.source.path, 1, 1, Code.UNAPPROVED, message, hint)
