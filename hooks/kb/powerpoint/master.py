"""The master that all slides follow: 16:9, Chinese fonts, title, text, foot and number.

It is python-pptx's own template with everything taken out that nobody asked for: its layouts of
other kinds, its preview picture, printer settings and notes on which program wrote it.
"""

import re
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as PptxPresentation
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu

from kb.training.fitting import MEASURES
from kb.training.outline import LineKind

FONT, LATIN = "微软雅黑", "Arial"
_NAMES = {"Title Slide": "封面", "Title and Content": "标题和内容", "Title Only": "仅标题"}
COVER, TEXT, BARE = _NAMES.values()
"""The layouts: of a cover, of text, of what is put below the title by itself."""
UNIT = 121_920
"""EMU in a hundredth of the width of a slide, 13.33 inches."""
_POINTS = 9.6
"""Points in the same."""
_ACCENT, _LINK, _SOFT = "9B1C1C", "1F4E79", "595959"
_PLACES = {
    "title": (6, 2.4, 88, 6.6),
    "ctrTitle": (6, 9, 88, 13),
    "subTitle": (6, 24, 88, 24),
    "body": (6, 10.6, 88, 39.2),
    "ftr": (6, 51, 80, 4.4),
    "sldNum": (87, 51, 7, 4.4),
}
"""Left, top, width, height of placeholders, in hundredths of the width of a slide."""
_PROMPTS = {
    "title": "标题",
    "ctrTitle": "标题",
    "subTitle": "说明",
    "body": "文字",
}
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'


def blank() -> PptxPresentation:
    """Return a presentation without slides."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = emu(100), emu(56.25)
    size = presentation.part._element.find(qn("p:sldSz"))
    del size.attrib["type"]
    for layout in list(presentation.slide_layouts):
        if layout.name in _NAMES:
            layout._element.cSld.set("name", _NAMES[layout.name])
        else:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    for one in (master, *presentation.slide_layouts):
        _place(one)
    _style(master)
    _style_cover(presentation.slide_layouts[0])
    dress_theme(master.part.part_related_by(RT.THEME))
    _strip(presentation)
    return presentation


def emu(units: float) -> Emu:
    """Return a length that is given in hundredths of the width of a slide."""
    return Emu(round(units * UNIT))


def points(units: float) -> float:
    """Return the same in points."""
    return round(units * _POINTS * 2) / 2


def dress_theme(theme: Part) -> None:
    """Give a theme the fonts and colours of the slides."""
    text = theme.blob.decode()
    text = re.sub(r'<a:font script="[^"]*" typeface="[^"]*"/>', "", text)
    text = re.sub(r'<a:latin typeface="[^"]*"/>', f'<a:latin typeface="{LATIN}"/>', text)
    text = re.sub(r'<a:ea typeface="[^"]*"/>', f'<a:ea typeface="{FONT}"/>', text)
    for name, colour in (("accent1", _ACCENT), ("hlink", _LINK), ("folHlink", _LINK)):
        text = re.sub(rf'(<a:{name}><a:srgbClr val=")[0-9A-F]{{6}}', rf"\g<1>{colour}", text)
    text = text.replace('name="Office Theme"', 'name="知识库"').replace(
        'name="Office"', 'name="知识库"'
    )
    if isinstance(theme, XmlPart):  # that of the notes; the other is kept as bytes
        theme._element = parse_xml(text.encode())
    else:
        theme._blob = text.encode()


def placeholders(one: Any) -> list[Any]:
    """Return the placeholders of a slide, a layout or a master; python-pptx's own types err here."""
    return list(one.placeholders)


def _place(one: SlideMaster | SlideLayout) -> None:
    """Put the placeholders where they belong, with Chinese prompts; take out that of the date."""
    for shape in placeholders(one):
        element = shape._element
        kind = element.find(".//" + qn("p:ph")).get("type", "body")
        if kind == "dt":
            element.getparent().remove(element)
            continue
        left, top, width, height = _PLACES[kind]
        shape.left, shape.top, shape.width, shape.height = map(emu, (left, top, width, height))
        shape.name = {"ftr": "页脚", "sldNum": "页码"}.get(kind, _PROMPTS.get(kind, kind))
        body = element.find(".//" + qn("a:bodyPr"))
        for name in ("lIns", "tIns", "rIns", "bIns"):
            body.set(name, "0")
        body.set("anchor", "b" if "itle" in kind and kind != "subTitle" else "t")
        for fit in body.findall(qn("a:normAutofit")):
            body.remove(fit)
        if kind in _PROMPTS:
            shape.text_frame.text = _PROMPTS[kind]
    for tree in one._element.iter(qn("p:extLst")):
        tree.getparent().remove(tree)
        break


def _style(master: SlideMaster) -> None:
    """Set the sizes of the title and of three levels: text, items, notes; rule off the title."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle"))
    title[:] = [_level(1, 3.1, 4.2, bold=True, colour="")]
    text, item, note = (MEASURES[kind] for kind in (LineKind.TEXT, LineKind.ITEM, LineKind.NOTE))
    styles.find(qn("p:bodyStyle"))[:] = [
        _level(1, text.size, text.high, below=text.below),
        _level(2, item.size, item.high, below=item.below, bullet=True),
        _level(3, note.size, note.high, below=note.below, colour=_SOFT),
    ]
    foot = (
        f'<a:lvl1pPr {_A} algn="{{}}"><a:defRPr sz="1200"><a:solidFill>'
        f'<a:srgbClr val="{_SOFT}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    for shape in placeholders(master):
        kind = shape._element.find(".//" + qn("p:ph")).get("type")
        if kind in {"ftr", "sldNum"}:
            levels = shape._element.find(".//" + qn("a:lstStyle"))
            levels[:] = [parse_xml(foot.format("l" if kind == "ftr" else "r"))]
    master.shapes._spTree.append(_line(9.4))


def _style_cover(layout: SlideLayout) -> None:
    """Give the cover a title of its own size and its line lower down."""
    layout._element.set("showMasterSp", "0")
    for shape in placeholders(layout):
        kind = shape._element.find(".//" + qn("p:ph")).get("type")
        if kind in {"ctrTitle", "subTitle"}:
            levels = shape._element.find(".//" + qn("a:lstStyle"))
            levels[:] = [_level(1, 5, 6.5, bold=True)] if kind == "ctrTitle" else []
    layout.shapes._spTree.append(_line(22.4))


def _line(top: float) -> Any:
    """Return the red line below a title."""
    x, y, cx, cy = (round(one * UNIT) for one in (6, top, 88, 0.25))
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="90" name="线"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _level(
    number: int,
    size: float,
    high: float,
    *,
    below: float = 0,
    bullet: bool = False,
    bold: bool = False,
    colour: str = "",
) -> Any:
    """Return the style of one level of text."""
    left, first = (round(3.6 * UNIT), round(-2.4 * UNIT)) if bullet else (0, 0)
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if bullet else "<a:buNone/>"
    fill = f'<a:srgbClr val="{colour}"/>' if colour else '<a:schemeClr val="tx1"/>'
    family = "mj" if bold else "mn"
    return parse_xml(
        f'<a:lvl{number}pPr {_A} marL="{left}" indent="{first}" algn="l" eaLnBrk="1" '
        f'latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPts val="{round(points(high) * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="{round(points(below) * 100)}"/></a:spcAft>{mark}'
        f'<a:defRPr sz="{round(points(size) * 100)}" b="{int(bold)}" kern="1200"><a:solidFill>'
        f'{fill}</a:solidFill><a:latin typeface="+{family}-lt"/><a:ea typeface="+{family}-ea"/>'
        f'<a:cs typeface="+{family}-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


def _strip(presentation: PptxPresentation) -> None:
    """Drop what the template brought along: preview, printer settings, names of programs."""
    package = presentation.part.package
    for owner, kinds in (
        (package, {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES}),
        (presentation.part, {RT.PRINTER_SETTINGS, RT.VIEW_PROPS}),
    ):
        for name in list(_related(owner._rels, kinds)):
            owner._rels.pop(name)


def _related(relations: Any, kinds: set[str]) -> Iterator[str]:
    for name, relation in relations.items():
        if relation.reltype in kinds:
            yield name
