"""How many must be there and how many must agree, against the rule in words."""

from fractions import Fraction

from kb.deciding.reckoning import MOST, least
from kb.model import Quorum


def test_more_than_half_is_more_than_half() -> None:
    for due in range(1, MOST + 1):
        found = least(Quorum.MAJORITY, due)
        assert Fraction(found, due) > Fraction(1, 2) >= Fraction(found - 1, due)


def test_two_thirds_take_in_two_thirds() -> None:
    for due in range(1, MOST + 1):
        found = least(Quorum.TWO_THIRDS, due)
        assert Fraction(found, due) >= Fraction(2, 3) > Fraction(found - 1, due)
