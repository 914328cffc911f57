"""Files as documents: encodings, links, hostile texts, and any text whatever."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.checks import check_site
from kb.importing.blocks import Block, Document, Kind
from kb.importing.decoding import decode
from kb.importing.drafts import Wishes
from kb.importing.html import read_html
from kb.importing.law import Law, Role, read_law
from kb.importing.plan import Shelf, make_plan
from kb.importing.readers import read_document
from kb.importing.text import read_markdown, read_plain
from kb.inputs import Audience
from kb.problem import Code, Problem
from kb.reading import parse_page
from kb.site import Rule, Site
from kb.source import cut_source
from tests.importing.shown import words
from tests.tiny import TinySite, renderer

DAY = date(2026, 11, 24)
WISHES = Wishes(DAY, None, ("tanhua",), "办公室负责人", Audience.EVERYONE, DAY)


@pytest.mark.parametrize(
    "raw",
    [
        "第一条\u3000甲。".encode("gbk"),
        "第一条\u3000甲。".encode("gb18030"),
        "第一条\u3000甲。".encode(),
        "第一条\u3000甲。".encode("utf-8-sig"),
        "第一条\u3000甲。".encode("utf-16"),
    ],
    ids=["gbk", "gb18030", "utf-8", "utf-8-with-mark", "utf-16"],
)
def test_encodings(raw: bytes) -> None:
    assert decode(raw, "a.txt") == "第一条\u3000甲。"


def test_a_sign_that_only_gb18030_has_and_a_byte_that_nothing_has() -> None:
    assert decode("第一条 㐀𠀀".encode("gb18030"), "a.txt") == "第一条 㐀𠀀"
    broken = decode("第一条".encode("gbk") + b"\xff", "a.txt")
    assert isinstance(broken, Problem)
    assert broken.code is Code.NOT_UTF8


def test_a_file_that_is_no_text_is_refused_at_its_place() -> None:
    found = decode(b"a\nb\x00c", "a.txt")
    assert isinstance(found, Problem)
    assert (found.line, found.column, found.code) == (2, 2, Code.CONTROL_CHARACTER)


def test_line_ends_of_all_systems() -> None:
    assert decode(b"a\r\nb\rc\x0cd\ne\x1a", "a.txt") == "a\nb\nc\nd\ne"


def test_a_link_and_a_file_too_large_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲法\n第一条 甲。\n", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    with (tmp_path / "c.txt").open("wb") as file:
        file.truncate(20_000_001)
    found = [read_document(tmp_path / name, name) for name in ("a.txt", "b.txt", "c.txt")]
    assert isinstance(found[0], Document)
    codes = [one.code for one in found[1:] if isinstance(one, Problem)]
    assert codes == [Code.OUTSIDE_LINK, Code.TOO_LARGE]


def test_the_text_of_a_web_page_without_what_surrounds_it() -> None:
    page = """<html><head><title>甲法_某网</title><style>p{}</style></head><body>
    <nav><a href="/">首页</a></nav><div class="l"><p>相关链接</p></div>
    <div class="main"><div class="text"><p class="MsoNormal"><span>第一条</span><span>&nbsp;为了</span>管
    理，制定本法<!-- 注 -->。</p><p title="a>b">第二条 A &lt; B。</p></div></div>
    <footer>第三条 主办单位</footer></body></html>"""
    assert [(block.kind, block.text) for block in read_html(page, "a.html", "a").blocks] == [
        (Kind.TITLE, "甲法"),
        (Kind.PARAGRAPH, "第一条 为了管理，制定本法。"),
        (Kind.PARAGRAPH, "第二条 A < B。"),
    ]


_HOSTILE = {
    "line": "第一条 " + "甲" * 1_700_000,
    "brackets": "第一条 " + "（" * 10_000 + "《" * 10_000 + "[" * 10_000 + "{" * 10_000,
    "quotes": "“" * 10_000 + "\n" + "第一条 甲\n" * 1_000,
    "titles": "\n".join(f"{n}年1月1日 《甲" for n in range(1000, 9999)),
    "contents": "目录\n" + "第一章 甲\n" * 5_000,
    "tags": "<a " * 100_000,
    "attributes": '<a b="' * 100_000,
    "comments": "<!--" * 100_000 + "--",
    "scripts": "<script>" * 50_000,
    "open": "<" * 300_000,
    "closing": "</" * 100_000,
    "hashes": "# " * 100_000,
    "stars": "**" * 100_000,
    "pipes": "|" * 300_000,
    "blanks": "第" + " " * 300_000 + "条",
    "numerals": "第" + "一 " * 100_000 + "条",
    "nested": "<div>" * 50_000 + "第一条 甲" + "</div>" * 50_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_texts_come_to_an_end(name: str) -> None:
    """What takes time that grows with the square would not, in the time that tests have."""
    text = f"甲法\n{_HOSTILE[name]}"
    for reader in (read_plain, read_markdown, read_html):
        read_law(reader(text, "a", "a"))


_PIECES = st.sampled_from(
    ["第一条", "第二条 ", "第一章 总则", "（一）", "1．", "目录", "附件", "“", "”", "《", "》", "一、",
     "2020年1月2日", "通过", "自公布之日起施行", "\n", "\n", "\n", " ", "\u3000", "甲", "乙。", "*", "_", "`",
     "#", "# ", "- ", "+ ", "> ", "1. ", "| ", "|", "---", "===", "~~~", "[a](b)", "![", "](", "{#a}", "{",
     "<b>", "<!--", "-->", "&lt;", "&", "\\", "GZ-001", "#plan-a", "http://a.b", "[^1]", "[a]: b", "^",
     "\ue010", "\ue000", "\u200b", "\u00a0", "\t", "    "]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=3), max_size=40).map("".join)


@given(_TEXTS)
@example("第一条 \\[甲](乙)")
@example("第一条 `甲` ``乙`` \\`丙`")
def test_whatever_stands_in_an_article_stands_on_its_page(text: str) -> None:
    rest = f"{text.translate({ord(sign): None for sign in '|第“”目附'})}。"
    document = Document("a.md", "a", (Block(Kind.TITLE, "甲法", 1), *_blocks(f"第一条 甲{rest}")))
    law = read_law(document)
    assert isinstance(law, Law)
    plan = make_plan([law], Shelf((), frozenset(), frozenset()), WISHES)
    if plan.problems:
        return
    ((src, page_text),) = plan.pages.items()
    source = cut_source(page_text, src, src)
    assert not isinstance(source, Problem)
    page = parse_page(source)
    assert isinstance(page, Rule)
    site = Site((page,), _SITE.vocabulary, {})
    named = {Code.EMPTY_COLLECTION, Code.DUPLICATE}
    found = check_site(site, frozenset({src}), "docs", DAY)
    assert not [one for one in found if one.code not in named]
    html = renderer(site).render(page).html
    wanted = "".join(f"{entry.label}{entry.text}" for entry in law.entries)
    assert words(html) == "".join(wanted.split())


def _blocks(text: str) -> tuple[Block, ...]:
    return read_plain(text, "a", "a").blocks


_SITE = TinySite(Path(__file__).parents[1] / "fixtures").site()


@given(_TEXTS)
def test_any_text_in_any_format_is_read_or_refused(text: str) -> None:
    for reader in (read_plain, read_markdown, read_html):
        law = read_law(reader(text, "a", "a"))
        if isinstance(law, Law):
            make_plan([law], Shelf((), frozenset(), frozenset()), WISHES)
            assert all(entry.text or entry.role is not Role.TEXT for entry in law.entries)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    text = decode(raw, "a.txt")
    assert isinstance(text, Problem) or "\x00" not in text
