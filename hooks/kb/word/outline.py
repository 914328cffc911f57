"""Outlines of reports as Word files: what must be answered and where it stands, never the answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.approval import is_approved
from kb.forwarding import code_url
from kb.inputs import BuildInputs
from kb.labels import label, rule_name
from kb.ledger import Item, Promise, State, items, promises, streak, years
from kb.model import TextKind
from kb.numerals import to_chinese
from kb.quiz import basis
from kb.site import Case, Meeting, Record, Rule, Site
from kb.views.linked import short_bases
from kb.word.paper import Paper
from kb.word.stamps import opened
from kb.yearmodel import Fill, Outlined, OutlinedPart

_BOX = "□ "
_ANSWERS = ("已做", "做了一部分", "没有做", "无材料")


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a report of one year, with everything that it takes from the site."""

    outlined: Outlined
    year: int
    promises: tuple[Promise, ...]
    """Plans of the year before, and older ones that are still open."""
    problems: tuple[Item, ...]
    """Problems of the year before."""
    rules: tuple[tuple[Rule, str], ...]
    """Rules that changed in the year, and how."""
    meetings: tuple[Meeting, ...]
    cases: tuple[Case, ...]
    """The cases that the meetings bring."""
    records: tuple[Record, ...]
    """All records whose words are used."""

    @property
    def unapproved(self) -> tuple[Record, ...]:
        """The records whose words nobody has read before they leave the building."""
        return tuple(record for record in self.records if not is_approved(record))

    @property
    def title(self) -> str:
        """The title, which is also the name of the file."""
        return f"{self.year}{self.outlined.title}（提纲）"


def outline(site: Site, outlined: Outlined, year: int) -> Outline:
    """Return the outline of a report of `year` in the edition that `site` is."""
    fills = {fill for part in outlined.parts for fill in part.fill}
    told = tuple(_open(site, year)) if Fill.PROMISES in fills else ()
    problems = tuple(_problems(site, year)) if Fill.PROBLEMS in fills else ()
    rules = tuple(_changed(site, year)) if Fill.RULES in fills else ()
    meetings = site.of(Meeting) if Fill.MEETINGS in fills else ()
    brought = {case for meeting in site.of(Meeting) for case in meeting.meta.cases}
    cases = tuple(one for one in site.of(Case) if one.meta.id in brought)
    cases = cases if Fill.CASES in fills else ()
    used: list[Record] = [*(one.plan.annual for one in told), *(one.annual for one in problems)]
    used += [*(rule for rule, _ in rules), *meetings, *cases, *_bases(site, outlined)]
    records = {record.meta.id: record for record in used}
    return Outline(outlined, year, told, problems, rules, meetings, cases, tuple(records.values()))


def outline_file(site: Site, made: Outline, inputs: BuildInputs) -> bytes:
    """Return the Word file of an outline."""
    paper = opened(made.title, "", inputs, unapproved=bool(made.unapproved))
    paper.line(
        "本件只列出要答的事和出处，不是成文。逐项核对，填写答复和凭据；没有材料的写“无材料”。"
    )
    paper.line(made.outlined.note)
    if models := [one.meta.code for one in made.records if _is_model(one)]:
        paper.line(f"下列依据是示范文本，未经本单位印发，不具效力：{'、'.join(sorted(models))}。")
    writer = _Writer(site, made, inputs, paper)
    for number, part in enumerate(made.outlined.parts, 1):
        paper.heading(f"{to_chinese(number)}、{part.title}", 1)
        writer.part(part)
    return paper.pack()


def _is_model(record: Record) -> bool:
    return isinstance(record, Rule) and record.meta.text_kind is TextKind.MODEL


def _open(site: Site, year: int) -> Iterator[Promise]:
    """Yield the plans of the year before, then the older ones that nobody has done."""
    told = promises(site)
    yield from (one for one in told if one.plan.annual.meta.year == year - 1)
    for one in told:
        known = one.state not in (State.DONE, State.NO_MATERIAL)
        if one.plan.annual.meta.year < year - 1 and known:
            yield one


def _problems(site: Site, year: int) -> Iterator[Item]:
    for annual in years(site):
        if annual.meta.year == year - 1:
            yield from (Item(annual, part) for part in items(annual, "problem-"))


def _changed(site: Site, year: int) -> Iterator[tuple[Rule, str]]:
    for rule in site.of(Rule):
        meta = rule.meta
        days: tuple[tuple[str, date | None], ...] = (
            ("发布", meta.promulgated),
            ("施行", meta.effective),
            ("失效", meta.repealed_on),
        )
        told = [f"{day}{name}" for name, day in days if day and day.year == year]
        if not told and meta.text_kind is TextKind.MODEL and meta.updated.year == year:
            told = [f"{meta.updated}站内改过的示范文本，没有印发"]
        if told:
            yield rule, "，".join(told)


def _bases(site: Site, outlined: Outlined) -> Iterator[Record]:
    for part in outlined.parts:
        for item in part.items:
            for text in item.basis:
                if address := basis(site, text):
                    yield site.records[address.record]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of an outline."""

    site: Site
    made: Outline
    inputs: BuildInputs
    paper: Paper

    def part(self, part: OutlinedPart) -> None:
        """Write what the site has for the part, then what else it must answer."""
        forms: Mapping[Fill, Callable[[], None]] = {
            Fill.PROMISES: self._promises,
            Fill.PROBLEMS: self._problems,
            Fill.RULES: self._rules,
            Fill.MEETINGS: self._meetings,
            Fill.CASES: self._cases,
        }
        for fill in part.fill:
            forms[fill]()
        if part.fill:
            self.paper.heading("还要答的事", 2)
        rows = [(_BOX + item.ask, "\n".join(self._named(item.basis)), "") for item in part.items]
        self.paper.table(("要答的事", "依据", "答复和凭据"), rows, (52, 66, 38))

    def _named(self, texts: Sequence[str]) -> Iterator[str]:
        for text, link in zip(texts, short_bases(self.site, texts), strict=True):
            if address := basis(self.site, text):
                url = self._url(self.site.records[address.record], address.anchor)
                yield f"{link.text}\u3000{label(self.site, address)}\n{url}"

    def _promises(self) -> None:
        last = self.made.year - 1
        self.paper.heading(f"{last}年打算逐条答复", 2)
        if not self.made.promises:
            self.paper.line(f"站内没有{last}年度总结：无材料。")
            return
        rows = [
            (_promise(one), self._place(one.plan), self._answer(one)) for one in self.made.promises
        ]
        self.paper.table(("打算", "出处", f"{self.made.year}年答复"), rows, (66, 46, 44))

    def _answer(self, promise: Promise) -> str:
        told = [
            f"{answer.annual.meta.code}：{answer.part.title}{_inferred(answer)}"
            for answer in promise.answers
        ]
        boxes = "　".join(_BOX.strip() + word for word in _ANSWERS)
        return "\n".join([*told, boxes, "凭据："])

    def _problems(self) -> None:
        last = self.made.year - 1
        self.paper.heading(f"{last}年问题逐条答复", 2)
        if not self.made.problems:
            self.paper.line(f"站内没有{last}年度总结：无材料。")
            return
        rows = []
        for item in self.made.problems:
            running = streak(self.site, item)
            mark = f"（连续{running}年）" if running > 1 else ""
            boxes = "□改好了　□改了一部分　□没有改\n凭据："
            rows.append((f"{item.part.title}{mark}", self._place(item), boxes))
        self.paper.table(("问题", "出处", "改正结果"), rows, (66, 46, 44))

    def _rules(self) -> None:
        self.paper.heading(f"{self.made.year}年发布、施行、失效、改动的规则", 2)
        rows = [
            (f"{rule.meta.code}　{rule_name(self.site, rule)}", how, self._url(rule))
            for rule, how in self.made.rules
        ]
        if rows:
            self.paper.table(("规则", "变化", "地址"), rows, (66, 46, 44))
        else:
            self.paper.line("站内没有这一年变化的规则。")

    def _meetings(self) -> None:
        self.paper.heading("会议、谈话和检查，按种类", 2)
        rows = [
            (
                f"{one.meta.code}　{one.meta.title}\n{one.meta.when}",
                self._url(one),
                "次数：\n日期：\n记录在：",
            )
            for one in self.made.meetings
        ]
        if rows:
            self.paper.table(("种类", "地址", "次数和日期"), rows, (66, 46, 44))
        else:
            self.paper.line("这一版没有会前准备。")

    def _cases(self) -> None:
        self.paper.heading("用到的案例", 2)
        self.paper.line("下面是会前准备列出的案例；实际用了哪几个、在哪次会上用的，由承办人填写。")
        rows = [
            (
                f"{_BOX}{one.meta.code}　{one.meta.title}（{one.meta.source_kind}）",
                self._url(one),
                "哪次会上用：",
            )
            for one in self.made.cases
        ]
        if rows:
            self.paper.table(("案例", "地址", "使用情况"), rows, (66, 46, 44))

    def _place(self, item: Item) -> str:
        return f"{item.annual.meta.code}\n{self._url(item.annual, item.part.id)}"

    def _url(self, record: Record, anchor: str = "") -> str:
        """Return the permanent address of a record; below the site's root where that is not known."""
        code = self.inputs.base_url + code_url(record.meta.code)
        return f"{code}#{anchor}" if anchor else code


def _promise(promise: Promise) -> str:
    part = promise.plan.part
    lines = [part.title]
    lines += [f"{name}：{text}" for name, text in _measures(promise) if text]
    against = "、".join(f"{one.part.title}{_inferred(one)}" for one in promise.problems)
    return "\n".join([*lines, f"针对问题：{against or '材料没有写'}"])


def _measures(promise: Promise) -> tuple[tuple[str, str], ...]:
    return (
        ("责任岗位", promise.post),
        ("期限", promise.plan.part.field("期限")),
        ("完成标志", promise.measure),
    )


def _inferred(item: Item) -> str:
    return "（编者推断）" if item.inferred else ""
