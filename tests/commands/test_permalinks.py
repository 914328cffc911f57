"""`permalinks` as a person runs it, and what a build does with the registry."""

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
REGISTRY = "_data/addresses.txt"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_addresses_are_shown_and_written_only_when_accepted(kb: Run, docs: Path) -> None:
    shown = kb("permalinks", "--docs", docs)
    assert shown.returncode == 0
    assert "新地址　rules/tanhua.html（页内4处）\n" in shown.stdout
    assert "新地址　s/gz-001.html\n" in shown.stdout
    assert not (docs / REGISTRY).exists()
    accepted = kb("permalinks", "--accept", "--docs", docs)
    assert accepted.returncode == 0
    text = (docs / REGISTRY).read_text(encoding="utf-8")
    assert "\nrules/tanhua.html#art-3\n" in text
    assert "\ns/gz-001.html rules/tanhua.html\n" in text
    assert "新地址 0 个" in kb("permalinks", "--docs", docs).stdout
    assert kb("permalinks", "--accept", "--docs", docs).returncode == 0
    assert (docs / REGISTRY).read_text(encoding="utf-8") == text


def test_an_address_that_would_be_lost_stops_everything(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    kb("permalinks", "--accept", "--docs", docs)
    text = (docs / REGISTRY).read_text(encoding="utf-8")
    change(docs / "rules/tanhua.md", "第三条　本制度自印发之日起施行。\n", "")
    for arguments in (
        ["check"],
        ["build", "--site", tmp_path / "site"],
        ["permalinks", "--accept"],
    ):
        done = kb(*arguments, "--docs", docs)
        assert done.returncode == 1
        assert "LINK-6 发布过的地址 rules/tanhua.html#art-3 没有了" in done.stderr
    assert not (tmp_path / "site").exists()
    assert (docs / REGISTRY).read_text(encoding="utf-8") == text


def test_a_heading_that_is_renamed_keeps_its_old_address(
    kb: Run, docs: Path, tmp_path: Path
) -> None:
    kb("permalinks", "--accept", "--docs", docs)
    change(docs / "annual/2021.md", "{#done-tanhua}", "{#done-lianzheng-tanhua}")
    redirect = (
        "- old: annual/2021.html#done-tanhua\n"
        "  new: annual/2021.html#done-lianzheng-tanhua\n"
        "  audience: 全体党员\n"
    )
    (docs / "_data/redirects.yml").write_text(redirect, encoding="utf-8")
    shown = kb("permalinks", "--docs", docs).stdout
    assert "新地址　annual/2021.html#done-lianzheng-tanhua\n" in shown
    assert "旧地址　annual/2021.html#done-tanhua → annual/2021.html#done-lianzheng" in shown
    assert kb("build", "--docs", docs, "--site", tmp_path / "site").returncode == 0
    html = (tmp_path / "site/annual/2021.html").read_text(encoding="utf-8")
    assert '<span class="kb-alias" id="done-tanhua"></span>' in html
    kb("permalinks", "--accept", "--docs", docs)
    text = (docs / REGISTRY).read_text(encoding="utf-8")
    assert "\nannual/2021.html#done-tanhua\n" in text
    assert "\nannual/2021.html#done-lianzheng-tanhua\n" in text
