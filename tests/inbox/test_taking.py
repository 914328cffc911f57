"""What comes of files in the inbox: taken once, whole or not at all, and told."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb.importing import plan
from kb.inbox import taking
from kb.inbox.folder import DONE, Inbox, NoInbox
from kb.inbox.forms import forms
from kb.inbox.taking import set_up, take_in
from kb.inbox.template import template_file
from kb.kinds import COLLECTIONS
from kb.outgoing.office import office_faults, read_parts
from tests.inbox.filling import ACT, CASE, SECTIONS, by_libreoffice, case_file, filled, saved
from tests.tiny import TinySite

DAY = date(2026, 11, 24)
PAGE = "cases/chou-ti-li-de-yi-he-cha-ye.md"


@pytest.fixture
def inbox(tiny: TinySite) -> Inbox:
    box = Inbox.beside(tiny.docs)
    set_up(box, tiny.site())
    return box


def put(inbox: Inbox, name: str, raw: bytes) -> None:
    (inbox.folder / name).write_bytes(raw)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def take(inbox: Inbox, tiny: TinySite) -> str:
    """Take in what waits; return the codes of all problems and the reports, one text."""
    outcomes = take_in(inbox, sorted(inbox.look()), tiny.docs, DAY)
    codes = [one.code.value for outcome in outcomes for one in outcome.problems]
    reports = [file.read_text("utf-8-sig") for file in sorted(inbox.folder.glob("*.报告.txt"))]
    return "\n".join([*codes, *reports])


def test_templates_are_the_same_each_time_and_carry_no_person(tiny: TinySite) -> None:
    for form in forms(tiny.site()):
        raw = template_file(form)
        assert raw == template_file(form)
        assert not list(office_faults(read_parts(raw)))
    assert [form.kind for form in forms(tiny.site())] != []
    assert {form.kind for form in forms(tiny.site())} == set(COLLECTIONS)


def test_a_blank_template_of_any_kind_is_not_taken(tiny: TinySite, inbox: Inbox) -> None:
    before = contents(tiny.docs)
    for form in forms(tiny.site()):
        put(inbox, f"{form.kind.name}.docx", template_file(form))
    said = take(inbox, tiny)
    assert said.count("表格“标题”：没有填") == len(COLLECTIONS)
    assert "【" not in "".join(line for line in said.splitlines() if "第" not in line)
    assert contents(tiny.docs) == before


@pytest.mark.parametrize("tracked", [False, True], ids=["accepted", "tracked"])
def test_a_template_filled_in_by_libreoffice_is_read(
    tiny: TinySite, inbox: Inbox, tmp_path: Path, tracked: bool
) -> None:
    guides = {
        "【写标题，不写人名、单位名】": CASE["标题"],
        "【一句话，说明讲什么、给谁用，至多120字】": CASE["一句话说明"],
        "【例如2025-01-01，决定适用哪一版规则】": CASE["行为时间"],
        "【例如CX-003第九步；GZ-001-21】": CASE["错在哪一步"],
        "【写规则允许的处理幅度，不写结果】": CASE["处理幅度"],
        "【做了什么，例如：收受购物卡】": ACT[0],
        "【例如《中国共产党纪律处分条例》（2023年）第九十七条】": ACT[1],
        "【写制度和管理上的原因】": "以后一直没有处理。",
    }
    ticks = ("廉政谈话", "中层", "教学情景", "窗口人员", "收受礼品礼金")
    raw = (inbox.folder / "模板/警示案例模板.docx").read_bytes()
    (tmp_path / "office").mkdir()
    put(inbox, "茶叶.docx", by_libreoffice(raw, guides, ticks, tmp_path / "office", tracked))
    said = take(inbox, tiny)
    assert "结果：已收入。" in said, said
    page = (tiny.docs / PAGE).read_text("utf-8")
    for line in (
        "topics: [tanhua]", "audience: 中层", "levels: [窗口人员]", "as_of: 2025-01-01",
        "    articles: [tanhua#art-2]", "failed_steps: [zhichu#step-1]", "以后一直没有处理。",
    ):  # fmt: skip
        assert f"\n{line}\n" in page
    assert "旧话" not in page
    assert ("1 处删除的文字，按接受修订后的样子导入" in said) == tracked
    assert not tiny.read().problems


def test_structure_is_kept_and_what_is_not_read_is_told(tiny: TinySite, inbox: Inbox) -> None:
    word = filled((inbox.folder / "模板/警示案例模板.docx").read_bytes(), CASE, SECTIONS, [ACT])
    last = word.paragraphs[-1]
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ("日期", "事项", "当天", "登记*"), strict=True):
        cell.text = text
    heading = word.add_heading("再想一想", 2)
    bullet = word.add_paragraph("● 一点")
    note = word.add_paragraph("批注在这里")
    word.add_comment(note.runs[0], "身份证11010519491231002X", author="某", initials="某")
    for element in (note._p, bullet._p, heading._p, table._tbl):
        last._p.addnext(element)
    put(inbox, "茶叶.docx", saved(word))
    said = take(inbox, tiny)
    page = (tiny.docs / PAGE).read_text("utf-8")
    assert (
        "\n| 日期 | 事项 |\n|---|---|\n| 当天 | 登记\\* |\n\n### 再想一想 {#s-zai-xiang-yi-xiang}\n\n- 一点\n\n批注在这里\n"
        in page
    )
    assert "有 1 条批注，没有导入" in said
    assert "110105" not in page
    assert not tiny.read().problems


def test_lines_in_a_cell_and_brackets_that_stayed_are_understood(
    tiny: TinySite, inbox: Inbox
) -> None:
    rows = {
        "标题": "【新的标题】",
        "一句话说明": "前一句，\n后一句。",
        "廉政风险点": "送礼\n登记簿锁着；值班 OA 系统",
    }
    put(inbox, "a.docx", case_file(tiny, rows, {"根源": ["【没有登记。】"]}))
    assert "结果：已收入" in take(inbox, tiny)
    page = (tiny.docs / "cases/xin-de-biao-ti.md").read_text("utf-8")
    for line in (
        "title: 新的标题",
        "summary: 前一句，后一句。",
        "risk_points: [送礼, 登记簿锁着, 值班 OA 系统]",
        "没有登记。",
    ):
        assert f"\n{line}\n" in page


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.doc", "另存为 .docx"),
        ("a.wps", "请用 WPS 打开，另存为 .docx"),
        ("a.ofd", "OFD 阅读器"),
        ("a.pdf", "复制到 Word"),
        ("a.txt", "另存为 .docx"),
        ("a.xlsx", "不能收 .xlsx 文件"),
        ("a.docx", "不是 .docx 文件，或者已经损坏"),
    ],
)
def test_what_is_no_word_file_stays_and_is_told_how_to_save(
    tiny: TinySite, inbox: Inbox, name: str, says: str
) -> None:
    put(inbox, name, b"x")
    said = take(inbox, tiny)
    assert "结果：没有收入" in said
    assert says in said
    assert (inbox.folder / name).exists()


def test_a_number_keeps_the_file_out_and_is_never_printed_whole(
    tiny: TinySite, inbox: Inbox
) -> None:
    before = contents(tiny.docs)
    put(inbox, "茶叶.docx", case_file(tiny, sections={"根源": ["号码11010519491231002X。"]}))
    said = take(inbox, tiny)
    assert said.startswith("RED-3")
    assert "11010519491231002X" not in said
    assert contents(tiny.docs) == before


def test_a_file_is_taken_once(tiny: TinySite, inbox: Inbox) -> None:
    raw = case_file(tiny)
    put(inbox, "茶叶.docx", raw)
    take(inbox, tiny)
    after = contents(tiny.docs)
    assert take_in(inbox, sorted(inbox.look()), tiny.docs, DAY) == []
    put(inbox, "茶叶.docx", raw)
    assert "站内已有内容相同的一页，没有再收一次" in take(inbox, tiny)
    assert contents(tiny.docs) == after
    assert {file.name for file in (inbox.folder / DONE).iterdir()} == {
        "茶叶.docx",
        "茶叶（2）.docx",
    }


def test_who_is_stopped_between_page_and_file_gets_no_second_page(
    tiny: TinySite, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "茶叶.docx", case_file(tiny))
    with monkeypatch.context() as patch:
        patch.setattr(Inbox, "put_away", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            take(inbox, tiny)
    after = contents(tiny.docs)
    assert "站内已有内容相同的一页" in take(inbox, tiny)
    assert contents(tiny.docs) == after


def test_a_page_that_cannot_be_written_leaves_all_as_it_was(
    tiny: TinySite, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(tiny.docs)
    put(inbox, "茶叶.docx", case_file(tiny))

    def write(pages: dict[Path, str]) -> None:
        plan.write({file.with_name("\0"): text for file, text in pages.items()})

    monkeypatch.setattr(taking, "write", write)
    with pytest.raises(ValueError, match="null"):
        take(inbox, tiny)
    assert contents(tiny.docs) == before
    assert (inbox.folder / "茶叶.docx").exists()


def test_codes_go_on_within_one_run(tiny: TinySite, inbox: Inbox) -> None:
    put(inbox, "一.docx", case_file(tiny, {"标题": "第一件事"}))
    put(inbox, "二.docx", case_file(tiny, {"标题": "第二件事"}))
    said = take(inbox, tiny)
    assert "编号：AL-002" in said
    assert "编号：AL-003" in said
    assert not tiny.read().problems


def test_a_file_that_is_open_or_ours_does_not_wait(tiny: TinySite, inbox: Inbox) -> None:
    for name in ("文件袋.docx", "卡.docx", "表.docx"):
        put(inbox, name, b"x")
    put(inbox, "~$件袋.docx"[:2] + "袋.docx", b"x")  # Word puts its mark over the first two letters
    put(inbox, ".~lock.表.docx#", b"x")
    put(inbox, "卡.docx.报告.txt", b"x")
    assert inbox.look().keys() == {"卡.docx"}


def test_links_are_refused(tiny: TinySite, inbox: Inbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(case_file(tiny))
    (inbox.folder / "链接.docx").symlink_to(secret)
    (inbox.folder / "链接.docx.报告.txt").symlink_to(tmp_path / "target")
    before = contents(tiny.docs)
    assert take(inbox, tiny).startswith("META-5")
    assert contents(tiny.docs) == before
    assert not (tmp_path / "target").exists()
    for folder in (inbox.folder / DONE, inbox.folder):
        if folder.exists():
            folder.rename(folder.with_name("away"))
        folder.symlink_to(tmp_path)
        with pytest.raises(NoInbox, match="不是普通的文件夹"):
            Inbox.beside(tiny.docs)


def harmful(change: str) -> bytes:
    """Return a Word file made to do harm."""
    raw, file = BytesIO(), BytesIO()
    Document().save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml" and change == "entities":
                content = content.replace(
                    b"?>\n", b'?>\n<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1
                ).replace(b"</w:body>", b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>")
            if name == "word/document.xml" and change == "elements":
                content = content.replace(b"</w:body>", b"<w:p/>" * 4_000_000 + b"</w:body>")
            new.writestr(name, content)
        if change == "bomb":
            new.writestr("word/media/a.bin", b"\0" * 60_000_000)
        if change == "traversal":
            new.writestr("../../../docs/cases/x.md", b"x")
    return file.getvalue()


@pytest.mark.parametrize("change", ["entities", "elements", "bomb", "traversal"])
def test_a_file_made_to_do_harm_stays(tiny: TinySite, inbox: Inbox, change: str) -> None:
    before = contents(tiny.docs)
    put(inbox, "害.docx", harmful(change))
    said = take(inbox, tiny)
    assert "结果：没有收入" in said
    assert "root:" not in said
    assert contents(tiny.docs) == before


def test_the_inbox_of_a_site_that_cannot_be_read_waits(tiny: TinySite, inbox: Inbox) -> None:
    put(inbox, "茶叶.docx", case_file(tiny))
    tiny.write("_data/vocabulary.yml", "topics: [")
    said = take(inbox, tiny)
    assert said.startswith("META-60")
    assert "先改好" in said


_TEXT = st.text(max_size=60)
_ROW = st.sampled_from(list(CASE))


@given(
    rows=st.dictionaries(_ROW, _TEXT, max_size=4),
    sections=st.dictionaries(
        st.sampled_from(list(SECTIONS)), st.lists(_TEXT, max_size=3), max_size=3
    ),
    act=st.tuples(_TEXT, _TEXT),
)
@example(
    {"标题": "---\nid: x"}, {"经过": ["---", "<script>alert(1)</script>", "[x](javascript:1)"]}, ACT
)
@example(
    {"标题": "{{ x }}", "一句话说明": "a: b # c"}, {"根源": ["## 经过", "```", "![x](data:1)"]}, ACT
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_gives_a_sound_page_or_none(
    tiny: TinySite,
    inbox: Inbox,
    rows: dict[str, str],
    sections: dict[str, list[str]],
    act: tuple[str, str],
) -> None:
    before = contents(tiny.docs)
    try:
        raw = case_file(
            tiny,
            _printable(rows),
            {k: [_sound(x) for x in v] for k, v in sections.items()},
            (_sound(act[0]), _sound(act[1])),
        )
    except ValueError:  # signs that stand in no XML
        return
    put(inbox, "x.docx", raw)
    (outcome,) = take_in(inbox, ["x.docx"], tiny.docs, DAY)
    after = contents(tiny.docs)
    assert not tiny.read().problems
    if outcome.taken is None:
        assert after == before
        assert outcome.problems
    for name in after.keys() - before.keys():
        assert b"<script" not in after[name]
        (tiny.docs / name).unlink()


def _printable(rows: dict[str, str]) -> dict[str, str]:
    return {name: _sound(text) for name, text in rows.items()}


def _sound(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


@given(at=st.floats(0, 1), put_in=st.binary(max_size=8), cut=st.integers(0, 200))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_broken_file_is_refused_or_read_and_never_fails(
    tiny: TinySite, inbox: Inbox, at: float, put_in: bytes, cut: int
) -> None:
    before = contents(tiny.docs)
    raw = case_file(tiny)
    place = int(at * len(raw))
    put(inbox, "x.docx", raw[:place] + put_in + raw[place + cut :])
    (outcome,) = take_in(inbox, ["x.docx"], tiny.docs, DAY)
    after = contents(tiny.docs)
    if outcome.taken is None:
        assert after == before
    for name in after.keys() - before.keys():
        (tiny.docs / name).unlink()


def test_a_report_never_stands_half_written(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.write_report("a.docx", b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="space"):
        inbox.write_report("a.docx", b"new")
    assert (inbox.folder / "a.docx.报告.txt").read_bytes() == b"old"
    assert not list(inbox.folder.glob(".*.new"))
