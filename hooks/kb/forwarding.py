"""Addresses that were published: where they lead when the content has moved or is gone.

`addresses_of` says what a site has now, `docs/_data/addresses.txt` what was ever published,
`docs/_data/redirects.yml` what became of the difference.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.inputs import Audience
from kb.model import Redirect
from kb.problem import Code, Problem

_DERIVED = re.compile(r"(?P<article>art-\d+(?:-\d+)?)(?P<part>-p\d+(?:-i\d+)?)")
_LINE = re.compile(r"(?P<address>\S+\.html(?:#[^\s#]+)?)(?: (?P<record>\S+\.html))?")
_HEAD = """\
# 发布过的地址，一行一个，由 kb.py permalinks --accept 写入，请不要手工修改。
# 编号的地址后面是它所属的页面。少了哪一个，网站就不生成，除非 redirects.yml 写明它的去向。
"""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the registry says of an address."""

    record: str
    """The page whose code it is; empty for an address that is no code's."""
    line: int


class Fate(StrEnum):
    """What became of an address."""

    MOVED = "移到"
    """The same content stands elsewhere: whoever comes is sent there."""
    REPLACED = "取代"
    """Other content took its place: whoever comes is told, and may go there."""
    WITHDRAWN = "撤下"


@dataclass(frozen=True, slots=True, order=True)
class Forward:
    """An address that was published and what became of it."""

    old: str
    """Address below the site's root: `rules/tanhua.html#art-3`, `s/gz-001.html`."""
    fate: Fate
    new: str
    """Where it leads in the end; empty if withdrawn."""
    reason: str
    """Why it was withdrawn."""
    audience: Audience
    """Who might read what stood there."""

    @property
    def page(self) -> str:
        """The page of the old address."""
        return self.old.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The place within that page, or the empty string."""
        return self.old.partition("#")[2]

    @property
    def new_page(self) -> str:
        """The page where it leads."""
        return self.new.partition("#")[0]


def code_url(code: str) -> str:
    """Return the address that a short code has by itself.

    >>> code_url("GZ-001")
    's/gz-001.html'
    """
    return f"s/{code.lower()}.html"


def code_of(address: str) -> str:
    """Return the short code whose own address this is; empty for any other address."""
    found = re.fullmatch(r"s/([a-z]{2}-\d{3,4})\.html", address)
    return found[1].upper() if found else ""


def is_derived(anchor: str) -> bool:
    """Return whether the address of a paragraph or item, which follows from its article's."""
    return bool(_DERIVED.fullmatch(anchor))


def parse_registry(text: str, shown: str) -> dict[str, Registered] | list[Problem]:
    """Return the registered addresses, or the lines that are none."""
    found: dict[str, Registered] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        entry = _LINE.fullmatch(line)
        if entry is None or entry["address"] in found:
            message = "这一行不是地址" if entry is None else f"{entry['address']} 登记了两次"
            hint = "从备份恢复这个文件；它只由 kb.py permalinks --accept 写入"
            problems.append(Problem(shown, number, 1, Code.REGISTRY, message, hint))
        else:
            found[entry["address"]] = Registered(entry["record"] or "", number)
    return problems or found


def write_registry(addresses: Mapping[str, str]) -> str:
    """Return the text of the registry of `addresses`, each with the record whose code it is."""
    lines = (f"{address} {record}".rstrip() for address, record in sorted(addresses.items()))
    return _HEAD + "".join(f"{line}\n" for line in lines)


def follow(redirects: Iterable[Redirect]) -> dict[str, Forward]:
    """Return every redirect by its old address, chains followed to their end; no cycles."""
    by_old = {one.old: one for one in reversed(tuple(redirects))}
    return {
        old: forward for old, one in by_old.items() if (forward := _end(one, by_old)) is not None
    }


def _end(redirect: Redirect, by_old: Mapping[str, Redirect]) -> Forward | None:
    """Return what becomes of `redirect` in the end, or None if it leads in a circle."""
    seen, last, replaced = {redirect.old}, redirect, False
    audience = redirect.audience
    while (target := last.new or last.replaced_by) is not None:
        replaced |= last.new is None
        following = _next(target, by_old)
        if following is None:
            fate = Fate.REPLACED if replaced else Fate.MOVED
            return Forward(redirect.old, fate, target, "", audience)
        if following.old in seen:
            return None
        seen.add(following.old)
        last = following
        audience = audience if audience.holds(last.audience) else last.audience
    return Forward(redirect.old, Fate.WITHDRAWN, "", last.withdrawn or "", audience)


def _next(target: str, by_old: Mapping[str, Redirect]) -> Redirect | None:
    """Return the redirect of `target`; a place of a page that has moved goes with it."""
    page, _, anchor = target.partition("#")
    if target in by_old or not anchor or page not in by_old:
        return by_old.get(target)
    whole = by_old[page]
    new = f"{whole.new}#{anchor}" if whole.new and "#" not in whole.new else whole.new
    return whole.model_copy(update={"old": target, "new": new})


def destination(address: str, forwards: Mapping[str, Forward], now: Iterable[str]) -> str | None:
    """Return where `address` leads, itself if it is there; None if it is lost.

    A place of a page that has moved is found at the same place of the new page; what was replaced
    or withdrawn as a whole needs no word about its parts.
    """
    if address in now:
        return address
    if address in forwards:
        return forwards[address].new
    page, _, anchor = address.partition("#")
    if not anchor or page not in forwards:
        return None
    whole = forwards[page]
    if whole.fate is not Fate.MOVED or "#" in whole.new:
        return whole.new
    return destination(f"{whole.new}#{anchor}", forwards, now)


def with_parts(
    forwards: Mapping[str, Forward], places: Mapping[str, frozenset[str]]
) -> Iterator[Forward]:
    """Yield the forwards; of an article that has moved, also those of its paragraphs and items.

    `places` are the addresses within each page.
    """
    for forward in forwards.values():
        yield forward
        page, _, anchor = forward.new.partition("#")
        if forward.fate is Fate.MOVED and forward.anchor:
            for place in sorted(places.get(page, ())):
                part = _DERIVED.fullmatch(place)
                old = f"{forward.old}{part['part']}" if part and part["article"] == anchor else ""
                if old and old not in forwards:
                    new = f"{page}#{place}"
                    yield Forward(old, forward.fate, new, "", forward.audience)
