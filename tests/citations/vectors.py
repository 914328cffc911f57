"""What both interpreters of the grammar read: lines with the rule and article in which they stand."""

import json
import random
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import yaml

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "citations.dev.jsonl"
GRAMMAR: dict[str, Any] = json.loads(
    resources.files("kb.citations").joinpath("grammar.json").read_text("utf-8")
)
SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yml").read_text("utf-8")
)
_ODD = (
    "𠀀",
    "😀",
    "\ue000",
    "\ufeff",
    "\u2003",
    "\x1c",
    "\x85",
    "\n",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
)
_TITLES = (None, "甲法", "关于修改《乙法》的决定", "采购工作案例")


class Line(NamedTuple):
    """One text, and where it stands."""

    text: str
    title: str | None = None
    article: str | None = None


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a name for each example of the grammar and the example."""
    for rule in (*GRAMMAR["productions"], *GRAMMAR["forms"]):
        for number, example in enumerate(rule.get("examples", []), 1):
            yield f"{rule['name']}-{number}", example


def labelled() -> Iterator[tuple[str, Line]]:
    """Yield the labelled paragraphs with their ids; none where they are not on this machine."""
    lines = GOLD.read_text("utf-8").splitlines() if GOLD.is_file() else []
    for item in map(json.loads, lines):
        article = item.get("doc_article")
        key = None if article is None else str(article)
        yield item["id"], Line(item["text"], item.get("doc_title"), key)


def lines() -> list[Line]:
    """Return all that is written, and as much again that is cut up and put together at random."""
    told = [example for _, example in examples()] + SENTENCES
    written = [Line(one["text"], one.get("title"), one.get("article")) for one in told]
    written += [line for _, line in labelled()]
    return written + list(_mixed([line.text for line in written], 1500))


def _mixed(texts: list[str], count: int) -> Iterator[Line]:
    chance = random.Random(20261124)
    pieces = list(_ODD) * 10
    for text in texts:
        start = chance.randrange(len(text))
        pieces += [text, text[start : start + chance.randrange(1, 25)]]
    for _ in range(count):
        text = "".join(chance.choices(pieces, k=chance.randrange(2, 8)))
        yield Line(text, chance.choice(_TITLES), chance.choice((None, "7", "120-3")))
