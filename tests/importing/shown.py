"""What a reader sees of the text of a rule, without what the page adds to it."""

import re
from html import unescape

_ADDED = re.compile(
    r'<a [^>]*class="kb-(?:copy|paragraph-link)"[^>]*>[^<]*</a>'
    r'|<details class="kb-cited".*?</details>|<p class="kb-version".*?</p>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")


def words(html: str) -> str:
    """Return the words of a piece of a page without blanks, tools and what other pages say."""
    return "".join(unescape(_TAG.sub("", _ADDED.sub("", html))).split())
