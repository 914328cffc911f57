"""What of the text of a page is prose: code, links, headings and tags blanked out; offsets stay."""

import re

from kb.headings import mask_fences

_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_NOT_PROSE = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|^#.*$|<[^>\n]*>", re.MULTILINE)


def mask_code(body: str) -> str:
    """Return `body` with code blanked out; offsets stay."""
    kept = mask_fences(body)
    lines = [
        line if line else " " * len(old) for line, old in zip(kept, body.split("\n"), strict=True)
    ]
    return _CODE_SPAN.sub(lambda found: " " * len(found.group()), "\n".join(lines))


def prose(body: str) -> str:
    """Return `body` with code, links, headings and tags blanked out; offsets stay."""
    return _NOT_PROSE.sub(lambda found: " " * len(found.group()), mask_code(body))
