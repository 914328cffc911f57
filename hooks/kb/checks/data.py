"""The data files: entries that stand twice, limits confirmed without an amount."""

from collections.abc import Iterator, Sequence

from kb.model import (
    Correspondences,
    Exemptions,
    OutsideRules,
    Redirects,
    Thresholds,
    Vocabulary,
)
from kb.problem import Code, Problem
from kb.yamltext import Loc, YamlText

Data = Vocabulary | Thresholds | Correspondences | OutsideRules | Exemptions | Redirects


def check_data(data: Data, yaml: YamlText) -> Iterator[Problem]:
    """Yield every entry that is in its list already, and every limit without ground."""
    if isinstance(data, Thresholds):
        yield from _unfounded(data, yaml)
    for loc, words in _lists(data).items():
        for index, word in enumerate(words):
            if word in words[:index]:
                place = (*loc, index)
                yield yaml.problem(place, Code.DUPLICATE, f"“{word}”写了两次", "每一项只写一次")


def _lists(data: Data) -> dict[Loc, Sequence[str]]:
    """Return the lists in which nothing may stand twice, by their place in the data."""
    match data:
        case Thresholds():
            return {(): [limit.id for limit in data.root]}
        case OutsideRules():
            return {(): [rule.title for rule in data.root]}
        case Correspondences():
            tables: dict[Loc, Sequence[str]] = {
                (): [f"{table.older} → {table.newer}" for table in data.root]
            }
            for index, table in enumerate(data.root):
                tables[index, "articles"] = [f"{pair.old} → {pair.new}" for pair in table.articles]
            return tables
        case Exemptions():
            return {}
        case Redirects():
            return {(): [redirect.old for redirect in data.root]}
        case Vocabulary():
            return {
                ("topics",): [topic.id for topic in data.topics],
                ("behaviours",): data.behaviours,
                ("levels",): data.levels,
            }


def _unfounded(limits: Thresholds, yaml: YamlText) -> Iterator[Problem]:
    for index, limit in enumerate(limits.root):
        if limit.confirmed and limit.amount is None:
            yield yaml.problem(
                (index, "amount"),
                Code.WRONG_VALUE,
                "已确认的额度要写明数额",
                "写上数额，例如 amount: 100000；还没有确认的，写 confirmed: false",
            )
