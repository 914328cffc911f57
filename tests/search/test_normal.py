"""The normal form; `tests/site/test_search.py` holds the browser to the same list."""

import pytest
import yaml

from kb.search.normal import normal, runs
from scripts import traditional
from tests.tiny import ROOT

ROWS = yaml.safe_load((ROOT / "tests/search/normal.yml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_text_has_its_normal_form(row: dict[str, str]) -> None:
    assert normal(row["text"]) == row["normal"]
    assert normal(row["normal"]) == row["normal"]


def test_runs_break_at_whatever_is_no_letter() -> None:
    assert runs(normal("政务处分法，第33条（一）")) == ["政务处分法", "第33条", "一"]


def test_half_a_character_is_replaced() -> None:
    assert normal("\ud83d") == "\ufffd"


def test_the_table_of_traditional_characters_is_that_of_the_library() -> None:
    assert traditional.FILE.read_text("utf-8") == traditional.table()
