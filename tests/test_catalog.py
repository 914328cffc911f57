"""Which rule and which version a citation means, and the links that pages get."""

import re
from datetime import date
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.citations import DocumentContext, find_citations
from kb.markdown import Renderer
from kb.reading import read_site
from kb.site import Site

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def site() -> Site:
    reading = read_site(ROOT / "docs", root=ROOT)
    assert reading.site is not None
    return reading.site


@pytest.mark.parametrize(
    ("src", "text", "wanted"),
    [
        ("about.md", "《监察法》第十九条", "jiancha-fa-2024#art-19"),
        ("about.md", "《中华人民共和国监察法》（2018年）第四十五条", "jiancha-fa-2018#art-45"),
        ("about.md", "依照公务员法第五十七条", "gongwuyuan-fa-2018#art-57"),
        ("about.md", "《纪律处分条例》第七十七条第（二）项", "jilv-chufen-2023#art-77-p1-i2"),
        ("cases/koutou-paiban.md", "《纪律处分条例》第七十条", "jilv-chufen-2018#art-70"),
        ("about.md", "《政务处分法》第三十四条第一款", "zhengwu-chufen-fa-2020#art-34-p1"),
        ("about.md", "《民法典》第一条", None),
    ],
)
def test_the_version_is_the_one_that_the_words_mean(
    site: Site, src: str, text: str, wanted: str | None
) -> None:
    catalog = Catalog.of(site, DAY)
    citation = find_citations(text, document=DocumentContext(names=catalog.names))[0]
    rule = catalog.rule(citation, site.by_src[src])
    found = rule and str(catalog.address(rule, citation.provisions[0]))
    assert found == wanted


def test_before_a_revision_the_earlier_version_counts(site: Site) -> None:
    citation = find_citations("《监察法》第十九条")[0]
    rule = Catalog.of(site, date(2025, 5, 31)).rule(citation, site.by_src["about.md"])
    assert rule is not None
    assert rule.meta.id == "jiancha-fa-2018"


def test_every_article_of_a_list_is_a_link_of_its_own(site: Site) -> None:
    html = Renderer(site, DAY).render(site.by_src["procedures/xinxihua-caigou.md"]).html
    linked = re.findall(r'<a class="kb-cite" href="([^"]*)">([^<]*)</a>', html)
    wanted = ("../rules/zhongda-juece-tiaoli-2019.html#art-14", "第十四条")
    assert wanted in linked


def test_the_words_of_every_page_stay_as_written(site: Site) -> None:
    renderer = Renderer(site, DAY)
    for page in site.pages:
        html = renderer.render(page).html
        assert not re.search("[\ue000-\uf8ff]", html), page.source.path
        assert "<a" not in re.sub(r"<a\b[^<]*(?:<(?!/a|a\b)[^<]*)*</a>", "", html), page.source.path
