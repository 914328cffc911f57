"""Addresses that were published: what became of them, and that none is lost."""

from datetime import date

import pytest

from kb.checks.addresses import addresses_of
from kb.forward_pages import forward_files
from kb.forwarding import Fate, Forward, follow, parse_registry, write_registry
from kb.inputs import Audience
from kb.model import Redirect
from kb.new import NAMES, new_page
from kb.reading import find_ids
from kb.site import select
from tests.tiny import TinySite

MEMBERS = Audience.MEMBERS


def moved(old: str, new: str, audience: Audience = MEMBERS) -> Redirect:
    return Redirect(old=old, new=new, audience=audience)


def test_a_chain_is_followed_to_its_end() -> None:
    found = follow([moved("a.html", "b.html"), moved("b.html", "c.html#x")])
    assert found["a.html"] == Forward("a.html", Fate.MOVED, "c.html#x", "", MEMBERS)


def test_what_is_replaced_on_the_way_is_replaced_in_the_end() -> None:
    replaced = Redirect(old="b.html", replaced_by="c.html", audience=MEMBERS)
    assert follow([moved("a.html", "b.html"), replaced])["a.html"].fate is Fate.REPLACED


def test_what_is_withdrawn_in_the_end_says_why() -> None:
    end = Redirect(old="b.html", withdrawn="过时", audience=MEMBERS)
    found = follow([moved("a.html", "b.html"), end])["a.html"]
    assert (found.fate, found.new, found.reason) == (Fate.WITHDRAWN, "", "过时")


def test_a_place_goes_with_its_page() -> None:
    found = follow([moved("a.html#x", "b.html#y"), moved("b.html", "c.html")])
    assert found["a.html#x"].new == "c.html#y"


def test_a_chain_is_for_the_narrowest_of_its_readers() -> None:
    found = follow([moved("a.html", "b.html"), moved("b.html", "c.html", Audience.LEADERS)])
    assert found["a.html"].audience is Audience.LEADERS


@pytest.mark.parametrize("steps", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_circle_leads_nowhere(steps: list[str]) -> None:
    circle = zip(steps, [*steps[1:], steps[0]], strict=True)
    assert follow([moved(old, new) for old, new in circle]) == {}


def test_paragraphs_and_items_follow_from_the_article(tiny: TinySite) -> None:
    found = addresses_of(tiny.site())
    assert {"rules/tanhua.html", "rules/tanhua.html#art-2", "rules/tanhua.html#ch-1"} <= set(found)
    assert {"procedures/zhichu.html#step-2", "annual/2021.html#plan-tanhua"} <= set(found)
    assert found["s/gz-001.html"] == "rules/tanhua.html"
    assert not [address for address in found if "-p1" in address]


def test_the_registry_is_read_as_it_was_written(tiny: TinySite) -> None:
    found = addresses_of(tiny.site())
    registry = parse_registry(write_registry(found), "x")
    assert isinstance(registry, dict)
    assert {address: one.record for address, one in registry.items()} == found


def test_the_parts_of_an_article_move_with_it(tiny: TinySite) -> None:
    redirect = "- {old: rules/tanhua.html#art-7, new: rules/tanhua.html#art-2, audience: 全体党员}"
    tiny.write("_data/redirects.yml", redirect)
    found = {one.old.partition("#")[2]: one.new for one in tiny.site().forwards}
    assert found == {
        "art-7": "rules/tanhua.html#art-2",
        "art-7-p1": "rules/tanhua.html#art-2-p1",
        "art-7-p1-i1": "rules/tanhua.html#art-2-p1-i1",
        "art-7-p1-i2": "rules/tanhua.html#art-2-p1-i2",
    }


def test_the_gate_holds_for_forwards(tiny: TinySite) -> None:
    tiny.write(
        "_data/redirects.yml",
        "- {old: rules/a.html, new: meetings/dangzu-hui.html, audience: 全局}\n"
        "- {old: rules/b.html, withdrawn: 过时, audience: 班子}\n"
        "- {old: rules/c.html, new: rules/tanhua.html, audience: 全局}\n",
    )
    site = tiny.site()
    held = {edition: {one.old for one in select(site, edition).forwards} for edition in Audience}
    assert held[Audience.EVERYONE] == set()
    assert held[Audience.MEMBERS] == held[Audience.MANAGERS] == {"rules/c.html"}
    assert held[Audience.LEADERS] == {"rules/a.html", "rules/b.html", "rules/c.html"}


def test_the_code_of_a_page_that_is_gone_is_not_given_again(tiny: TinySite) -> None:
    tiny.write("_data/addresses.txt", "cases/jiu.html\ns/al-007.html cases/jiu.html\n")
    ids, codes = find_ids(tiny.docs)
    assert new_page(NAMES["case"], "新案例", ids, codes, date(2026, 11, 24)).code == "AL-008"


def test_forwards_of_a_draft_say_so(tiny: TinySite) -> None:
    for draft in (True, False):
        pages = [raw.decode() for raw in forward_files(tiny.site(), draft=draft).values()]
        assert pages
        assert all(("草稿：没有经过审定" in page) == draft for page in pages)
