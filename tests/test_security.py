"""Text from outside is not trusted: what would do harm when read never passes the checks."""

from datetime import date
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.markdown import Renderer
from kb.outgoing.svg import svg_faults, svg_words
from kb.problem import report
from tests.tiny import ROOT, TinySite

DAY = date(2026, 11, 23)
_INERT = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "input", "ins", "li", "mark", "ol", "p", "pre", "section",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "background"}


class Harm(HTMLParser):
    """Collects what a browser would run, load or send from a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INERT:
            self.found.append(tag)
        for name, value in attrs:
            plain = "".join((value or "").split()).lower()
            outside = name in _ADDRESSES and (":" in plain.split("#")[0] or plain.startswith("//"))
            if name.startswith("on") or outside:
                self.found.append(f"{name}={value}")


def _extensions() -> list[str]:
    """Return the extensions that the site is built with."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    extensions = yaml.safe_load(text)["markdown_extensions"]
    return [name for name in extensions if isinstance(name, str)]


EXTENSIONS = _extensions()


def harm(tiny: TinySite, body: str) -> list[str]:
    """Return what would be harmful on the home page with `body`, were it built."""
    tiny.write_body("index.md", f"\n{body}\n")
    site = tiny.read().site
    assert site is not None
    if "index.md" not in site.by_src:
        return []
    renderer = Renderer(site, LinkGraph.of(site, DAY), Counterparts.of(site), EXTENSIONS)
    return Harm(renderer.render(site.by_src["index.md"]).html).found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A tiny site that examples write over, one after the other."""
    return TinySite.make(tmp_path_factory.mktemp("shared"))


_PIECES = (
    "[", "]", "(", ")", "](", "]:", "<", ">", "`", "``", "```", "~~~", "{", "}", "|", "    ", "\n",
    "\n\n", "\t", "\\", '"', "*", "_", "#", ":", "甲", "x", "<b>", "*[HTML]: y", "\ue010", "\ue012",
)  # fmt: skip
_TARGETS = (
    "javascript:a()", "JavaScript\n:a()", "&#106;avascript:a()", "javascript&colon;a()", "java&Tab;script:a()",
    "vbscript:a", "data:text/html,x", "//host/", "http://host/", "file:///x", "mailto:a@b.cn", "a@b.cn",
    "rules/tanhua.md", "#art-1", "javascript\\:a()", "(javascript:a())", "x javascript:a()",
)  # fmt: skip
_ATTRIBUTES = (
    "onclick=a()",
    "style=x",
    "href=javascript:a()",
    ".x onclick=a()",
    "#x",
    ": onclick=a()",
)
_FORMS = (
    "[{word}]({target})", "[{word}](<{target}>)", "[{word}]( {target} 't')", "![{word}]({target})",
    "[{word}][a]", "[a]", "[a]: {target}", "[a]:\n    <{target}>", "[^1]({target})", "[^1]: {word}",
    "<{target}>", "{word}{{{attribute}}}", "[{word}](rules/tanhua.md){{{attribute}}}", "`{word}`",
    "<b {attribute}>", "``` {{{attribute}}}", "{word}",
)  # fmt: skip
_BLOCKS = (
    "",
    "- ",
    "> ",
    "1. ",
    "    ",
    "| ",
    "## ",
    "- [ ] ",
    "  ",
    "\n",
    "\n- ",
    "\n> ",
    "```\n",
    "\n[^1]: ",
)

_ENDS = ("", "\n\n[甲][a]", "\n\n甲[^1]\n\n[^1]: 乙", "\n\n[a]: javascript:a()")
"""What makes of half a reference a whole one."""

_words = st.lists(st.sampled_from(_PIECES), max_size=2).map("".join)
_lines = st.builds(
    lambda block, form, word, target, attribute, rest: (
        block + form.format(word=word, target=target, attribute=attribute) + rest
    ),
    st.sampled_from(_BLOCKS),
    st.sampled_from(_FORMS),
    _words,
    st.sampled_from(_TARGETS),
    st.sampled_from(_ATTRIBUTES),
    _words,
)


@settings(max_examples=200)
@given(st.lists(_lines, min_size=1, max_size=4).map("\n".join), st.sampled_from(_ENDS))
def test_what_passes_the_checks_does_no_harm(shared: TinySite, body: str, end: str) -> None:
    body += end
    if found := harm(shared, body):
        assert shared.read().problems, (found, body)


@pytest.mark.parametrize(
    "body",
    [
        "[甲](javascript:alert(1))",
        "[甲](&#x6A;avascript&#58;alert(1))",
        "[甲](javascript&colon;alert(1))",
        "[甲](java\\script:alert(1))",
        "[甲][a]\n\n[a]: javascript:alert(1)",
        "[甲][a]\n\n[a]:\n    <javascript:alert(1)>",
        "[a]\n\n> [a]: data:text/html,x",
        "甲[^1]\n\n[^1]: [乙](javascript:alert(1))",
        "甲[^1](javascript:alert(1))",
        "甲[^1](javascript:alert(1))\n\n> [^1]: 说明",
        "<javascript:alert(1)>",
        "<http://host/>",
        "<1@b.cn>",
        "![甲](data:image/svg+xml,<svg onload=alert(1)>)",
        "![甲](//host/x.png)",
        "[甲](//host/)",
        "<a href=x>",
        "a <b onclick=alert(1)>",
        "<!-- x -->",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "[甲](rules/tanhua.md){onclick=alert(1)}",
        "- [甲](rules/tanhua.md)\n{: onclick=alert(1) }",
        "``` {onclick=alert(1)}\nx\n```",
        "``` { .x onclick=alert(1) }\nx\n```",
        "| 甲 |\n|---|\n| <script>x</script> |",
        "    [甲](javascript:alert(1))",
        "* [ ] [甲](vbscript:x)",
    ],
)
def test_what_would_do_harm_is_refused(tiny: TinySite, body: str) -> None:
    tiny.write_body("index.md", f"\n{body}\n")
    told = report(tiny.read().problems)
    assert "RED-1" in told or "RED-2" in told or "LINK-" in told, body


@pytest.mark.parametrize(
    "page", ["rules/tanhua.md", "cases/gouwuka.md", "annual/2021.md", "procedures/zhichu.md"]
)
@given(
    noise=st.text(alphabet="第一二三条款项章节步\n　 #-*>|[](){}:：《》（）&'\"1a-", max_size=30),
    at=st.floats(0, 1),
)
def test_a_page_with_anything_in_it_is_read_without_a_traceback(
    shared: TinySite, page: str, noise: str, at: float
) -> None:
    text = shared.text(page)
    place = int(at * len(text))
    try:
        shared.write(page, text[:place] + noise + text[place:])
        shared.read()
    finally:
        shared.write(page, text)


@pytest.mark.parametrize("name", ["exceptions.yml", "redirects.yml", "addresses.txt"])
@given(text=st.text(alphabet="- {}[]:,#'\n甲aoldnew.htmlrs/GZ-01 \t", max_size=60))
def test_any_data_file_gives_problems_and_no_traceback(
    shared: TinySite, name: str, text: str
) -> None:
    shared.write(f"_data/{name}", text)
    try:
        shared.read()
    finally:
        shared.remove(f"_data/{name}")


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>a()</script>",
        "<SCRIPT/>",
        '<s:script xmlns:s="http://www.w3.org/1999/xhtml">a()</s:script>',
        '<g onclick="a()"/>',
        '<a l:href="javascript:a()"><text>x</text></a>',
        '<use l:href="//host/x.svg#a"/>',
        '<use href=" &#10;java&#9;script:a()"/>',
        '<image href="data:image/png,x"/>',
        "<foreignObject><p/></foreignObject>",
        '<set attributeName="href" to="javascript:a()"/>',
        '<animate attributeName="href" values="javascript:a()"/>',
        "<style>@import url(//host/x.css);</style>",
        "<rect style=\"fill: URL( 'http://host/x' )\"/>",
        '<rect fill="url(//host/x#a)"/>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="//host"/>',
        '<?xml-stylesheet href="//host/x.css"?>',
        "<metadata><b>李明</b></metadata>",
        "<g>" * 300 + "</g>" * 300,
    ],
)
def test_a_drawing_that_does_something_is_refused(inside: str) -> None:
    assert list(svg_faults(_SVG.format(inside).encode()))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_drawing_or_refused(noise: bytes) -> None:
    assert list(svg_faults(noise))
    svg_words(noise)
