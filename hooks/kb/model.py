"""The front matter of every kind of page, as typed values.

Keys are English, values Chinese. Titles, descriptions and examples of the fields are for editors:
they appear in problems and in the generated JSON Schema.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel
from pydantic_core import PydanticCustomError

from kb.inputs import Audience
from kb.kinds import Kind, Occasion


def _as_written(value: object) -> object:
    """Refuse a number: pydantic would take it for seconds since 1970."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise PydanticCustomError("date_type", "not written as 2026-11-23")


Day = Annotated[date, BeforeValidator(_as_written)]
Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts = tuple[Text, ...]
Identifiers = tuple[Identifier, ...]


class TextKind(StrEnum):
    """What the text of a rule is."""

    OFFICIAL = "正式文本"
    DIGEST = "要点提示"
    MODEL = "示范文本"


class Status(StrEnum):
    """Whether a version of a rule is in force."""

    IN_FORCE = "现行有效"
    REVISED = "已修订"
    REPEALED = "已废止"


class Category(StrEnum):
    """The four categories of 三重一大 matters."""

    DECISION = "重大决策"
    APPOINTMENT = "重要人事任免"
    PROJECT = "重大项目安排"
    FUNDS = "大额度资金使用"


class Quorum(StrEnum):
    """How many of the members due must be there, or agree."""

    MAJORITY = "应到会成员过半数"
    TWO_THIRDS = "应到会成员三分之二以上"


class SourceKind(StrEnum):
    """Where a case comes from."""

    NOTICE = "公开通报"
    SCENARIO = "教学情景"


class Model(BaseModel):
    """Base of everything read from YAML: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Approval(Model):
    """Who read the page before it was published."""

    content: Annotated[Text, Field(title="内容审核岗位", examples=["办公室主任"])]
    secrecy: Annotated[Text, Field(title="保密审查岗位", examples=["保密办负责人"])]
    date: Annotated[Day, Field(title="批准日期", examples=["2026-11-23"])]


class PageMeta(Model):
    """What every page has."""

    title: Annotated[Text, Field(title="标题", examples=["廉政谈话制度"])]
    summary: Annotated[
        Text,
        Field(
            title="一句话说明",
            description="显示在列表和搜索结果里",
            examples=["说明谁同谁谈、多久谈一次、怎样记录。"],
            max_length=120,
        ),
    ]
    audience: Annotated[
        Audience, Field(title="读者范围", description="决定出现在哪一版里", examples=["全体党员"])
    ]
    owner: Annotated[
        Text, Field(title="维护岗位", description="写岗位，不写姓名", examples=["办公室主任"])
    ]
    review_by: Annotated[Day, Field(title="复核期限", examples=["2027-03-31"])]
    updated: Annotated[Day, Field(title="更新日期", examples=["2026-11-23"])]
    approval: Annotated[
        Approval | None, Field(title="审核", description="没有这一项的页面标为“未审定”")
    ] = None


class RecordMeta(PageMeta):
    """What every record has: a page with an identity."""

    id: Annotated[
        Identifier,
        Field(title="标识", description="与文件名相同，发布后不改", examples=["lianzheng-tanhua"]),
    ]
    code: Annotated[
        str,
        Field(
            title="编号",
            description="永久短编号，印在纸上、说在会上",
            pattern=r"^[A-Z]{2}-\d{3,4}$",
            examples=["GZ-001"],
        ),
    ]
    topics: Annotated[
        Identifiers,
        Field(title="专题", description="词表里的专题标识", min_length=1, examples=["[tanhua]"]),
    ]


class RuleMeta(RecordMeta):
    """One version of one rule."""

    issuer: Annotated[Text, Field(title="制定机关", examples=["中共xx局党组"])]
    text_kind: Annotated[TextKind, Field(title="文本性质", examples=["示范文本"])]
    family: Annotated[
        Identifier,
        Field(title="规则族", description="同一规则各版本写同一个标识", examples=["jilv-chufen"]),
    ]
    aliases: Annotated[Texts, Field(title="通称", examples=["[纪律处分条例]"])] = ()
    implements: Annotated[
        Identifiers, Field(title="上位规则", examples=["[zerenzhi-guiding-2010]"])
    ] = ()
    basis_note: Annotated[
        Text | None, Field(title="编写说明", description="依据什么编写、核对到什么程度")
    ] = None
    number: Annotated[Text | None, Field(title="文号", examples=["中发〔2010〕19号"])] = None
    promulgated: Annotated[Day | None, Field(title="发布日期", examples=["2020-06-20"])] = None
    effective: Annotated[Day | None, Field(title="施行日期", examples=["2020-07-01"])] = None
    status: Annotated[Status | None, Field(title="效力状态", examples=["现行有效"])] = None
    repealed_on: Annotated[
        Day | None, Field(title="失效日期", description="有效的最后一天", examples=["2023-12-31"])
    ] = None
    article_count: Annotated[int | None, Field(title="总条数", gt=0, examples=["68"])] = None
    missing: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[1-9]\d{0,3}$")], ...],
        Field(title="原文缺的条", description="原件里没有的条号", examples=["[44]"]),
    ] = ()
    supersedes: Annotated[
        Identifier | None, Field(title="取代的版本", examples=["jilv-chufen-2018"])
    ] = None


class ProcedureMeta(RecordMeta):
    """One decision procedure."""

    category: Annotated[Category, Field(title="类别", examples=["重大项目安排"])]
    applies: Annotated[Text, Field(title="适用", examples=["新建、升级信息系统"])]
    thresholds: Annotated[
        Identifiers,
        Field(title="门槛", description="额度标准表里的标识", examples=["[caigou-shanghui]"]),
    ] = ()
    quorum: Annotated[Quorum, Field(title="到会", examples=["应到会成员过半数"])]
    vote: Annotated[Text, Field(title="表决", examples=["逐项表决，赞成超过应到会成员半数为通过"])]


class Violation(Model):
    """One act and the articles that it breaks."""

    act: Annotated[Text, Field(title="行为", examples=["收受购物卡"])]
    articles: Annotated[
        Texts, Field(title="违反的条款", min_length=1, examples=["[jilv-chufen-2023#art-97]"])
    ]


class CaseMeta(RecordMeta):
    """One warning case."""

    source_kind: Annotated[SourceKind, Field(title="来源性质", examples=["教学情景"])]
    source: Annotated[
        Text, Field(title="来源", description="公开通报写明发布单位和日期", examples=["编者虚构"])
    ]
    levels: Annotated[Texts, Field(title="岗位层级", min_length=1, examples=["[窗口人员]"])]
    behaviours: Annotated[Texts, Field(title="行为", min_length=1, examples=["[收受礼品礼金]"])]
    as_of: Annotated[
        Day, Field(title="行为时间", description="决定适用哪一版规则", examples=["2025-01-01"])
    ]
    violated: Annotated[tuple[Violation, ...], Field(title="违反了什么", min_length=1)]
    outcome: Annotated[Text, Field(title="处理幅度", description="写规则允许的区间，不写结果")]
    failed_steps: Annotated[
        Texts, Field(title="错在哪一步", min_length=1, examples=["[xinxihua-caigou#step-9]"])
    ]
    risk_points: Annotated[Texts, Field(title="廉政风险点", min_length=1)]


class Answer(Model):
    """What a year says to a plan of an earlier one."""

    plan: Annotated[Text, Field(title="哪一项打算", examples=["2021#plan-tanhua"])]
    by: Annotated[
        Identifiers, Field(title="用哪几项答复", min_length=1, examples=["[done-tanhua]"])
    ]
    inferred: Annotated[bool, Field(title="编者推断", description="材料没有写明的写 true")] = False


class Repeat(Model):
    """A problem that was found in the year before."""

    problem: Annotated[Identifier, Field(title="本年问题", examples=["problem-tanhua"])]
    of: Annotated[Text, Field(title="上年问题", examples=["2021#problem-tanhua"])]
    inferred: Annotated[bool, Field(title="编者推断", description="材料没有写明的写 true")] = False


class AnnualMeta(RecordMeta):
    """One year."""

    year: Annotated[int, Field(title="年度", ge=1949, le=2100, examples=["2021"])]
    as_of: Annotated[
        Day | None,
        Field(title="截至日期", description="决定适用哪一版规则；不写为当年12月31日"),
    ] = None
    answers: Annotated[tuple[Answer, ...], Field(title="对往年打算的答复")] = ()
    repeats: Annotated[
        tuple[Repeat, ...], Field(title="上年已有的问题", description="只用在班子版")
    ] = ()


CUSTOM = "本单位惯例"
"""What stands for a basis where no rule and no source asks for a thing."""


class MeetingMeta(RecordMeta):
    """One kind of meeting, talk or inspection."""

    occasion: Annotated[
        Occasion,
        Field(title="场合", description="不写为会议；决定有哪几节", examples=["谈话"]),
    ] = Occasion.MEETING
    when: Annotated[Text, Field(title="什么时候开", examples=["有议题时召开"])]
    basis: Annotated[
        Texts,
        Field(
            title="依据",
            description="规则的条文、年度总结的条目；没有的写本单位惯例",
            min_length=1,
            examples=["[lianzheng-tanhua-zhidu#art-8, 2021#done-lianzheng-tanhua]"],
        ),
    ]
    procedures: Annotated[Identifiers, Field(title="相关程序")] = ()
    rules: Annotated[Identifiers, Field(title="相关规则")] = ()
    cases: Annotated[Identifiers, Field(title="提醒案例")] = ()
    forms: Annotated[
        Identifiers,
        Field(title="表样", description="表样数据里的标识", examples=["[qiandao-biao]"]),
    ] = ()
    reminders: Annotated[Texts, Field(title="提醒", min_length=1)]


class Topic(Model):
    """A topic that gathers rules, procedures, cases and meetings."""

    id: Annotated[Identifier, Field(title="标识")]
    title: Annotated[Text, Field(title="名称")]


class Vocabulary(Model):
    """The words that records may use for topics, behaviours and levels: `_data/vocabulary.yml`."""

    topics: Annotated[tuple[Topic, ...], Field(title="专题", min_length=1)]
    behaviours: Annotated[Texts, Field(title="行为", min_length=1)]
    levels: Annotated[Texts, Field(title="岗位层级", min_length=1)]


class Threshold(Model):
    """A dated limit that each unit sets for itself: an entry of `_data/thresholds.yml`."""

    id: Annotated[Identifier, Field(title="标识")]
    title: Annotated[Text, Field(title="名称")]
    amount: Annotated[float | None, Field(title="数额", description="尚未确认时写 null", gt=0)]
    unit: Annotated[Literal["元", "%"], Field(title="单位")]
    reference: Annotated[Text, Field(title="常见写法")]
    confirmed: Annotated[bool, Field(title="本单位已确认")]
    effective: Annotated[Day, Field(title="适用起始日")]
    source: Annotated[Text, Field(title="来源")]
    note: Annotated[str, Field(title="说明")] = ""


class Thresholds(RootModel[tuple[Threshold, ...]]):
    """All limits of the unit: the list in `_data/thresholds.yml`."""


ArticleKey = Annotated[str, Field(pattern=r"^\d{1,4}(-\d{1,3})?$")]


class ArticlePair(Model):
    """An article of the older version and what became of it in the newer one."""

    old: Annotated[ArticleKey, Field(title="旧条号", examples=["56"])]
    new: Annotated[ArticleKey, Field(title="新条号", examples=["63"])]
    inferred: Annotated[
        bool, Field(title="推定", description="由前后条推定，没有来源直接写明的写 true")
    ] = False


class Correspondence(Model):
    """Which article of a version became which of the next: an entry of `correspondences.yml`."""

    older: Annotated[Identifier, Field(title="旧版", examples=["jilv-chufen-2018"])]
    newer: Annotated[Identifier, Field(title="新版", examples=["jilv-chufen-2023"])]
    source: Annotated[Text, Field(title="来源")]
    articles: Annotated[tuple[ArticlePair, ...], Field(title="条文对应", min_length=1)]


class Correspondences(RootModel[tuple[Correspondence, ...]]):
    """All tables of corresponding articles: the list in `_data/correspondences.yml`."""


class OutsideRule(Model):
    """A rule that pages name although it has no page here: an entry of `outside-rules.yml`."""

    title: Annotated[Text, Field(title="名称", examples=["党政领导干部选拔任用工作条例"])]
    reason: Annotated[
        Text, Field(title="不收录的原因", examples=["没有取得可核对的文本，只写名称，不写条号"])
    ]


class OutsideRules(RootModel[tuple[OutsideRule, ...]]):
    """All rules that are named and have no page: the list in `_data/outside-rules.yml`."""


class Exemption(Model):
    """Leave to publish one thing that 出门检查 would stop: an entry of `_data/exceptions.yml`."""

    file: Annotated[Text, Field(title="文件", examples=["rules/lianxi.md"])]
    code: Annotated[
        Literal["META-17", "RED-3", "RED-4", "RED-5", "RED-6", "RED-7", "RED-8"],
        Field(title="问题代码", examples=["RED-3"]),
    ]
    words: Annotated[
        Text | None,
        Field(title="放行的内容", description="照提示里显示的写", examples=["010******66"]),
    ] = None
    allowed_by: Annotated[Text, Field(title="批准岗位", examples=["保密办负责人"])]
    reason: Annotated[Text, Field(title="理由", examples=["对外公布的监督电话"])]
    until: Annotated[Day, Field(title="有效期", examples=["2027-03-31"])]


class Exemptions(RootModel[tuple[Exemption, ...]]):
    """All leaves: the list in `_data/exceptions.yml`."""


class Redirect(Model):
    """What became of an address that was published: an entry of `_data/redirects.yml`."""

    old: Annotated[Text, Field(title="旧地址", examples=["rules/lianxi.html#art-3"])]
    new: Annotated[
        Text | None, Field(title="移到哪里", examples=["rules/lianxi-banfa.html#art-5"])
    ] = None
    replaced_by: Annotated[
        Text | None, Field(title="被什么取代", examples=["rules/lianxi-2027.html"])
    ] = None
    withdrawn: Annotated[Text | None, Field(title="为什么撤下", examples=["内容已过时"])] = None
    audience: Annotated[
        Audience,
        Field(title="读者范围", description="旧页面的读者范围", examples=["全体党员"]),
    ]


class Redirects(RootModel[tuple[Redirect, ...]]):
    """What became of published addresses: the list in `_data/redirects.yml`."""


class Synonym(Model):
    """What readers say, and the words of the rules that it means: an entry of `_data/synonyms.yml`."""

    say: Annotated[Texts, Field(title="读者的说法", min_length=1, examples=["[红包, 礼金红包]"])]
    find: Annotated[
        dict[Text, Annotated[float, Field(gt=0, le=1)]],
        Field(
            title="规则里的词",
            description="每个词写一个权重：1 为同义，越小越远",
            min_length=1,
            examples=["{礼金: 1, 礼品: 0.6}"],
        ),
    ]
    both: Annotated[bool, Field(title="双向", description="反过来也找")] = False


class Synonyms(RootModel[tuple[Synonym, ...]]):
    """All that readers say in other words than the rules: the list in `_data/synonyms.yml`."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "单选"
    MULTIPLE = "多选"
    JUDGE = "判断"


class Question(Model):
    """A question of 自测: an entry of `questions` in `_data/questions.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["shou-gouwuka"])]
    topic: Annotated[Identifier, Field(title="专题", examples=["lipin-lijin"])]
    kind: Annotated[QuestionKind, Field(title="题型", examples=["单选"])]
    question: Annotated[Text, Field(title="题干")]
    options: Annotated[
        Texts, Field(title="选项", description="判断题不写", examples=["[警告, 记过]"])
    ] = ()
    answer: Annotated[
        str,
        Field(
            title="答案",
            description="选项的字母；判断题写对或错",
            pattern=r"^([A-H]+|对|错)$",
            examples=["B"],
        ),
    ]
    explanation: Annotated[Text, Field(title="解析")]
    articles: Annotated[
        Texts,
        Field(title="依据", min_length=1, examples=["[zhengwu-chufen-fa-2020#art-33]"]),
    ]
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]
    checked: Annotated[
        str | None,
        Field(title="核对过的条文", description="由 questions --accept 写，不手工改"),
    ] = None


class Role(Model):
    """A post and the topics that it must know: an entry of `roles` in `_data/questions.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["chuangkou"])]
    title: Annotated[Text, Field(title="岗位", examples=["窗口人员"])]
    topics: Annotated[Identifiers, Field(title="专题", min_length=1, examples=["[tanhua]"])]


class Questions(Model):
    """All questions of 自测: `_data/questions.yml`."""

    roles: Annotated[tuple[Role, ...], Field(title="岗位")] = ()
    questions: Annotated[tuple[Question, ...], Field(title="题目", min_length=1)]


class FormFile(StrEnum):
    """What a blank form is filled in with."""

    WORD = "Word"
    EXCEL = "Excel"


class FormRow(Model):
    """A line of a form to sign: what is asked, each with room beside it, or a heading across."""

    cells: Annotated[
        Texts,
        Field(title="栏目", description="一行一至三栏", max_length=3, examples=["[时间, 地点]"]),
    ] = ()
    text: Annotated[
        str,
        Field(
            title="印好的字",
            description="只写提醒，不写要人填的内容；{编号} 印成规则的名称和条号",
            examples=["当场拒绝。看{GZ-101-97}。"],
        ),
    ] = ""
    lines: Annotated[int, Field(title="行高", description="留几行", ge=1, le=8)] = 1
    heading: Annotated[str, Field(title="小标题", description="横贯一行，不与栏目同写")] = ""


class FormColumn(Model):
    """A column of a table or ledger."""

    name: Annotated[Text, Field(title="列名", examples=["责任领导"])]
    width: Annotated[int, Field(title="宽度", description="几个汉字", ge=2, le=40, examples=["8"])]
    choices: Annotated[Texts, Field(title="可选", examples=["[未到期, 逾期, 办结]"])] = ()
    holds: Annotated[
        Literal["文字", "日期", "数"], Field(title="填什么", description="不写为文字")
    ] = "文字"


class Form(Model):
    """A blank form: an entry of `_data/forms.yml`."""

    id: Annotated[Identifier, Field(title="标识", examples=["qiandao-biao"])]
    title: Annotated[
        Text,
        Field(
            title="名称",
            description=r"也是文件的名称，不能有 / \ : * ? [ ] 这样的符号",
            pattern=r"""^[^\[\]/\\:*?"'<>|\x00-\x1f]+$""",
            examples=["签到表"],
        ),
    ]
    purpose: Annotated[Text, Field(title="用途", max_length=120)]
    file: Annotated[FormFile, Field(title="文件", examples=["Word"])]
    audience: Annotated[Audience, Field(title="读者范围", examples=["全体党员"])]
    basis: Annotated[
        Texts,
        Field(
            title="依据",
            description="要求填它的条文或者步骤；没有的写本单位惯例",
            min_length=1,
            examples=["[lianzheng-tanhua-zhidu#art-12]"],
        ),
    ]
    rows: Annotated[tuple[FormRow, ...], Field(title="各行")] = ()
    columns: Annotated[tuple[FormColumn, ...], Field(title="各列")] = ()
    blank: Annotated[int, Field(title="空行", description="列表留几行", ge=1, le=500)] = 12
    sign: Annotated[Texts, Field(title="签名", examples=["[记录人, 主持人]"])] = ()
    notes: Annotated[Texts, Field(title="填写说明")] = ()


class Forms(RootModel[tuple[Form, ...]]):
    """All blank forms: the list in `_data/forms.yml`."""


METAS: Mapping[Kind, type[PageMeta]] = {
    Kind.RULE: RuleMeta,
    Kind.PROCEDURE: ProcedureMeta,
    Kind.CASE: CaseMeta,
    Kind.ANNUAL: AnnualMeta,
    Kind.MEETING: MeetingMeta,
    Kind.PAGE: PageMeta,
}
"""The front matter of each kind of page."""
