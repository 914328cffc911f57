"""XML from outside, read without doing anything that it asks for."""

from xml.etree import ElementTree as etree
from xml.parsers import expat

_DEEPEST = 200
"""Elements within one another; the stages that follow walk them by recursion."""


class BadXml(ValueError):
    """Not well-formed, or with definitions of its own; the message is Chinese."""


def read_xml(raw: bytes) -> etree.Element:
    """Return the root of `raw`. Entities and instructions are refused: they can grow or load files.

    Comments are kept, as elements whose tag is `etree.Comment`. Raises BadXml.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    builder = etree.TreeBuilder(insert_comments=True)

    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BadXml("层次太深")
        builder.start(_name(tag), {_name(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def refuse(*_: object) -> None:
        raise BadXml("有实体定义或者处理指令")

    def doctype(_name: str, _system: str | None, _public: str | None, own: bool) -> None:
        if own:
            refuse()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.CommentHandler = builder.comment
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(raw, True)
        root = builder.close()
    except (expat.ExpatError, AssertionError, LookupError, UnicodeError) as error:
        raise BadXml("不是格式正确的 XML") from error
    return root


def _name(name: str) -> str:
    return f"{{{name}" if "}" in name else name
