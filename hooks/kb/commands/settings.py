"""What `mkdocs.yml` says, for commands that make something without MkDocs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kb.commands import ROOT, Mistake
from kb.qr import qr_fault


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the site that commands need."""

    name: str
    base_url: str
    """The address of the site's root, ending in a slash, or empty."""
    unit: str
    """Whose site it is."""
    qr: bool
    """Whether QR codes are printed."""


def settings() -> Settings:
    """Return the settings. Raises `Mistake` where QR codes are wanted and cannot be made."""
    config = read_config()
    extra, base = config["extra"], str(config["site_url"] or "")
    qr = bool(extra["kb"]["qr"])
    if qr and (fault := qr_fault(base)):
        raise Mistake(fault)
    root = base and base.rstrip("/") + "/"
    return Settings(str(config["site_name"]), root, str(extra["unit"]), qr)


def read_config() -> Mapping[str, Any]:
    """Return `mkdocs.yml` as data; `!ENV` is read from the environment, as MkDocs does."""
    config: Mapping[str, Any] = yaml.load(_text(), _Config)
    return config


@cache
def _text() -> str:
    return (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


class _Config(yaml.SafeLoader):
    """Reads `mkdocs.yml`."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """Return the value of `!ENV [NAME, …, default]`."""
    if not isinstance(node, yaml.SequenceNode):
        return None
    *names, default = loader.construct_sequence(node, deep=True)
    given = (os.environ[name] for name in map(str, names) if name in os.environ)
    text = next(given, None)
    return default if text is None else yaml.safe_load(text)


_Config.add_constructor("!ENV", _environment)
