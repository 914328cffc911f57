"""YAML with the places of its parts, files with their two parts, and what keeps them from it."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from kb.model import PageMeta, Thresholds
from kb.problem import Code, Problem, report, report_json
from kb.source import Source, position, read_source, read_text
from kb.validation import field_title, validate
from kb.yamltext import YamlText, parse_yaml


def parsed(text: str, first_line: int = 1) -> YamlText:
    yaml = parse_yaml(text, "docs/x.md", first_line=first_line)
    assert isinstance(yaml, YamlText), yaml
    return yaml


def test_every_key_and_value_has_a_place() -> None:
    yaml = parsed("title: 甲\nviolated:\n  - act: 乙\n    articles: [丙, 丁]\n", 2)
    assert yaml.keys["title",] == (2, 1)
    assert yaml.values["title",] == (2, 8)
    assert yaml.values["violated", 0, "act"] == (4, 10)
    assert yaml.values["violated", 0, "articles", 1] == (5, 19)


def test_a_problem_stands_at_the_nearest_parent() -> None:
    yaml = parsed("a:\n  b: [1]\n", 2)
    problem = yaml.problem(("a", "b", 7), Code.WRONG_VALUE, "错")
    assert (problem.line, problem.column) == yaml.values["a", "b"] == (3, 6)
    at_key = yaml.problem(("a", "b"), Code.UNKNOWN_KEY, "错", at_key=True)
    assert (at_key.line, at_key.column) == (3, 3)


def test_dates_stay_as_written() -> None:
    assert parsed("day: 2026-11-23").data == {"day": "2026-11-23"}


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: 'b", "a: b: c", "\ta: 1", "a: &x 1\nb: *x", "a: 1\na: 2", "[" * 40 + "]" * 40],
)
def test_broken_yaml_is_a_problem_and_no_exception(text: str) -> None:
    problem = parse_yaml(text, "docs/x.md", first_line=2)
    assert isinstance(problem, Problem)
    assert problem.code is Code.BROKEN_YAML
    assert problem.line >= 2


def faults(model: type[BaseModel], text: str) -> list[Problem]:
    found = validate(model, parsed(text, 2))
    assert isinstance(found, list)
    return found


def test_every_missing_key_is_named() -> None:
    found = faults(PageMeta, "title: 甲\n")
    assert {problem.code for problem in found} == {Code.MISSING_KEY}
    assert len(found) == 5
    assert any(field_title(PageMeta, "owner") in problem.message for problem in found)


@pytest.mark.parametrize("text", ["", "甲", "[甲]", "null"])
def test_front_matter_that_is_no_mapping_is_a_problem(text: str) -> None:
    assert faults(PageMeta, text)


def test_a_fault_in_a_list_of_records_has_its_line() -> None:
    text = (
        "- {id: a, title: 甲, amount: 1, unit: 元, reference: 乙, confirmed: true,"
        " effective: 2026-01-01, source: 丙}\n"
        "- {id: b, title: 甲, amount: -1, unit: 元, reference: 乙, confirmed: true,"
        " effective: 2026-01-01, source: 丙}\n"
    )
    (problem,) = faults(Thresholds, text)
    assert (problem.line, problem.code) == (3, Code.WRONG_VALUE)
    assert "大于 0" in problem.message


class Pair(BaseModel):
    """A list that is neither short nor long."""

    names: Annotated[tuple[str, ...], Field(title="名称", min_length=2, max_length=3)]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("[]", "names（名称） 至少写 2 项"),
        ("[甲]", "names（名称） 至少写 2 项"),
        ("[甲, 乙, 丙, 丁]", "names（名称） 最多写 3 项"),
    ],
)
def test_a_list_of_the_wrong_length_is_told_how_long_it_must_be(names: str, message: str) -> None:
    (problem,) = faults(Pair, f"names: {names}\n")
    assert problem.message == message


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (b"\xef\xbb\xbf---\n", Code.BYTE_ORDER_MARK, (1, 1)),
        ("---\n甲".encode("utf-16"), Code.BYTE_ORDER_MARK, (1, 1)),
        ("甲\n乙丙".encode() + "丁".encode("gbk"), Code.NOT_UTF8, (2, 3)),
        ("甲\n乙\0".encode(), Code.CONTROL_CHARACTER, (2, 2)),
    ],
)
def test_bytes_that_are_no_text(
    tmp_path: Path, raw: bytes, code: Code, place: tuple[int, int]
) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(raw)
    problem = read_text(file, "docs/x.md")
    assert isinstance(problem, Problem)
    assert (problem.code, (problem.line, problem.column)) == (code, place)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(tmp_path: Path, end: str) -> None:
    file = tmp_path / "x.md"
    file.write_bytes("---\ntitle: 甲\n---\n\n正文\n".replace("\n", end).encode())
    source = read_source(file, "cases/x.md", "docs/cases/x.md")
    assert isinstance(source, Source)
    assert (source.header, source.body, source.body_line) == ("title: 甲\n", "\n正文\n", 4)
    assert source.url == "cases/x.html"
    assert source.problem(2, 1, Code.RAW_HTML, "错").line == 5


@pytest.mark.parametrize("text", ["", "正文", "---\n", "---\ntitle: 甲\n", " ---\n---\n"])
def test_front_matter_is_needed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.md"
    file.write_text(text, "utf-8")
    problem = read_source(file, "x.md", "docs/x.md")
    assert isinstance(problem, Problem)
    assert problem.code is Code.NO_FRONT_MATTER


def test_columns_are_characters() -> None:
    assert position("甲\n乙丙", 3) == (2, 2)


def test_a_report_is_sorted_and_says_everything_once() -> None:
    late = Problem("docs/b.md", 2, 1, Code.DEAD_LINK, "迟")
    early = Problem("docs/a.md", 10, 3, Code.UNKNOWN_CODE, "早", "提示")
    wanted = "docs/a.md:10:3: REF-1 早\n    提示\ndocs/b.md:2:1: LINK-1 迟"
    assert report([late, early, late]) == wanted
    assert report_json([late, late]).count('"code": "LINK-1"') == 1
