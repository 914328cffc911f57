"""Word files in, reports out: each file in `golden/inbox` is one file put into the inbox of the tiny site.

    kind:      the template that is filled in; none for a file without the template's table
    rows:      what stands in rows of its table, in place of what a good case has
    sections:  what stands below its headings, likewise
    act:       the act and the articles that it breaks
    text:      paragraphs of a file without a table
    said:      exactly what is printed to standard error
    report:    the whole report
    page:      the whole page, if there is one

Adding a case is adding a file.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml
from docx import Document

from kb.inbox.folder import Inbox
from kb.inbox.taking import take_in
from kb.problem import report
from tests.inbox.filling import ACT, CASE, SECTIONS, blank, fill, saved
from tests.tiny import TinySite

DAY = date(2026, 11, 24)
_GOLDEN = sorted((Path(__file__).parents[1] / "golden/inbox").glob("*.yml"))


@pytest.mark.parametrize("file", _GOLDEN, ids=lambda file: file.stem)
def test_inbox(file: Path, tiny: TinySite) -> None:
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert golden.keys() <= {"kind", "rows", "sections", "act", "text", "said", "report", "page"}
    inbox = Inbox.beside(tiny.docs)
    inbox.folder.mkdir()
    (inbox.folder / "稿.docx").write_bytes(_word(golden, tiny))
    (outcome,) = take_in(inbox, ["稿.docx"], tiny.docs, DAY)
    told = (*outcome.problems, *outcome.to_fill, *outcome.to_compare)
    assert report(told) == golden["said"].rstrip("\n")
    said = (inbox.folder / "稿.docx.报告.txt").read_bytes()
    assert said.startswith(b"\xef\xbb\xbf")
    assert said.decode("utf-8-sig").replace("\r\n", "\n") == golden["report"]
    if outcome.taken is not None:
        assert (tiny.docs / outcome.taken.src).read_text("utf-8") == golden["page"]
        assert not (inbox.folder / "稿.docx").exists()
    else:
        assert "page" not in golden
        assert (inbox.folder / "稿.docx").exists()
    assert not tiny.read().problems


def _word(golden: dict[str, object], tiny: TinySite) -> bytes:
    if "text" in golden:
        word = Document()
        for words in golden["text"]:  # type: ignore[attr-defined]
            word.add_paragraph(words)
        return saved(word)
    case = golden["kind"] == "警示案例"
    rows = {**(CASE if case else {}), **golden.get("rows", {})}  # type: ignore[dict-item]
    sections = {**(SECTIONS if case else {}), **golden.get("sections", {})}  # type: ignore[dict-item]
    act = golden.get("act", ACT)
    acts = [(str(act[0]), str(act[1]))] if case and act else []  # type: ignore[index]
    return fill(blank(tiny, str(golden["kind"])), rows, sections, acts)
