"""Queries with what they should find, and how well a list of hits does it."""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TEN = 10
EVERY = 1_000_000
"""A limit that no query reaches."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the gold set, its files already turned into addresses of this site."""

    kind: str
    """`substring`, `word`, `known`, `pinyin`, `short`, `typo`, `nl` or `question`."""
    text: str
    pages: frozenset[str]
    """Addresses of pages that hold the answer."""
    grades: Mapping[str, int] = field(default_factory=dict)
    """Addresses of articles, 2 for the answer itself."""

    @property
    def limit(self) -> int:
        """How many hits must be asked for to measure it."""
        return EVERY if self.kind in {"substring", "word"} else TEN


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search returned: addresses in order, with their anchors where it knows sections."""

    urls: Sequence[str]
    texts: Sequence[str]
    """What stands in each of the first ten, in normal form."""


def read_queries(gold: Path, pages: Mapping[str, str]) -> list[Query]:
    """Return the queries in `gold` whose files are all in `pages` (file → address)."""
    found = [
        *_search(gold / "search.dev.jsonl", pages),
        *_graded(gold / "queries.dev.jsonl", pages),
    ]
    return [query for query in found if query.pages and query.text]


def _rows(file: Path) -> Iterator[dict[str, object]]:
    if file.is_file():
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def _search(file: Path, pages: Mapping[str, str]) -> Iterator[Query]:
    for row in _rows(file):
        docs = _docs(row["docs"])
        if not set(docs) <= pages.keys():
            continue
        kind = "short" if row["kind"] == "abbrev" else str(row["type"])
        articles = row.get("current") or row.get("articles") or []
        grades = dict.fromkeys(_articles(articles, pages), 2)
        yield Query(kind, str(row["query"]), frozenset(pages[doc] for doc in docs), grades)


def _graded(file: Path, pages: Mapping[str, str]) -> Iterator[Query]:
    for row in _rows(file):
        relevant = row["relevant"]
        assert isinstance(relevant, list)
        if not {one["doc"] for one in relevant} <= pages.keys():
            continue
        grades = {_article(one, pages): int(one["grade"]) for one in relevant}
        found = frozenset(pages[one["doc"]] for one in relevant)
        yield Query("question", str(row["query"]), found, grades)


def _docs(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(doc) for doc in value]


def _articles(value: object, pages: Mapping[str, str]) -> Iterator[str]:
    assert isinstance(value, list)
    for one in value:
        yield _article(one, pages)


def _article(one: Mapping[str, str], pages: Mapping[str, str]) -> str:
    return f"{pages[one['doc']]}#art-{one['art']}"


def score(queries: Sequence[Query], answers: Sequence[Answer]) -> dict[str, float]:
    """Return the mean of each measure by its name."""
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for query, answer in zip(queries, answers, strict=True):
        for name, value in _measures(query, answer):
            sums[name].append(value)
    return {name: sum(values) / len(values) for name, values in sums.items()}


def _measures(query: Query, answer: Answer) -> Iterator[tuple[str, float]]:
    pages = list(dict.fromkeys(url.partition("#")[0] for url in answer.urls))
    inside = float(bool(query.pages & set(pages[:TEN])))
    if query.kind in {"substring", "word"}:
        first = answer.texts[:TEN]
        yield f"{query.kind}：页面召回", len(query.pages & set(pages)) / len(query.pages)
        have = sum(query.text in text for text in first)
        yield f"{query.kind}：前十中含有它的", have / len(first) if first else 0.0
    elif query.kind == "known":
        yield "known：条文排第一", float(bool(answer.urls) and answer.urls[0] in query.grades)
    elif query.kind in {"nl", "question"}:
        ranks = [n for n, url in enumerate(answer.urls[:TEN], 1) if query.grades.get(url) == 2]
        yield f"{query.kind}：MRR@10", 1 / ranks[0] if ranks else 0.0
        yield f"{query.kind}：前十", float(bool(ranks))
        yield f"{query.kind}：nDCG@10", _ndcg(query, answer)
    else:
        yield f"{query.kind}：前十", inside


def _ndcg(query: Query, answer: Answer) -> float:
    gains = [2 ** query.grades.get(url, 0) - 1 for url in answer.urls[:TEN]]
    ideal = sorted((2**grade - 1 for grade in query.grades.values()), reverse=True)[:TEN]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
