"""What stands for a page is another whenever the page may be another, and the same as long as can be."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TypeVar

import pytest

from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.markdown import Renderer
from kb.search.sections import page_sections
from kb.site import Page, Rule, Site, select
from kb.surroundings import Surroundings
from kb.topics import with_topics
from kb.training.outline import Material
from kb.training.pages import Subject, with_training
from kb.training.shown import shown
from kb.views.page import view
from tests.tiny import DAY, TinySite

P = TypeVar("P", bound=Page)
CASE, RULE, OTHER = "cases/gouwuka.md", "rules/tanhua.md", "rules/other.md"
INPUTS = BuildInputs(DAY)


def surroundings(site: Site) -> Surroundings:
    return Surroundings(site, LinkGraph.of(site, DAY), Counterparts.of(site), INPUTS)


def seen(site: Site, src: str, versions: Counterparts) -> Iterator[object]:
    """Yield all that a reader sees of a page, but for the menu, and its slides."""
    graph, page = LinkGraph.of(site, DAY), site.by_src[src]
    yield Renderer(site, graph, versions).render(page)
    yield replace(view(site, page, graph, DAY), previous=None, following=None)
    yield page_sections(site, page)
    if not isinstance(page, Rule):
        one = shown(Material(site, graph, versions), INPUTS, Subject(page))
        yield one.outline.parts, one.slides, one.stamp, one.marks


def blind(page: P) -> P:
    """Return `page` with other names, without words and without places."""
    given: dict[str, object] = {
        field.name: () for field in fields(page) if isinstance(getattr(page, field.name), tuple)
    }
    source = replace(page.source, header="", body="")
    changed = {"title": "别的", "summary": "别的", "updated": DAY, "approval": None}
    if isinstance(page, Rule):
        changed["aliases"] = ()
    return replace(page, **given, source=source, meta=page.meta.model_copy(update=changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edition", "step"),
    [
        (Audience.MEMBERS, 17),
        pytest.param(Audience.MEMBERS, 1, marks=pytest.mark.slow),
        pytest.param(Audience.LEADERS, 1, marks=pytest.mark.slow),
    ],
)
def test_pages_show_of_others_no_more_than_their_neighbours(
    content: Site, edition: Audience, step: int
) -> None:
    pages = select(content, edition)
    whole = with_training(with_topics(pages))
    known, versions = surroundings(whole), Counterparts.of(whole)
    near = {src: known.neighbours(page) for src, page in whole.by_src.items()}
    chosen = [src for src in near if near[src]]
    for src in chosen[::step]:
        kept = [page if page in near[src] or page.terms else blind(page) for page in pages.pages]
        others = with_training(with_topics(pages.with_pages(kept)))
        assert list(seen(others, src, versions)) == list(seen(whole, src, versions)), src


def keys(tiny: TinySite) -> dict[str, bytes | None]:
    site = with_training(with_topics(tiny.site()))
    around = surroundings(site)
    return {page.source.src: around.near(page) for page in site.pages}


@pytest.fixture
def two(tiny: TinySite) -> TinySite:
    """The tiny site with a second rule, which nothing cites."""
    text = tiny.text(RULE).replace("id: tanhua", "id: other").replace("GZ-001", "GZ-002")
    tiny.write(OTHER, re.sub("^(title|family): .*", r"\1: another", text, flags=re.MULTILINE))
    return tiny


def changed(two: TinySite, src: str, old: str, new: str) -> set[str]:
    """Return the cases and rules, with slides and handouts, for which a change is one."""
    before = keys(two)
    two.replace(src, old, new)
    return {src for src, key in keys(two).items() if key != before.get(src)}


OF_CASE = {CASE, "slides/gouwuka.md", "handouts/gouwuka.md"}


def test_words_of_a_rule_change_what_cites_it(two: TinySite) -> None:
    assert changed(two, RULE, "为了做好廉政谈话", "为了把廉政谈话做好") == {RULE, *OF_CASE}


def said(tiny: TinySite) -> tuple[object, ...]:
    """Return what the slides of the case are made of."""
    site = with_training(tiny.site())
    material = Material(site, LinkGraph.of(site, DAY), Counterparts.of(site))
    return shown(material, INPUTS, Subject(site.by_src[CASE])).said


def test_slides_are_the_same_where_a_neighbour_changes_what_they_do_not_show(two: TinySite) -> None:
    before = said(two)
    two.replace(RULE, "为了做好廉政谈话", "为了把廉政谈话做好")
    assert said(two) == before
    two.replace(RULE, "title: 廉政谈话制度", "title: 谈话制度")
    assert said(two) != before


def test_words_of_a_case_change_what_it_cites(two: TinySite) -> None:
    assert changed(two, CASE, "有人送来购物卡。", "有人送来提货券。") == {RULE, *OF_CASE}


def test_what_nobody_cites_changes_nothing_else(two: TinySite) -> None:
    assert changed(two, OTHER, "为了做好廉政谈话", "为了把谈话做好") == {OTHER}


def test_new_case_leaves_alone_what_it_does_not_name(two: TinySite) -> None:
    before = keys(two)
    text = two.text(CASE).replace("id: gouwuka", "id: xin").replace("AL-001", "AL-002")
    two.write("cases/xin.md", text)
    after = keys(two)
    assert {src for src, key in before.items() if after[src] != key} == {RULE}


def test_data_files_change_everything(two: TinySite) -> None:
    found = changed(two, "_data/thresholds.yml", "amount: 30000", "amount: 40000")
    assert found == {RULE, OTHER, *OF_CASE}


def test_file_that_comes_to_be_there_changes_who_names_it(two: TinySite) -> None:
    two.write_body(OTHER, two.text(OTHER).split("\n---\n")[1] + "\n见[用法](../use.md)。\n")
    site = two.read().site
    assert site is not None
    use = replace(
        site.by_src["index.md"], source=replace(site.by_src["index.md"].source, src="use.md")
    )
    more = surroundings(site.with_pages([*site.pages, use]))
    fewer = surroundings(site)
    assert fewer.near(site.by_src[OTHER]) != more.near(site.by_src[OTHER])
    assert fewer.near(site.by_src[RULE]) == more.near(site.by_src[RULE])


def test_cases_rules_and_topics_have_neighbours(content: Site) -> None:
    site = with_topics(content)
    around = surroundings(site)
    near = {page.source.src.partition("/")[0] for page in site.pages if around.neighbours(page)}
    assert near == {"cases", "rules", "topics"}
