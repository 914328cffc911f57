"""How many members must be there, and how many must agree."""

from kb.model import Quorum

MOST = 30
"""Members due that are reckoned with; a party group of a bureau has far fewer."""


def least(share: Quorum, due: int) -> int:
    """Return the least number of members that is `share` of `due`.

    过半数 is more than half; 三分之二以上 takes in two thirds itself.

    >>> least(Quorum.MAJORITY, 6), least(Quorum.TWO_THIRDS, 6), least(Quorum.TWO_THIRDS, 7)
    (4, 4, 5)
    """
    return due // 2 + 1 if share is Quorum.MAJORITY else -(-2 * due // 3)
