"""A new page from a template, with the next free short code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from pypinyin import lazy_pinyin

from kb.kinds import Kind
from kb.yamltext import quoted

NAMES = {kind.name.lower(): kind for kind in Kind if kind is not Kind.PAGE}
"""Kinds as a person names them on the command line."""

_TEMPLATES = Path(__file__).parent / "templates"
_SYLLABLES = 8
OWN_RULES = 100
"""Codes of the bureau's own rules stay below GZ-100; upper rules follow."""
_REVIEW_AFTER = 365


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that does not exist yet."""

    src: str
    """Path below the content folder."""
    code: str
    text: str


def new_page(
    kind: Kind, title: str, taken_ids: Iterable[str], taken_codes: Iterable[str], today: date
) -> NewPage:
    """Return a page of `kind` called `title` with an id and a code that are not taken.

    Raises ValueError with a Chinese message if the title gives no id: of a year it must name the
    year, of anything else at least one character with a sound or an ASCII letter.
    """
    page_id, code = identity(kind, title, taken_ids, taken_codes)
    text = Template((_TEMPLATES / f"{kind.name.lower()}.md").read_text(encoding="utf-8"))
    return NewPage(
        f"{kind.value}/{page_id}.md",
        code,
        text.substitute(
            id=page_id,
            code=code,
            title=quoted(title),
            updated=today,
            review_by=date.fromordinal(today.toordinal() + _REVIEW_AFTER),
        ),
    )


def identity(
    kind: Kind, title: str, taken_ids: Iterable[str], taken_codes: Iterable[str]
) -> tuple[str, str]:
    """Return the id and the short code of a new page; raises ValueError as `new_page` does."""
    if kind is Kind.ANNUAL:
        year = _year(title)
        return year, f"{kind.code_prefix}-{year}"
    return _free(_identifier(title), set(taken_ids)), _next(kind, taken_codes)


def _identifier(title: str) -> str:
    """Return the title in pinyin: 公车私用 → gong-che-si-yong."""
    words = syllables(title)
    if not words:
        raise ValueError(f"标题“{title}”里没有可用作文件名的字")
    return "-".join(words[:_SYLLABLES])


def syllables(title: str) -> list[str]:
    """Return the sounds and Latin words of a title in ASCII: 公车私用 gives gong, che, si, yong."""
    return re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(title)).lower())


def _year(title: str) -> str:
    found = re.search(r"(?:19|20)\d{2}", title)
    if not found:
        raise ValueError("年度总结的标题要写明年份，例如 2022年度总结")
    return found.group()


def _free(page_id: str, taken: set[str]) -> str:
    number = 1
    while (candidate := page_id if number == 1 else f"{page_id}-{number}") in taken:
        number += 1
    return candidate


def _next(kind: Kind, taken: Iterable[str]) -> str:
    prefix = f"{kind.code_prefix}-"
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.startswith(prefix)]
    own = [number for number in numbers if kind is not Kind.RULE or number < OWN_RULES]
    return f"{prefix}{max(own, default=0) + 1:03d}"
