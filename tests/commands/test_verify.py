"""`verify` as a person runs it on drafts of every kind of file."""

import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SLIDE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def office(file: Path, parts: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return file


def word(*paragraphs: str) -> str:
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    return f"<w:document {WORD}><w:body>{body}</w:body></w:document>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_every_citation_is_listed_with_what_is_wrong(kb: Run, docs: Path, tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text("标题\n\n依照《廉政谈话制度》第二条、第九条，\n参照《甲法》第一条。\n", "utf-8")
    done = kb("verify", "--docs", docs, file)
    assert done.stderr == ""
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{file}:3: 《廉政谈话制度》第二条、第九条",
        "    《廉政谈话制度》第二条　存在",
        "    《廉政谈话制度》第九条　没有这一条：该规则共3条",
        f"{file}:4: 《甲法》第一条",
        "    《甲法》　核对不了：本库没有收录这项规则",
        f"{file}：共2处引用和编号：要改1处，核对不了1处",
    ]


def test_a_draft_without_a_fault_is_no_failure(kb: Run, docs: Path, tmp_path: Path) -> None:
    right, none = tmp_path / "right.md", tmp_path / "none.txt"
    right.write_bytes("依照廉政谈话制度第二条第（二）项".encode("gb18030"))
    none.write_text("", "utf-8")
    done = kb("verify", "--docs", docs, right, none)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == [
        f"{right}：共1处引用和编号：存在1处",
        f"{none}：没有找到引用，也没有编号",
    ]


def test_a_word_file_is_read_as_its_readers_see_it(kb: Run, docs: Path, tmp_path: Path) -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent><w:p>'
        f"{run('廉政谈话制度第四条')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>"
        f"{run('廉政谈话制度第四条')}</w:p></mc:Fallback></mc:AlternateContent></w:r>"
    )
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('廉政谈话制度第五条')}</w:p></w:tc></w:tr></w:tbl>"
    document = word(
        run("《廉政谈话") + run("制度》第") + f"<w:del>{run('九')}</w:del>" + run("三条"), box
    ).replace("</w:body>", f"{table}</w:body>")
    notes = word(run("廉政谈话制度第六条")).replace("document", "footnotes")
    parts = {"word/document.xml": document, "word/footnotes.xml": notes}
    file = office(tmp_path / "稿.docx", parts)
    done = kb("verify", "--docs", docs, file)
    found = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert found == [
        f"{file}:1: 《廉政谈话制度》第三条",
        f"{file}:3: 廉政谈话制度第四条",
        f"{file}:4: 廉政谈话制度第五条",
        f"{file}:5: 廉政谈话制度第六条",
        f"{file}：共4处引用和编号：要改3处，存在1处",
    ]


@pytest.mark.parametrize(
    ("name", "reason"), [("稿.docx", "不是 Word 文件"), ("稿.pptx", "里没有幻灯片")]
)
def test_another_kind_of_archive_is_no_draft(
    kb: Run, docs: Path, tmp_path: Path, name: str, reason: str
) -> None:
    file = office(tmp_path / name, {"other.xml": "<a/>"})
    done = kb("verify", "--docs", docs, file)
    assert done.stderr == f"{file}：文件{reason}，请用 Word 或 WPS 打开，另存一次\n"
    assert done.returncode == 1


def test_slides_are_named_by_their_numbers(kb: Run, docs: Path, tmp_path: Path) -> None:
    parts = {
        f"ppt/slides/slide{number}.xml": f"<p:sld xmlns:p='p' {SLIDE}><a:p><a:r><a:t>"
        f"廉政谈话制度第{number}条</a:t></a:r></a:p></p:sld>"
        for number in (10, 2)
    }
    file = office(tmp_path / "课件.pptx", parts)
    lines = kb("verify", "--docs", docs, file).stdout.splitlines()
    assert lines[0] == f"{file}:第2张: 廉政谈话制度第2条"
    assert lines[2] == f"{file}:第10张: 廉政谈话制度第10条"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("稿.doc", b"", "不能核对 .doc 文件，请另存为 .docx"),
        ("稿.docx", b"PK", "文件不是 .docx 文件，或者已经损坏，请用 Word 或 WPS 打开，另存一次"),
        ("课件.pptx", b"PK", "文件不是 .pptx 文件，或者已经损坏，请用 Word 或 WPS 打开，另存一次"),
        (
            "课件.pptx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "文件设了密码，或者是旧格式改了扩展名：请去掉密码，另存为 .pptx",
        ),
        ("稿.txt", b"\xff\xfe\x00", "文字编码认不出，请用记事本打开，另存为 UTF-8"),
        ("没有.txt", None, "没有这个文件"),
    ],
)
def test_what_cannot_be_read_is_said(
    kb: Run, docs: Path, tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    file, right = tmp_path / name, tmp_path / "right.txt"
    if content is not None:
        file.write_bytes(content)
    right.write_text("廉政谈话制度第一条", "utf-8")
    done = kb("verify", "--docs", docs, file, right)
    assert done.stderr == f"{file}：{reason}\n"
    assert done.returncode == 1
    assert "共1处引用和编号：存在1处" in done.stdout


def test_the_date_decides_between_versions(kb: Run, tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text("监察法第七十条", "utf-8")
    assert "2024年" in kb("verify", "--date", "2026-11-24", file).stdout
    then = kb("verify", "--date", "2022-05-01", file)
    assert "《监察法》（2018年）第七十条　没有这一条：该规则共69条" in then.stdout
    assert kb("verify", "--date", "5月1日", file).returncode == 2
