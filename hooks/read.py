"""Stage 1: read and check the content, choose the edition. Everything later takes the result."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from kb.build import Build, UsageError, read_build
from kb.problem import report


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the `Build` into `config.extra["kb"]`; stop the build if the content has problems."""
    extensions = [name for name in config.markdown_extensions if name != "toc"]
    settings = config.extra["kb"]
    root = Path(config.config_file_path).parent
    try:
        build = read_build(
            Path(config.docs_dir),
            root=root,
            day=str(settings["date"] or ""),
            edition=settings["edition"],
            base_url=config.site_url or "",
            draft=bool(settings["draft"]),
            qr=bool(settings["qr"]),
            extensions=extensions,
            extension_configs=config.mdx_configs,
        )
    except UsageError as error:
        raise ConfigurationError(str(error)) from None
    if not isinstance(build, Build):
        print(report(build), file=sys.stderr)
        raise Abort(f"内容有 {len(build)} 处问题，没有生成网站")
    config.extra["kb"] = build
    return config
