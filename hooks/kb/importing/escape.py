"""Plain words as Markdown that shows exactly these words.

Only what Markdown, the site's own links or the checks would take for a mark is written another way,
so that the text of a rule stays readable for editors.
"""

import re

from kb.address import CODE
from kb.provisions import ARTICLE

_SIGNS = re.compile(r"[\\`*_\[\]#]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_FENCE = re.compile(r"~(?=~)|(?<=~)~")
_LIST = re.compile(r"(?P<number>\d{1,9})(?P<sign>[.)])(?=\s|$)")
_NAMED = {"{": "&#123;", "}": "&#125;"}
_TIED = "\u00a0"
"""A blank that looks like any other and opens no article."""


def escape(text: str, *, cell: bool = False, codes: bool = False) -> str:
    r"""Return `text` as Markdown for one paragraph, or for a cell of a table.

    `codes` lets short codes be links, as the editor of a page means them.

    >>> escape("1. 带有*标记的<b>品种")
    '1\\. 带有\\*标记的&lt;b>品种'
    """
    text = _ENTITY.sub("&amp;", text)
    text = _SIGNS.sub(r"\\\g<0>", text).replace("\\](", "\\]\\(")
    text = _TAG.sub("&lt;", _FENCE.sub("&#126;", text))
    for sign, name in _NAMED.items():
        text = text.replace(sign, name)
    if not codes:
        text = CODE.sub(lambda found: found.group().replace("-", "\\-"), text)
    if cell:
        return text.replace("|", "\\|")
    if text.startswith(("-", "+", ">", "|", ":", "=")):
        return f"\\{text}" if text[0] in "-+>|" else f"&#{ord(text[0])};{text[1:]}"
    return _LIST.sub(r"\g<number>\\\g<sign>", text, count=1) if _LIST.match(text) else text


def no_article(text: str) -> str:
    """Return `text` so that the number at its start opens no article: it only mentions one."""
    found = ARTICLE.match(text)
    return text if found is None else f"{found['label']}{_TIED}{text[found.end() :]}"
