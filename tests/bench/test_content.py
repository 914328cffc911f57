"""The pages for measuring: without a fault, of the length and the number that they should have."""

import statistics
from pathlib import Path

import pytest

from kb.bench.cases import case
from kb.bench.content import PageKind, make_content
from kb.commands import Mistake
from kb.problem import report
from kb.reading import read_site
from kb.site import Case, Rule

LAW = "# 中华人民共和国{name}法\n\n2020年1月1日通过\n\n## 第一章 总则\n\n第一条 为了{name}，制定本法。\n\n第二条 违反第一条的，改正。\n"


def test_generated_cases_are_without_a_fault(tmp_path: Path) -> None:
    docs = make_content(PageKind.SHORT, 120, tmp_path, None)
    reading = read_site(docs, root=tmp_path)
    assert reading.site is not None
    assert not reading.problems, report(reading.problems)
    cases = reading.site.of(Case)
    assert len(cases) == len(list((docs / "cases").glob("anli-*.md"))) == 120
    assert all(one.citations for one in cases)
    cited = {
        address.partition("#")[0] for one in cases for address in one.meta.violated[0].articles
    }
    assert len(cited) > 10


def test_a_generated_case_is_short_and_always_the_same() -> None:
    texts = [case(number) for number in range(1, 60)]
    assert texts == [case(number) for number in range(1, 60)]
    assert len(set(texts)) == len(texts)
    assert 1_500 < statistics.mean(len(text.encode()) for text in texts) < 1_900


def test_laws_are_taken_from_a_folder(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in "甲乙丙丁":
        text = LAW.format(name=name)
        (texts / f"{name}法(2020-01-01).md").write_text(text, encoding="utf-8")
    docs = make_content(PageKind.LAW, 3, tmp_path, texts)
    reading = read_site(docs, root=tmp_path)
    assert reading.site is not None
    assert not reading.problems, report(reading.problems)
    assert len(reading.site.of(Rule)) == 4


def test_too_few_laws_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="只有 0 个，不够 3 个"):
        make_content(PageKind.LAW, 3, tmp_path, None)
