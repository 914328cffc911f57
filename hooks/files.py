"""Stage 2: hand MkDocs the files of this edition, and the pages that have no file."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kb.build import Build
from kb.folder import ASSETS, is_litter


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Return `files` without what the edition lacks, with the generated pages and all assets."""
    build: Build = config.extra["kb"]
    kept = [file for file in files if build.publishes(file.src_uri)]
    generated = [File.generated(config, src, content="") for src in build.generated]
    return Files([*kept, *generated, *_assets(files, config)])


def _assets(files: Files, config: MkDocsConfig) -> Iterator[File]:
    """Yield the stylesheets and scripts of the site that a content folder elsewhere does not hold."""
    docs = Path(config.config_file_path).parent / "docs"
    for path in sorted((docs / ASSETS).rglob("*")):
        src = path.relative_to(docs).as_posix()
        if path.is_file() and src not in files.src_uris and not is_litter(src):
            yield File(src, str(docs), config.site_dir, config.use_directory_urls)
