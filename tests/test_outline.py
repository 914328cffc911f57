"""What is kept by the outline of the site reads no more of other pages than the outline has."""

from dataclasses import fields, replace
from typing import TypeVar

from kb.headings import Part
from kb.inputs import BuildInputs
from kb.outline import outline_key
from kb.provisions import Provision
from kb.search.sections import page_sections
from kb.site import Page, Record, Site
from tests.tiny import DAY, TinySite

P = TypeVar("P", bound=Page)
CASE, RULE = "cases/gouwuka.md", "rules/tanhua.md"


def without_words(page: P) -> P:
    """Return `page` as the outline knows it: its texts say nothing."""
    given: dict[str, object] = {"source": replace(page.source, body=""), "citations": ()}
    for field in fields(page):
        value = getattr(page, field.name)
        if isinstance(value, tuple) and value and field.name != "terms":
            if isinstance(value[0], Provision):
                given[field.name] = tuple(map(silent, value))
            elif isinstance(value[0], Part):
                given[field.name] = tuple(replace(one, text="", fields=()) for one in value)
    return replace(page, **given)  # type: ignore[arg-type]


def silent(provision: Provision) -> Provision:
    """Return a provision with its number alone."""
    return replace(provision, text="", parts=tuple(map(silent, provision.parts)))


def test_units_of_search_read_of_other_pages_what_the_outline_has(content: Site) -> None:
    bare = [without_words(page) for page in content.pages]
    for place, page in enumerate(content.pages):
        others = content.with_pages([*bare[:place], page, *bare[place + 1 :]])
        assert page_sections(others, page) == page_sections(content, page), page.source.src


def key(tiny: TinySite) -> bytes:
    return outline_key(tiny.site(), BuildInputs(DAY))


def test_outline_is_another_for_what_pages_say_of_each_other(tiny: TinySite) -> None:
    seen = {key(tiny)}
    for src, old, new in (
        (CASE, "title: 购物卡", "title: 提货券"),
        (RULE, "第三条　本制度", "第三条　一项新规定。\n\n第四条　本制度"),
        (RULE, "## 第一章　总则", "## 第一章　总的规定"),
        ("_data/thresholds.yml", "amount: 30000", "amount: 40000"),
    ):
        tiny.replace(src, old, new)
        assert key(tiny) not in seen, new
        seen.add(key(tiny))


def test_outline_is_the_same_for_other_words(tiny: TinySite) -> None:
    before = key(tiny)
    tiny.replace(RULE, "为了做好廉政谈话", "为了把廉政谈话做好")
    tiny.replace(CASE, "有人送来购物卡。", "有人送来购物卡。\n\n没有登记。")
    assert key(tiny) == before


def test_every_record_is_in_the_outline(content: Site) -> None:
    inputs = BuildInputs(DAY)
    before = outline_key(content, inputs)
    record = next(page for page in content.pages if isinstance(page, Record))
    fewer = content.with_pages(page for page in content.pages if page is not record)
    assert outline_key(fewer, inputs) != before
