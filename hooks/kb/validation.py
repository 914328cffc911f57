"""YAML against the typed models, with every fault as a problem in Chinese."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from kb.problem import Code, Problem
from kb.yamltext import Loc, YamlText

M = TypeVar("M", bound=BaseModel)

_MESSAGES: Mapping[str, str] = {
    "string_type": "应当是一段文字",
    "string_too_short": "不能为空",
    "string_too_long": "太长，最多 {max_length} 个字",
    "string_pattern_mismatch": "写法不对",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_from_float": "应当是整数",
    "float_type": "应当是数字",
    "float_parsing": "应当是数字",
    "bool_type": "应当是 true 或 false",
    "bool_parsing": "应当是 true 或 false",
    "greater_than": "应当大于 {gt:g}",
    "greater_than_equal": "不能小于 {ge:g}",
    "less_than_equal": "不能大于 {le:g}",
    "date_type": "应当是日期",
    "date_from_datetime_parsing": "应当是日期",
    "enum": "只能是：{expected}",
    "literal_error": "只能是：{expected}",
    "tuple_type": "应当是列表",
    "too_short": "至少写 {min_length} 项",
    "too_long": "最多写 {max_length} 项",
    "model_type": "应当是几行“键: 值”",
    "model_attributes_type": "应当是几行“键: 值”",
}


def validate(model: type[M], yaml: YamlText) -> M | list[Problem]:
    """Return the data of `yaml` as a `model`, or every fault in it with its place."""
    data = {} if yaml.data is None else yaml.data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        places = [detail["loc"] for detail in details]
        return [_problem(model, yaml, one) for one in details if not _echoes(one["loc"], places)]


def field_title(model: type[BaseModel], key: str) -> str:
    """Return how people call a key, e.g. `owner（维护岗位）`."""
    info = model.model_fields.get(key)
    return f"{key}（{info.title}）" if info and info.title else key


def _echoes(loc: Loc, places: Iterable[Loc]) -> bool:
    """Return whether a fault only follows from one within it: a list is "empty" for want of items."""
    return any(place[: len(loc)] == loc and place != loc for place in places)


def _problem(model: type[BaseModel], yaml: YamlText, detail: ErrorDetails) -> Problem:
    loc, kind = detail["loc"], detail["type"]
    owner, key = _owner(model, loc)
    if kind in {"extra_forbidden", "invalid_key"}:
        key = str(loc[-1])
        near = get_close_matches(key, owner.model_fields, 1, 0.5)
        hint = f"是不是 {field_title(owner, near[0])}？" if near else _keys(owner)
        loc = (*loc[:-1], key)
        return yaml.problem(loc, Code.UNKNOWN_KEY, f"不认识的键 {key}", hint, at_key=True)
    info = owner.model_fields.get(key)
    title = field_title(owner, key)
    if kind == "missing":
        return yaml.problem(loc[:-1], Code.MISSING_KEY, f"缺少 {title}", _example(key, info))
    context = detail.get("ctx", {})
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(" or ", "、")
        context["expected"] = context["expected"].replace(", ", "、")
    message = _MESSAGES.get(kind, "不合要求").format(**context)
    place = f"{title}第 {int(loc[-1]) + 1} 项" if loc and isinstance(loc[-1], int) else title
    return yaml.problem(loc, Code.WRONG_VALUE, f"{place} {message}".strip(), _example(key, info))


def _owner(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """Return the model that the last key of `loc` belongs to, and that key."""
    keys = [part for part in loc if isinstance(part, str)]
    if "root" in model.model_fields:
        model = _inner_model(model.model_fields["root"].annotation) or model
    for key in keys[:-1]:
        info = model.model_fields.get(key)
        inner = _inner_model(info.annotation) if info else None
        if inner is None:
            return model, key
        model = inner
    return model, keys[-1] if keys else ""


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _inner_model(argument)) is not None:
            return found
    return None


def _example(key: str, info: FieldInfo | None) -> str:
    if info is None or not info.examples:
        return ""
    return f"例如 {key}: {info.examples[0]}"


def _keys(model: type[BaseModel]) -> str:
    return "可用的键：" + "、".join(model.model_fields)
