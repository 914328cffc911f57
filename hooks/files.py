"""Stage 2: hand MkDocs the files of this edition, and the pages that have no file."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kb.build import Build


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Return `files` without what the edition lacks, and with the generated pages."""
    build: Build = config.extra["kb"]
    kept = [file for file in files if build.publishes(file.src_uri)]
    generated = [File.generated(config, src, content="") for src in build.generated]
    return Files([*kept, *generated])
