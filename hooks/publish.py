"""Stage 4: what the site has besides pages."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kb.build import Build


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Give what is no page its data.

    The page for lost addresses finds the site from any depth: it has no address of its own. The
    sitemap lists all pages, also those that are not printed this time.
    """
    build: Build = config.extra["kb"]
    context["addresses"] = build.addresses
    if template_name == "404.html":
        context["base_url"] = build.root_path
    context["frame"] = build.frame(None)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the site has besides pages."""
    build: Build = config.extra["kb"]
    build.write_extras(Path(config.site_dir))
