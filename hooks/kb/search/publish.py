"""The file that carries the units to the browser, by `<script>`: it works on `file://` too."""

import json
from collections.abc import Sequence
from pathlib import Path

from kb.search.sections import Section

FILE = "assets/search/sections.js"
"""Path below the site's root; `docs/assets/search.js` loads it on first use."""


def script(units: Sequence[Section]) -> str:
    """Return the script that calls `KB.searchData({pages, sections})`.

    A page is `[id, url, name, aliases, type, status, badges, year]`, a section
    `[page, anchor, title, path within the page, code, text]`: what all sections of a page
    share stands once.
    """
    pages: dict[str, int] = {}
    page_lines, section_lines = [], []
    for unit in units:
        url, _, anchor = unit.url.partition("#")
        if url not in pages:
            pages[url] = len(pages)
            page_lines.append(_line(_page(unit, url)))
        section = [pages[url], anchor, unit.title, unit.path[1:], unit.code, unit.text]
        section_lines.append(_line(section))
    return (
        'KB.searchData({"pages":[\n'
        + ",\n".join(page_lines)
        + '\n],"sections":[\n'
        + ",\n".join(section_lines)
        + "\n]});\n"
    )


def write_search(units: Sequence[Section], site_dir: Path) -> None:
    """Write the script below `site_dir`."""
    file = site_dir / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script(units), encoding="utf-8", newline="\n")


def _page(unit: Section, url: str) -> list[object]:
    badges = [[badge.text, badge.tone] for badge in unit.badges]
    record = unit.id.partition("#")[0]
    aliases = list(unit.aliases)
    return [record, url, unit.path[0], aliases, unit.type, unit.status, badges, unit.year]


def _line(value: list[object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
