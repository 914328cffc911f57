"""The recogniser: the examples that stand in its grammar, labelled paragraphs, hostile text."""

import json
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kb.citations import Citation, DocumentContext, Kind, find_citations

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
GRAMMAR = json.loads(resources.files("kb.citations").joinpath("grammar.json").read_text("utf-8"))
EXAMPLES = [
    pytest.param(example, id=f"{rule['name']}-{number}")
    for rule in (*GRAMMAR["productions"], *GRAMMAR["forms"])
    for number, example in enumerate(rule.get("examples", []), 1)
]


def told(citation: Citation, text: str) -> str:
    """Return a citation as the grammar's examples write it."""
    words = [text[citation.start : citation.end], "=", citation.target]
    words += [str(provision) for provision in citation.provisions]
    return " ".join([*words, f"@{citation.version}"] if citation.version else words)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_grammar(example: dict[str, Any]) -> None:
    text = example["text"]
    context = DocumentContext(example.get("title"), example.get("article"))
    found = find_citations(text, document=context)
    told_of = [told(citation, text) for citation in found if citation.kind is not Kind.PART]
    assert told_of == example["finds"]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        (
            "会前按《中国共产党纪律处分条例》（2018年）第七十条办理。",
            ["《中国共产党纪律处分条例》（2018年）第七十条 = 中国共产党纪律处分条例 70 @2018"],
        ),
        (
            "参照《重大行政决策程序暂行条例》第十二条、第十四条。",
            ["《重大行政决策程序暂行条例》第十二条、第十四条 = 重大行政决策程序暂行条例 12 14"],
        ),
        ("窗口增加第三条生产线。", []),
        ("《红楼梦》第五回", []),
        ("合同第三条约定了付款时间。", []),
    ],
)
def test_sentences_of_a_bureau(text: str, finds: list[str]) -> None:
    assert [told(citation, text) for citation in find_citations(text)] == finds


@pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled paragraphs are not on this machine")
def test_labelled_paragraphs(tmp_path: Path) -> None:
    lines = []
    for line in (GOLD / "citations.dev.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        article = item.get("doc_article")
        context = DocumentContext(item.get("doc_title"), None if article is None else str(article))
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
            for citation in find_citations(item["text"], document=context)
            if citation.kind is not Kind.PART
        ]
        lines.append(json.dumps({"id": item["id"], "citations": found}, ensure_ascii=False))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(lines), "utf-8")
    script, gold = GOLD / "score_citations.py", GOLD / "citations.dev.jsonl"
    scored = subprocess.run(
        [sys.executable, script, gold, predicted], capture_output=True, encoding="utf-8", check=True
    )
    score = {
        words[1]: float(words[4].removeprefix("F1="))
        for words in map(str.split, scored.stdout.splitlines())
        if words[:1] == ["ALL"] and words[1] in {"L1", "L2"}
    }
    assert score["L1"] >= 0.97
    assert score["L2"] >= 0.95


@pytest.mark.parametrize("piece", ["《", "（", "“", "第", "《〈", "第三条、", "《甲法》第", "前款"])
def test_time_grows_with_the_length_of_hostile_text(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        find_citations(piece * times)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)
