"""`impact` as a person runs it before a rule is changed."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("address", ["tanhua#art-2", "GZ-001-2"])
def test_every_place_is_listed_with_file_and_line(kb: Run, docs: Path, address: str) -> None:
    done = kb("impact", "--docs", docs, address)
    assert done.returncode == 0
    first, _, kind, *places = done.stdout.rstrip().split("\n")
    assert first == "《廉政谈话制度》第二条：被引用2处"
    assert kind == "案例 2处"
    file = docs / "cases/gouwuka.md"
    for place in places:
        path, line, _, *_ = place.strip().split(":")
        assert Path(path) == file
        assert "tanhua#art-2" in (text := file.read_text("utf-8").split("\n")[int(line) - 1]) or (
            "GZ-001-2" in text
        )


def test_lines_of_data_that_rest_on_the_article_are_listed(kb: Run, docs: Path) -> None:
    data = docs / "_data/forms.yml"
    form = (
        "- {id: tanhua, title: 谈话表, purpose: 记谈话, file: Word, audience: 全局, basis: [%s]}\n"
    )
    data.write_text("# GZ-001-2\n" + form % "GZ-001-2, tanhua#art-1", "utf-8")
    for address in ("GZ-001-2", "tanhua#art-1", "tanhua"):
        told = kb("impact", "--docs", docs, address).stdout.split("\n数据文件 ")[1]
        assert told.startswith("1行\n")
        assert "_data/forms.yml:2  - {id: tanhua" in told
    assert "数据文件" not in kb("impact", "--docs", docs, "CX-001第二步").stdout


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mei-you", "没有 id 为 mei-you 的页面"),
        ("tanhua#art-9", "“廉政谈话制度”里没有 #art-9"),
        ("第三条", "“第三条”不是地址"),
        ("GZ-099", "“GZ-099”不是地址"),
    ],
)
def test_an_address_that_is_none_is_told(kb: Run, docs: Path, address: str, told: str) -> None:
    done = kb("impact", "--docs", docs, address)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
