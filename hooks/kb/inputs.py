"""What a build depends on besides the content."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who may read a record, and the edition of that name, from the widest to the narrowest.

    Editions are nested: an edition holds the records of its own audience and of all before it.
    """

    EVERYONE = "全局"
    MEMBERS = "全体党员"
    MANAGERS = "中层"
    LEADERS = "班子"

    def holds(self, audience: "Audience") -> bool:
        """Return whether the edition of this name holds records for `audience`."""
        order = list(Audience)
        return order.index(audience) <= order.index(self)


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """Date, address, edition and settings of one build; part of every cache key."""

    date: date
    """The day that counts as today, e.g. for the version of a rule in force."""
    base_url: str = ""
    """Address of the site's root ending in a slash, or empty where it is not known."""
    edition: Audience = Audience.MEMBERS
    draft: bool = False
    """Whether every page says that it is a draft."""
    qr: bool = False
    """Whether pages bear the QR code of their address; `base_url` is then one that can be coded."""
