"""The data that decide where a matter goes and when a meeting may decide, as typed values."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kb.model import Category, Identifier, Model, Quorum, Text, Texts

DECIDE, COUNTING = "decide.md", "counting.md"
"""The pages that show the data; an edition without the page has nothing of them."""


class Outcome(StrEnum):
    """Where a matter goes."""

    PARTY_GROUP = "上党组会"
    DIRECTORS = "上局长办公会"
    LEADER = "分管领导审批"
    SUPERIOR = "需请示报告"
    FORBIDDEN = "不得办理"


Basis = Annotated[
    Texts,
    Field(
        title="依据",
        description="编号或者地址；没有核对条号的规则只写规则",
        min_length=1,
        examples=["[GZ-004-8, zhengfu-caigou-fa-2014#art-26]"],
    ),
]


class Meaning(Model):
    """What an outcome means wherever it is the result."""

    outcome: Annotated[Outcome, Field(title="去向", examples=["上党组会"])]
    means: Annotated[Text, Field(title="意思", examples=["由局党组会议集体讨论决定。"])]
    basis: Basis


class Choice(Model):
    """An answer, and where it leads: to a question or to a result.

    Answers that are amounts name a limit of the unit: `at_least` for those that reach it, `below`
    for those that do not.
    """

    id: Annotated[Identifier, Field(title="标识", examples=["xinxihua"])]
    text: Annotated[Text, Field(title="回答", examples=["信息系统新建、升级"])]
    hint: Annotated[str, Field(title="说明")] = ""
    next: Annotated[Identifier, Field(title="下一问或者结果", examples=["xinxihua-yusuan"])]
    at_least: Annotated[
        Identifier | None, Field(title="达到的额度", examples=["caigou-shanghui"])
    ] = None
    below: Annotated[
        Identifier | None, Field(title="没有达到的额度", examples=["caigou-shanghui"])
    ] = None


class Asked(Model):
    """A question with its answers."""

    id: Annotated[Identifier, Field(title="标识", description="发布后不改", examples=["leibie"])]
    ask: Annotated[Text, Field(title="问题", examples=["这是哪一类事？"])]
    help: Annotated[str, Field(title="说明")] = ""
    answers: Annotated[tuple[Choice, ...], Field(title="回答", min_length=1)]

    @property
    def by_amount(self) -> bool:
        """Whether its answers are amounts."""
        return any(answer.at_least or answer.below for answer in self.answers)


class Result(Model):
    """Where a matter goes, why, and what to do then."""

    id: Annotated[Identifier, Field(title="标识", description="发布后不改", examples=["xinxihua"])]
    matter: Annotated[Text, Field(title="事项", examples=["信息系统新建、升级"])]
    outcomes: Annotated[
        tuple[Outcome, ...], Field(title="去向", min_length=1, examples=["[上党组会]"])
    ]
    category: Annotated[
        Category | None,
        Field(title="类别", description="上党组会、有程序的必写", examples=["重大决策"]),
    ] = None
    why: Annotated[Text, Field(title="为什么", examples=["信息系统的立项不论金额都上会。"])]
    inferred: Annotated[
        bool, Field(title="编者推断", description="条文没有直接写明、由编者推出来的写 true")
    ] = False
    basis: Basis
    procedures: Annotated[
        tuple[Identifier, ...], Field(title="程序", examples=["[xinxihua-caigou]"])
    ] = ()
    then: Annotated[Texts, Field(title="接着办")] = ()


class Sentence(Model):
    """What a rule says, in words, with the article that it comes from."""

    text: Annotated[Text, Field(title="写法", examples=["请假成员的书面意见不计票。"])]
    basis: Basis


class Decisions(Model):
    """The way from a matter to where it goes: `_data/decisions.yml`."""

    start: Annotated[Identifier, Field(title="第一问", examples=["jinji"])]
    outcomes: Annotated[tuple[Meaning, ...], Field(title="去向的意思", min_length=1)]
    unsettled: Annotated[
        Sentence | None,
        Field(title="没有确认时", description="标准没有确认以前怎样办，要问办公室的一句话"),
    ] = None
    questions: Annotated[tuple[Asked, ...], Field(title="问题", min_length=1)]
    results: Annotated[tuple[Result, ...], Field(title="结果", min_length=1)]


class Ballot(Model):
    """A kind of item: how many must be there, how many must agree."""

    id: Annotated[Identifier, Field(title="标识", examples=["yiban"])]
    title: Annotated[Text, Field(title="议题", examples=["一般议题"])]
    note: Annotated[str, Field(title="说明")] = ""
    quorum: Annotated[Quorum, Field(title="到会", examples=["应到会成员过半数"])]
    majority: Annotated[Quorum, Field(title="赞成", examples=["应到会成员过半数"])]
    how: Annotated[Text, Field(title="怎样表决", examples=["逐项表决"])]
    basis: Basis


class Voting(Model):
    """How the unit counts who is there and who agrees: `_data/voting.yml`."""

    opening: Annotated[
        Quorum, Field(title="开会", description="开会要多少人", examples=["应到会成员过半数"])
    ]
    opening_basis: Basis
    rules: Annotated[tuple[Sentence, ...], Field(title="怎样数", min_length=1)]
    ballots: Annotated[tuple[Ballot, ...], Field(title="议题", min_length=1)]
