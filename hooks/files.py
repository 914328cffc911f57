"""Stage 2: hand MkDocs only the files of this edition."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from kb.build import Build


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Return `files` without pages outside the edition and without data files."""
    build: Build = config.extra["kb"]
    return Files([file for file in files if build.publishes(file.src_uri)])
