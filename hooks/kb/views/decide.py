"""A question or a result of 要不要上会, ready to be shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.address import Address
from kb.checks.decisions import address_of
from kb.deciding.model import COUNTING, Asked, Choice, Outcome, Result
from kb.deciding.pages import node_of, node_url, tree_of
from kb.deciding.tree import Step, Tree
from kb.labels import label
from kb.model import TextKind
from kb.onepage import onepage_url, word_url
from kb.site import Procedure, Rule, Site
from kb.views.frame import Link, chinese_date
from kb.views.limits import amount_of


@dataclass(frozen=True, slots=True)
class Way:
    """A procedure with its sheet, on screen and as a Word file."""

    procedure: Link
    sheet: Link
    word: Link


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be chosen; of an open question, what would follow."""

    id: str
    text: str
    hint: str
    band: str
    """The amounts that it stands for, in words."""
    url: str
    follows: tuple[str, ...]
    """The outcomes that lie behind it."""
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given on the way here."""

    question: Link
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the unit and what is known of it."""

    title: str
    state: str
    """Its amount, since when and by what; or that the unit has none, and what is usual."""
    note: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """An outcome, what it means, and by which article."""

    outcome: str
    means: str
    basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; of an open one nothing may be concluded."""

    help: str
    answers: tuple[Answer, ...]
    is_open: bool
    unit: str
    """That of the limits which a reader's number is held against; empty where none is asked for."""
    unsettled: str
    """What the unit's rule says until the limits of an open question are confirmed."""
    unsettled_basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where a matter goes."""

    matter: str
    outcomes: tuple[Meant, ...]
    category: str
    why: str
    inferred: bool
    basis: tuple[Link, ...]
    ways: tuple[Way, ...]
    then: tuple[str, ...]
    counting: Link | None
    """Where the members at the meeting of the Party group are reckoned."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a page of 要不要上会 shows: a question or a conclusion."""

    id: str
    title: str
    question: Question | None
    conclusion: Conclusion | None
    limits: tuple[Limit, ...]
    """Those that the answers depend on, or that led to the conclusion."""
    given: tuple[Given, ...]
    """The answers that led here, if there is one way only."""
    fragment: str
    """The same for the address: `jinji=deng&quanxian=benju`."""
    start: Link

    @property
    def concludes(self) -> bool:
        """Whether the way ends here: with a conclusion, or because none may be drawn."""
        return self.question is None or self.question.is_open


def decision(site: Site, src: str) -> Decision | None:
    """Return what the page `src` shows, or None where it is no page of 要不要上会."""
    tree = tree_of(site)
    node = node_of(tree, src) if tree else None
    return _Writer(site, tree).decision(node) if tree and node else None


@dataclass(frozen=True, slots=True)
class _Writer:
    site: Site
    tree: Tree

    def decision(self, node: Asked | Result) -> Decision:
        ways = self.tree.ways[node.id]
        given = ways[0] if len(ways) == 1 else ()
        limits = self.tree.limits(node) if isinstance(node, Asked) else _decided(ways)
        return Decision(
            node.id,
            node.ask if isinstance(node, Asked) else "，".join(node.outcomes),
            self._question(node) if isinstance(node, Asked) else None,
            None if isinstance(node, Asked) else self._conclusion(node),
            tuple(map(self._limit, limits)),
            tuple(map(self._given, given)),
            "&".join(f"{question.id}={answer.id}" for question, answer in given),
            Link("从头开始", node_url(self.tree, self.tree.decisions.start)),
        )

    def _question(self, asked: Asked) -> Question:
        is_open = self.tree.is_open(asked)
        answers = tuple(self._answer(one, is_open) for one in asked.answers)
        limits = () if is_open else self.tree.limits(asked)
        units = (self.tree.thresholds[limit].unit for limit in limits)
        said = self.tree.decisions.unsettled if is_open else None
        return Question(
            asked.help,
            answers,
            is_open,
            next(units, ""),
            said.text if said else "",
            basis_links(self.site, said.basis) if said else (),
        )

    def _conclusion(self, result: Result) -> Conclusion:
        return Conclusion(
            result.matter,
            tuple(self._meant(result.outcomes)),
            result.category or "",
            result.why,
            result.inferred,
            basis_links(self.site, result.basis),
            self._ways(result.procedures),
            result.then,
            self._counting(result),
        )

    def _counting(self, result: Result) -> Link | None:
        page = self.site.by_src.get(COUNTING)
        if page is None or Outcome.PARTY_GROUP not in result.outcomes:
            return None
        return Link(page.meta.title, page.url)

    def _answer(self, answer: Choice, is_open: bool) -> Answer:
        results = self.tree.results(answer.next) if is_open else ()
        outcomes = (outcome for result in results for outcome in result.outcomes)
        procedures = (id for result in results for id in result.procedures)
        return Answer(
            answer.id,
            answer.text,
            answer.hint,
            "" if is_open else self._band(answer),
            "" if is_open else node_url(self.tree, answer.next),
            tuple(dict.fromkeys(map(str, outcomes))),
            self._ways(dict.fromkeys(procedures)),
        )

    def _band(self, answer: Choice) -> str:
        """Return the amounts of an answer in words: 10万元以上（含10万元），不到50万元."""
        words = []
        if answer.at_least:
            amount = amount_of(self.tree.thresholds[answer.at_least])
            words.append(f"{amount}以上（含{amount}）")
        if answer.below:
            words.append(f"不到{amount_of(self.tree.thresholds[answer.below])}")
        return "，".join(words)

    def _limit(self, id: str) -> Limit:
        threshold = self.tree.thresholds[id]
        settled = self.tree.settled(id)
        since = chinese_date(threshold.effective)
        if settled:
            state = f"{amount_of(threshold)}，{since}起适用，依据：{threshold.source}"
        elif threshold.confirmed:
            state = f"已经定为{amount_of(threshold)}，{since}起才适用，现在没有标准"
        else:
            state = f"本单位还没有确认。{threshold.reference}。※的数字不是本单位的标准"
        return Limit(threshold.title, state, threshold.note, settled)

    def _meant(self, outcomes: Iterable[Outcome]) -> Iterator[Meant]:
        meanings = {one.outcome: one for one in self.tree.decisions.outcomes}
        for outcome in outcomes:
            meaning = meanings[outcome]
            yield Meant(outcome, meaning.means, basis_links(self.site, meaning.basis))

    def _ways(self, procedures: Iterable[str]) -> tuple[Way, ...]:
        found = (self.site.records.get(id) for id in procedures)
        return tuple(
            Way(
                Link(f"{one.meta.code}　{one.meta.title}", one.url),
                Link("一页纸", onepage_url(one)),
                Link("Word", word_url(one)),
            )
            for one in found
            if isinstance(one, Procedure)
        )

    def _given(self, step: Step) -> Given:
        question, answer = step
        return Given(Link(question.ask, node_url(self.tree, question.id)), answer.text)


def _decided(ways: Iterable[tuple[Step, ...]]) -> tuple[str, ...]:
    """Return the limits that parted the ways to a result from others."""
    answers = (answer for way in ways for _, answer in way)
    found = (limit for one in answers for limit in (one.at_least, one.below) if limit)
    return tuple(dict.fromkeys(found))


def basis_links(site: Site, basis: Iterable[str]) -> tuple[Link, ...]:
    """Return rules, articles and steps as links; a model text is called one behind its name."""
    return tuple(link for text in basis for link in _basis_link(site, address_of(site, text)))


def _basis_link(site: Site, address: Address | None) -> Iterator[Link]:
    if address is None:
        return
    record = site.records[address.record]
    model = isinstance(record, Rule) and record.meta.text_kind is TextKind.MODEL
    words = label(site, address) + ("（示范文本）" if model else "")
    yield Link(words, f"{record.url}#{address.anchor}" if address.anchor else record.url)
