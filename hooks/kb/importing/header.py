"""The front matter of a rule page, as lines that a person reads and edits."""

import re
from collections.abc import Mapping
from datetime import date

from kb.yamltext import quoted

Value = str | int | date | tuple[str, ...] | None
_KEY = re.compile(r"(?P<key>[a-z_]+):(?:[ \t]|$)")
_PLAIN = re.compile(
    r"(?=.*[\u4e00-\u9fff])[\w《〈（“][^:#]*(?<!\s)|[a-z][a-z0-9-]*(?:#[a-z0-9-]+)?|[A-Z]{2}-\d+"
)
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
"""What YAML takes for something else than text."""
_FLOW = re.compile(r"[,\[\]{}]")
"""What parts the values of a list on one line."""
_ORDER = (
    "id", "code", "title", "summary", "topics", "audience", "owner", "review_by", "updated",
    "approval", "aliases", "issuer", "text_kind", "family", "implements", "basis_note", "number",
    "promulgated", "effective", "status", "repealed_on", "article_count", "missing", "supersedes",
)  # fmt: skip


def set_keys(header: str, values: Mapping[str, Value]) -> str:
    r"""Return `header` with these keys set, in the usual order; None takes a key out.

    Other lines stay as they are, with comments and all.

    >>> set_keys("id: a\nstatus: 现行有效\n", {"status": "已修订", "code": "GZ-101"})
    'id: a\ncode: GZ-101\nstatus: 已修订\n'
    """
    parts = _cut(header)
    for key, value in values.items():
        if value is None:
            parts.pop(key, None)
        elif key in parts:
            parts[key] = key_line(key, value)
        else:
            parts = _insert(parts, key, key_line(key, value))
    return "".join(parts.values())


def _cut(header: str) -> dict[str, str]:
    """Return the lines of each key, with what is indented below it; comments go with the key above."""
    parts: dict[str, str] = {}
    key = ""
    for line in header.splitlines(keepends=True):
        found = _KEY.match(line)
        key = found["key"] if found else key
        parts[key] = parts.get(key, "") + line
    return parts


def _insert(parts: dict[str, str], key: str, line: str) -> dict[str, str]:
    """Return `parts` with a new key behind the last of those that usually stand before it."""
    before = _ORDER[: _ORDER.index(key)]
    places = [n for n, other in enumerate(parts) if other in before or not other]
    at = max(places, default=-1) + 1
    items = list(parts.items())
    return dict([*items[:at], (key, line), *items[at:]])


def key_line(key: str, value: str | int | date | tuple[str, ...]) -> str:
    r"""Return the line of a key; a list is written on the same line.

    >>> key_line("topics", ("tanhua", "a, b"))
    'topics: [tanhua, "a, b"]\\n'
    """
    words = f"[{', '.join(map(_in_list, value))}]" if isinstance(value, tuple) else scalar(value)
    return f"{key}: {words}\n"


def _in_list(value: str) -> str:
    return quoted(value) if _FLOW.search(value) else scalar(value)


def scalar(value: str | int | date) -> str:
    """Return a value as YAML takes it for the same text."""
    if isinstance(value, str) and (value in _WORDS or not _PLAIN.fullmatch(value)):
        return quoted(value)
    return str(value)
