"""What decides a question, and when it must be looked at again."""

from datetime import date

import pytest

from kb.quiz import Stale, fingerprint, stale_questions
from kb.site import Site
from tests.tiny import DAY, TinySite

QUESTIONS = "_data/questions.yml"
RULE = "rules/tanhua.md"
TEXT = """\
questions:
  - id: shui-tan
    topic: tanhua
    kind: 判断
    question: 谈话要有记录。
    answer: 对
    explanation: 见条文。
    articles: [GZ-001-2, zhichu#step-1]
    audience: 全体党员
"""


def asked(tiny: TinySite, mark: str | None = None) -> Site:
    tiny.write(QUESTIONS, TEXT + (f'    checked: "{mark}"\n' if mark else ""))
    return tiny.site()


@pytest.fixture
def mark(tiny: TinySite) -> str:
    """The fingerprint of the question as the tiny site stands."""
    site = asked(tiny)
    return fingerprint(site, site.questions[0])


def reasons(site: Site, day: date = DAY) -> list[Stale]:
    return [reason for _, reason in stale_questions(site, day)]


def test_a_new_question_waits_to_be_checked(tiny: TinySite, mark: str) -> None:
    assert reasons(asked(tiny)) == [Stale.NEVER_CHECKED]
    assert reasons(asked(tiny, mark)) == []


def test_width_and_line_breaks_are_no_change(tiny: TinySite, mark: str) -> None:
    text = tiny.text(RULE)
    tiny.write(RULE, text.replace("下列两种：", "下列 两种:"))
    assert text != tiny.text(RULE)
    assert reasons(asked(tiny, mark)) == []


@pytest.mark.parametrize("src", [RULE, "procedures/zhichu.md"])
def test_other_words_make_it_stale(tiny: TinySite, mark: str, src: str) -> None:
    old, new = {RULE: ("两种", "三种"), "procedures/zhichu.md": ("谁来做：", "谁来做：另")}[src]
    tiny.write(src, tiny.text(src).replace(old, new))
    assert reasons(asked(tiny, mark)) == [Stale.CHANGED]


def test_a_version_that_has_ended_makes_it_stale(tiny: TinySite, mark: str) -> None:
    tiny.replace(
        RULE,
        "text_kind: 示范文本\n",
        "text_kind: 正式文本\nstatus: 已废止\neffective: 2020-01-01\nrepealed_on: 2026-12-31\n",
    )
    site = asked(tiny, mark)
    assert reasons(site, date(2026, 12, 31)) == []
    assert reasons(site, date(2027, 1, 1)) == [Stale.NOT_IN_FORCE]
