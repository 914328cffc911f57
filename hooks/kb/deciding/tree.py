"""The way from a matter to where it goes, as a graph of questions, answers and results."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.deciding.model import Asked, Choice, Decisions, Result
from kb.model import Threshold

Node = Asked | Result
Step = tuple[Asked, Choice]
"""A question and the answer that was given."""
Way = tuple[Step, ...]
_WAYS = 3
"""More ways to one place are not told apart; without an end to them, their number may explode."""


@dataclass(frozen=True)
class Tree:
    """The questions and results of a unit whose limits are `thresholds`.

    What cannot be followed, an answer to nowhere or a circle, is left out: the checks name it.
    """

    decisions: Decisions
    thresholds: Mapping[str, Threshold]
    not_yet: frozenset[str] = frozenset()
    """Limits that are confirmed, but do not hold yet on the day of the build."""

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Questions and results by id; where it stands twice, the first has it."""
        every: tuple[Node, ...] = (*self.decisions.questions, *self.decisions.results)
        return {node.id: node for node in reversed(every)}

    def settled(self, limit: str) -> bool:
        """Return whether the unit has confirmed a limit, and it holds already."""
        threshold = self.thresholds.get(limit)
        return threshold is not None and threshold.confirmed and limit not in self.not_yet

    def limits(self, question: Asked) -> tuple[str, ...]:
        """Return the limits that part the answers of a question, each once."""
        named = (limit for one in question.answers for limit in (one.at_least, one.below) if limit)
        return tuple(dict.fromkeys(named))

    def is_open(self, question: Asked) -> bool:
        """Return whether nothing may be concluded: the unit has not settled a limit it needs."""
        return not all(map(self.settled, self.limits(question)))

    @property
    def start(self) -> Asked | None:
        """The question that comes first; None where there is no such question."""
        node = self.nodes.get(self.decisions.start)
        return node if isinstance(node, Asked) else None

    @cached_property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """How each question and result that a reader can come to is reached, the first way first.

        An open question ends a way; what lies behind it alone is not here.
        """
        found: dict[str, list[Way]] = {}
        if self.start:
            self._walk(self.start, (), found, into_open=False)
        return {id: tuple(ways) for id, ways in found.items()}

    @cached_property
    def connected(self) -> frozenset[str]:
        """The questions and results that answers lead to, whatever the limits are."""
        found: dict[str, list[Way]] = {}
        if self.start:
            self._walk(self.start, (), found, into_open=True)
        return frozenset(found)

    @cached_property
    def circles(self) -> tuple[Step, ...]:
        """The answers that lead back to a question that was asked before."""
        found: list[Step] = []
        for question in self.decisions.questions:
            for answer in question.answers:
                if question.id in self._behind(answer.next):
                    found.append((question, answer))
        return tuple(found)

    def results(self, node: str) -> tuple[Result, ...]:
        """Return all results that lie behind `node`, or the result that it is."""
        found = (self.nodes[id] for id in self._behind(node))
        return tuple(one for one in found if isinstance(one, Result))

    def _walk(self, node: Node, way: Way, found: dict[str, list[Way]], *, into_open: bool) -> None:
        ways = found.setdefault(node.id, [])
        if len(ways) == _WAYS:
            return
        ways.append(way)
        if isinstance(node, Result) or (self.is_open(node) and not into_open):
            return
        asked = {question.id for question, _ in way} | {node.id}
        for answer in node.answers:
            following = self.nodes.get(answer.next)
            if following and following.id not in asked:
                self._walk(following, (*way, (node, answer)), found, into_open=into_open)

    def _behind(self, node: str) -> tuple[str, ...]:
        """Return what `node` leads to, and itself, nearest first; itself again in a circle."""
        found: dict[str, None] = {}
        waiting = [node]
        while waiting:
            here = self.nodes.get(waiting.pop(0))
            if here is None or here.id in found:
                continue
            found[here.id] = None
            if isinstance(here, Asked):
                waiting += [answer.next for answer in here.answers]
        return tuple(found)
