"""The words of the files of search, which are carried in letters of ASCII."""

import json
from collections.abc import Mapping
from typing import Any

from kb.search.letters import BETWEEN, Alphabet


def given(script: str) -> list[Any]:
    """Return what a file gives to its function, the stamp first."""
    assert script.startswith("KB.search")
    call, _, rest = script.partition("(")
    assert call.removeprefix("KB.").isalpha()
    found: list[Any] = json.loads(f"[{rest.removesuffix(');' + chr(10))}]")
    return found


def alphabet(pages: Mapping[str, Any]) -> Alphabet:
    """Return the alphabet from what `pages.js` gives."""
    order = dict.fromkeys(sign for name in pages["shards"] for sign in name if sign != " ")
    often = pages["often"]
    return Alphabet(often, "".join(s for s in [*order, *pages["others"]] if s not in often))


def read(letters: Alphabet, written: str) -> list[str]:
    """Return the texts that stand in `written`."""
    known = {code: chr(sign) for sign, code in letters.table().items()}
    texts, at = [""], 0
    while at < len(written):
        if written[at] == BETWEEN:
            texts.append("")
            at += 1
        elif written[at] == "}":
            texts[-1] += chr(int(written[at + 1 : at + 7], 16))
            at += 7
        else:
            size = 1 if written[at] in known else 2
            texts[-1] += known[written[at : at + size]]
            at += size
    return texts


def words(scripts: Mapping[str, str]) -> dict[str, str]:
    """Return what each file says in plain words, by its name, given all files by name."""
    letters = alphabet(given(scripts["pages.js"])[1])
    found = {}
    for name, script in scripts.items():
        parts = [part for part in given(script)[1:] if isinstance(part, str)]
        if name.startswith(("text-", "headings", "readings")):
            parts = ["\n".join(read(letters, p)) if p.isascii() else p for p in parts]
        found[name] = "\n".join([script, *parts])
    return found
