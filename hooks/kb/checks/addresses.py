"""Addresses that were published: none may be lost, none given to something else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.forwarding import (
    Fate,
    Forward,
    Registered,
    code_url,
    destination,
    follow,
    is_derived,
    with_parts,
)
from kb.model import Redirect
from kb.problem import Code, Problem
from kb.site import Record, Site
from kb.yamltext import YamlText

_HOW = "恢复原来的地址；确实要移走或者撤下的，写进 _data/redirects.yml"


def addresses_of(site: Site) -> dict[str, str]:
    """Return every address of `site`, as the registry has them.

    Codes come with their record. Paragraphs and items are left out: they follow from the article.
    """
    found = {}
    for page in site.pages:
        found[page.url] = ""
        for anchor, _ in page.anchors():
            if not is_derived(anchor):
                found[f"{page.url}#{anchor}"] = ""
        if isinstance(page, Record):
            found[code_url(page.meta.code)] = page.url
    return found


def find_forwards(
    site: Site, registry: Mapping[str, Registered], redirects: tuple[Redirect, ...]
) -> tuple[Forward, ...]:
    """Return what became of the addresses that `site` no longer has, codes of old records too."""
    now, forwards = addresses_of(site), follow(redirects)
    places = {page.url: site.anchors[page.source.src] for page in site.pages}
    codes = (
        replace(forwards[one.record], old=address)
        for address, one in registry.items()
        if one.record in forwards and address not in now
    )
    return tuple(sorted({*with_parts(forwards, places), *codes}))


def check_addresses(
    site: Site, registry: Mapping[str, Registered], redirects: tuple[Redirect, ...], shown: str
) -> Iterator[Problem]:
    """Yield every registered address that leads nowhere, or to another record than before.

    `shown` is the path of the registry.
    """
    now, forwards = addresses_of(site), follow(redirects)
    for address, one in registry.items():
        fault = _code_fault(address, one.record, now, forwards) if one.record else ""
        if not one.record and destination(address, forwards, now) is None:
            page, _, anchor = address.partition("#")
            if not anchor or page in now or page in forwards:
                fault = f"发布过的地址 {address} 没有了"
        if fault:
            yield Problem(shown, one.line, 1, Code.LOST_ADDRESS, fault, _HOW)


def _code_fault(
    address: str, record: str, now: Mapping[str, str], forwards: Mapping[str, Forward]
) -> str:
    """Return what is wrong with a code; nothing where its record is missed anyway."""
    code = address.removeprefix("s/").removesuffix(".html").upper()
    target = destination(record, forwards, now)
    if address in now and now[address] != target:
        return f"编号 {code} 发布时属于 {record}，不能再给 {now[address]}"
    if address not in now and record in now:
        return f"发布过的编号 {code} 没有了，它属于 {record}"
    return ""


def check_redirects(
    site: Site,
    registry: Mapping[str, Registered] | None,
    redirects: tuple[Redirect, ...],
    yaml: YamlText,
) -> Iterator[Problem]:
    """Yield redirects that lead nowhere, in a circle, or away from what is there."""
    now, forwards = addresses_of(site), follow(redirects)
    for index, one in enumerate(redirects):
        fault = next(_redirect_faults(one, now, forwards, registry), None)
        if fault:
            key, message, hint = fault
            yield yaml.problem((index, key), Code.REDIRECT, message, hint)


def _redirect_faults(
    one: Redirect,
    now: Mapping[str, str],
    forwards: Mapping[str, Forward],
    registry: Mapping[str, Registered] | None,
) -> Iterator[tuple[str, str, str]]:
    """Yield key, fault and hint."""
    ways = [way for way in (one.new, one.replaced_by, one.withdrawn) if way is not None]
    key = "new" if one.new else "replaced_by"
    if len(ways) != 1:
        yield (
            "old",
            "去向要写一种，而且只写一种",
            "移到写 new，被取代写 replaced_by，撤下写 withdrawn",
        )
    if one.old in now:
        yield "old", f"{one.old} 还在用，不能转走", "先移走或者改名，再写去向；误写的，删除这一项"
    if registry is not None and _without_part(one.old) not in registry:
        yield "old", f"没有发布过 {one.old}", "照 _data/addresses.txt 里的写法写"
    if one.old not in forwards:
        yield key, f"{one.old} 转来转去回到了自己", "写最后的地址"
    elif (forward := forwards[one.old]).fate is not Fate.WITHDRAWN and not _is_there(
        forward.new, now
    ):
        yield key, f"找不到 {forward.new}", "例如 rules/lianxi.html 或者 rules/lianxi.html#art-3"


def _is_there(address: str, now: Mapping[str, str]) -> bool:
    return _without_part(address) in now and not address.startswith("s/")


def _without_part(address: str) -> str:
    """Return the address of the article for one of its paragraph or item."""
    page, _, anchor = address.partition("#")
    if not is_derived(anchor):
        return address
    return f"{page}#{re.sub('-p.*', '', anchor)}"
