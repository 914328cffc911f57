"""到会与计票: the rules of counting in words, and the least numbers for every size."""

from dataclasses import dataclass

from kb.deciding.model import COUNTING, Ballot
from kb.deciding.reckoning import MOST, least
from kb.model import Quorum
from kb.site import Site
from kb.views.decide import basis_links
from kb.views.frame import Link

_COMMON = range(3, 12)
"""Members due for whom the page has a table."""


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
class Size:
    """The least numbers for one number of members due."""

    due: int
    opening: int
    ballots: tuple[tuple[int, int], ...]
    """How many must be there and how many agree, by kind of item."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What the page shows."""

    opening: Quorum
    opening_basis: tuple[Link, ...]
    openings: tuple[int, ...]
    """The least for a meeting to open, for 1, 2, 3 … members due."""
    ballots: tuple[Counted, ...]
    rules: tuple[tuple[str, tuple[Link, ...]], ...]
    sizes: tuple[Size, ...]


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
        tuple(
            Size(
                due,
                least(voting.opening, due),
                tuple((least(one.quorum, due), least(one.majority, due)) for one in voting.ballots),
            )
            for due in _COMMON
        ),
    )


def _every(share: Quorum) -> tuple[int, ...]:
    return tuple(least(share, due) for due in range(1, MOST + 1))
