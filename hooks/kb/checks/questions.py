"""The questions of 自测: answers that are no options, what decides them, who may read that."""

from collections.abc import Iterator

from kb.model import Question, QuestionKind
from kb.problem import Code, Problem
from kb.quiz import JUDGED, LETTERS, basis
from kb.site import Site
from kb.yamltext import Loc, YamlText


def check_questions(site: Site, yaml: YamlText) -> Iterator[Problem]:
    """Yield everything wrong with the questions of `site`, which `yaml` holds."""
    for index, role in enumerate(site.roles):
        for place, topic in enumerate(role.topics):
            yield from _topic(site, topic, ("roles", index, "topics", place), yaml)
    for index, question in enumerate(site.questions):
        loc: Loc = ("questions", index)
        yield from _topic(site, question.topic, (*loc, "topic"), yaml)
        yield from _answer(question, loc, yaml)
        yield from _basis(site, question, loc, yaml)


def _topic(site: Site, topic: str, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    if topic not in site.topics:
        hint = f"可用的专题：{'、'.join(site.topics)}"
        yield yaml.problem(loc, Code.UNKNOWN_TERM, f"词表里没有专题“{topic}”", hint)


def _answer(question: Question, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    if question.kind is QuestionKind.JUDGE:
        if question.options:
            place = (*loc, "options")
            yield yaml.problem(place, Code.ANSWER, "判断题不写选项", "删掉 options")
        if question.answer not in JUDGED:
            place = (*loc, "answer")
            yield yaml.problem(place, Code.ANSWER, "判断题的答案只能是对或者错", "answer: 对")
        return
    if not 2 <= len(question.options) <= len(LETTERS):
        message = f"选项应当是2至{len(LETTERS)}个"
        yield yaml.problem((*loc, "options"), Code.ANSWER, message, "options: [警告, 记过]")
        return
    keys = LETTERS[: len(question.options)]
    chosen = question.answer
    if not set(chosen) <= set(keys):
        message, hint = f"答案“{chosen}”不在选项里", f"这一题的选项是{keys[0]}至{keys[-1]}"
    elif list(chosen) != sorted(set(chosen)):
        message, hint = (
            "答案的字母要按先后写，每个写一次",
            f"answer: {''.join(sorted(set(chosen)))}",
        )
    elif question.kind is QuestionKind.SINGLE and len(chosen) > 1:
        message, hint = "单选题只有一个答案", "有几个答案的，写 kind: 多选"
    elif question.kind is QuestionKind.MULTIPLE and len(chosen) < 2:
        message, hint = "多选题至少有两个答案", "只有一个答案的，写 kind: 单选"
    else:
        return
    yield yaml.problem((*loc, "answer"), Code.ANSWER, message, hint)


def _basis(site: Site, question: Question, loc: Loc, yaml: YamlText) -> Iterator[Problem]:
    for index, text in enumerate(question.articles):
        place = (*loc, "articles", index)
        address = basis(site, text)
        if address is None:
            message = f"题目的依据“{text}”不是站内的条文或者步骤"
            hint = "写到条或者步，例如 zhengwu-chufen-fa-2020#art-33、GZ-105-33"
            yield yaml.problem(place, Code.QUESTION_BASIS, message, hint)
            continue
        held = site.records[address.record].meta.audience
        if not question.audience.holds(held):
            message = f"题目给“{question.audience}”看，依据只给“{held}”看"
            hint = f"题目的 audience 写“{held}”，或者换一个依据"
            yield yaml.problem(place, Code.QUESTION_AUDIENCE, message, hint)
