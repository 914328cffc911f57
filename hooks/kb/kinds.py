"""The kinds of pages and what is fixed about each."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a page; the value is its folder below `docs/`, empty for plain pages."""

    RULE = "rules"
    PROCEDURE = "procedures"
    CASE = "cases"
    ANNUAL = "annual"
    MEETING = "meetings"
    PAGE = ""

    @property
    def label(self) -> str:
        """The name of the collection, e.g. 责任规则."""
        return _LABELS[self]

    @property
    def code_prefix(self) -> str:
        """The letters of its short codes, e.g. GZ."""
        return _PREFIXES[self]

    @property
    def sections(self) -> Mapping[str, str]:
        """Its fixed headings in their order, and the anchors that they have by their role."""
        return _SECTIONS.get(self, {})


class Occasion(StrEnum):
    """What a page of 会前准备 prepares: a meeting, or what is no meeting and has its own form."""

    MEETING = "会议"
    TALK = "谈话"
    INSPECTION = "检查"

    @property
    def sections(self) -> Mapping[str, str]:
        """Its fixed headings in their order, with their anchors."""
        return _OCCASIONS[self]


_OCCASIONS: Mapping[Occasion, Mapping[str, str]] = {
    Occasion.MEETING: {
        "参加人员": "attendees",
        "会前材料": "materials",
        "议程": "agenda",
        "会上提醒": "reminders",
        "记录要点": "record",
        "纪要要点": "minutes",
        "核对清单": "checklist",
    },
    Occasion.TALK: {
        "谁和谁谈": "attendees",
        "谈前准备": "materials",
        "谈话提纲": "outline",
        "谈话提醒": "reminders",
        "记录要点": "record",
        "核对清单": "checklist",
    },
    Occasion.INSPECTION: {
        "检查人员": "attendees",
        "查前准备": "materials",
        "检查要点": "points",
        "问题清单": "findings",
        "检查提醒": "reminders",
        "记录要点": "record",
        "核对清单": "checklist",
    },
}
_LABELS = {
    Kind.RULE: "责任规则",
    Kind.PROCEDURE: "三重一大程序",
    Kind.CASE: "警示案例",
    Kind.ANNUAL: "年度总结",
    Kind.MEETING: "会前准备",
    Kind.PAGE: "页面",
}
_PREFIXES = {
    Kind.RULE: "GZ",
    Kind.PROCEDURE: "CX",
    Kind.CASE: "AL",
    Kind.ANNUAL: "ND",
    Kind.MEETING: "HY",
    Kind.PAGE: "",
}
_SECTIONS = {
    Kind.PROCEDURE: {"步骤": "steps", "归档清单": "archive", "常见问题": "faq"},
    Kind.CASE: {
        "经过": "facts",
        "违反了什么": "violated",
        "如何处理": "outcome",
        "根源": "causes",
        "防控要点": "prevention",
        "讨论题": "questions",
    },
    Kind.ANNUAL: {
        "成效": "achievements",
        "问题": "problems",
        "打算": "plans",
        "编者说明": "notes",
    },
    Kind.MEETING: {
        title: anchor for sections in _OCCASIONS.values() for title, anchor in sections.items()
    },
}

COLLECTIONS = tuple(kind for kind in Kind if kind is not Kind.PAGE)
