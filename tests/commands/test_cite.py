"""`cite` as another program uses it: JSON lines in, JSON lines out."""

import json
import subprocess
from pathlib import Path
from typing import Any

from .conftest import command


def cite(docs: Path, environment: dict[str, str], *lines: str) -> tuple[int, list[Any], str]:
    done = subprocess.run(
        command("cite", "--docs", docs),
        input="\n".join(lines),
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_citations_come_with_the_record_that_they_mean(
    docs: Path, environment: dict[str, str]
) -> None:
    text = "😀依照《廉政谈话制度》第二条第（一）项和《甲法》第三条之一"
    code, (answer,), errors = cite(docs, environment, json.dumps({"id": "a", "text": text}))
    assert (code, errors) == (0, "")
    assert answer == {
        "id": "a",
        "citations": [
            {
                "start": 3,
                "end": 19,
                "target": "廉政谈话制度",
                "record": "tanhua",
                "articles": [{"art": "2", "para": None, "item": 1}],
            },
            {
                "start": 20,
                "end": 29,
                "target": "甲法",
                "record": None,
                "articles": [{"art": "3-1", "para": None, "item": None}],
            },
        ],
    }


def test_the_text_may_stand_in_an_article_of_a_rule(
    docs: Path, environment: dict[str, str]
) -> None:
    line = {"id": 1, "text": "前条规定", "doc_title": "廉政谈话制度", "doc_article": 3}
    _, (answer,), _ = cite(docs, environment, json.dumps(line))
    (citation,) = answer["citations"]
    assert (citation["target"], citation["record"]) == ("SELF", "tanhua")
    assert citation["articles"] == [{"art": "2", "para": None, "item": None}]


def test_a_bad_line_is_named_and_the_others_are_answered(
    docs: Path, environment: dict[str, str]
) -> None:
    code, answers, errors = cite(
        docs,
        environment,
        '{"id": 1, "text": "依照监察法第三条"}',
        "不是JSON",
        '{"text": "没有编号"}',
        "",
        '{"id": 2, "text": 3}',
        '{"id": 3, "text": "前款", "doc_article": "某条"}',
        '{"id": 4, "text": "半个字\\ud800，《甲\\udc00法》第一条"}',
    )
    assert code == 1
    assert [answer["id"] for answer in answers] == [1, 4]
    assert answers[1]["citations"][0]["target"] == "甲\udc00法"
    assert errors.splitlines() == [
        "第2行：不是UTF-8编码的JSON",
        "第3行：缺少 id",
        "第5行：text 和 doc_title 要写文字",
        "第6行：doc_article 不是条号：某条",
    ]
