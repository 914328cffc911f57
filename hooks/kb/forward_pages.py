"""The tiny pages at short codes and at addresses whose page is gone.

They work by double click and without scripts: a page forwards by itself, everything is also an
ordinary link. The script only adds the place within the page, which a browser drops otherwise.
"""

import json
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from kb.forwarding import Fate, Forward, code_url
from kb.labels import label_url
from kb.site import Record, Site

_TEMPLATE = Path(__file__).parent / "templates" / "forward.html"
_SCRIPT = "assets/forward.js"
_STYLE = "assets/kb.css"
_WORDS = '<body class="kb-forward">\n'
"""Behind it stand the words of the page."""
_DRAFT = "草稿：没有经过审定，不得作为依据，不得外传。"


def forward_files(site: Site, *, draft: bool = False) -> Mapping[str, bytes]:
    """Return the pages of the short codes and of addresses that are gone, by their addresses.

    Of a `draft` they say so, as all its pages do: a browser without forwarding shows them.
    """
    stamp = f'<p role="note">{_DRAFT}</p>\n' if draft else ""
    return {
        url: html.replace(_WORDS, f"{_WORDS}{stamp}", 1).encode()
        for url, html in forward_pages(site)
    }


def forward_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield address and HTML of every such page of the edition that `site` is."""
    for record in site.of(Record):
        code = record.meta.code
        yield code_url(code), _sent_on(code_url(code), f"打开 {code}", code, record.url, ())
    gone = defaultdict[str, list[Forward]](list)
    here = {page.url for page in site.pages}
    for forward in site.forwards:
        if forward.page not in here:
            gone[forward.page].append(forward)
    for url, forwards in gone.items():
        whole = [forward for forward in forwards if not forward.anchor]
        parts = [forward for forward in forwards if forward.anchor]
        for forward in whole:
            yield url, _page(site, forward, parts)


def _page(site: Site, forward: Forward, parts: Iterable[Forward]) -> str:
    url = forward.page
    if forward.fate is Fate.MOVED:
        words = label_url(site, forward.new)
        return _sent_on(url, f"这里原来的内容已移到：{words}", "已移走", forward.new, parts)
    head = f'<link rel="stylesheet" href="{_relative(_STYLE, url)}">'
    home = f'<p><a href="{_relative("index.html", url)}">首页</a></p>'
    lines = [_words(site, forward, url), *(_part(site, one, url) for one in parts), home]
    return _html(f"已{forward.fate}", head, lines)


def _sent_on(url: str, words: str, title: str, new: str, parts: Iterable[Forward]) -> str:
    """Return a page that forwards to `new`; a place in it has its own way, or the same place there."""
    target = _relative(new, url)
    places = {one.anchor: _relative(one.new, url) for one in parts if one.fate is Fate.MOVED}
    ways = f" data-places='{escape(json.dumps(places))}'" if places else ""
    script = _relative(_SCRIPT, url)
    head = (
        f'<script src="{script}" data-to="{escape(target)}"{ways}></script>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={escape(target)}"></noscript>'
    )
    return _html(title, head, [f'<p><a href="{escape(target)}">{escape(words)}</a></p>'])


def _words(site: Site, forward: Forward, url: str) -> str:
    """Return, as HTML on the page `url`, what became of an address, with a link where one is left."""
    if forward.fate is Fate.WITHDRAWN:
        return f"<p>这里原来的内容已撤下：{escape(forward.reason)}</p>"
    link = f'<a href="{escape(_relative(forward.new, url))}">{escape(label_url(site, forward.new))}</a>'
    verb = "移到" if forward.fate is Fate.MOVED else "由下面的内容取代"
    return f"<p>这里原来的内容已{verb}：{link}</p>"


def _part(site: Site, forward: Forward, url: str) -> str:
    return f'<div id="{escape(forward.anchor)}">{_words(site, forward, url)}</div>'


def _html(title: str, head: str, lines: Iterable[str]) -> str:
    return _template().substitute(title=escape(title), head=head, words="\n".join(lines))


@cache
def _template() -> Template:
    return Template(_TEMPLATE.read_text(encoding="utf-8"))


def _relative(address: str, url: str) -> str:
    path, _, anchor = address.partition("#")
    start = posixpath.dirname(url) or "."
    way = posixpath.relpath(path, start)
    return f"{way}#{anchor}" if anchor else way
