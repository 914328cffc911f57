"""The files that carry search: whole, of one build, always the same."""

from collections.abc import Iterator
from typing import Any

import pytest

from kb.search.blocks import indexed, page_blocks
from kb.search.publish import code, search_files
from kb.search.sections import Section, sections
from kb.site import Site
from tests.search.carried import alphabet, given, read


@pytest.fixture(scope="module")
def units(content: Site) -> tuple[Section, ...]:
    return sections(content)


@pytest.fixture(scope="module")
def files(content: Site, units: tuple[Section, ...]) -> dict[str, list[Any]]:
    """What each file gives to its function, the stamp first."""
    return {
        name: given(text) for name, text in search_files(indexed(units), content.synonyms).items()
    }


def numbered(files: dict[str, list[Any]], name: str) -> Iterator[list[Any]]:
    number = 0
    while f"{name}-{number}.js" in files:
        assert files[f"{name}-{number}.js"][1] == number
        yield files[f"{name}-{number}.js"]
        number += 1


def test_all_files_are_of_one_build_and_always_the_same(
    content: Site, units: tuple[Section, ...], files: dict[str, list[Any]]
) -> None:
    assert len({given[0] for given in files.values()}) == 1
    again = search_files(indexed(units), content.synonyms)
    assert {name: given(text) for name, text in again.items()} == files
    other = search_files(indexed(units[1:]), content.synonyms)
    assert given(other["pages.js"])[0] != files["pages.js"][0]


def test_no_text_can_end_its_script(files: dict[str, list[Any]], content: Site) -> None:
    for text in search_files(indexed(sections(content)), content.synonyms).values():
        assert "<" not in text


def test_every_text_is_there_in_order(
    units: tuple[Section, ...], files: dict[str, list[Any]]
) -> None:
    letters = alphabet(files["pages.js"][1])
    texts = [text for file in numbered(files, "text") for text in read(letters, file[2])]
    assert texts == [unit.text for unit in units]
    starts = files["pages.js"][1]["texts"]
    assert len(starts) == len(list(numbered(files, "text")))


def test_what_is_long_is_carried_in_ascii(files: dict[str, list[Any]]) -> None:
    for name, parts in files.items():
        if name.startswith(("text-", "pairs-", "headings")):
            assert all(part.isascii() for part in parts[1:] if isinstance(part, str)), name


def test_the_outline_of_a_page_says_what_its_blocks_are(units: tuple[Section, ...]) -> None:
    made = {page.units[0].id: page for page in page_blocks(units)}
    rule = made["zhengwu-chufen-fa-2020"]
    assert rule.outline.startswith("0 u ")
    assert rule.blocks[0].text.split("\n")[0].endswith("公职人员政务处分法")
    procedure = made["xinxihua-caigou"]
    assert " s 2 s " in procedure.outline
    for page in made.values():
        assert sum(not block.heading and block.token != "0" for block in page.blocks) == len(
            page.units
        )


def test_synonyms_for_both_ways_stand_twice(files: dict[str, list[Any]]) -> None:
    rows = files["pages.js"][1]["synonyms"]
    said = {word: dict(means) for words, means in rows for word in words}
    assert said["低保"] == {"最低生活保障": 1}
    assert said["最低生活保障"] == {"低保": 1}
    assert "礼金" in said["红包"]
    assert "礼金" not in said


def test_the_code_is_one_script_that_keeps_its_names_to_itself() -> None:
    script = code()
    assert script.startswith("(function (KB) {")
    assert script.endswith("})(window.KB);\n")
    for name in ("Normal", "Postings", "Pages", "Names", "Readings", "Words", "Rank", "Engine"):
        assert script.count(f"\nvar {name} = ") == 1
