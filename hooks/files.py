"""Stage 2: hand MkDocs the files of this edition, and the pages that have no file."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from kb.build import Build
from kb.folder import ASSETS, is_litter


class Finished(Page):
    """A page of which MkDocs has nothing to read and nothing to convert: `kb` does both."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Take no text."""
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set up no converter for it; `on_page_context` brings the finished HTML."""
        self.content, self.toc = "", TableOfContents([])


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Return `files` without what the edition lacks, with the generated pages and all assets."""
    build: Build = config.extra["kb"]
    kept = [file for file in files if build.publishes(file.src_uri)]
    generated = [File.generated(config, src, content="") for src in build.generated]
    for file in (*kept, *generated):
        if file.is_documentation_page():
            Finished(None, file, config)  # the file has it from now on
    return Files([*kept, *generated, *_assets(files, config)])


def _assets(files: Files, config: MkDocsConfig) -> Iterator[File]:
    """Yield the stylesheets and scripts of the site that a content folder elsewhere does not hold."""
    docs = Path(config.config_file_path).parent / "docs"
    for path in sorted((docs / ASSETS).rglob("*")):
        src = path.relative_to(docs).as_posix()
        if path.is_file() and src not in files.src_uris and not is_litter(src):
            yield File(src, str(docs), config.site_dir, config.use_directory_urls)
