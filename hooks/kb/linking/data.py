"""The data files that name a record or a part of it: questions, decisions, forms, posts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.address import CODE, Address
from kb.folder import DATA
from kb.site import Site

_ADDRESS = re.compile(r"(?<![\w#-])[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9-]+)?(?![\w-])")
_OWN_NAME = re.compile(r"^[\s{-]*id:\s*[\w-]+")
"""What an entry calls itself, which may be what a record is called."""


@dataclass(frozen=True, slots=True)
class DataLine:
    """A line of a data file."""

    path: Path
    line: int
    """From 1."""
    text: str


def data_naming(site: Site, docs: Path, address: Address) -> Iterator[DataLine]:
    """Yield the lines of data files below `docs` that name `address`, or what lies in it."""
    for path in sorted((docs / DATA).glob("*.yml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.startswith("#") and any(
                _within(named, address) for named in _named(site, _OWN_NAME.sub("", line))
            ):
                yield DataLine(path, number, line.strip())


def _named(site: Site, line: str) -> Iterator[Address]:
    for code in CODE.finditer(line):
        if address := site.decode(code):
            yield address
    for found in _ADDRESS.finditer(line):
        address = Address.parse(found.group())
        if address and address.record in site.records:
            yield address


def _within(named: Address, address: Address) -> bool:
    """Return whether `named` is `address` or lies in it: an article in its rule, a 款 in its 条."""
    return address in (named, named.section, Address(named.record))
