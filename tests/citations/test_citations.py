"""The recogniser: the examples that stand in its grammar, labelled paragraphs, hostile text."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kb.citations import Citation, DocumentContext, Kind, find_citations

from .vectors import GOLD, SENTENCES, examples, labelled


def told(citation: Citation, text: str) -> str:
    """Return a citation as the grammar's examples write it."""
    words = [text[citation.start : citation.end], "=", citation.target]
    words += [str(provision) for provision in citation.provisions]
    return " ".join([*words, f"@{citation.version}"] if citation.version else words)


@pytest.mark.parametrize(
    "example",
    [
        *(pytest.param(example, id=name) for name, example in examples()),
        *(pytest.param(sentence, id=sentence["text"]) for sentence in SENTENCES),
    ],
)
def test_what_is_found(example: dict[str, Any]) -> None:
    text = example["text"]
    context = DocumentContext(example.get("title"), example.get("article"))
    found = find_citations(text, document=context)
    told_of = [told(citation, text) for citation in found if citation.kind is not Kind.PART]
    assert told_of == example["finds"]


@pytest.mark.skipif(not GOLD.is_file(), reason="the labelled paragraphs are not on this machine")
def test_labelled_paragraphs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for name, line in labelled():
        found = [
            {
                "start": citation.start,
                "end": citation.end,
                "target": citation.target,
                "articles": [
                    {"art": part.article, "para": part.paragraph, "item": part.item}
                    for part in citation.provisions
                ],
            }
            for citation in find_citations(
                line.text, document=DocumentContext(line.title, line.article)
            )
            if citation.kind is not Kind.PART
        ]
        lines.append(json.dumps({"id": name, "citations": found}, ensure_ascii=False))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(lines), "utf-8")
    scored = subprocess.run(
        [sys.executable, GOLD.with_name("score_citations.py"), GOLD, predicted],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    with capsys.disabled():
        print(f"\n{scored.stdout}")
    score = {
        words[1]: float(words[4].removeprefix("F1="))
        for words in map(str.split, scored.stdout.splitlines())
        if words[:1] == ["ALL"] and words[1] in {"L1", "L2"}
    }
    assert score["L1"] >= 0.97
    assert score["L2"] >= 0.95


HOSTILE = [
    *("《", "（", "“", "第", "《〈", "第三条、", "《甲法》第", "前款", "《甲法》（以下简称《"),
    "《甲法》该条、第三条至第二百条、",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_of_hostile_text(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        find_citations(piece * times)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)
