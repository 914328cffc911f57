"""The file that carries the register to the browser, by `<script>`: it works on `file://` too."""

import json
from collections.abc import Iterator
from pathlib import Path

from kb.forwarding import code_of
from kb.labels import record_name, rule_name, version_name
from kb.linking.versions import Counterparts
from kb.model import Status
from kb.site import Procedure, Record, Rule, Site
from kb.verifying.codes import fate_of
from kb.verifying.findings import load_words

FILE = "assets/verify/register.js"
"""Path below the site's root; the page 引用核验 loads it on first use."""


def script(site: Site, versions: Counterparts) -> str:
    """Return the script that sets `KB.citations.register` to {rules, newer, words, codes, gone}.

    A rule is `[id, title, aliases, family, issuer, text kind, since, ended, repealed, promulgated,
    effective, total, url, name, version, articles]`; its articles are `"1 2:3 33:0,2"`: 第一条 of
    one 款, 第二条 with three 项, 第三十三条 of two 款, the second with two 项. `newer` holds
    `{"id#art-70": [["id#art-77", inferred]]}`: what an article is in the newest version. `codes`
    holds `{"AL-001": [url, name, updated, id of a rule or number of steps]}`, `gone` what became of
    codes that no record has: `{"GZ-009": [kind, name or reason, url]}`.
    """
    newer = {
        str(old): [[str(one.address), int(one.inferred)] for one in versions.current(old)]
        for old in versions.newer
    }
    rules = ",\n".join(_json(_rule(site, rule)) for rule in site.of(Rule))
    return (
        "(KB.citations = KB.citations || {}).register = {"
        f'"rules":[\n{rules}\n],"newer":{_json(newer)},"words":{_json(dict(load_words()))},'
        f'"codes":{_json(dict(_codes(site)))},"gone":{_json(dict(_gone(site)))}}};\n'
    )


def write_register(site: Site, versions: Counterparts, site_dir: Path) -> None:
    """Write the script below `site_dir`."""
    file = site_dir / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script(site, versions), encoding="utf-8", newline="\n")


def _codes(site: Site) -> Iterator[tuple[str, list[object]]]:
    for record in site.of(Record):
        part: object = 0
        if isinstance(record, Rule):
            part = record.meta.id
        elif isinstance(record, Procedure):
            part = len(record.steps)
        name = record_name(site, record)
        yield record.meta.code, [record.url, name, str(record.meta.updated), part]


def _gone(site: Site) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for forward in site.forwards:
        if code := code_of(forward.old):
            yield code, fate_of(site, forward)


def _rule(site: Site, rule: Rule) -> list[object]:
    meta = rule.meta
    return [
        meta.id,
        meta.title,
        meta.aliases,
        meta.family,
        meta.issuer,
        meta.text_kind,
        str(rule.since),
        str(meta.repealed_on or ""),
        int(meta.status is Status.REPEALED),
        str(meta.promulgated or ""),
        str(meta.effective or ""),
        rule.total or 0,
        rule.url,
        rule_name(site, rule),
        version_name(rule),
        " ".join(_articles(rule)),
    ]


def _articles(rule: Rule) -> Iterator[str]:
    for article in rule.articles:
        items = [_items([item.number for item in part.parts]) for part in article.parts]
        key = article.id.removeprefix("art-")
        yield key if items == ["0"] else f"{key}:{','.join(items)}"


def _items(numbers: list[int]) -> str:
    """Return `3` for the items 1 to 3; a digest that has only some names them: `1+3`."""
    whole = numbers == list(range(1, len(numbers) + 1))
    return str(len(numbers)) if whole else f"{'+'.join(map(str, numbers))}+"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
