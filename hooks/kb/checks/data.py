"""The data files: entries that stand twice."""

from collections.abc import Iterator, Sequence

from kb.model import Thresholds, Vocabulary
from kb.problem import Code, Problem
from kb.yamltext import Loc, YamlText


def check_data(data: Vocabulary | Thresholds, yaml: YamlText) -> Iterator[Problem]:
    """Yield every topic, word or limit that is in its list already."""
    if isinstance(data, Thresholds):
        lists: dict[Loc, Sequence[str]] = {(): [limit.id for limit in data.root]}
    else:
        lists = {
            ("topics",): [topic.id for topic in data.topics],
            ("behaviours",): data.behaviours,
            ("levels",): data.levels,
        }
    for loc, words in lists.items():
        for index, word in enumerate(words):
            if word in words[:index]:
                place = (*loc, index)
                yield yaml.problem(place, Code.DUPLICATE, f"“{word}”写了两次", "每一项只写一次")
