"""YAML with the place of every key and value, so that a problem can point at its line."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import yaml

from kb.problem import Code, Problem

Loc = tuple[int | str, ...]
"""A path into the data, e.g. `("violated", 0, "act")`."""


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
        places = self.keys if at_key else self.values
        while loc and loc not in places:
            loc, places = loc[:-1], self.values
        line, column = places.get(loc, (1, 1))
        return Problem(self.path, line, column, code, message, hint)


def parse_yaml(text: str, path: str, first_line: int = 1) -> YamlText | Problem:
    """Return the data of `text` with its places; a syntax error or a doubled key is a problem.

    `first_line` is the line of the file on which `text` begins.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlText(path, None)
        keys: dict[Loc, tuple[int, int]] = {}
        values: dict[Loc, tuple[int, int]] = {}
        twice = _locate(node, (), first_line, keys, values)
        if twice is not None:
            line, column = _place(twice, first_line)
            return Problem(path, line, column, Code.BROKEN_YAML, f"“{twice.value}”写了两次")
        return YamlText(path, loader.construct_document(node), keys, values)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        return Problem(path, line, column, Code.BROKEN_YAML, "头部格式有误", _advice(error))
    except (yaml.YAMLError, ValueError, RecursionError):
        return Problem(path, first_line, 1, Code.BROKEN_YAML, "头部格式有误，无法读取")
    finally:
        loader.dispose()


def _locate(
    node: yaml.Node,
    loc: Loc,
    first_line: int,
    keys: dict[Loc, tuple[int, int]],
    values: dict[Loc, tuple[int, int]],
) -> yaml.ScalarNode | None:
    """Fill `keys` and `values`; return the first key that stands twice."""
    values[loc] = _place(node, first_line)
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                return key
            seen.add(key.value)
            keys[(*loc, key.value)] = _place(key, first_line)
            if (found := _locate(value, (*loc, key.value), first_line, keys, values)) is not None:
                return found
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            if (found := _locate(value, (*loc, index), first_line, keys, values)) is not None:
                return found
    return None


def _place(node: yaml.Node, first_line: int) -> tuple[int, int]:
    return node.start_mark.line + first_line, node.start_mark.column + 1


def _advice(error: yaml.MarkedYAMLError) -> str:
    """Return what an editor most likely did wrong."""
    problem = error.problem or ""
    if "mapping values" in problem:
        return "值里有英文冒号时，请用英文引号把整个值括起来"
    if "\\t" in problem or "tab" in problem:
        return "请用空格缩进，不要用 Tab 键"
    if "alias" in problem or "anchor" in problem or "cannot start any token" in problem:
        return "值以 * & @ % ` 等符号开头时，请用英文引号括起来"
    return "检查冒号后是否有一个空格、引号和方括号是否成对、各行是否对齐"
