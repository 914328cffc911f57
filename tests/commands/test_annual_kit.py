"""`annual-kit` as a person runs it at the end of a year."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.tiny import TinySite
from tests.years import add_years

Run = Callable[..., subprocess.CompletedProcess[str]]
OUTLINES = """\
- id: zongjie
  title: 年度总结素材
  note: 先答上年打算。
  audience: 全局
  parts:
    - title: 基本情况
      fill: [上年打算, 上年问题, 规则, 会议, 案例]
      items:
        - {ask: 凭据在哪里, basis: [CX-001第一步]}
- id: banzi
  title: 只给班子的提纲
  note: 只给班子。
  audience: 班子
  parts:
    - title: 一项
      items:
        - {ask: 一件事, basis: [GZ-001-1]}
"""


@pytest.fixture
def three(docs: Path) -> Path:
    tiny = TinySite(docs.parent)
    add_years(tiny)
    tiny.write("_data/outlines.yml", OUTLINES.replace("audience: 全局", "audience: 全体党员"))
    return docs


def words(file: Path) -> str:
    """Return every word of a Word file, cells included."""
    document = Document(BytesIO(file.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_edition_must_be_told(kb: Run, three: Path, tmp_path: Path) -> None:
    done = kb("annual-kit", "2023", "--docs", three, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith("缺少参数：--edition")


@pytest.mark.parametrize("year", ["22", "二〇二二", "20222", "-1"])
def test_what_is_no_year_is_told(kb: Run, three: Path, tmp_path: Path, year: str) -> None:
    done = kb("annual-kit", "--docs", three, "--edition", "班子", "--", year)
    assert done.returncode == 2
    assert "写法如 2026" in done.stderr


def test_without_outlines_it_says_where_they_are_written(kb: Run, docs: Path) -> None:
    done = kb("annual-kit", "2023", "--docs", docs, "--edition", "班子", "--draft")
    assert done.returncode == 2
    assert "outlines.yml" in done.stderr


def test_promises_of_the_year_before_and_older_open_ones_are_to_be_answered(
    kb: Run, three: Path, tmp_path: Path
) -> None:
    order = ("annual-kit", "2023", "--docs", three, "--out", tmp_path / "out", "--draft")
    done = kb(*order, "--edition", "班子")
    assert done.returncode == 0, done.stderr
    text = words(tmp_path / "out/2023年度总结素材（提纲）.docx")
    for told in (
        "2022年打算逐条答复",
        "再谈话",
        "多谈话",
        "完成标志：每人谈话2次",
        "s/nd-2021.html#plan-tanhua",
        "谈话还是不够（连续2年）",
        "补记录",
        "办培训",
        "HY-001",
        "AL-001",
        "CX-001第一步",
        "s/cx-001.html#step-1",
        "未审定",
        "本件只列出要答的事和出处，不是成文",
    ):
        assert told in text, told
    assert "换柜子" not in text, "what was done is not asked again"


def test_another_edition_is_told_less(kb: Run, three: Path, tmp_path: Path) -> None:
    order = ("annual-kit", "2023", "--docs", three, "--out", tmp_path / "out", "--draft")
    assert kb(*order, "--edition", "全体党员").returncode == 0
    (file,) = (tmp_path / "out").iterdir()
    text = words(file)
    assert "连续" not in text
    assert "HY-001" not in text, "the meeting is for 班子"
    assert "只给班子" not in text


def test_a_year_without_a_summary_before_has_no_material(
    kb: Run, three: Path, tmp_path: Path
) -> None:
    order = ("annual-kit", "2031", "--docs", three, "--out", tmp_path / "out", "--draft")
    assert kb(*order, "--edition", "班子").returncode == 0
    text = words(tmp_path / "out/2031年度总结素材（提纲）.docx")
    assert "站内没有2030年度总结：无材料。" in text


def test_what_nobody_approved_is_refused_unless_it_is_a_draft(
    kb: Run, three: Path, tmp_path: Path
) -> None:
    order = ("annual-kit", "2023", "--docs", three, "--out", tmp_path / "out")
    done = kb(*order, "--edition", "班子")
    assert done.returncode == 1
    assert ": META-22 没有审核记录" in done.stderr
    assert not (tmp_path / "out").exists()


def test_equal_inputs_give_equal_bytes(kb: Run, three: Path, tmp_path: Path) -> None:
    order = ("annual-kit", "2023", "--docs", three, "--draft", "--edition", "班子")
    made = []
    for name in ("one", "two"):
        assert kb(*order, "--date", "2026-11-24", "--out", tmp_path / name).returncode == 0
        made.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
