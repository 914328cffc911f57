"""`cite`: the citations of texts, JSON lines in and JSON lines out, for other programs and tests."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.citations import Citation, DocumentContext, Kind, Names, find_citations
from kb.commands import ROOT, Mistake
from kb.commands.arguments import add_docs
from kb.linking.catalog import Catalog, names_of, plain_name
from kb.numerals import parse_article
from kb.reading import read_site
from kb.site import Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Answer each line of standard input; return 1 if there were lines that are no question."""
    site = read_site(options.docs, root=ROOT).site
    if site is None:
        raise Mistake("内容读不出来：请先运行 kb.py check")
    answering = Answering(Catalog.of(site), names_of(site.of(Rule)), date.today())
    wrong = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            answer = answering.answer(read_question(line))
        except ValueError as fault:
            print(f"第{number}行：{fault}", file=sys.stderr)
            wrong = 1
            continue
        text = json.dumps(answer, ensure_ascii=False)
        # Half a character, which JSON can write and UTF-8 cannot, goes out as it came in.
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    return wrong


@dataclass(frozen=True, slots=True)
class Question:
    """One text, and where it stands."""

    id: object
    text: str
    title: str | None
    article: str | None


def read_question(line: bytes) -> Question:
    """Return what a line of JSON asks. Raises `ValueError` with the fault in Chinese."""
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("不是UTF-8编码的JSON") from None
    if not isinstance(item, dict):
        raise ValueError('不是JSON对象，写法如 {"id": "1", "text": "……"}')
    for key in ("id", "text"):
        if key not in item:
            raise ValueError(f"缺少 {key}")
    title, article = item.get("doc_title"), item.get("doc_article")
    if not isinstance(item["text"], str) or not isinstance(title, str | None):
        raise ValueError("text 和 doc_title 要写文字")
    return Question(item["id"], item["text"], title, _article(article))


def _article(value: object) -> str | None:
    try:
        return None if value is None else parse_article(str(value))
    except ValueError:
        raise ValueError(f"doc_article 不是条号：{value}") from None


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers are made from."""

    catalog: Catalog
    names: Names
    day: date

    def answer(self, question: Question) -> Mapping[str, object]:
        """Return the citations in the text of `question` and the records that they mean."""
        document = DocumentContext(question.title, question.article, self.names)
        found = find_citations(question.text, document=document)
        own = self._titled(question.title)
        told = [self._told(one, own) for one in found if one.kind is not Kind.PART]
        return {"id": question.id, "citations": told}

    def _titled(self, title: str | None) -> Rule | None:
        """Return the rule in which the text stands, in the version of today."""
        families = self.catalog.families.get(plain_name(title or ""), ())
        if len(families) != 1:
            return None
        return next((rule for rule in families[0] if rule.since <= self.day), None)

    def _told(self, citation: Citation, own: Rule | None) -> Mapping[str, object]:
        rule = self.catalog.resolve(citation, self.day, own).rule
        return {
            "start": citation.start,
            "end": citation.end,
            "target": citation.target,
            "record": rule.meta.id if rule else None,
            "articles": [
                {"art": one.article, "para": one.paragraph, "item": one.item}
                for one in citation.provisions
            ],
        }
