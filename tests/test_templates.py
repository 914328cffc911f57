"""New pages from templates, and the schemas that editors' tools complete them by."""

import json
from datetime import date
from pathlib import Path

import pytest

from kb.kinds import Kind
from kb.model import METAS
from kb.new import NAMES, new_page
from kb.problem import Code
from kb.schema import schemas, write_schemas
from tests.tiny import TinySite

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", NAMES)
def test_a_new_page_wants_only_its_empty_lists_filled(tiny: TinySite, name: str) -> None:
    page = new_page(NAMES[name], '2022年：“新”页"面', {"tanhua"}, {"GZ-001"}, DAY)
    code = page.code.replace("-001", "-901")
    tiny.write(page.src, page.text.replace(f"code: {page.code}", f"code: {code}"))
    problems = tiny.read().problems
    assert {problem.path for problem in problems} == {f"docs/{page.src}"}
    assert {problem.code for problem in problems} == {Code.WRONG_VALUE}
    assert all(problem.message.endswith("至少写 1 项") for problem in problems)


def test_a_year_needs_its_year_and_a_title_a_sound() -> None:
    assert new_page(Kind.ANNUAL, "2022年度总结", set(), set(), DAY).src == "annual/2022.md"
    with pytest.raises(ValueError, match="年份"):
        new_page(Kind.ANNUAL, "年度总结", set(), set(), DAY)
    with pytest.raises(ValueError, match="文件名"):
        new_page(Kind.CASE, "？！", set(), set(), DAY)


def test_every_key_has_its_name_for_people_in_the_schema() -> None:
    assert len(schemas()) == len(Kind)
    for kind in Kind:
        schema = json.loads(schemas()[f"{kind.name.lower()}.schema.json"])
        assert schema["additionalProperties"] is False
        assert schema["properties"].keys() == METAS[kind].model_fields.keys()
        wanted = {info.title for info in METAS[kind].model_fields.values()}
        assert {entry["title"] for entry in schema["properties"].values()} == wanted


def test_schemas_are_files(tmp_path: Path) -> None:
    write_schemas(tmp_path / "a/b")
    assert {file.name for file in (tmp_path / "a/b").iterdir()} == schemas().keys()
