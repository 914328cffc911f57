"""What the checks say: each file in `golden/problems` changes the tiny site and lists every problem.

    files:       path below docs: the whole file, null to remove it, or {old words: new words}
    bodies:      path below docs: what stands below the front matter
    problems:    exactly what is printed; empty where nothing is wrong

Adding a case is adding a file.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from kb.problem import Code, report
from tests.tiny import TinySite

_GOLDEN = sorted((Path(__file__).parent / "golden/problems").glob("*.yml"))
_CODE = re.compile(r":\d+:\d+: ([A-Z]+-\d+) ")
_TESTED_WITH_REAL_FILES = {Code.TOO_LARGE, Code.OUTSIDE_LINK, Code.UNAPPROVED}
"""See `test_reading.py` and `commands/test_package.py`: `check` cannot find these in a text."""


@pytest.mark.parametrize("file", _GOLDEN, ids=lambda file: file.stem)
def test_problems(file: Path, tiny: TinySite) -> None:
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert golden.keys() <= {"files", "bodies", "problems"}
    for src, change in golden.get("files", {}).items():
        _apply(tiny, src, change)
    for src, body in golden.get("bodies", {}).items():
        tiny.write_body(src, body)
    assert report(tiny.read().problems) == golden["problems"].rstrip("\n")


def _apply(tiny: TinySite, src: str, change: str | bytes | Mapping[str, str] | None) -> None:
    if change is None:
        tiny.remove(src)
    elif isinstance(change, Mapping):
        for old, new in change.items():
            tiny.replace(src, old, new)
    else:
        tiny.write(src, change)


def test_every_code_has_a_golden_file() -> None:
    seen: set[str] = set()
    for file in _GOLDEN:
        seen.update(_CODE.findall(yaml.safe_load(file.read_text("utf-8"))["problems"]))
    for file in [
        *_GOLDEN[0].parents[1].glob("import/*.yml"),
        *_GOLDEN[0].parents[1].glob("inbox/*.yml"),
    ]:
        seen.update(_CODE.findall(yaml.safe_load(file.read_text("utf-8"))["said"]))
    assert set(Code) - seen == _TESTED_WITH_REAL_FILES
