"""A tiny site with three years: promises kept, broken, half kept, forgotten, and a problem that lasts."""

from tests.tiny import TinySite

_HEAD = """\
---
id: "{year}"
code: ND-{year}
title: {year}年年度总结
summary: {year}年年度总结，测试用。
topics: [tanhua]
audience: 全体党员
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
year: {year}
"""
_FIRST = """\
---

## 成效

### 建立谈话制度 {#done-tanhua}

建立了谈话制度。

## 问题

### 谈话不够 {#problem-tanhua}

次数不够。

### 记录不全 {#problem-jilu}

记录不全。

## 打算

### 多谈话 {#plan-tanhua}

每年谈两次。

- 责任岗位：班子成员
- 期限：2022年6月30日
- 完成标志：每人谈话2次
- 针对问题：#problem-tanhua

### 补记录 {#plan-jilu}

补记录。

- 期限：2022年12月31日
- 针对问题：#problem-jilu（编者推断）

### 换柜子 {#plan-guizi}

换柜子。

- 期限：2022年12月31日

### 办培训 {#plan-peixun}

办培训。

- 期限：2022年12月31日

## 编者说明

测试用。
"""
_SECOND = """\
answers:
  - {plan: 2021#plan-tanhua, by: [problem-tanhua]}
  - {plan: 2021#plan-jilu, by: [done-jilu, problem-qianzi], inferred: true}
  - {plan: 2021#plan-guizi, by: [done-guizi]}
repeats:
  - {problem: problem-tanhua, of: 2021#problem-tanhua}
---

## 成效

### 补齐记录 {#done-jilu}

补齐了。

### 换了柜子 {#done-guizi}

换了。

### 修了门 {#done-men}

修了门，事先没有打算。

## 问题

### 谈话还是不够 {#problem-tanhua}

还是不够。

### 签字不全 {#problem-qianzi}

签字不全。

## 打算

### 再谈话 {#plan-tanhua}

再谈话。

- 期限：2023年6月30日
- 针对问题：#problem-tanhua

## 编者说明

测试用。
"""
_THIRD = """\
repeats:
  - {problem: problem-tanhua, of: 2022#problem-tanhua, inferred: true}
---

## 成效

### 开了会 {#done-hui}

开了会。

## 问题

### 谈话仍旧不够 {#problem-tanhua}

仍旧不够。

## 打算

### 每季度谈话 {#plan-jidu}

每季度谈话。

- 期限：2099年12月31日
- 针对问题：#problem-tanhua

## 编者说明

测试用。
"""
LEDGER_PAGE = """\
---
title: 各年对账
summary: 测试用。
audience: 全局
owner: 办公室负责人
review_by: 2027-03-31
updated: 2026-11-23
---

测试用。
"""


def add_years(tiny: TinySite) -> None:
    """Write the years 2021 to 2023, and the page that reads them together."""
    for year, rest in (("2021", _FIRST), ("2022", _SECOND), ("2023", _THIRD)):
        tiny.write(f"annual/{year}.md", _HEAD.format(year=year) + rest)
    tiny.write("ledger.md", LEDGER_PAGE)
