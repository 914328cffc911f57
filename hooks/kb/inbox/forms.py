"""What a Word template asks: the rows of its table, and the headings below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kb.headings import STEP_FIELDS
from kb.inputs import Audience
from kb.kinds import Kind, Occasion
from kb.model import METAS, Category, Quorum, SourceKind, TextKind
from kb.site import Site

KIND_ROW = "页面种类"
"""The first cell of every template: by it a filled one is known."""
CODE_ROW = "编号"
CODE_GUIDE = "【留空，收入时自动编】"
ACTS = ("违反的行为", "违反的条款")
"""The heads of the table of acts in a case."""
ACT_GUIDES = (
    "【做了什么，例如：收受购物卡】",
    "【例如《中国共产党纪律处分条例》（2023年）第九十七条】",
)
LATER = "（待补）"
"""Stands where a person did not write a text; the report says where."""


class Shape(Enum):
    """How the words of a cell are read."""

    TEXT = auto()
    DAY = auto()
    YEAR = auto()
    ONE = auto()
    """One of the choices."""
    MANY = auto()
    """Any of the choices."""
    LIST = auto()
    """Words parted by 、 or ；."""
    SENTENCES = auto()
    """Sentences parted by ；."""
    PLACES = auto()
    """Articles and steps, as citations or codes."""
    RECORDS = auto()
    """Records, as codes or names."""


class Need(Enum):
    """What becomes of a row that is left empty."""

    MUST = auto()
    """The file is not taken in."""
    LATER = auto()
    """The page says that it is still to be written."""
    NOT = auto()
    """The page goes without, or has the usual value."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table: a key of the front matter."""

    key: str
    name: str
    shape: Shape
    need: Need
    guide: str
    choices: Mapping[str, str]
    """What people see, and what stands in the front matter."""


@dataclass(frozen=True, slots=True)
class Form:
    """One template."""

    kind: Kind
    fields: tuple[Field, ...]
    body: tuple[tuple[int, str], ...]
    """What stands below the table: the level of a heading, or 0, and the words; words to be
    replaced stand in 【】."""

    def field(self, name: str) -> Field | None:
        """Return the field whose row is called `name`."""
        return next((one for one in self.fields if one.name == name), None)

    @property
    def sections(self) -> Iterable[str]:
        """The fixed headings of its page, in order."""
        kind = self.kind
        return Occasion.MEETING.sections if kind is Kind.MEETING else kind.sections

    @property
    def guides(self) -> frozenset[str]:
        """Every guide of the template, without the brackets."""
        texts = [one.guide for one in self.fields]
        texts += [text for _, text in self.body]
        texts += [CODE_GUIDE, *ACT_GUIDES]
        return frozenset(guide for text in texts for guide in guides_in(text))


_T, _N = Shape, Need
_Row = tuple[str, Shape, Need, str]
_COMMON: tuple[_Row, ...] = (
    ("title", _T.TEXT, _N.MUST, "【写标题，不写人名、单位名】"),
    ("summary", _T.TEXT, _N.LATER, "【一句话，说明讲什么、给谁用，至多120字】"),
    ("topics", _T.MANY, _N.MUST, ""),
    ("audience", _T.ONE, _N.NOT, ""),
    ("owner", _T.TEXT, _N.NOT, "【写岗位，不写姓名；空着的写办公室负责人】"),
    ("review_by", _T.DAY, _N.NOT, "【例如2027-03-31；空着的写一年以后】"),
)
_OWN: Mapping[Kind, tuple[_Row, ...]] = {
    Kind.CASE: (
        ("source_kind", _T.ONE, _N.MUST, ""),
        ("source", _T.TEXT, _N.LATER, "【公开通报写明发布单位和日期；教学情景写编者虚构】"),
        ("levels", _T.MANY, _N.MUST, ""),
        ("behaviours", _T.MANY, _N.MUST, ""),
        ("as_of", _T.DAY, _N.MUST, "【例如2025-01-01，决定适用哪一版规则】"),
        ("outcome", _T.TEXT, _N.LATER, "【写规则允许的处理幅度，不写结果】"),
        ("failed_steps", _T.PLACES, _N.MUST, "【例如CX-003第九步；GZ-001-21】"),
        ("risk_points", _T.LIST, _N.LATER, "【用顿号隔开，例如：管理服务对象送礼、登记簿锁着】"),
    ),
    Kind.RULE: (
        ("issuer", _T.TEXT, _N.LATER, "【例如中共xx局党组】"),
        ("text_kind", _T.ONE, _N.MUST, ""),
        ("number", _T.TEXT, _N.NOT, "【正式文本写文号，示范文本留空】"),
        ("promulgated", _T.DAY, _N.NOT, "【正式文本写发布日期，示范文本留空】"),
        ("effective", _T.DAY, _N.NOT, "【正式文本写施行日期，示范文本留空】"),
    ),
    Kind.PROCEDURE: (
        ("category", _T.ONE, _N.MUST, ""),
        ("applies", _T.TEXT, _N.LATER, "【写明适用的事项】"),
        ("thresholds", _T.MANY, _N.NOT, ""),
        ("quorum", _T.ONE, _N.MUST, ""),
        ("vote", _T.TEXT, _N.LATER, "【例如：逐项表决，赞成超过应到会成员半数为通过】"),
    ),
    Kind.ANNUAL: (("year", _T.YEAR, _N.MUST, "【四位数字，例如2026】"),),
    Kind.MEETING: (
        ("when", _T.TEXT, _N.LATER, "【什么时候开，例如：重要节日前】"),
        ("basis", _T.PLACES, _N.MUST, "【要求开会的条文，例如GZ-005-8；没有的写本单位惯例】"),
        ("procedures", _T.RECORDS, _N.NOT, "【写编号，用顿号隔开，例如CX-003】"),
        ("rules", _T.RECORDS, _N.NOT, "【写编号，例如GZ-004】"),
        ("cases", _T.RECORDS, _N.NOT, "【写编号，例如AL-004】"),
        ("reminders", _T.SENTENCES, _N.LATER, "【几句提醒，用分号隔开】"),
    ),
}
_BODIES: Mapping[Kind, tuple[tuple[int, str], ...]] = {
    Kind.CASE: (
        (1, "经过"),
        (0, "【写事情怎样发生。不写真实的人名、地名，写“某科室负责人”“某街道”】"),
        (1, "违反了什么"),
        (0, "【写条款和版本，例如《中国共产党纪律处分条例》（2023年）第九十七条】"),
        (1, "如何处理"),
        (0, "【写规则允许的幅度和有权处理的机关】"),
        (1, "根源"),
        (0, "【写制度和管理上的原因】"),
        (1, "防控要点"),
        (0, "【每点一段，写对应的步骤或者条款，例如GZ-001-21】"),
        (1, "讨论题"),
        (0, "1. 【第一题】"),
        (0, "2. 【第二题】"),
        (0, "3. 【第三题】"),
    ),
    Kind.RULE: (
        (1, "第一章　总则"),
        (0, "第一条　【为了什么，根据什么，制定本办法】"),
        (0, "第二条　【适用范围】"),
        (1, "第二章　附则"),
        (0, "第三条　【施行日期和解释部门】"),
    ),
    Kind.PROCEDURE: (
        (0, "【写明什么时候用这条程序、与谁有关】"),
        (1, "步骤"),
        (2, "第一步　【步骤的名称】"),
        *((0, f"{name}：【{name}】") for name in STEP_FIELDS),
        (2, "第二步　党组会讨论与表决"),
        *((0, f"{name}：【{name}】") for name in STEP_FIELDS),
        (1, "归档清单"),
        (0, "【每份材料一段】"),
    ),
    Kind.ANNUAL: (
        (1, "成效"),
        (2, "【一项成效的名称，不够的复制】"),
        (0, "【写明做了什么，只写材料里有的】"),
        (0, "材料条目：【条目号】"),
        (1, "问题"),
        (2, "【一项问题的名称】"),
        (0, "材料条目：【条目号】"),
        (1, "打算"),
        (2, "【一项打算的名称】"),
        (0, "材料条目：【条目号】"),
        (0, "针对问题：【照抄上面问题的名称】"),
        (0, "答复：【没有材料的写无材料】"),
        (1, "编者说明"),
        (0, "【写明材料没有写、由编者推断的地方】"),
    ),
    Kind.MEETING: (
        (1, "参加人员"),
        (0, "【每行一个岗位，不写姓名】"),
        (1, "会前材料"),
        (0, "【每份材料一行：名称、谁准备、什么时候送到】"),
        (1, "议程"),
        (0, "1. 【第一项】"),
        (1, "会上提醒"),
        (0, "【每句一段】"),
        (1, "记录要点"),
        (0, "【写要记录的要素，不预写句子】"),
        (1, "纪要要点"),
        (0, "【写纪要里要有的几项，每项一段】"),
        (1, "核对清单"),
        (0, "【每项一段】"),
    ),
}


def forms(site: Site) -> tuple[Form, ...]:
    """Return the templates of all collections, with the words that `site` has for each choice."""
    return tuple(_form(kind, site) for kind in _OWN)


def form_called(label: str, site: Site) -> Form | None:
    """Return the template whose first row says `label`, e.g. 警示案例."""
    return next((_form(kind, site) for kind in _OWN if kind.label == label.strip()), None)


def guides_in(text: str) -> list[str]:
    """Return what stands in 【】 in `text`."""
    return [part.partition("】")[0] for part in text.split("【")[1:]]


def _form(kind: Kind, site: Site) -> Form:
    return Form(
        kind,
        tuple(_field(kind, row, site) for row in (*_COMMON, *_OWN[kind])),
        _BODIES[kind],
    )


def _field(kind: Kind, row: _Row, site: Site) -> Field:
    key, shape, need, guide = row
    name = METAS[kind].model_fields[key].title or key
    return Field(key, name, shape, need, guide, _choices(key, site))


def _choices(key: str, site: Site) -> Mapping[str, str]:
    """Return what may be chosen in the row of `key`."""
    words: Mapping[str, str]
    match key:
        case "topics":
            return {topic.title: topic.id for topic in site.vocabulary.topics}
        case "thresholds":
            return {one.title: one.id for one in site.thresholds.values()}
        case "behaviours":
            words = {word: word for word in site.vocabulary.behaviours}
        case "levels":
            words = {word: word for word in site.vocabulary.levels}
        case "audience":
            words = {word.value: word.value for word in Audience}
        case "source_kind":
            words = {word.value: word.value for word in SourceKind}
        case "text_kind":
            words = {word.value: word.value for word in (TextKind.MODEL, TextKind.OFFICIAL)}
        case "category":
            words = {word.value: word.value for word in Category}
        case "quorum":
            words = {word.value: word.value for word in Quorum}
        case _:
            words = {}
    return words
