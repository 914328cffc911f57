"""The PowerPoint files, read back as WPS reads them."""

import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from kb.generated import with_generated
from kb.inputs import Audience, BuildInputs
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.powerpoint.deck import deck_file
from kb.site import Site, select
from kb.training.outline import Material
from kb.training.pages import subjects
from kb.training.shown import Shown, shown

INPUTS = BuildInputs(date(2026, 11, 23), "http://kb.example/", Audience.MEMBERS, qr=True)
CHOSEN = ("chaifen-caigou", "gouwuka", "yinian-sanci")


@pytest.fixture(scope="module")
def outlines(content: Site) -> dict[str, Shown]:
    site = with_generated(select(content, INPUTS.edition))
    material = Material(site, LinkGraph.of(site, INPUTS.date), Counterparts.of(site))
    wanted = [one for one in subjects(site) if one.key in {*CHOSEN, "topics/caigou-zhaobiao"}]
    return {one.key: shown(material, INPUTS, one) for one in wanted}


@pytest.fixture(scope="module")
def made(outlines: dict[str, Shown]) -> bytes:
    return deck_file([outlines["gouwuka"]], INPUTS)


def opened(raw: bytes) -> Any:
    return Presentation(BytesIO(raw))


def test_slides_are_wide_and_follow_layouts_with_chinese_names(made: bytes) -> None:
    deck = opened(made)
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    assert [one.name for one in deck.slide_layouts] == ["封面", "标题和内容", "仅标题"]
    assert len(deck.slides) >= 9


def test_every_slide_has_a_title_a_foot_and_a_number_in_placeholders(made: bytes) -> None:
    for slide in opened(made).slides:
        kinds = {one.get("type") for one in slide.shapes._spTree.iter(qn("p:ph"))}
        assert {"ftr", "sldNum"} <= kinds
        assert slide.shapes.title.text
        foot = next(
            shape.text_frame.text
            for shape in slide.placeholders
            if shape.placeholder_format.type.name == "FOOTER"
        )
        for words in ("AL-004", "依据GZ-", "依据截至2026年11月23日", "未审定", "全体党员版"):
            assert words in foot


def test_chinese_fonts_are_set_in_the_theme(made: bytes) -> None:
    with zipfile.ZipFile(BytesIO(made)) as package:
        themes = [name for name in package.namelist() if "/theme/" in name]
        for name in themes:
            text = package.read(name).decode()
            assert set(re.findall(r'<a:ea typeface="([^"]*)"', text)) == {"微软雅黑"}
            assert "Calibri" not in text


def test_nothing_of_the_template_is_left(made: bytes) -> None:
    with zipfile.ZipFile(BytesIO(made)) as package:
        names = package.namelist()
        text = b"".join(package.read(name) for name in names)
    assert not [
        name for name in names if "thumbnail" in name or "printer" in name or "app.xml" in name
    ]
    for words in (b"Click to edit Master title", b"Office Theme", b"1/27/13", b"Macintosh"):
        assert words not in text
    core = opened(made).core_properties
    assert (core.author, core.last_modified_by, core.title) == ("", "", "AL-004")


def test_equal_inputs_give_equal_bytes_of_modest_size(
    outlines: dict[str, Shown], made: bytes
) -> None:
    assert deck_file([outlines["gouwuka"]], INPUTS) == made
    assert len(made) < 60_000
    assert len(deck_file([outlines["topics/caigou-zhaobiao"]], INPUTS)) < 80_000
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_the_notes_have_hints_and_citations_in_full(made: bytes) -> None:
    notes = {
        slide.shapes.title.text: slide.notes_slide.notes_text_frame.text
        for slide in opened(made).slides
        if slide.has_notes_slide
    }
    assert notes["讨论题"].startswith("处理幅度：")
    assert "根源：" in notes["讨论题"]
    assert "2024年1月1日起施行" in notes["行为和违反的条款"]


def test_links_lead_to_the_site_and_the_code_is_a_picture(made: bytes) -> None:
    deck = opened(made)
    links = [
        relation.target_ref
        for slide in deck.slides
        for relation in slide.part.rels.values()
        if relation.is_external
    ]
    assert links and all(link.startswith("http://kb.example/") for link in links)
    last = deck.slides[len(deck.slides) - 1]
    (picture,) = [shape for shape in last.shapes if shape.name == "二维码"]
    assert "http://kb.example/s/al-004.html" in picture._element.xml


def test_several_cases_are_one_deck_that_opens_with_a_list(outlines: dict[str, Shown]) -> None:
    deck = opened(deck_file([outlines[key] for key in CHOSEN], INPUTS))
    first = deck.slides[0]
    assert first.shapes.title.text == "本次内容"
    assert len(first.placeholders[1].text_frame.paragraphs) == len(CHOSEN)
    assert len(deck.slides) == 1 + sum(len(outlines[key].slides) for key in CHOSEN)


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_every_slide(
    outlines: dict[str, Shown], tmp_path: Path
) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("没有LibreOffice或者pdftotext")
    (tmp_path / "deck.pptx").write_bytes(deck_file([outlines[key] for key in CHOSEN], INPUTS))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "deck.pptx")], check=True, capture_output=True)
    if not (tmp_path / "deck.pdf").exists():
        pytest.skip("LibreOffice没有装Impress")
    done = subprocess.run(
        [reader, str(tmp_path / "deck.pdf"), "-"], check=True, capture_output=True, encoding="utf-8"
    )
    pages = done.stdout.split("\f")[:-1]
    assert len(pages) == 1 + sum(len(outlines[key].slides) for key in CHOSEN)
    assert all("依据截至" in page and "未审定" in page for page in pages)
