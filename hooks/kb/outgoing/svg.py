"""SVG: a drawing, and no program or letter."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as etree

from kb.outgoing.xmltext import BadXml, read_xml

_SVG = "{http://www.w3.org/2000/svg}"
_EDITORS = ("{http://sodipodi.sourceforge.net/", "{http://www.inkscape.org/namespaces/")
_METADATA = f"{_SVG}metadata"
_ADMITTED = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "style",
        "switch",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "marker",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
    ]
)
_OUTWARD = re.compile(
    r"@import|expression\s*\(|-moz-binding|url\(\s*[\"']?\s*(?![#\s\"'])", re.IGNORECASE
)
_BLANK = re.compile(r"[\s\x00-\x20]+")
_ACTIVE = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_KINDS_OF_FILE = {"image/svg+xml", ""}


def svg_faults(raw: bytes) -> Iterator[str]:
    """Yield, in Chinese, why the drawing `raw` may not be published as it is."""
    try:
        root = read_xml(raw)
    except BadXml as error:
        yield str(error)
        return
    if root.tag != f"{_SVG}svg":
        yield "内容不是 SVG 图片"
        return
    yield from dict.fromkeys(_faults(root))


def svg_words(raw: bytes) -> str:
    """Return all that can be read in the drawing, words that are cut into pieces joined."""
    try:
        root = read_xml(raw)
    except BadXml:
        return ""
    return "\n".join("".join(part.itertext()) for part in root)


def _faults(element: etree.Element) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return
    if tag == _METADATA:
        if any((text or "").strip() not in _KINDS_OF_FILE for text in element.itertext()):
            yield "有作者等说明信息（metadata）"
        return
    name = tag.removeprefix(_SVG)
    if name not in _ADMITTED and not tag.startswith(_EDITORS):
        yield f"有不收的内容 {name.rpartition('}')[2]}"
        return
    if name == "style" and _OUTWARD.search("".join(element.itertext())):
        yield "样式引用了图片以外的内容"
    for key, value in element.attrib.items():
        yield from _attribute_faults(key.rpartition("}")[2], value)
    for child in element:
        yield from _faults(child)


def _attribute_faults(name: str, value: str) -> Iterator[str]:
    plain = _BLANK.sub("", value)
    if name.lower().startswith("on"):
        yield f"有脚本 {name}"
    elif name == "href" and not plain.startswith("#"):
        yield "链接到图片以外"
    elif _ACTIVE.match(plain) or _OUTWARD.search(value):
        yield f"属性 {name} 引用了图片以外的内容"
