"""Made-up pages in any number, for measuring: cases of 1.7 KB, and the rules that they cite.

They mean nothing and are true of nobody; they have the form, the length, the links and the spread of
words of real ones, and are without a fault. The same number gives the same text.
"""

import random
from collections.abc import Iterator

from kb.numerals import to_chinese

RULES, ARTICLES, TOPICS, LEVELS, BEHAVIOURS = 20, 24, 24, 6, 12
LARGEST = 9_999
"""As many cases can have a code."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_THINGS = _words(
    "购物卡 土特产 报销单 公务用车 办公用房 验收单 会议记录 询价单 培训费 加油卡 慰问品 接待单 印章 合同 发票 "
    "台账 备用金 工作餐 值班表 采购清单"
)
_WHO = _words(
    "窗口人员 承办科室 分管负责人 经办人 财务人员 验收小组 驻街人员 借调人员 仓库管理员 工会干部 司机 合同管理员"
)
_DID = _words(
    "没有登记就收下 先办后补手续 拆成几笔报销 照着去年的数填写 没有回避就参加表决 当天没有写进记录 "
    "借给熟人使用 以旧换新时留下差价 只看签字不看东西 由服务对象代为付款 过了期限才上报 口头答应没有留痕"
)
_WHY = _words(
    "制度写了谁来核对，没有写核对什么 大家都这样办，没有人觉得不妥 分工不清，每个人都以为别人看过 "
    "只看结果快慢，不问手续先后 前一次没有追问，后一次就成了惯例 材料齐不齐，全凭一个人说了算"
)
_HOW = _words(
    "当天登记，次日交纪检干部核对 两人同时在场，分别签字 每季度抽查一次，结果写进会议记录 "
    "换人办理前交接清单，逐项点清 金额到了标准，先上会再办理 拿不准的，先书面请示再答复"
)
_ASKED = _words(
    "如果当天没有人在场，应当怎样留下记录 同样的事情换一个科室，手续有什么不同 哪一步做到了，后面的错就不会发生 "
    "口头请示过，能不能算作报告 已经过了期限，还来得及补救什么"
)
_CASE = """\
---
id: {id}
code: AL-{code}
title: {title}
summary: {who}处理{thing}时{did}，测量用。
topics: [{topic}]
audience: 全体党员
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
source_kind: 教学情景
source: 编者虚构
levels: [{level}]
behaviours: [{behaviour}]
as_of: 2025-01-01
violated:
  - act: {did}
    articles: [{first}]
  - act: 没有报告
    articles: [{second}]
outcome: 由有权机关按照情节处理
failed_steps: [zhichu#step-1, {second}]
risk_points: [{thing}管理]
---

## 经过

{facts}

## 违反了什么

对照{first_name}，{did}的，由所在科室纠正。又见 {second_code}，没有报告的，写进年度总结。

## 如何处理

按照{second_name}处理，由{who}当面说明情况，退回或者补办，结果记入台账。

## 根源

{why}。

## 防控要点

- {how}。
- 对照 CX-001第一步 办理，记下{thing}的去处。

## 讨论题

1. {asked}？
2. {who}应当在什么时候停下来问一句？
"""
_RULE = """\
---
id: {id}
code: GZ-{code}
title: {title}
summary: {title}，测量用。
topics: [{topic}]
audience: 全体党员
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
issuer: 中共xx局党组
text_kind: 示范文本
family: {id}
---

## 第一章　总则

"""


def vocabulary() -> str:
    """Return the words that the pages use, as `_data/vocabulary.yml`; the base's own are in it."""
    topics = "\n".join(f"  - {{id: t{n:02}, title: {_topic(n)}}}" for n in range(1, TOPICS + 1))
    behaviours = ", ".join(["收受礼品礼金", *(f"行为{n:02}" for n in range(1, BEHAVIOURS))])
    levels = ", ".join(["窗口人员", *(f"层级{n:02}" for n in range(1, LEVELS))])
    return (
        f"topics:\n  - {{id: tanhua, title: 廉政谈话}}\n{topics}\n"
        f"behaviours: [{behaviours}]\nlevels: [{levels}]\n"
    )


def rules() -> Iterator[tuple[str, str]]:
    """Yield path and text of the rules that the cases cite."""
    for number in range(1, RULES + 1):
        lot = random.Random(-number)
        head = _RULE.format(
            id=f"zhidu-{number:02}",
            code=900 + number,
            title=_title(number),
            topic=f"t{number:02}",
        )
        articles = (
            f"第{to_chinese(n)}条　{lot.choice(_WHO)}管理{lot.choice(_THINGS)}，应当{lot.choice(_HOW)}。"
            for n in range(1, ARTICLES + 1)
        )
        yield f"rules/zhidu-{number:02}.md", head + "\n\n".join(articles) + "\n"


def cases(count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of `count` cases."""
    for number in range(1, count + 1):
        yield f"cases/anli-{number:04}.md", case(number)


def case(number: int) -> str:
    """Return the text of one case."""
    lot = random.Random(number)
    one, two = lot.randint(1, RULES), lot.randint(1, RULES)
    first, second = lot.randint(1, ARTICLES), lot.randint(1, ARTICLES)
    thing, who, did = lot.choice(_THINGS), lot.choice(_WHO), lot.choice(_DID)
    facts = "\n\n".join(
        f"{lot.choice(_WHO)}在清点{thing}时发现，{lot.choice(_WHO)}{lot.choice(_DID)}，"
        f"{lot.choice(_WHO)}{lot.choice(_DID)}。问到{lot.choice(_THINGS)}，{who}说一向如此，没有人问过。"
        for _ in range(2)
    )
    behaviour, level = lot.randint(1, BEHAVIOURS - 1), lot.randint(1, LEVELS - 1)
    return _CASE.format(
        id=f"anli-{number:04}",
        code=f"{number:04}",
        title=f"{who}与{thing}（{number}）",
        who=who,
        thing=thing,
        did=did,
        topic=f"t{lot.randint(1, TOPICS):02}",
        level=f"层级{level:02}",
        behaviour=f"行为{behaviour:02}",
        first=f"zhidu-{one:02}#art-{first}",
        second=f"zhidu-{two:02}#art-{second}",
        first_name=f"《{_title(one)}》第{to_chinese(first)}条",
        second_name=f"《{_title(two)}》第{to_chinese(second)}条",
        second_code=f"GZ-{900 + two}-{second}",
        facts=facts,
        why=lot.choice(_WHY),
        how=lot.choice(_HOW),
        asked=lot.choice(_ASKED),
    )


def _title(number: int) -> str:
    return f"{_THINGS[number - 1]}管理制度"


def _topic(number: int) -> str:
    return f"专题{number:02}"
