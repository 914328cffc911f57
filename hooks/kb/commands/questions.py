"""`questions`: which questions of 自测 must be looked at again, and the mark that this was done."""

import argparse
import sys
from collections.abc import Mapping
from datetime import date

from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs
from kb.model import Questions
from kb.problem import report
from kb.quiz import fingerprint, stale_questions
from kb.reading import QUESTIONS, read_site
from kb.yamltext import Loc, YamlText, parse_yaml


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="题目的标识；不写为全部")
    add_docs(parser)
    parser.add_argument("--accept", action="store_true", help="题目都核对过了，记下所引条文")


def run(options: argparse.Namespace) -> int:
    """List the questions to be looked at; with `--accept` store what their articles say now."""
    reading = read_site(options.docs, root=ROOT)
    if reading.site is None or reading.problems:
        print(report(reading.problems), file=sys.stderr)
        print(f"共 {len(reading.problems)} 处问题，题目没有改动。", file=sys.stderr)
        return 1
    site, wanted = reading.site, set(options.ids)
    if unknown := wanted - {question.id for question in site.questions}:
        raise Mistake(f"没有这道题：{'、'.join(sorted(unknown))}")
    stale = [
        (question, reason)
        for question, reason in stale_questions(site, date.today())
        if not wanted or question.id in wanted
    ]
    for question, reason in stale:
        print(f"{question.id}　{reason}　{'、'.join(question.articles)}　{question.question}")
    if not options.accept:
        print(f"共 {len(site.questions)} 题，要核对 {len(stale)} 题。核对以后加 --accept 记下。")
        return 0
    file = options.docs / QUESTIONS
    if stale:
        text = file.read_text(encoding="utf-8")
        marks = {question.id: fingerprint(site, question) for question, _ in stale}
        aside = file.with_name(f".{file.name}.new")
        aside.write_text(_marked(text, marks), encoding="utf-8", newline="\n")
        aside.replace(file)
    print(f"已记下 {len(stale)} 题：{file}")
    return 0


def _marked(text: str, marks: Mapping[str, str]) -> str:
    """Return the file with the fingerprints in `marks` set; nothing else in it changes."""
    yaml = parse_yaml(text, QUESTIONS)
    assert isinstance(yaml, YamlText), "it was read a moment ago"
    questions = Questions.model_validate(yaml.data).questions
    lines = text.split("\n")
    for index in reversed(range(len(questions))):
        if mark := marks.get(questions[index].id):
            loc: Loc = ("questions", index)
            written = (*loc, "checked") in yaml.keys
            line, column = yaml.place((*loc, "checked" if written else "audience"), at_key=True)
            lines[line - written : line] = [f'{" " * (column - 1)}checked: "{mark}"']
    return "\n".join(lines)
