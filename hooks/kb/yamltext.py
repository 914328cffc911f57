"""YAML with the place of every key and value, so that a problem can point at its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from kb.problem import Code, Problem

Loc = tuple[int | str, ...]
"""A path into the data, e.g. `("violated", 0, "act")`."""

_DEEPEST = 16
_OPEN = ("flow sequence", "flow mapping", "quoted scalar", "simple key")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, except that dates stay text: the model reads them and says what is wrong."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class YamlText:
    """Parsed YAML and where its parts stand."""

    path: str
    data: object
    keys: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every mapping key."""
    values: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every value."""

    def problem(
        self, loc: Loc, code: Code, message: str, hint: str = "", *, at_key: bool = False
    ) -> Problem:
        """Return a problem at the value (or key) of `loc`, or at its nearest parent."""
        return Problem(self.path, *self.place(loc, at_key=at_key), code, message, hint)

    def place(self, loc: Loc, *, at_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value (or key) of `loc`, or of its nearest parent."""
        places = self.keys if at_key else self.values
        while loc and loc not in places:
            loc, places = loc[:-1], self.values
        return places.get(loc, (1, 1))


def parse_yaml(text: str, path: str, first_line: int = 1) -> YamlText | Problem:
    """Return the data of `text` with its places; a syntax error or a doubled key is a problem.

    `first_line` is the line of the file on which `text` begins.
    """
    loader = _Loader(text)
    try:
        _refuse_endless(text, first_line)
        node = loader.get_single_node()
        if node is None:
            return YamlText(path, None)
        keys: dict[Loc, tuple[int, int]] = {}
        values: dict[Loc, tuple[int, int]] = {}
        _locate(node, (), first_line, keys, values)
        return YamlText(path, loader.construct_document(node), keys, values)
    except _Refused as refused:
        line, column = refused.place
        return Problem(path, line, column, Code.BROKEN_YAML, refused.message)
    except yaml.MarkedYAMLError as error:
        mark = _mark(error)
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        return Problem(path, line, column, Code.BROKEN_YAML, "格式有误", _advice(error, text))
    except (yaml.YAMLError, ValueError):
        return Problem(path, first_line, 1, Code.BROKEN_YAML, "格式有误，无法读取")
    finally:
        loader.dispose()


class _Refused(Exception):
    """Well-formed YAML, but not for us."""

    def __init__(self, message: str, place: tuple[int, int]) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


def _refuse_endless(text: str, first_line: int) -> None:
    """Refuse what makes a short text endless, or crashes the recursive stages that follow."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("不能用 & 和 * 互相引用", _place(event, first_line))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _Refused("括号或缩进套得太深", _place(event, first_line))


def _locate(
    node: yaml.Node,
    loc: Loc,
    first_line: int,
    keys: dict[Loc, tuple[int, int]],
    values: dict[Loc, tuple[int, int]],
) -> None:
    """Fill `keys` and `values`; refuse a key that stands twice."""
    values[loc] = _place(node, first_line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if (*loc, key.value) in keys:
                raise _Refused(f"“{key.value}”写了两次", _place(key, first_line))
            keys[(*loc, key.value)] = _place(key, first_line)
            _locate(value, (*loc, key.value), first_line, keys, values)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _locate(value, (*loc, index), first_line, keys, values)


def _place(thing: yaml.Node | yaml.Event, first_line: int) -> tuple[int, int]:
    mark = thing.start_mark
    return (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)


def _mark(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return where the fault lies: of what is left open where it opens, not where it is missed."""
    if (error.context or "").endswith(_OPEN):
        return error.context_mark or error.problem_mark
    return error.problem_mark or error.context_mark


def _advice(error: yaml.MarkedYAMLError, text: str) -> str:
    """Return what an editor most likely did wrong."""
    problem = f"{error.context} {error.problem}"
    if "mapping values" in problem:
        return "值里有英文冒号时，请用英文引号把整个值括起来"
    if (mark := _mark(error)) and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1]):
        return "请用空格缩进，不要用 Tab 键"
    if "alias" in problem or "anchor" in problem or "cannot start any token" in problem:
        return "值以 * & @ % ` 等符号开头时，请用英文引号括起来"
    if "simple key" in problem:
        return "键后面用英文冒号，冒号后空一格，例如 title: 标题"
    return "检查冒号后是否有一个空格、引号和方括号是否成对、各行是否对齐"


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar that cannot be taken for anything else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
