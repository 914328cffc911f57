"""到会与计票: the rules of counting in words, and the least numbers for every size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.deciding.model import COUNTING, Ballot, Voting
from kb.deciding.reckoning import MOST, least
from kb.model import Quorum
from kb.site import Site
from kb.views.decide import basis_links
from kb.views.frame import Link

_COMMON = tuple(range(3, 12))
"""A party group of a bureau is of such a size."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of item."""

    ballot: Ballot
    basis: tuple[Link, ...]
    quorums: tuple[int, ...]
    """The least that must be there, for 1, 2, 3 … members due."""
    majorities: tuple[int, ...]
    """The least that must agree, as above."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: kinds of items of which the same is asked, and the least numbers."""

    name: str
    least: tuple[int, ...]
    """For the sizes of the table."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What the page shows."""

    opening: Quorum
    opening_basis: tuple[Link, ...]
    openings: tuple[int, ...]
    """The least for a meeting to open, for 1, 2, 3 … members due."""
    ballots: tuple[Counted, ...]
    rules: tuple[tuple[str, tuple[Link, ...]], ...]
    sizes: tuple[int, ...]
    """Members due for whom the page has a table."""
    columns: tuple[Column, ...]


def counting(site: Site, src: str) -> Counting | None:
    """Return what the page `src` shows, or None where it is not that of 到会与计票."""
    voting = site.voting
    if voting is None or src != COUNTING:
        return None
    return Counting(
        voting.opening,
        basis_links(site, voting.opening_basis),
        _every(voting.opening),
        tuple(
            Counted(one, basis_links(site, one.basis), _every(one.quorum), _every(one.majority))
            for one in voting.ballots
        ),
        tuple((rule.text, basis_links(site, rule.basis)) for rule in voting.rules),
        _COMMON,
        tuple(_columns(voting)),
    )


def _columns(voting: Voting) -> Iterator[Column]:
    yield _column("开会至少到", voting.opening)
    for quorum, titles in _grouped((one.quorum, one.title) for one in voting.ballots):
        yield _column(f"{titles}至少到", quorum)
    majorities = list(_grouped((one.majority, one.title) for one in voting.ballots))
    for majority, titles in majorities:
        yield _column(f"{titles if len(majorities) > 1 else ''}通过至少赞成", majority)


def _grouped(titles: Iterable[tuple[Quorum, str]]) -> Iterator[tuple[Quorum, str]]:
    """Yield each share with the kinds of items that ask it: 干部任免、党员处分."""
    found: dict[Quorum, list[str]] = defaultdict(list)
    for share, title in titles:
        found[share].append(title)
    for share, names in found.items():
        yield share, "、".join(names)


def _column(name: str, share: Quorum) -> Column:
    return Column(name, tuple(least(share, due) for due in _COMMON))


def _every(share: Quorum) -> tuple[int, ...]:
    return tuple(least(share, due) for due in range(1, MOST + 1))
