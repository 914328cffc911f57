"""What a card shows of a record before its link is followed; a script for each, read on first use."""

import json
from collections.abc import Iterator
from pathlib import Path

from kb.address import Address
from kb.labels import part_name, record_name, version_name
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.search.plain import inline
from kb.site import Page, Procedure, Record, Rule, Site
from kb.views.listing import badges

FOLDER = "assets/cards"
"""Below the site's root; a page `rules/x.html` has its cards in `rules/x.js` there."""


def write_cards(site: Site, graph: LinkGraph, versions: Counterparts, site_dir: Path) -> None:
    """Write the cards of all records that something on the site leads to, and of the glossary."""
    for page in site.pages:
        led_to = isinstance(page, Record) and graph.citing(Address(page.meta.id))
        if led_to or page.terms:
            file = site_dir / FOLDER / page.url.replace(".html", ".js")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script(site, page, versions), encoding="utf-8", newline="\n")


def script(site: Site, page: Page, versions: Counterparts) -> str:
    """Return the script that calls `KB.cards(url, {title, meta, summary, parts})`.

    `parts` are `{anchor: [label, [[anchor, text] …], note]}` for articles, steps and terms.
    """
    parts = {
        anchor: [label, lines, note] for anchor, label, lines, note in _parts(site, page, versions)
    }
    card = {
        "title": record_name(site, page) if isinstance(page, Record) else page.meta.title,
        "meta": " · ".join(badge.text for badge in badges(page)),
        "summary": page.meta.summary,
        "parts": parts,
    }
    data = json.dumps(card, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"KB.cards({json.dumps(page.url)},{data});\n"


_Part = tuple[str, str, list[list[str]], str]


def _parts(site: Site, page: Page, versions: Counterparts) -> Iterator[_Part]:
    if isinstance(page, Rule):
        for article in page.articles:
            lines = [
                [part.id, (part.label if "-i" in part.id else "") + inline(part.text)]
                for part in article.walk()
                if part is not article
            ]
            address = Address(page.meta.id, article.id)
            yield article.id, article.label, lines, became(site, address, versions)
    elif isinstance(page, Procedure):
        for step in page.steps:
            fields = [["", f"{field.name}：{inline(field.text)}"] for field in step.fields]
            yield step.id, step.title, fields, ""
    for term in page.terms:
        lines = [["", inline(line)] for line in term.text.split("\n")]
        yield term.id, term.title, lines, ""


def became(site: Site, address: Address, versions: Counterparts) -> str:
    """Return what became of an article in the newest version: 修订后为2023年版第七十七条."""
    words = [
        f"{version_name(rule)}{part_name(rule, other.address.anchor)}"
        + ("（推定）" if other.inferred else "")
        for other in versions.current(address)
        if isinstance(rule := site.records.get(other.address.record), Rule)
    ]
    return f"修订后为{'、'.join(words)}" if words else ""
