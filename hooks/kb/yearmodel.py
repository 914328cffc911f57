"""What the year needs besides its summaries: gaps of the ledger, posts, the calendar, outlines."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, RootModel

from kb.inputs import Audience
from kb.model import Day, Identifier, Identifiers, Model, Text, Texts


class Gap(StrEnum):
    """What becomes of something that is missing in the ledger."""

    PROBLEM = "报错"
    MARK = "标出"
    IGNORE = "不查"


class LedgerSettings(Model):
    """How strict the ledger is: `_data/ledger.yml`."""

    unanswered: Annotated[Gap, Field(title="打算在下一年总结里没有答复", examples=["标出"])] = (
        Gap.MARK
    )
    unplanned: Annotated[Gap, Field(title="成效不是上年的打算", examples=["标出"])] = Gap.MARK
    unaddressed: Annotated[Gap, Field(title="问题没有打算", examples=["标出"])] = Gap.MARK


Bases = Annotated[
    Texts,
    Field(title="依据", min_length=1, examples=["[GZ-001-7]"], description="编号或者地址，写到条"),
]


class Trace(Model):
    """Something on paper that a post must be able to show."""

    what: Annotated[Text, Field(title="材料", examples=["任务分解表"])]
    basis: Bases


class Post(Model):
    """A post with a page of its own: an entry of `posts` in `_data/roles.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["shuji"])]
    title: Annotated[Text, Field(title="页面名称", examples=["我是书记"])]
    name: Annotated[Text, Field(title="岗位", examples=["党组书记"])]
    summary: Annotated[Text, Field(title="一句话说明", max_length=120)]
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]
    levels: Annotated[
        Texts, Field(title="案例的岗位层级", description="词表里的词", examples=["[主要负责人]"])
    ] = ()
    topics: Annotated[
        Identifiers,
        Field(title="案例的专题", description="岗位层级不够用时写", examples=["[baomi]"]),
    ] = ()
    duties: Annotated[
        Texts, Field(title="职责", min_length=1, description="逐条列出", examples=["[GZ-006-5]"])
    ]
    upper: Annotated[Texts, Field(title="上位规则", examples=["[GZ-108-8]"])] = ()
    traces: Annotated[tuple[Trace, ...], Field(title="痕迹材料", min_length=1)]


Month = Annotated[int, Field(ge=1, le=12)]


class TaskKind(StrEnum):
    """What a task of the year is; talks, teaching before festivals and the like stand together."""

    TALK = "谈话"
    STUDY = "专题研究"
    FESTIVAL = "节前教育"
    TEACHING = "学习教育"
    CHECK = "检查"
    ASSESSMENT = "考核"
    REPORT = "报告总结"
    PLAN = "计划分工"


class Task(Model):
    """Something to be done every year: an entry of `calendar` in `_data/roles.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["renwu-fenjie"])]
    kind: Annotated[TaskKind, Field(title="种类", examples=["计划分工"])]
    what: Annotated[Text, Field(title="做什么", examples=["审定、签发年度任务分解表"])]
    months: Annotated[
        tuple[Month, ...], Field(title="月份", min_length=1, max_length=12, examples=["[3]"])
    ]
    often: Annotated[Text, Field(title="多久一次、什么时候", examples=["每年※3月底前"])]
    days: Annotated[tuple[Day, ...], Field(title="本单位定的日子", examples=["[2027-02-03]"])] = ()
    posts: Annotated[
        dict[Identifier, Text],
        Field(title="哪个岗位做什么", min_length=1, examples=["{shuji: 主持审定}"]),
    ]
    meeting: Annotated[
        str | None, Field(title="会前准备", description="编号", examples=["HY-003"])
    ] = None
    basis: Bases
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]


class Duties(Model):
    """Posts, the calendar, and who answers to whom: `_data/roles.yml`."""

    posts: Annotated[tuple[Post, ...], Field(title="岗位")] = ()
    calendar: Annotated[tuple[Task, ...], Field(title="一年里要做的事")] = ()
    chain: Annotated[tuple["Tie", ...], Field(title="责任链条")] = ()

    def held(self, edition: Audience) -> "Duties":
        """Return what an edition may contain."""
        return Duties(
            posts=tuple(one for one in self.posts if edition.holds(one.audience)),
            calendar=tuple(one for one in self.calendar if edition.holds(one.audience)),
            chain=tuple(one for one in self.chain if edition.holds(one.audience)),
        )


class Tie(Model):
    """Who answers to whom for what: an entry of `chain` in `_data/roles.yml`."""

    who: Annotated[Text, Field(title="谁", examples=["班子成员"])]
    to: Annotated[Text, Field(title="对谁", examples=["党组书记"])]
    what: Annotated[Text, Field(title="什么", max_length=16, examples=["报告违规行为"])]
    basis: Bases
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]


class Asked(Model):
    """One thing that a report must answer."""

    ask: Annotated[Text, Field(title="要答的事", examples=["履行责任的具体事项"])]
    basis: Bases


class Fill(StrEnum):
    """What the site itself can put into a part of a report."""

    PROMISES = "上年打算"
    PROBLEMS = "上年问题"
    RULES = "规则"
    MEETINGS = "会议"
    CASES = "案例"


class OutlinedPart(Model):
    """A part of a report."""

    title: Annotated[Text, Field(title="标题", examples=["存在的问题"])]
    fill: Annotated[tuple[Fill, ...], Field(title="由系统列出", examples=["[上年打算]"])] = ()
    items: Annotated[tuple[Asked, ...], Field(title="逐项", min_length=1)]


class Outlined(Model):
    """What a report must answer: an entry of `_data/outlines.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["shuze-shulian"])]
    title: Annotated[Text, Field(title="名称", examples=["述责述廉报告"])]
    note: Annotated[Text, Field(title="说明", examples=["由本人写"])]
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]
    parts: Annotated[tuple[OutlinedPart, ...], Field(title="各部分", min_length=1)]


class Outlines(RootModel[tuple[Outlined, ...]]):
    """All outlines: the list in `_data/outlines.yml`."""
