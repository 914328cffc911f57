"""A page for every topic: `topics/ID.html`, generated beside the page that lists them."""

from pathlib import PurePosixPath

from kb.kinds import Kind
from kb.site import Page, Record, Site
from kb.source import Source
from kb.yamltext import YamlText

FOLDER = "topics/"
INDEX = f"{FOLDER}index.md"
"""The page that lists them; a site that has none has no pages of topics."""


def topic_src(topic: str) -> str:
    """Return the path below `docs/` that the page of a topic would have."""
    return f"{FOLDER}{topic}.md"


def topic_of(src: str) -> str:
    """Return the topic whose page is at `src`; the empty string where it is no such page."""
    if not src.startswith(FOLDER) or src == INDEX:
        return ""
    return PurePosixPath(src).stem


def with_topics(site: Site) -> Site:
    """Return `site` with a page for every topic that has records or questions in this edition."""
    index = site.by_src.get(INDEX)
    if index is None:
        return site
    used = {topic for record in site.of(Record) for topic in record.meta.topics}
    used |= {question.topic for question in site.questions}
    pages = [_page(index, topic.id, topic.title) for topic in site.vocabulary.topics]
    kept = [page for page in pages if topic_of(page.source.src) in used]
    return site.with_pages((*site.pages, *kept))


def _page(index: Page, topic: str, title: str) -> Page:
    src = topic_src(topic)
    summary = f"{title}：有关的条款、程序步骤、案例、会前准备、术语和自测题。"
    meta = index.meta.model_copy(update={"title": title, "summary": summary})
    return Page(Kind.PAGE, Source(src, src, "", "", 1), YamlText(src, None), meta, ())
