"""The units of search: what they are called, where they lead, and that no word is lost."""

import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from kb.deciding.model import Asked
from kb.deciding.pages import node_url, tree_of, with_decisions
from kb.inputs import Audience
from kb.reading import read_site
from kb.search.blocks import indexed
from kb.search.publish import search_files
from kb.search.sections import Section, SectionType, sections
from kb.site import Record, Site, select
from tests.search.carried import words
from tests.tiny import ROOT, TinySite, renderer

_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "div"}
_MADE = {"kb-copy", "kb-paragraph-link", "kb-cited", "kb-version", "kb-now", "kb-flow"}
"""Elements whose words are not those of the page itself."""
_EXTENSIONS = ("tables", "attr_list", "footnotes", "sane_lists", "pymdownx.superfences")


@pytest.fixture(scope="module")
def real() -> Site:
    """The real content, all of it."""
    site = read_site(ROOT / "docs", root=ROOT).site
    assert site is not None
    return site


def by_id(site: Site) -> dict[str, Section]:
    return {unit.id: unit for unit in sections(site)}


def test_an_article_says_what_it_is_and_where_it_stands(real: Site) -> None:
    unit = by_id(real)["jilv-chufen-2023#art-97"]
    assert unit.type is SectionType.ARTICLE
    assert unit.url == "rules/jilv-chufen-2023.html#art-97"
    assert unit.title == "《中国共产党纪律处分条例》（2023年）第九十七条"
    assert unit.path[0] == "中国共产党纪律处分条例（2023年）"
    assert unit.path[1].startswith("第八章")
    assert unit.path[2] == "第九十七条"
    assert unit.code == "GZ-101-97"
    assert unit.status == "现行有效"
    assert [badge.text for badge in unit.badges] == ["现行有效", "要点提示"]
    assert "纪律处分条例" in unit.aliases
    assert unit.year == 2023
    assert not unit.text.startswith("第九十七条")


@pytest.mark.parametrize(
    ("id", "type", "code", "words"),
    [
        ("xinxihua-caigou#step-9", "procedure", "CX-003第九步", "依据："),
        ("xinxihua-caigou", "procedure", "CX-003", "到会：应到会成员过半数"),
        ("gouwuka", "case", "AL-004", "行为：收受礼品礼金"),
        ("gouwuka#violated", "case", "AL-004", "《公职人员政务处分法》第三十四条第一款"),
        ("2021#problem-zuofeng", "annual", "ND-2021", ""),
        ("dangzu-hui#agenda", "meeting", "HY-001", "末位表态\u3000主持人"),
        ("glossary#term-mowei-biaotai", "term", "", "主持人"),
    ],
)
def test_every_kind_has_its_units(real: Site, id: str, type: str, code: str, words: str) -> None:
    unit = by_id(real)[id]
    assert (unit.type, unit.code) == (type, code)
    assert words in unit.text


def test_a_place_within_a_year_is_named_not_addressed(real: Site) -> None:
    plans = [unit for unit in sections(real) if "#plan-" in unit.id]
    assert any("针对问题：" in unit.text for unit in plans)
    assert not any("#problem-" in unit.text for unit in plans)


def test_other_plain_pages_are_found_by_name_alone(real: Site) -> None:
    plain = {page.url: page.meta for page in real.pages if not isinstance(page, Record)}
    named = {unit.url: unit for unit in sections(real) if unit.url in plain}
    assert {"verify.html", "selftest.html", "meetings/index.html"} <= named.keys()
    assert not named.keys() & {"index.html", "search.html", "topics/lizhijiaojie.html"}
    for url, unit in named.items():
        if not url.startswith("decide"):
            assert (unit.title, unit.text) == (plain[url].title, plain[url].summary)


def test_a_page_of_a_decision_has_the_words_of_its_own_question_only(real: Site) -> None:
    tree = tree_of(real)
    assert tree
    found = by_id(with_decisions(real))
    own = {id: found[node_url(tree, id).removesuffix(".html")] for id in tree.ways}
    lines = {id: {unit.title, *unit.text.split("\n")} for id, unit in own.items()}
    for id in tree.ways:
        node = tree.nodes[id]
        words = node.ask if isinstance(node, Asked) else node.why
        assert {name for name, said in lines.items() if words in said} == {id}
        if isinstance(node, Asked):
            assert all(
                one.text in own[id].text and one.hint in own[id].text for one in node.answers
            )


def test_every_unit_has_one_address_that_exists(real: Site) -> None:
    units = sections(real)
    assert len({unit.id for unit in units}) == len({unit.url for unit in units}) == len(units)
    pages = {page.url: page for page in real.pages}
    forms = {f"form-{form.id}" for form in real.forms}
    for unit in units:
        url, _, anchor = unit.url.partition("#")
        assert not anchor or anchor in forms or anchor in real.anchors[pages[url].source.src], (
            unit.id
        )


def test_every_record_and_every_article_is_a_unit(real: Site) -> None:
    found = by_id(real)
    assert set(real.records) <= set(found)
    articles = {
        f"{rule.meta.id}#{article.id}"
        for rule in real.records.values()
        for article in getattr(rule, "articles", ())
    }
    assert articles
    assert articles <= set(found)


def test_nothing_beyond_the_edition_is_a_unit(tiny: TinySite) -> None:
    tiny.replace("cases/gouwuka.md", "audience: 全体党员", "audience: 班子")
    site = tiny.read().site
    assert site is not None
    found, wider = (
        "".join(words(search_files(indexed(sections(select(site, name))))).values())
        for name in (Audience.MEMBERS, Audience.LEADERS)
    )
    for word in ("gouwuka", "购物卡"):
        assert word not in found
        assert word in wider


class _Blocks(HTMLParser):
    """The words of each innermost block of a page, without what is made from other pages."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._made: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._made or (dict(attrs).get("class") or "") in _MADE:
            self._made.append(tag)
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._made:
            self._made.pop()
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._made:
            self.blocks[-1] += data


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown(site: Site) -> Iterator[tuple[Record, str]]:
    """Yield each paragraph of each record as the page shows it."""
    converter = renderer(site, _EXTENSIONS)
    for record in site.records.values():
        for block in _Blocks(converter.render(record).html).blocks:
            if squeezed(block):
                yield record, squeezed(block)


def test_every_paragraph_that_a_page_shows_is_in_a_unit(real: Site) -> None:
    words: dict[str, str] = {}
    for unit in sections(real):
        page = unit.id.partition("#")[0]
        own = "\n".join(squeezed(part) for part in (*unit.path, *unit.text.split("\n")))
        words[page] = f"{words.get(page, '')}\n{own}"
    fixed = {squeezed(text) for text in ("行为", "违反", "错在哪一步")}
    lost = [
        f"{record.meta.id}: {block[:60]}"
        for record, block in shown(real)
        if block not in words[record.meta.id] and block not in fixed
    ]
    assert not lost


def test_everyday_questions_are_found_with_their_answers(real: Site) -> None:
    unit = by_id(real)["can-i#shou-tutechan"]
    assert unit.type is SectionType.TERM
    assert unit.title == "服务对象送的土特产能不能收？"
    assert unit.text.startswith("不能。")
