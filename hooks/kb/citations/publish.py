"""The file that carries the grammar to the browser, by `<script>`: it works on `file://` too."""

import json
from pathlib import Path

from kb.citations.grammar import load_table

FILE = "assets/citations/table.js"
"""Path below the site's root; `KB.loadCitations` loads it on first use."""
_FOR_PEOPLE = {"note", "means", "examples"}


def script() -> str:
    """Return the script that sets `KB.citations.table` to the grammar, without its examples."""
    table = load_table()
    for part in ("productions", "forms"):
        table[part] = [_bare(entry) for entry in table[part]]
    text = json.dumps(_bare(table), ensure_ascii=False, separators=(",", ":"))
    return f"(KB.citations = KB.citations || {{}}).table = {text};\n"


def _bare(entry: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in entry.items() if key not in _FOR_PEOPLE}


def write_grammar(site_dir: Path) -> None:
    """Write the script below `site_dir`."""
    file = site_dir / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script(), encoding="utf-8", newline="\n")
