"""A procedure on one sheet of paper, for the day before the meeting: `onepage/PROCEDURE.html`."""

from kb.kinds import Kind
from kb.model import PageMeta
from kb.site import Page, Procedure, Record, Site
from kb.source import Source
from kb.yamltext import YamlText

FOLDER = "onepage/"


def onepage_src(procedure: Procedure) -> str:
    """Return the path below `docs/` that the sheet of a procedure would have."""
    return f"{FOLDER}{procedure.meta.id}.md"


def onepage_url(procedure: Procedure) -> str:
    """Return the address of the sheet of a procedure, below the site's root."""
    return f"{FOLDER}{procedure.meta.id}.html"


def word_url(record: Record) -> str:
    """Return the address of the Word file of a procedure's sheet, or of a pack for a meeting."""
    return f"word/{record.meta.code}.docx"


def with_onepages(site: Site) -> Site:
    """Return `site` with a sheet for every procedure."""
    return site.with_pages((*site.pages, *map(_page, site.of(Procedure))))


def procedure_of(site: Site, src: str) -> Procedure | None:
    """Return the procedure whose sheet the page `src` is, or None where it is no such page."""
    if not src.startswith(FOLDER):
        return None
    record = site.records[src.removeprefix(FOLDER).removesuffix(".md")]
    return record if isinstance(record, Procedure) else None


def _page(procedure: Procedure) -> Page:
    src, meta = onepage_src(procedure), procedure.meta
    return Page(
        Kind.PAGE,
        Source(src, src, "", "", 1),
        YamlText(src, None),
        PageMeta.model_construct(  # of values that were read as such
            title=f"上会一页纸：{meta.title}",
            summary=f"{meta.title}上会前要备齐的材料、步骤、到会和表决要求，打印在一张纸上。",
            audience=meta.audience,
            owner=meta.owner,
            review_by=meta.review_by,
            updated=meta.updated,
            approval=meta.approval,
        ),
        (),
    )
