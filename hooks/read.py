"""Stage 1: read and check the content, choose the edition. Everything later takes the result."""

import sys
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from kb.build import Build, UsageError, read_build
from kb.keeping import Keeper
from kb.problem import Problem, report


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the `Build` into `config.extra["kb"]`; stop the build if the content has problems."""
    if not isinstance(config.extra["kb"], Build):
        build = read(config)
        if not isinstance(build, Build):
            print(report(build), file=sys.stderr)
            raise Abort(f"内容有 {len(build)} 处问题，没有生成网站")
        config.extra["kb"] = build
    config.markdown_extensions = []  # the texts are converted by `kb`
    return config


def read(
    config: MkDocsConfig,
    keeper: Keeper | None = None,
    last: Path | None = None,
    early: Callable[[], None] | None = None,
) -> Build | tuple[Problem, ...]:
    """Return the build that `config` describes, or the problems in its content.

    See `read_build` for the rest.
    """
    extensions = [name for name in config.markdown_extensions if name != "toc"]
    settings = config.extra["kb"]
    root = Path(config.config_file_path).parent
    try:
        return read_build(
            Path(config.docs_dir),
            root=root,
            day=str(settings["date"] or ""),
            edition=settings["edition"],
            base_url=config.site_url or "",
            draft=bool(settings["draft"]),
            qr=bool(settings["qr"]),
            extensions=extensions,
            extension_configs=config.mdx_configs,
            keeper=keeper,
            last=last,
            early=early,
        )
    except UsageError as error:
        raise ConfigurationError(str(error)) from None
