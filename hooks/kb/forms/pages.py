"""A page for every blank form: `forms/ID.html`, generated beside the page that lists them."""

import re

from kb.kinds import Kind
from kb.model import Form, FormFile
from kb.site import Page, Site
from kb.source import Source
from kb.yamltext import YamlText

FOLDER = "forms/"
INDEX = f"{FOLDER}index.md"
"""The page that lists them; a site that has none has no forms."""
PRINTED = re.compile(r"\{([^{}]*)\}")
"""A short code in the words of a form, for which the name of the rule is printed: {GZ-101-97}."""
_SUFFIXES = {FormFile.WORD: "docx", FormFile.EXCEL: "xlsx"}


def form_src(form: Form) -> str:
    """Return the path below `docs/` that the page of a form would have."""
    return f"{FOLDER}{form.id}.md"


def form_url(form: Form) -> str:
    """Return the address of the page of a form, below the site's root."""
    return f"{FOLDER}{form.id}.html"


def file_url(form: Form) -> str:
    """Return the address of the file to fill in."""
    return f"{FOLDER}{form.id}.{_SUFFIXES[form.file]}"


def file_name(form: Form) -> str:
    """Return the name under which people save the file."""
    return f"{form.title}.{_SUFFIXES[form.file]}"


def form_of(site: Site, src: str) -> Form | None:
    """Return the form whose page is at `src`, or None where it is no such page."""
    if not src.startswith(FOLDER) or src == INDEX:
        return None
    return next(one for one in site.forms if form_src(one) == src)


def with_forms(site: Site) -> Site:
    """Return `site` with a page for every form, which is kept and approved as their list is."""
    index = site.by_src.get(INDEX)
    if index is None:
        return site
    return site.with_pages((*site.pages, *(_page(index, form) for form in site.forms)))


def _page(index: Page, form: Form) -> Page:
    src = form_src(form)
    update = {"title": f"表样：{form.title}", "summary": form.purpose, "audience": form.audience}
    meta = index.meta.model_copy(update=update)
    return Page(Kind.PAGE, Source(src, src, "", "", 1), YamlText(src, None), meta, ())
