"""Everything that can be wrong with the content, as values.

A check returns problems; it never prints and never repairs. `report` prints them once, sorted.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Code(StrEnum):
    """The problem codes. Each has an anchor `#meta-1` … in the editors' guide, `docs/guide.md`."""

    NOT_UTF8 = "META-1"
    BYTE_ORDER_MARK = "META-2"
    CONTROL_CHARACTER = "META-3"
    TOO_LARGE = "META-4"
    OUTSIDE_LINK = "META-5"
    NO_FRONT_MATTER = "META-6"
    BROKEN_YAML = "META-7"
    UNKNOWN_KEY = "META-8"
    MISSING_KEY = "META-9"
    WRONG_VALUE = "META-10"
    DUPLICATE = "META-11"
    ID_NOT_STEM = "META-12"
    DANGLING = "META-13"
    UNKNOWN_TERM = "META-14"
    TEXT_KIND = "META-15"
    EMPTY_COLLECTION = "META-16"
    FILE_TYPE = "META-17"
    SUPERSEDES_CIRCLE = "META-18"
    CORRESPONDENCE = "META-19"
    EXPIRED = "META-20"
    UNUSED = "META-21"
    UNAPPROVED = "META-22"
    SYNONYM_OF_ITSELF = "META-30"
    SHORT_SYNONYM = "META-31"

    ANSWER = "META-40"
    QUESTION_BASIS = "META-41"
    QUESTION_AUDIENCE = "META-42"
    OCCASION_BASIS = "META-43"
    FORM_SHAPE = "META-44"
    FORM_BASIS = "META-45"
    FORM_AUDIENCE = "META-46"

    DUTY_BASIS = "META-50"
    DUTY_AUDIENCE = "META-51"
    UNKNOWN_POST = "META-52"
    DUTY_NOT_IN_FORCE = "META-53"
    NOT_TAKEN = "META-60"
    FORM = "META-61"
    TO_FILL = "META-62"

    NO_ARTICLES = "ART-1"
    ARTICLE_GAP = "ART-2"
    ARTICLE_TWICE = "ART-3"
    ITEM_ORDER = "ART-4"
    CHAPTER_ORDER = "ART-5"
    NOT_IMPORTED = "ART-6"
    COMPARE = "ART-7"
    STILL_CITED = "ART-8"
    OTHER_TEXT = "ART-9"

    UNKNOWN_CODE = "REF-1"
    NO_SUCH_ARTICLE = "REF-2"
    NO_SUCH_PART = "REF-3"
    UNKNOWN_RULE = "REF-4"
    AMBIGUOUS_NAME = "REF-5"
    NO_SUCH_VERSION = "REF-6"
    NOT_IN_FORCE = "REF-7"
    WRONG_VERSION = "REF-8"

    DEAD_LINK = "LINK-1"
    DEAD_ANCHOR = "LINK-2"
    NO_ANCHOR = "LINK-3"
    OUTSIDE_ADDRESS = "LINK-4"
    ANCHOR_TWICE = "LINK-5"
    LOST_ADDRESS = "LINK-6"
    REDIRECT = "LINK-7"
    REGISTRY = "LINK-8"

    RAW_HTML = "RED-1"
    UNSAFE_LINK = "RED-2"
    NUMBER = "RED-3"
    MARK = "RED-4"
    PAPER = "RED-5"
    NAME = "RED-6"
    DETAIL = "RED-7"
    PATH = "RED-8"
    PICTURE = "RED-9"
    ATTACHMENT = "RED-10"

    DATE_ORDER = "DATE-1"
    TWO_IN_FORCE = "DATE-2"

    SECTIONS = "STYLE-1"
    HEADING = "STYLE-2"

    STEP_ORDER = "FLOW-1"
    STEP_FIELDS = "FLOW-2"
    NO_WAY = "FLOW-3"
    NOT_REACHED = "FLOW-4"
    BANDS = "FLOW-5"
    DECISION_BASIS = "FLOW-6"
    NO_MEETING = "FLOW-7"
    VOTING = "FLOW-8"
    RESULT = "FLOW-9"

    YEAR_ITEM = "YEAR-1"
    UNANSWERED = "YEAR-2"
    UNPLANNED = "YEAR-3"
    UNADDRESSED = "YEAR-4"
    YEAR_LINK = "YEAR-5"
    ANSWERED_TWICE = "YEAR-6"
    DEADLINE = "YEAR-7"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault at one place.

    `str()` gives the line for people, with the hint indented under it:

        docs/cases/al-gift.md:17:9: REF-1 找不到编号 AL-099
            最接近的编号：AL-009
    """

    path: str
    """Path of the file as the editor knows it, e.g. `docs/cases/al-gift.md`."""
    line: int
    """Line number, from 1."""
    column: int
    """Column in characters, from 1."""
    code: Code
    message: str
    """The fault, one Chinese line."""
    hint: str = ""
    """A right example or the candidates, one Chinese line; may be empty."""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


def report(problems: Iterable[Problem]) -> str:
    """Return all problems as text for the terminal, sorted by place, each once."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))


def report_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON array of objects with the fields of `Problem`."""
    rows = [asdict(problem) for problem in sorted(set(problems))]
    return json.dumps(rows, ensure_ascii=False, indent=2)
