"""A site with a word of its own for each audience in every place where content can stand."""

from dataclasses import dataclass

from kb.inputs import Audience
from kb.kinds import COLLECTIONS
from tests.pictures import chunk, docx, paragraph, png
from tests.tiny import TinySite

_HEAD = """\
---
id: {id}
code: {prefix}-{number}
title: {word}标题
summary: {word}说明。
topics: [{id}]
audience: {audience}
owner: {word}科科长
review_by: 2027-03-31
updated: 2026-11-23
"""
_RULE = """\
issuer: {word}机关
text_kind: 正式文本
status: 现行有效
family: {id}
aliases: [{word}通称]
implements: [tanhua]
basis_note: {word}依据
number: {word}文号
effective: 2020-01-0{rank}
---

## 第一章　{word}章

第一条　{word}正文引用《廉政谈话制度》第二条，又见 GZ-001-2 和[制度](tanhua.md#art-2)。

第二条　{word}图见 ![{word}替代文字]({id}.png)、![流程图]({id}.svg)，填写[登记表]({id}.docx)。

## {word}附件 {{#{id}-annex}}

{word}附件正文。
"""
_PROCEDURE = """\
category: 大额度资金使用
applies: {word}事项
thresholds: [{id}]
quorum: 应到会成员过半数
vote: {word}表决
---

{word}引言。

## 步骤

### 第一步　{word}步骤，会议讨论

- 谁来做：{word}岗位
- 做什么：{word}事
- 形成：{word}记录
- 时限：{word}时限
- 依据：GZ-001-1（示范文本）；本单位惯例，{word}依据
- 易错：{word}易错（AL-001）
"""
_CASE = """\
source_kind: 教学情景
source: {word}来源
levels: [{word}层级]
behaviours: [{word}行为]
as_of: 2025-01-01
violated:
  - act: {word}做法
    articles: [tanhua#art-2, {id}#art-1]
outcome: {word}处理
failed_steps: [zhichu#step-1]
risk_points: [{word}风险]
---

## 经过

{word}经过。

## 违反了什么

{word}对照 GZ-001-2。

## 如何处理

{word}处理。

## 根源

{word}根源。

## 防控要点

- {word}防控。

## 讨论题

1. {word}讨论？
"""
_MEETING = """\
when: {word}时候
basis: [tanhua#art-2]
procedures: [zhichu]
rules: [tanhua]
cases: [gouwuka]
reminders: [{word}提醒]
---

## 参加人员

{word}人员。

## 会前材料

- {word}材料

## 议程

1. {word}议程

## 会上提醒

{word}提醒，见[支出](../procedures/zhichu.md#step-1)。

## 记录要点

- {word}要点

## 纪要要点

- {word}纪要

## 核对清单

- [ ] {word}核对
"""
_ANNUAL = """\
year: {year}
---

## 成效

### {word}成效 {{#done-{id}}}

{word}成效见 CX-001第一步。

## 问题

### {word}问题 {{#problem-{id}}}

{word}问题。

## 打算

### {word}打算 {{#plan-{id}}}

{word}打算。

- 站内：GZ-001
- 针对问题：#problem-{id}

## 编者说明

{word}说明。
"""
_PAGE = """\
---
title: {word}页面
summary: {word}页面说明。
audience: {audience}
owner: {word}科科长
review_by: 2020-03-31
updated: 2019-11-23
---

## {word}一节 {{#{id}-section}}

### {word}术语 {{#term-{id}}}

{word}释义，依据《廉政谈话制度》第二条。
"""


@dataclass(frozen=True)
class Canary:
    """What may be found in the editions of `audience` and of all narrower ones, and in no other."""

    audience: Audience
    rank: int
    word: str
    """A word, in every text."""
    id: str
    """The beginning of every id, name of a file, and anchor."""

    @property
    def number(self) -> str:
        """The digits of its short codes."""
        return f"73{self.rank}"

    @property
    def marks(self) -> tuple[bytes, ...]:
        """The bytes that must not be found elsewhere; HTML and JSON may write the word as codes."""
        escaped = self.word.encode("unicode-escape")
        codes = (f"{kind.code_prefix}-{self.number}".encode() for kind in COLLECTIONS)
        return (self.word.encode(), escaped, self.id.encode(), *codes)


CANARIES = (
    Canary(Audience.MEMBERS, 1, "鹡鸰甲", "canaryjia"),
    Canary(Audience.MANAGERS, 2, "鹡鸰乙", "canaryyi"),
    Canary(Audience.LEADERS, 3, "鹡鸰丙", "canarybing"),
)


def add_canaries(tiny: TinySite) -> None:
    """Write the pages of each audience, and name them on the pages that everyone may read."""
    for page in ("rules/tanhua.md", "procedures/zhichu.md", "cases/gouwuka.md", "annual/2021.md"):
        tiny.replace(page, "audience: 全体党员", "audience: 全局")
    tiny.replace("meetings/dangzu-hui.md", "audience: 班子", "audience: 全局")
    for canary in CANARIES:
        _add_pages(tiny, canary)
    ids = [canary.id for canary in CANARIES]
    tiny.replace(
        "_data/vocabulary.yml",
        "topics:\n",
        "topics:\n" + _lines("  - {{id: {id}, title: {word}专题}}"),
    )
    tiny.replace("_data/vocabulary.yml", "[收受礼品礼金]", f"[收受礼品礼金, {_listed('行为')}]")
    tiny.replace("_data/vocabulary.yml", "[窗口人员]", f"[窗口人员, {_listed('层级')}]")
    limit = "- {{id: {id}, title: {word}额度, amount: 1, unit: 元, reference: {word}写法, confirmed: true, effective: 2026-01-01, source: {word}纪要, note: {word}说明}}"
    tiny.write("_data/thresholds.yml", tiny.text("_data/thresholds.yml") + _lines(limit))
    asked = _QUESTIONS.format(ids=", ".join(ids)) + _lines(_QUESTION)
    tiny.write("_data/questions.yml", asked)
    for page, canary in (("decide", CANARIES[1]), ("counting", CANARIES[2])):
        head = tiny.text("index.md").split("\n---\n")[0].replace("audience: 全局", "audience: {}")
        tiny.write(f"{page}.md", head.format(canary.audience.value) + "\n---\n")
    tiny.write("_data/decisions.yml", _DECISIONS.format(id=ids[1], word=CANARIES[1].word))
    tiny.write("_data/voting.yml", _VOTING.format(id=ids[2], word=CANARIES[2].word))
    tiny.write("_data/forms.yml", _lines(_FORM))
    leave = "- {{file: rules/{id}.docx, code: META-17, allowed_by: 保密办负责人, reason: {word}表, until: 2099-12-31}}"
    tiny.write("_data/exceptions.yml", _lines(leave))
    # On pages of everyone: lists of records, links, redirects; their writer has named no word.
    tiny.replace(
        "rules/tanhua.md", "family: tanhua", f"family: tanhua\nimplements: [{', '.join(ids)}]"
    )
    tiny.replace(
        "cases/gouwuka.md",
        "[zhichu#step-1]",
        f"[zhichu#step-1, {', '.join(f'{id}-p#step-1' for id in ids)}]",
    )
    tiny.replace(
        "cases/gouwuka.md",
        "[tanhua#art-2]",
        f"[tanhua#art-2, {', '.join(f'{id}#art-1' for id in ids)}]",
    )
    listed = ", ".join(f"{id}-f, {id}-t" for id in ids)
    tiny.replace("meetings/dangzu-hui.md", "basis: [tanhua,", f"forms: [{listed}]\nbasis: [tanhua,")
    for key, there, suffix in (
        ("procedures", "zhichu", "-p"),
        ("rules", "tanhua", ""),
        ("cases", "gouwuka", "-c"),
    ):
        more = ", ".join(f"{id}{suffix}" for id in ids)
        tiny.replace("meetings/dangzu-hui.md", f"{key}: [{there}]", f"{key}: [{there}, {more}]")
    links = "".join(f"\n\n见[甲](rules/{id}.md#art-1)和[乙]({id}.md)。" for id in ids)
    tiny.write("index.md", tiny.text("index.md") + links)
    tiny.write("_data/addresses.txt", _lines(_ADDRESSES) + "rules/tanhua.html\n")
    tiny.write("_data/redirects.yml", _lines(_REDIRECTS))
    for src, title in (
        ("rules/index.md", "规则"),
        ("cases/index.md", "案例"),
        ("maintenance.md", "维护"),
        ("search.md", "搜索"),
        ("selftest.md", "自测"),
        ("topics/index.md", "专题"),
        ("ledger.md", "对账"),
        ("roles/index.md", "按岗位"),
        ("pictures.md", "看图"),
        ("forms/index.md", "表样"),
        ("pack.md", "自选会议包"),
    ):
        tiny.write(
            src, tiny.text("index.md").split("\n---\n")[0].replace("首页", title) + "\n---\n"
        )
    _add_year(tiny)


def _add_year(tiny: TinySite) -> None:
    """Write a year for everyone that answers those of the canaries, and what each post has to do."""
    answers = "".join(
        f"  - {{plan: 203{one.rank}#plan-{one.id}, by: [done-tanhua]}}\n" for one in CANARIES
    )
    last = CANARIES[-1]
    repeats = f"  - {{problem: problem-tanhua, of: 203{last.rank}#problem-{last.id}}}\n"
    year = tiny.text("annual/2021.md").replace("2021", "2034")
    year = year.replace("每年谈一次", "每年谈一次，见GZ-001-2")
    linked = f"year: 2034\nanswers:\n{answers}repeats:\n{repeats}"
    tiny.write("annual/2034.md", year.replace("year: 2034\n", linked))
    for key, entry in (("posts", _POST), ("calendar", _TASK), ("chain", _TIE)):
        old = tiny.text("_data/roles.yml") if key != "posts" else ""
        tiny.write("_data/roles.yml", f"{old}{key}:\n{_lines(entry)}")


_POST = """\
  - id: {id}
    title: {word}岗位页
    name: {word}岗位
    summary: {word}岗位说明
    audience: {audience}
    levels: [{word}层级]
    duties: ["{id}#art-1"]
    upper: ["{id}#art-2"]
    traces: [{{what: {word}材料, basis: ["{id}#art-1"]}}]"""
_TASK = """\
  - id: {id}
    kind: 谈话
    what: {word}安排
    months: [{rank}]
    often: {word}次数
    days: [2026-11-2{rank}]
    meeting: HY-73{rank}
    posts: {{{id}: {word}做什么}}
    basis: ["{id}#art-1"]
    audience: {audience}"""
_TIE = """\
  - {{who: {word}甲方, to: {word}乙方, what: {word}责任, basis: ["{id}#art-1"], audience: {audience}}}"""
_QUESTIONS = """\
roles:
  - {{id: post, title: 岗位, topics: [tanhua, {ids}]}}
questions:
  - {{id: open, topic: tanhua, kind: 判断, question: 问, answer: 对, explanation: 解, articles: [tanhua#art-2], audience: 全局}}
"""
_QUESTION = """\
  - {{id: {id}, topic: {id}, kind: 判断, question: {word}问, answer: 对, explanation: {word}解, articles: ["{id}#art-1"], audience: {audience}}}"""
_DECISIONS = """\
start: {id}
outcomes:
  - {{outcome: 分管领导审批, means: {word}意思, basis: [{id}#art-1]}}
questions:
  - {{id: {id}, ask: {word}问, answers: [{{id: {id}, text: {word}答, next: {id}-result}}]}}
results:
  - {{id: {id}-result, matter: {word}事, outcomes: [分管领导审批], why: {word}理由, basis: [{id}#art-1]}}
"""
_VOTING = """\
opening: 应到会成员过半数
opening_basis: [{id}#art-1]
rules:
  - {{text: {word}写法, basis: [{id}#art-1]}}
ballots:
  - {{id: {id}, title: {word}议题, quorum: 应到会成员过半数, majority: 应到会成员过半数, how: {word}表决, basis: [{id}#art-1]}}
"""
_FORM = """\
- id: {id}-f
  title: {word}表样
  purpose: {word}用途
  file: Word
  audience: {audience}
  basis: [{id}#art-1]
  rows: [{{cells: [{word}栏], text: "{word}看{{GZ-73{rank}-1}}。"}}]
- id: {id}-t
  title: {word}台账
  purpose: {word}登记
  file: Excel
  audience: {audience}
  basis: [{id}-p#step-1]
  columns: [{{name: {word}列, width: 4, choices: [{word}选项]}}]"""
_ADDRESSES = """\
rules/{id}-old.html
rules/{id}-old.html#{id}-part
s/gz-73{rank}9.html rules/{id}-old.html
cases/{id}-gone.html
rules/tanhua.html#{id}-place
rules/tanhua.html#{id}-left"""
_REDIRECTS = """\
- {{old: rules/{id}-old.html, new: rules/{id}.html, audience: {audience}}}
- {{old: rules/{id}-old.html#{id}-part, new: rules/{id}.html#art-2, audience: {audience}}}
- {{old: cases/{id}-gone.html, withdrawn: {word}已撤下, audience: {audience}}}
- {{old: rules/tanhua.html#{id}-place, new: rules/tanhua.html#art-3, audience: {audience}}}
- {{old: rules/tanhua.html#{id}-left, new: rules/{id}.html#art-1, audience: {audience}}}"""


def _add_pages(tiny: TinySite, canary: Canary) -> None:
    values = {"word": canary.word, "audience": canary.audience, "rank": canary.rank}
    for folder, prefix, suffix, rest in (
        ("rules", "GZ", "", _RULE),
        ("procedures", "CX", "-p", _PROCEDURE),
        ("cases", "AL", "-c", _CASE),
        ("meetings", "HY", "-m", _MEETING),
    ):
        head = _HEAD.replace("topics: [{id}]", f"topics: [{canary.id}]")
        text = (head + rest).format(
            id=f"{canary.id}{suffix}", prefix=prefix, number=canary.number, **values
        )
        text = text.replace(f"thresholds: [{canary.id}-p]", f"thresholds: [{canary.id}]")
        text = text.replace(f"{canary.id}-c#art-1", f"{canary.id}#art-1")
        tiny.write(f"{folder}/{canary.id}{suffix}.md", text)
    year = 2030 + canary.rank
    annual = (_HEAD + _ANNUAL).format(
        id=canary.id, prefix="ND", number=canary.number, year=year, **values
    )
    tiny.write(f"annual/{year}.md", annual.replace(f"id: {canary.id}\n", f'id: "{year}"\n'))
    tiny.write(f"{canary.id}.md", _PAGE.format(id=canary.id, **values))
    note = chunk(b"tEXt", f"Author\0{canary.id}".encode())
    tiny.write(f"rules/{canary.id}.png", png(note))
    tiny.write(
        f"rules/{canary.id}.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{canary.word}图</text></svg>',
    )
    tiny.write(f"rules/{canary.id}.docx", docx(paragraph(f"{canary.word}表")))


def _lines(template: str) -> str:
    return "".join(
        template.format(id=one.id, word=one.word, audience=one.audience, rank=one.rank) + "\n"
        for one in CANARIES
    )


def _listed(what: str) -> str:
    return ", ".join(f"{canary.word}{what}" for canary in CANARIES)
