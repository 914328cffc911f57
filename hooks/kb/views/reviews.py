"""When pages are to be read anew, and by which post. The browser says whether the day has passed."""

from dataclasses import dataclass

from kb.generated import is_generated
from kb.labels import title
from kb.site import Page, Record, Site
from kb.views.frame import Link, chinese_date


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be known about the upkeep of one page."""

    page: Link
    owner: str
    day: str
    """The last day of the term, 2027-03-31: a script compares it with the day of reading."""
    shown: str
    """The same day as in prose."""
    updated: str
    approved: str
    """When it was approved, or 未审定."""


def review(site: Site, page: Page) -> Review:
    """Return what is to be known about the upkeep of `page`."""
    meta = page.meta
    name = title(site, page) if isinstance(page, Record) else meta.title
    return Review(
        Link(name, page.url),
        meta.owner,
        meta.review_by.isoformat(),
        chinese_date(meta.review_by),
        chinese_date(meta.updated),
        chinese_date(meta.approval.date) if meta.approval else "未审定",
    )


def reviews(site: Site) -> tuple[Review, ...]:
    """Return all pages that somebody keeps, the term that ends first at the head."""
    kept = (page for page in site.pages if not is_generated(page.source.src))
    return tuple(sorted((review(site, page) for page in kept), key=_by_day))


def _by_day(one: Review) -> tuple[str, str]:
    return one.day, one.page.url
