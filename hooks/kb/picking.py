"""How rules are named in a citation, for 自选会议包; by `<script>`: it works on `file://` too."""

import json
from pathlib import Path

from kb.site import Rule, Site
from kb.views.page import quoted

PAGE = "pack.md"
"""The page that puts together what readers have picked."""
FILE = "assets/pack/names.js"
"""Path below the site's root."""


def names(site: Site) -> str:
    """Return the script that calls `KB.packNames({id: 《…法》（…发布，…起施行）})`."""
    known = {rule.meta.id: quoted(rule) for rule in site.of(Rule)}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"KB.packNames({text});\n"


def write_names(site: Site, site_dir: Path) -> None:
    """Write the script below `site_dir` where the edition has the page that wants it."""
    if PAGE in site.by_src:
        file = site_dir / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(names(site), encoding="utf-8", newline="\n")
