"""A page for every post: `roles/ID.html`, generated beside the page that lists them."""

from pathlib import PurePosixPath

from kb.kinds import Kind
from kb.site import Page, Site
from kb.source import Source
from kb.yamltext import YamlText
from kb.yearmodel import Post

FOLDER = "roles/"
INDEX = f"{FOLDER}index.md"
"""The page that lists them; a site that has none has no pages of posts."""


def post_url(post: Post) -> str:
    """Return the address of the page of a post, below the site's root."""
    return f"{FOLDER}{post.id}.html"


def post_of(site: Site, src: str) -> Post | None:
    """Return the post whose page is at `src`; None where it is no such page."""
    if not is_post(src):
        return None
    return next((one for one in site.duties.posts if one.id == PurePosixPath(src).stem), None)


def is_post(src: str) -> bool:
    """Return whether the page `src` is that of a post."""
    return src.startswith(FOLDER) and src != INDEX


def with_posts(site: Site) -> Site:
    """Return `site` with a page for every post of this edition."""
    index = site.by_src.get(INDEX)
    if index is None:
        return site
    return site.with_pages((*site.pages, *(_page(index, post) for post in site.duties.posts)))


def _page(index: Page, post: Post) -> Page:
    src = f"{FOLDER}{post.id}.md"
    changed = {"title": post.title, "summary": post.summary, "audience": post.audience}
    meta = index.meta.model_copy(update=changed)
    return Page(Kind.PAGE, Source(src, src, "", "", 1), YamlText(src, None), meta, ())
