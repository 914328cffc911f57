"""The one gate before every output: what an edition may not hold is in none of its bytes."""

import re
from pathlib import Path

import pytest

from kb.inputs import Audience
from tests.built import build
from tests.tiny import TinySite

RECORDS = {
    "rules/tanhua.md": "GZ",
    "procedures/zhichu.md": "CX",
    "cases/gouwuka.md": "AL",
    "annual/2021.md": "ND",
    "meetings/dangzu-hui.md": "HY",
}
WORDS = {Audience.MANAGERS: "金丝雀甲", Audience.LEADERS: "金丝雀乙"}
NAMES = {Audience.MANAGERS: "canary-jia", Audience.LEADERS: "canary-yi"}
NUMBERS = {Audience.MANAGERS: 2091, Audience.LEADERS: 2092}


def add_canaries(tiny: TinySite) -> None:
    """Beside every record put two for few readers, with a canary in every title and text."""
    links = []
    for src, prefix in RECORDS.items():
        for audience, word in WORDS.items():
            number = NUMBERS[audience]
            year = prefix == "ND"
            id = str(number) if year else f"{NAMES[audience]}-{prefix.lower()}"
            text = tiny.text(src)
            text = re.sub(r"(?m)^id: .*", f'id: "{id}"', text)
            text = re.sub(r"(?m)^year: .*", f"year: {number}", text)
            text = re.sub(r"(?m)^family: .*", f"family: {id}", text)
            text = re.sub(r"(?m)^code: .*", f"code: {prefix}-{number}", text)
            text = re.sub(r"(?m)^audience: .*", f"audience: {audience}", text)
            text = re.sub(
                r"(?m)^(title|summary|owner|act|source|when|applies): ", rf"\1: {word}", text
            )
            text = re.sub(r"(?<=[^\n])([。；])\n", rf"{word}\1\n", text)
            text = text.replace("tanhua}", f"{id if not year else 'tanhua'}}}") if year else text
            folder = src.partition("/")[0]
            tiny.write(f"{folder}/{id}.md", text)
            links.append(f"- {prefix}-{number}；[看这里]({folder}/{id}.md)")
    tiny.write("index.md", tiny.text("index.md") + "\n" + "\n".join(links) + "\n")


@pytest.mark.parametrize("edition", list(Audience))
def test_an_edition_holds_no_byte_of_what_is_for_fewer(
    tiny: TinySite, tmp_path: Path, edition: Audience
) -> None:
    add_canaries(tiny)
    site = build(tiny.docs, tmp_path / "site", edition)
    names = "\n".join(file.relative_to(site).as_posix() for file in site.rglob("*"))
    everything = b"".join(file.read_bytes() for file in site.rglob("*") if file.is_file())
    for audience, word in WORDS.items():
        allowed = edition.holds(audience)
        for trace in (word, NAMES[audience], f"-{NUMBERS[audience]}"):
            written = trace.encode() in everything or json_of(trace) in everything
            assert written is allowed, trace
        assert (NAMES[audience] in names) is allowed
        assert (f"annual/{NUMBERS[audience]}.html" in names) is allowed


def json_of(text: str) -> bytes:
    """Return `text` as scripts may write it: in escapes."""
    return text.encode("unicode_escape")
