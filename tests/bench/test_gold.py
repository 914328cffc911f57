"""The measures of the search benchmark, by hand."""

import math

import pytest

from kb.bench.gold import Answer, Query, score

PAGES = frozenset({"rules/a.html", "rules/b.html"})


def test_a_string_counts_pages_and_what_stands_in_them() -> None:
    query = Query("substring", "处分", PAGES)
    answer = Answer(["rules/a.html#art-1", "rules/c.html"], ["给予处分", "给予奖励"])
    assert score([query], [answer]) == {
        "substring：页面召回": 0.5,
        "substring：前十中含有它的": 0.5,
    }


def test_a_citation_must_come_first() -> None:
    query = Query("known", "甲法1条", PAGES, {"rules/a.html#art-1": 2})
    first = Answer(["rules/a.html#art-1", "rules/b.html"], [])
    second = Answer(["rules/b.html", "rules/a.html#art-1"], [])
    assert score([query, query], [first, second]) == {"known：条文排第一": 0.5}


def test_a_question_is_judged_by_rank_and_grade() -> None:
    query = Query("nl", "多久", PAGES, {"rules/a.html#art-1": 2, "rules/a.html#art-2": 1})
    answer = Answer(["rules/b.html", "rules/a.html#art-2", "rules/a.html#art-1"], [])
    found = score([query], [answer])
    assert found["nl：MRR@10"] == pytest.approx(1 / 3)
    assert found["nl：前十"] == 1
    gained = 1 / math.log2(3) + 3 / math.log2(4)
    assert found["nl：nDCG@10"] == pytest.approx(gained / (3 + 1 / math.log2(3)))


def test_nothing_found_is_worth_nothing() -> None:
    queries = [
        Query(kind, "甲", PAGES, {"rules/a.html#art-1": 2}) for kind in ("typo", "word", "nl")
    ]
    assert not any(score(queries, [Answer([], [])] * 3).values())
