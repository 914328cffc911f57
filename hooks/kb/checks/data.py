"""The data files: entries that stand twice, limits confirmed without an amount, idle synonyms."""

from collections.abc import Iterator, Sequence

from kb.deciding.model import Decisions, Voting
from kb.model import (
    Correspondences,
    Exemptions,
    Forms,
    OutsideRules,
    Questions,
    Redirects,
    Synonyms,
    Thresholds,
    Vocabulary,
)
from kb.problem import Code, Problem
from kb.search.normal import normal, runs
from kb.yamltext import Loc, YamlText
from kb.yearmodel import Duties, LedgerSettings, Outlines

Data = (
    Vocabulary
    | Thresholds
    | Correspondences
    | OutsideRules
    | Exemptions
    | Redirects
    | Synonyms
    | Questions
    | LedgerSettings
    | Duties
    | Outlines
    | Forms
    | Decisions
    | Voting
)
_SHORTEST = 2
"""Letters that search looks up together; a single one would stand everywhere."""


def check_data(data: Data, yaml: YamlText) -> Iterator[Problem]:
    """Yield entries that are in their list already, limits without ground, idle synonyms."""
    if isinstance(data, Thresholds):
        yield from _unfounded(data, yaml)
    for loc, words in _lists(data).items():
        for index, word in enumerate(words):
            if word in words[:index]:
                yield _twice((*loc, index), word, yaml)
    if isinstance(data, Synonyms):
        yield from _synonyms(data, yaml)


def _lists(data: Data) -> dict[Loc, Sequence[str]]:
    """Return the lists in which nothing may stand twice, by their place in the data."""
    match data:
        case Thresholds() | Exemptions() | LedgerSettings() | Synonyms():
            return {}
        case OutsideRules():
            return {(): [rule.title for rule in data.root]}
        case Correspondences():
            tables: dict[Loc, Sequence[str]] = {
                (): [f"{table.older} → {table.newer}" for table in data.root]
            }
            for index, table in enumerate(data.root):
                tables[index, "articles"] = [f"{pair.old} → {pair.new}" for pair in table.articles]
            return tables
        case Duties():
            return {
                ("posts",): [post.id for post in data.posts],
                ("calendar",): [task.id for task in data.calendar],
            }
        case Outlines() | Forms():
            return {(): [one.id for one in data.root]}
        case Redirects():
            return {(): [redirect.old for redirect in data.root]}
        case Questions():
            return {
                ("questions",): [question.id for question in data.questions],
                ("roles",): [role.id for role in data.roles],
            }
        case Decisions():
            return {
                ("questions",): [question.id for question in data.questions],
                ("results",): [result.id for result in data.results],
            }
        case Voting():
            return {("ballots",): [ballot.id for ballot in data.ballots]}
        case Vocabulary():
            return {
                ("topics",): [topic.id for topic in data.topics],
                ("behaviours",): data.behaviours,
                ("levels",): data.levels,
            }


def _unfounded(limits: Thresholds, yaml: YamlText) -> Iterator[Problem]:
    """Yield confirmed limits without an amount, and limits that stand twice from the same day."""
    for index, limit in enumerate(limits.root):
        if limit.confirmed and limit.amount is None:
            yield yaml.problem(
                (index, "amount"),
                Code.WRONG_VALUE,
                "已确认的额度要写明数额",
                "写上数额，例如 amount: 100000；还没有确认的，写 confirmed: false",
            )
        for earlier in limits.root[:index]:
            if (earlier.id, earlier.effective) == (limit.id, limit.effective):
                yield _twice((index,), limit.id, yaml)
            elif earlier.id == limit.id and earlier.unit != limit.unit:
                message = f"“{limit.id}”各次标准的单位不同"
                yield yaml.problem((index, "unit"), Code.WRONG_VALUE, message, "写同一个单位")


def _twice(loc: Loc, word: str, yaml: YamlText) -> Problem:
    return yaml.problem(loc, Code.DUPLICATE, f"“{word}”写了两次", "每一项只写一次")


def _synonyms(synonyms: Synonyms, yaml: YamlText) -> Iterator[Problem]:
    """Yield words said in two entries, words that mean only themselves, words of one letter."""
    said: set[str] = set()
    for number, synonym in enumerate(synonyms.root):
        places: list[tuple[Loc, str]] = [
            ((number, "say", index), word) for index, word in enumerate(synonym.say)
        ]
        found: list[tuple[Loc, str]] = [((number, "find", word), word) for word in synonym.find]
        for loc, word in places:
            if normal(word) in said:
                yield _twice(loc, word, yaml)
            said.add(normal(word))
            if set(map(normal, synonym.find)) == {normal(word)}:
                yield yaml.problem(
                    loc,
                    Code.SYNONYM_OF_ITSELF,
                    f"“{word}”只指它自己，不起作用",
                    "find 里写规则用的另一个词",
                )
        for loc, word in [*places, *found]:
            if max(map(len, runs(normal(word))), default=0) < _SHORTEST:
                yield yaml.problem(
                    loc, Code.SHORT_SYNONYM, f"“{word}”太短", "说法和词都至少写两个相连的字"
                )
