"""看图: counts of this edition as drawings that stand in the page, each with its table.

A mark is a place with words and an address; the template writes it as SVG. Nothing is measured in
the browser, nothing is told by colour alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from kb.address import Address
from kb.kinds import Kind
from kb.labels import label
from kb.ledger import State, items, promises, years
from kb.posts import post_url
from kb.site import Case, Site
from kb.views.frame import Link, collection_url
from kb.views.linked import address_url, bases
from kb.yearmodel import Tie

_WIDTH = 640
_TEXT = 13
"""Size of the letters, which is also how wide a Han character is."""
_MOST = 15
"""Articles that the bars show."""
_STEPS = 4
"""Shades of the heat table."""
_STATES = {
    State.DONE: "green",
    State.PARTLY: "amber",
    State.OPEN: "amber",
    State.UNANSWERED: "red",
    State.NO_MATERIAL: "grey",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A box with words in it; one without a size is words alone."""

    x: int
    y: int
    width: int = 0
    height: int = 0
    tone: str = ""
    """A class name: green, amber, red, grey, box, heat-1 …"""
    words: str = ""
    at: tuple[int, int] = (0, 0)
    """Where the words stand."""
    anchor: str = "start"
    url: str = ""
    says: str = ""
    """What the link says to those who do not see where it stands."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its table."""

    id: str
    title: str
    summary: str
    """What is to be seen, in a sentence: the text alternative."""
    width: int
    height: int
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    """Paths of the lines with an arrow at their ends."""
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Link, ...], ...], ...]


def pictures(site: Site) -> tuple[Picture, ...]:
    """Return the drawings for which the edition has anything to count."""
    found = (_chain(site), _years(site), _heat(site), _touched(site))
    return tuple(picture for picture in found if picture)


# ---- who answers to whom ----

_BOX, _GAP, _NAME, _LINE = 300, 40, 34, 22


@dataclass(frozen=True, slots=True)
class _Node:
    name: str
    rank: int
    x: int
    y: int
    ties: tuple[Tie, ...]

    @property
    def height(self) -> int:
        return _NAME + _LINE * len(self.ties) + (8 if self.ties else 0)


def _chain(site: Site) -> Picture | None:
    """Return the map of responsibility: each box says what it answers for, and to whom."""
    ties = site.duties.chain
    if not ties:
        return None
    nodes = _placed(ties)
    pages = {post.name: post_url(post) for post in site.duties.posts}
    by_name = {node.name: node for node in nodes}
    height = max(node.y + node.height for node in nodes) + 2
    return Picture(
        "chain",
        "谁对谁负什么责",
        f"{len(nodes)}类主体，{len(ties)}项责任，箭头从负责的一方指向上一级。",
        _WIDTH,
        height,
        tuple(mark for node in nodes for mark in _node(site, node, pages)),
        tuple(_arrow(by_name[tie.who], by_name[tie.to]) for tie in ties),
        ("谁", "对谁", "负什么责", "依据"),
        tuple(
            (
                (_who(tie.who, pages),),
                (_who(tie.to, pages),),
                (Link(tie.what),),
                bases(site, tie.basis),
            )
            for tie in ties
        ),
    )


def _who(name: str, pages: dict[str, str]) -> Link:
    return Link(name, f"{pages[name]}" if name in pages else "")


def _placed(ties: Sequence[Tie]) -> list[_Node]:
    """Return the boxes in rows: whoever answers stands below all to whom they answer."""
    names = list(dict.fromkeys(name for tie in ties for name in (tie.to, tie.who)))
    ranks = dict.fromkeys(names, 0)
    for _ in names:  # as many rounds as there can be rows; a circle ends all the same
        for tie in ties:
            ranks[tie.who] = min(max(ranks[tie.who], ranks[tie.to] + 1), len(names))
    placed, y = list[_Node](), 1
    for rank in sorted(set(ranks.values())):
        row = [
            _Node(name, rank, 0, y, tuple(tie for tie in ties if tie.who == name))
            for name in names
            if ranks[name] == rank
        ]
        room = _WIDTH // len(row)
        placed += [replace(node, x=room * at + (room - _BOX) // 2) for at, node in enumerate(row)]
        y += max(node.height for node in row) + _GAP
    return placed


def _node(site: Site, node: _Node, pages: dict[str, str]) -> Iterator[Mark]:
    middle = node.x + _BOX // 2
    yield Mark(node.x, node.y, _BOX, node.height, "box")
    yield Mark(
        node.x,
        node.y,
        words=node.name,
        at=(middle, node.y + 23),
        anchor="middle",
        tone="strong",
        url=pages.get(node.name, ""),
        says=node.name,
    )
    for number, tie in enumerate(node.ties):
        yield Mark(
            node.x,
            node.y,
            words=f"对{tie.to}：{tie.what}",
            at=(middle, node.y + _NAME + _LINE * number + 14),
            anchor="middle",
            url=next((link.url for link in bases(site, tie.basis)), ""),
            says=f"{tie.who}对{tie.to}：{tie.what}",
        )


def _arrow(who: _Node, to: _Node) -> str:
    """Return the line from a box to one above it; past a row between, it goes round by the side."""
    x, target = who.x + _BOX // 2, to.x + _BOX // 2
    if who.rank - to.rank > 1:
        side = max(who.x, to.x) + _BOX
        across = who.y + who.height // 2
        return f"M{side} {across}H{side + 30}V{to.y + to.height // 2}H{to.x + _BOX + 4}"
    bottom = to.y + to.height + 4
    return f"M{x} {who.y}V{who.y - _GAP // 2}H{target}V{bottom}"


# ---- the ledger over the years ----


def _years(site: Site) -> Picture | None:
    """Return how many plans of each year were done, left open, or are without material."""
    told = promises(site)
    if not told:
        return None
    counts = {
        annual.meta.year: Counter(
            promise.state for promise in told if promise.plan.annual is annual
        )
        for annual in years(site)
    }
    most = max(sum(states.values()) for states in counts.values()) or 1
    unit = (_WIDTH - 90) // most
    marks: list[Mark] = []
    for row, (year, states) in enumerate(counts.items()):
        y, x = row * 40 + 4, 80
        marks.append(Mark(0, y, words=f"{year}年", at=(0, y + 20)))
        for state in State:
            if count := states[state]:
                marks.append(_state(site, year, state, count, (x, y, count * unit)))
                x += count * unit
    rows = tuple(
        (
            (Link(f"{annual.meta.year}年", annual.url),),
            (Link(str(len(items(annual, "problem-")))),),
            (Link(str(sum(counts[annual.meta.year].values()))),),
            *(
                (
                    Link(str(count), _ledger_url(site, annual.meta.year, state))
                    if count
                    else Link("0"),
                )
                for state in State
                for count in (counts[annual.meta.year][state],)
            ),
        )
        for annual in years(site)
    )
    return Picture(
        "years",
        "各年打算办得怎样",
        f"{len(counts)}个年份，{len(told)}项打算，按答复的状态分段；无材料不表示没有做。",
        _WIDTH,
        len(counts) * 40,
        tuple(marks),
        (),
        ("年份", "问题", "打算", *State),
        rows,
    )


def _state(site: Site, year: int, state: State, count: int, place: tuple[int, int, int]) -> Mark:
    x, y, width = place
    words = f"{state}{count}"
    if len(words) * _TEXT > width:
        words = str(count)
    return Mark(
        x,
        y,
        width,
        30,
        _STATES[state],
        words,
        (x + width // 2, y + 20),
        "middle",
        _ledger_url(site, year, state),
        f"{year}年打算，{state}：{count}项",
    )


def _ledger_url(site: Site, year: int, state: State) -> str:
    page = site.by_src.get("ledger.md")
    return f"{page.url}#year={year}&state={quote(state)}" if page else ""


# ---- cases by behaviour and level of post ----

_ROW, _LEFT = 28, 130


def _heat(site: Site) -> Picture | None:
    """Return how many cases there are of each behaviour at each level of post."""
    cases = site.of(Case)
    counts = Counter(
        (behaviour, level)
        for case in cases
        for behaviour in case.meta.behaviours
        for level in case.meta.levels
    )
    if not counts:
        return None
    behaviours = [word for word in site.vocabulary.behaviours if _any(counts, word, 0)]
    levels = [word for word in site.vocabulary.levels if _any(counts, word, 1)]
    most = max(counts.values())
    room = (_WIDTH - _LEFT) // len(levels)
    marks = [
        Mark(
            0, 0, words=level, at=(_LEFT + room * at + room // 2, 18), anchor="middle", tone="small"
        )
        for at, level in enumerate(levels)
    ]
    for row, behaviour in enumerate(behaviours):
        y = 30 + row * _ROW
        marks.append(Mark(0, y, words=behaviour, at=(_LEFT - 10, y + 18), anchor="end"))
        for at, level in enumerate(levels):
            x, count = _LEFT + room * at, counts[behaviour, level]
            marks.append(_cell(x, y, room, behaviour, level, count, most))
    rows = tuple(
        (
            (Link(behaviour, _cases_url(behaviour)),),
            *(
                (Link(str(count), _cases_url(behaviour, level)) if count else Link("0"),)
                for level in levels
                for count in (counts[behaviour, level],)
            ),
        )
        for behaviour in behaviours
    )
    return Picture(
        "heat",
        "哪一层岗位、哪一类行为",
        f"{len(cases)}个案例按行为和岗位层级计数；一个案例有几种行为、几个层级的，各计一次。",
        _WIDTH,
        30 + len(behaviours) * _ROW + 2,
        tuple(marks),
        (),
        ("行为", *levels),
        rows,
    )


def _any(counts: Counter[tuple[str, str]], word: str, place: int) -> bool:
    return any(pair[place] == word for pair in counts)


def _cell(x: int, y: int, width: int, behaviour: str, level: str, count: int, most: int) -> Mark:
    box = Mark(x + 1, y, width - 2, _ROW - 2, "none")
    if not count:
        return box
    return replace(
        box,
        tone=f"heat-{-(-count * _STEPS // most)}",
        words=str(count),
        at=(x + width // 2, y + 18),
        anchor="middle",
        url=_cases_url(behaviour, level),
        says=f"{behaviour}，{level}：{count}个案例",
    )


def _cases_url(behaviour: str, level: str = "") -> str:
    chosen = f"behaviour={quote(behaviour)}" + (f"&level={quote(level)}" if level else "")
    return f"{collection_url(Kind.CASE)}#{chosen}"


# ---- the articles that cases touch most ----


def _touched(site: Site) -> Picture | None:
    """Return the articles that most cases break."""
    counts = Counter(address for case in site.of(Case) for address in set(_broken(site, case)))
    if not counts:
        return None
    shown = sorted(counts, key=lambda one: (-counts[one], _order(site, one)))[:_MOST]
    most = counts[shown[0]]
    marks: list[Mark] = []
    for row, address in enumerate(shown):
        y, count = row * 44, counts[address]
        width = max(4, count * (_WIDTH - 50) // most)
        words, url = label(site, address), address_url(site, address)
        says = f"{words}：{count}个案例"
        marks.append(Mark(0, y + 20, width, 14, "bar", words, (0, y + 15), "start", url, says))
        marks.append(Mark(0, y, words=str(count), at=(width + 8, y + 32)))
    return Picture(
        "touched",
        "案例最常碰到的条文",
        f"违反的案例最多的{len(shown)}条，从多到少；同一案例引用一条几次，只计一次。",
        _WIDTH,
        len(shown) * 44,
        tuple(marks),
        (),
        ("条文", "案例"),
        tuple(
            ((Link(label(site, one), address_url(site, one)),), (Link(str(counts[one])),))
            for one in shown
        ),
    )


def _broken(site: Site, case: Case) -> Iterable[Address]:
    for violation in case.meta.violated:
        for text in violation.articles:
            address = Address.parse(text)
            if address and site.has(address.section):
                yield address.section


def _order(site: Site, address: Address) -> tuple[str, int]:
    record = site.records[address.record]
    places = {anchor: at for at, (anchor, _) in enumerate(record.sections())}
    return record.meta.code, places.get(address.anchor, -1)
