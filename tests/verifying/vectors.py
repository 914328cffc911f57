"""Rules and drafts on which both ways of verifying are tried."""

from pathlib import Path
from typing import Any

import yaml

from kb.site import Site
from kb.verifying import Finding
from tests.tiny import DAY, TinySite

HERE = Path(__file__).parent
DRAFTS: list[dict[str, Any]] = yaml.safe_load((HERE / "drafts.yml").read_text("utf-8"))
_COMMON = {
    "summary": "测试用。",
    "topics": ["tanhua"],
    "audience": "全体党员",
    "owner": "办公室负责人",
    "review_by": "2027-03-31",
    "updated": "2026-11-23",
    "issuer": "某机关",
}

_ADDRESSES = """\
rules/lao.html
s/gz-801.html rules/lao.html
rules/jiu.html
s/gz-802.html rules/jiu.html
cases/che.html
s/al-803.html cases/che.html
"""
_REDIRECTS = """\
- {old: rules/lao.html, new: rules/fa-2023.html, audience: 全局}
- {old: rules/jiu.html, replaced_by: rules/fa-2023.html#art-3, audience: 全局}
- {old: cases/che.html, withdrawn: 情节与规则不符, audience: 全局}
"""


def day(draft: dict[str, Any]) -> str:
    """Return the day of a draft, 2026-11-23 if it names none."""
    return str(draft.get("day", DAY))


def rules(folder: Path) -> Site:
    """Return the site of `rules.yml`, written below `folder`."""
    tiny = TinySite.make(folder)
    for number, rule in enumerate(yaml.safe_load((HERE / "rules.yml").read_text("utf-8")), 101):
        text = rule.pop("text")
        header = yaml.safe_dump({"code": f"GZ-{number}"} | _COMMON | rule, allow_unicode=True)
        tiny.write(f"rules/{rule['id']}.md", f"---\n{header}---\n\n{text}")
    tiny.write("_data/addresses.txt", _ADDRESSES)
    tiny.write("_data/redirects.yml", _REDIRECTS)
    site = tiny.read().site
    assert site is not None
    return site


def told(finding: Finding, text: str) -> dict[str, Any]:
    """Return a finding as `drafts.yml` writes it."""
    notes = [
        " ".join(filter(None, (note.tone, note.kind, note.subject, note.text, note.url)))
        + (f" → {note.now}" if note.now else "")
        for note in finding.notes
    ]
    return {"words": text[finding.start : finding.end], "name": finding.name, "notes": notes}
