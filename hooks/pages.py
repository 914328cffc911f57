"""Stage 3: one page at a time; the text is converted by `kb`, MkDocs fills the template."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.build import Build


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return nothing for MkDocs to convert: `on_page_content` brings the finished HTML."""
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the HTML of the page."""
    build: Build = config.extra["kb"]
    rendered = build.render(page.file.src_uri)
    page.meta["kb_toc"] = rendered.toc
    if template := build.template(page.file.src_uri):
        page.meta["template"] = template
    return rendered.html


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Add what the templates show around the text: `view`, `frame`, `toc`, `training`, `stamp`."""
    build: Build = config.extra["kb"]
    view = build.view(page.file.src_uri)
    page.meta["title"], page.meta["description"] = view.title, view.summary
    context["view"] = view
    context["frame"] = build.frame(page.file.src_uri)
    context["training"] = build.training(page.file.src_uri)
    context["stamp"] = build.chosen_stamp
    context["toc"] = page.meta.pop("kb_toc")
    return context
