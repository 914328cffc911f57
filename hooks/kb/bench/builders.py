"""Other ways to make a site of the same Markdown, and what each of them costs."""

import os
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kb.bench.installing import install_packages, version_in, with_packages
from kb.bench.measuring import Cost, cost_of
from kb.commands.settings import read_config


class Builder(ABC):
    """A program that makes a site of a content folder."""

    name: str

    def prepare(self, folder: Path) -> bool:
        """Install into `folder` what is needed; return whether it worked."""
        return True

    @abstractmethod
    def build(self, docs: Path, project: Path) -> Cost:
        """Make the site of `docs` in the new folder `project`, with nothing kept from before."""


class Material(Builder):
    """Material with its menu pruned, its search, and jieba to cut words."""

    name = "Material（prune、搜索、jieba）"

    def prepare(self, folder: Path) -> bool:
        """Install jieba; the rest is ours as well."""
        self._packages = folder / "jieba"
        return install_packages(self._packages, "jieba==0.42.1")

    def build(self, docs: Path, project: Path) -> Cost:
        """Run `mkdocs build`."""
        write_config(docs, project, {})
        return cost_of(mkdocs(), with_packages(self._packages), project)


class Zensical(Builder):
    """The successor of Material, in Rust; the newest version that installs."""

    name = "Zensical"

    def prepare(self, folder: Path) -> bool:
        """Install it with what it needs."""
        self._packages = folder / "zensical"
        installed = install_packages(self._packages, "zensical")
        self.name = f"Zensical {version_in(self._packages, 'zensical')}".strip()
        return installed

    def build(self, docs: Path, project: Path) -> Cost:
        """Run `zensical build`."""
        write_config(docs, project, {})
        command = [sys.executable, "-P", "-m", "zensical", "build", "-f", "mkdocs.yml"]
        return cost_of(command, with_packages(self._packages), project)


class WithoutHooks(Builder):
    """Our configuration without hooks and templates of ours; only the home page is in the menu."""

    name = "同一配置，没有hooks"

    def build(self, docs: Path, project: Path) -> Cost:
        """Run `mkdocs build`."""
        ours = read_config()
        theme = {key: value for key, value in ours["theme"].items() if key != "custom_dir"}
        write_config(
            docs,
            project,
            {
                "theme": theme,
                "plugins": [],
                "nav": [{"首页": "index.md"}],
                "extra": {"unit": "xx局"},
            },
        )
        return cost_of(mkdocs(), with_packages(), project)


def mkdocs() -> list[str]:
    """Return the command that builds the project of the folder in which it runs."""
    return [sys.executable, "-P", "-m", "mkdocs", "build", "-q"]


def write_config(docs: Path, project: Path, changed: Mapping[str, Any]) -> None:
    """Write into the new folder `project` `docs` and a configuration, with our Markdown."""
    project.mkdir()
    shutil.copytree(docs, project / "docs")
    told: dict[str, Any] = {
        "site_name": "测量",
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "language": "zh",
            "font": False,
            "features": ["navigation.prune"],
        },
        "plugins": [{"search": {"lang": "zh"}}],
        "validation": {"links": {"anchors": "ignore"}, "nav": {"omitted_files": "ignore"}},
        "markdown_extensions": read_config()["markdown_extensions"],
        **changed,
    }
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")


def our_build(docs: Path, site: Path) -> Cost:
    """Build `docs` as a person does: `kb.py build`, with checks, citations, panels, search.

    What is kept for the next build lies beside the site.
    """
    command = [sys.executable, "-P", "-m", "kb.commands", "build"]
    settings = our_environment(site.parent)
    return cost_of([*command, "--docs", str(docs), "--site", str(site)], settings)


def our_environment(folder: Path) -> dict[str, str]:
    """Return the environment in which ours keeps in `folder` what it keeps for the next build."""
    return os.environ | {"KB_CACHE": str(folder / "kept.sqlite")}
