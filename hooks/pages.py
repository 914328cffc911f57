"""Stage 3: one page at a time; the text is converted by `kb`, MkDocs fills the template."""

from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.build import Build
from kb.keeping import Keeper


class Compiled(BytecodeCache):
    """Templates as they were compiled, by their text."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` if its template has been compiled before."""
        if code := self._keeper.recall("template", (bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in `bucket`."""
        self._keeper.note("template", (bucket.key, bucket.checksum), bucket.bytecode_to_string())


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Return the templates; those of the last site that this process made, if there was one."""
    build: Build = config.extra["kb"]
    env.bytecode_cache = Compiled(build.keeper)
    return build.keeper.once("templates", env)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template of a page that has its own."""
    build: Build = config.extra["kb"]
    if template := build.template(page.file.src_uri):
        page.meta["template"] = template
    return html


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Add the text, and what the templates show around it: `view`, `frame`, `toc` and others."""
    build: Build = config.extra["kb"]
    shown = build.show(page.file.src_uri)
    page.content = shown.html
    page.meta["title"], page.meta["description"] = shown.view.title, shown.view.summary
    context.update(shown.context)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Tell `kb` what came out; let go of what the page was made of."""
    build: Build = config.extra["kb"]
    build.note(page.file.src_uri, output)
    page.content = None
    return output
