"""`import` as a person types it: what is asked, what is refused, what is left behind."""

import builtins
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.commands.__main__ import main
from kb.importing.plan import write
from tests.commands.conftest import Run

LAW = "# 某某法\n\n2020年1月2日 全国人民代表大会通过\n\n第一条 甲。\n"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    for name in ("b/乙法.md", "a/甲法.md"):
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(LAW.replace("某某法", file.stem), encoding="utf-8")
    return folder


def test_the_map_has_paths_below_the_folder_or_the_name_of_the_file(
    kb: Run, docs: Path, laws: Path, tmp_path: Path
) -> None:
    file = tmp_path / "map.json"
    assert kb("import", laws, "--docs", docs, "--map", file).returncode == 0
    placed = {
        "a/甲法.md": "rules/jia-fa-2020-01-02.html",
        "b/乙法.md": "rules/yi-fa-2020-01-02.html",
    }
    assert json.loads(file.read_text("utf-8")) == placed
    assert kb("import", laws / "b/乙法.md", "--docs", docs, "--map", file).returncode == 0
    assert json.loads(file.read_text("utf-8")) == {"乙法.md": "rules/yi-fa-2020-01-02.html"}


def test_codes_go_on_by_title_and_stay(kb: Run, docs: Path, laws: Path) -> None:
    def codes() -> list[str]:
        pages = [file.read_text("utf-8") for file in sorted((docs / "rules").glob("*-fa-*.md"))]
        return [code for page in pages for code in re.findall(r"code: (GZ-\d+)", page)]

    kb("import", laws, "--docs", docs)
    assert codes() == ["GZ-102", "GZ-101"]  # 乙 stands before 甲 in the order of signs
    (laws / "a/丙法.txt").write_text("丙法\n第一条 丙。\n", encoding="utf-8")
    assert "新建 1 页，改动 0 页" in kb("import", laws, "--docs", docs).stdout
    assert codes() == ["GZ-102", "GZ-101"]
    assert "code: GZ-103" in (docs / "rules/bing-fa.md").read_text("utf-8")


def test_the_command_writes_pages_of_rules_and_nothing_else(
    kb: Run, docs: Path, laws: Path
) -> None:
    before = {file for file in docs.rglob("*") if file.is_file()}
    kb("import", laws, "--docs", docs)
    new = {file for file in docs.rglob("*") if file.is_file()} - before
    assert {file.parent for file in new} == {docs / "rules"}
    assert {file.suffix for file in new} == {".md"}


def test_hidden_files_and_links_are_left_alone(
    kb: Run, docs: Path, laws: Path, tmp_path: Path
) -> None:
    (laws / ".git").mkdir()
    (laws / ".git/a.md").write_text(LAW, encoding="utf-8")
    (laws / "~$甲法.docx").write_bytes(b"x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/c.md").write_text(LAW, encoding="utf-8")
    (laws / "link").symlink_to(tmp_path / "elsewhere")
    done = kb("import", laws, "--docs", docs)
    assert done.returncode == 1
    assert "这是符号链接，没有读取" in done.stderr
    assert "导入 2 个文件：新建 2 页，改动 0 页；另有 1 个没有导入" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["laws", "--effective", "2020-03-01"], "--effective 只能用于一个文件，这里有 2 个"),
        (["laws", "--replaces", "tanhua"], "--replaces 只能用于一个文件，这里有 2 个"),
        (["laws/a/甲法.md", "--replaces", "caigou"], "没有 id 为 caigou 的规则"),
        (["laws", "--topic", "caigou"], "词表里没有专题“caigou”，可用：tanhua"),
        (["laws/a", "laws/a", "--map", "m.json"], "有同名的文件"),
        (["laws", "--map", "none/m.json"], "--map 的文件夹不存在"),
        (["nothing"], "找不到“nothing”"),
        (["empty"], "没有可以导入的文件"),
        (["laws", "--audience", "大家"], "没有“大家”这个版本"),
        (["laws", "--status", "有效"], "--status 不能是“有效”"),
        (["--replaces", "tanhua"], "--replaces 不用于 inbox 里的文件"),
    ],
)
def test_wrong_usage_is_told_in_a_line(
    kb: Run, docs: Path, laws: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "empty").mkdir()
    paths = [
        tmp_path / word if word.startswith(("laws", "empty", "none")) else word
        for word in arguments
    ]
    done = kb("import", *paths, "--docs", docs)
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert len(list((docs / "rules").iterdir())) == 1


def test_what_a_person_says_of_one_text_is_written(kb: Run, docs: Path, laws: Path) -> None:
    options = ("--title", "某某条例", "--issuer", "某某局", "--number", "某发〔2021〕1号")
    more = ("--promulgated", "2021-02-03", "--effective", "2021-03-01", "--status", "已废止")
    page = ("--owner", "某岗位", "--audience", "班子", "--review-by", "2030-01-01")
    file = laws / "a/甲法.md"
    assert kb("import", file, *options, *more, *page, "--docs", docs).returncode == 0
    text = (docs / "rules/mou-mou-tiao-li-2021-02-03.md").read_text("utf-8")
    for line in (
        "title: 某某条例", "issuer: 某某局", "number: 某发〔2021〕1号", "promulgated: 2021-02-03",
        "effective: 2021-03-01", "status: 已废止", "owner: 某岗位", "audience: 班子",
        "review_by: 2030-01-01",
    ):  # fmt: skip
        assert f"\n{line}\n" in text


def test_a_day_that_the_text_does_not_name_is_asked_for(
    docs: Path, laws: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["三月一日", "2020-03-01"])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", answer)
    assert main(["import", str(laws / "a/甲法.md"), "--docs", str(docs)]) == 0
    assert asked == ["施行日期，写法如 2026-11-24："] * 2
    page = (docs / "rules/jia-fa-2020-01-02.md").read_text("utf-8")
    assert "\neffective: 2020-03-01\n" in page


def test_a_page_that_cannot_be_written_keeps_all_from_being_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write({tmp_path / "a.md": "甲", tmp_path / "missing/b.md": "乙"})
    assert not list(tmp_path.iterdir())


def test_a_vocabulary_that_cannot_be_read_stops_the_import(kb: Run, docs: Path, laws: Path) -> None:
    (docs / "_data/vocabulary.yml").write_text("topics: [", encoding="utf-8")
    done = kb("import", laws, "--docs", docs)
    assert done.returncode == 2
    assert "先运行 kb.py check" in done.stderr


@pytest.fixture(autouse=True)
def _not_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    yield
