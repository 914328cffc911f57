"""What a record of the export holds; its JSON Schema is made from this."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kb.inputs import Audience
from kb.model import Approval, SourceKind, Status, TextKind
from kb.search.sections import SectionType


class _Exported(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(_Exported):
    """One place that a section names."""

    start: Annotated[
        int | None,
        Field(title="起", description="在 text 里从第几个字（码点，从0起）；写在页面信息里的没有"),
    ]
    end: Annotated[int | None, Field(title="止", description="到第几个字以前")]
    words: Annotated[str, Field(title="所写的文字")]
    role: Annotated[str, Field(title="关系", description="违反、上位规则等；正文里的引用为空")]
    record: Annotated[str, Field(title="所引页面的标识")]
    code: Annotated[str, Field(title="所引页面的编号")]
    title: Annotated[str, Field(title="所引之处的名称")]
    url: Annotated[str, Field(title="所引之处的地址", description="从网站的根起")]
    anchor: Annotated[str, Field(title="页内地址", description="引整页的为空")]
    art: Annotated[str | None, Field(title="条", description="第一百二十条之三写作 120-3")]
    para: Annotated[int | None, Field(title="款")]
    item: Annotated[int | None, Field(title="项")]
    version: Annotated[
        datetime.date | None, Field(title="版本日期", description="所引规则这一版的施行日期")
    ]
    status: Annotated[Status | None, Field(title="所引规则的效力状态")]
    text_kind: Annotated[TextKind | None, Field(title="所引规则的文本性质")]


class RuleVersion(_Exported):
    """Which version of a rule the section belongs to."""

    model_config = ConfigDict(from_attributes=True)

    text_kind: Annotated[TextKind, Field(title="文本性质", description="要点提示不是条文原文")]
    status: Annotated[Status | None, Field(title="效力状态", description="示范文本没有")]
    family: Annotated[str, Field(title="规则族", description="同一规则的各版本相同")]
    issuer: Annotated[str, Field(title="制定机关")]
    number: Annotated[str | None, Field(title="文号")]
    promulgated: Annotated[datetime.date | None, Field(title="发布日期")]
    effective: Annotated[datetime.date | None, Field(title="施行日期")]
    repealed_on: Annotated[
        datetime.date | None, Field(title="失效日期", description="有效的最后一天")
    ]


class CaseFacts(_Exported):
    """What kind of case the section belongs to."""

    model_config = ConfigDict(from_attributes=True)

    source_kind: Annotated[SourceKind, Field(title="来源性质", description="教学情景是虚构的")]
    as_of: Annotated[datetime.date, Field(title="行为时间")]
    behaviours: Annotated[tuple[str, ...], Field(title="行为")]
    levels: Annotated[tuple[str, ...], Field(title="岗位层级")]


class SectionRecord(_Exported):
    """A section: an article, a step, a part of a case, an item of a year, a term."""

    id: Annotated[str, Field(title="标识", description="页面的标识，或加 # 和页内地址；不重复")]
    type: Annotated[SectionType, Field(title="种类")]
    code: Annotated[str, Field(title="编号", description="如 GZ-001-7；术语没有")]
    title: Annotated[str, Field(title="名称")]
    path: Annotated[tuple[str, ...], Field(title="位置", description="页面、章节、自身的标题")]
    text: Annotated[str, Field(title="文字", description="一行是一段")]
    url: Annotated[str, Field(title="地址", description="从网站的根起")]
    short_url: Annotated[str, Field(title="短地址", description="从网站的根起；术语没有")]
    base_url: Annotated[str, Field(title="网站的根", description="以 / 结尾；没有填写的为空")]
    site: Annotated[str, Field(title="网站名称")]
    unit: Annotated[str, Field(title="单位")]
    edition: Annotated[Audience, Field(title="版别", description="从哪一版导出")]
    audience: Annotated[Audience, Field(title="读者范围")]
    approved: Annotated[bool, Field(title="已审定", description="审核以后改过的算没有审定")]
    approval: Annotated[Approval | None, Field(title="审核")]
    valid_on: Annotated[datetime.date, Field(title="依据截至")]
    record: Annotated[str | None, Field(title="页面的标识", description="术语没有")]
    page_title: Annotated[str, Field(title="页面的标题")]
    topics: Annotated[tuple[str, ...], Field(title="专题")]
    aliases: Annotated[tuple[str, ...], Field(title="通称")]
    owner: Annotated[str, Field(title="维护岗位")]
    updated: Annotated[datetime.date, Field(title="更新日期")]
    review_by: Annotated[datetime.date, Field(title="复核期限")]
    year: Annotated[int | None, Field(title="年份")]
    rule: Annotated[RuleVersion | None, Field(title="规则的版本")]
    case: Annotated[CaseFacts | None, Field(title="案例")]
    citations: Annotated[tuple[Citation, ...], Field(title="引用")]
