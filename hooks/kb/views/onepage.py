"""What the sheet of a procedure shows, on screen, on paper and in Word: all of it from records."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.address import CODE, Address, anchor_label
from kb.approval import is_approved
from kb.headings import Part
from kb.labels import label
from kb.linking.mentions import LinkGraph, Mention, Role
from kb.linking.versions import article_text
from kb.numerals import to_chinese
from kb.search.plain import inline
from kb.site import Case, Procedure, Record, Rule, Site
from kb.views.frame import Link
from kb.views.limits import limits
from kb.views.linked import Runs, linked_line

_SUPERVISORS = "派驻纪检监察组"
_WITHDRAW = re.compile(r"回避|离场")
_LAST = re.compile(r"(?:主持人|拍板人).*(?:最后|末位|说完)")
_GROUND = "三重一大"
"""In the title of the rule of the unit that says what goes to the meeting."""
_CASES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the words for it."""

    name: str
    words: Runs


@dataclass(frozen=True, slots=True)
class Material:
    """What a step before the meeting must bring forth."""

    id: str
    """For the box to tick: `step-2-1`."""
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure."""

    id: str
    number: str
    title: Link
    who: str
    deadline: str
    bases: Runs
    materials: tuple[Material, ...]
    mistake: Runs


@dataclass(frozen=True, slots=True)
class Lesson:
    """A case that went wrong in a step of the procedure."""

    case: Link
    source: str
    """公开通报 or 教学情景: nobody may take the one for the other."""
    steps: Runs


@dataclass(frozen=True, slots=True)
class OnePage:
    """The sheet of a procedure."""

    procedure: Procedure
    matter: tuple[Line, ...]
    """Whether it goes to the meeting, and by what."""
    steps: tuple[Step, ...]
    before: int
    """The number of steps before the meeting."""
    meeting: tuple[Line, ...]
    archive: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    cited: tuple[Address, ...]
    """Articles and rules that the steps rest on, by rule and article."""
    records: tuple[Record, ...]
    """All records whose words are used."""

    @property
    def unapproved(self) -> tuple[Record, ...]:
        """The records whose words nobody has read before they leave the building."""
        return tuple(record for record in self.records if not is_approved(record))


def onepage(site: Site, graph: LinkGraph, procedure: Procedure) -> OnePage:
    """Return the sheet of `procedure` in the edition that `site` is, whose links are `graph`."""
    writer = _Writer(site, graph, procedure)
    place = procedure.meeting
    cited = tuple(writer.cited())
    lessons = tuple(_lessons(site, graph, procedure))
    cases = [site.by_url[lesson.case.url] for lesson in lessons]
    used = (*(site.records[address.record] for address in cited), *cases)
    return OnePage(
        procedure,
        tuple(writer.matter()),
        tuple(map(writer.step, procedure.steps)),
        place,
        tuple(_meeting(procedure, place)),
        tuple(_archive(procedure)),
        lessons,
        cited,
        (procedure, *{one.url: one for one in used if isinstance(one, Record)}.values()),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Sets the links of a procedure's words."""

    site: Site
    graph: LinkGraph
    procedure: Procedure

    def matter(self) -> Iterator[Line]:
        """Yield the category, what it applies to, the limits, and the articles that say so."""
        meta = self.procedure.meta
        yield Line("类别", (Link(f"属于“三重一大”中的{meta.category}"),))
        yield Line("适用", (Link(meta.applies),))
        for limit in limits(self.site, meta):
            yield Line("门槛", (Link(limit),))
        if grounds := tuple(self._grounds()):
            yield Line("依据", grounds)

    def step(self, step: Part) -> Step:
        """Return a step as the sheet shows it."""
        names = filter(None, re.split(r"[；。]", inline(step.field("形成"))))
        return Step(
            step.id,
            _number(step),
            Link(step.title.removeprefix(_number(step)).strip(), f"{self.procedure.url}#{step.id}"),
            inline(step.field("谁来做")),
            inline(step.field("时限")),
            tuple(_short(self._runs(step, "依据"))),
            tuple(Material(f"{step.id}-{at}", name) for at, name in enumerate(names, 1)),
            tuple(_short(self._runs(step, "易错"))),
        )

    def cited(self) -> Iterator[Address]:
        """Yield what the steps rest on, each once, by the code of the rule and the article."""
        lines = {
            self._line(field.line)
            for step in self.procedure.steps
            for field in step.fields
            if field.name == "依据"
        }
        found = {one.target.section for one in self._mentions() if one.line in lines}
        rules = [
            address for address in found if isinstance(self.site.records[address.record], Rule)
        ]
        yield from sorted(rules, key=self._order)

    def _order(self, address: Address) -> tuple[str, int]:
        record = self.site.records[address.record]
        places = dict(record.sections())
        return record.meta.code, places.get(address.anchor, -1)

    def _grounds(self) -> Iterator[Link]:
        """Yield the articles that name the category, and the limits if any, in the unit's rule."""
        named = [self.procedure.meta.category.value]
        named += ["额度标准"] if self.procedure.meta.thresholds else []
        cited = {one.target.record for one in self._mentions()}
        gap = ""
        for rule in self.site.of(Rule):
            if rule.meta.id in cited and _GROUND in rule.meta.title:
                for article in rule.articles:
                    if article_text(article).startswith(tuple(named)):
                        address = Address(rule.meta.id, article.id)
                        yield Link(f"{gap}{label(self.site, address)}", f"{rule.url}#{article.id}")
                        yield Link(f"（{rule.meta.text_kind}）")
                        gap = "；"

    def _runs(self, step: Part, name: str) -> Iterator[Link]:
        """Yield the words of a field, with the links that its citations and codes are."""
        field = next((one for one in step.fields if one.name == name), None)
        if field is None:
            return
        yield from linked_line(self.site, self.graph, self.procedure, field.line, field.text)

    def _mentions(self) -> Iterable[Mention]:
        return self.graph.by_page.get(self.procedure.source.src, ())

    def _line(self, line: int) -> int:
        """Return the line of the file on which a line of the body stands."""
        return self.procedure.source.body_line + line - 1


def _number(step: Part) -> str:
    """Return what a step is called for short: 第三步."""
    return anchor_label(step.id)


def _short(runs: Iterable[Link]) -> Iterator[Link]:
    """Yield bases as a sheet has room for them; that a text is a model is said once for a row.

    GZ-004-8（示范文本）；GZ-004-12（示范文本） becomes GZ-004-8、12（示范文本）.
    """
    kept = list(runs)
    for at, run in enumerate(kept):
        text = run.text.replace("中华人民共和国", "")
        if not run.url:
            following = kept[at + 2].text if at + 2 < len(kept) else ""
            in_row = text == "（示范文本）；" and following.startswith("（示范文本）")
            if in_row and CODE.fullmatch(kept[at + 1].text):
                text = "、"
        elif at > 1 and _same_rule(kept[at - 2].text, text) and kept[at - 1].text.endswith("）；"):
            text = text.rpartition("-")[2]
        yield Link(text, run.url)


def _same_rule(one: str, other: str) -> bool:
    """Return whether two words are codes of articles of one rule."""
    first, second = CODE.fullmatch(one), CODE.fullmatch(other)
    return bool(
        first
        and second
        and first["code"] == second["code"]
        and first["article"]
        and second["article"]
    )


def _meeting(procedure: Procedure, place: int) -> Iterator[Line]:
    """Yield what the meeting must observe, in the words of the procedure, by what it is about."""
    meta = procedure.meta
    yield Line("到会", (Link(meta.quorum),))
    yield Line("表决", (Link(meta.vote),))
    told = [
        f"{_number(step)}：{clause}"
        for step in procedure.steps[:place]
        if (clause := _supervised(step))
    ]
    if told:
        yield Line(_SUPERVISORS, (Link("；".join(told)),))
    step = procedure.steps[place]
    yield Line("主持、列席", (Link(inline(step.field("谁来做"))),))
    found: dict[str, list[str]] = defaultdict(list)
    for clause in inline(step.field("做什么")).split("；"):
        name = "末位表态" if _LAST.search(clause) else "议决"
        found["回避" if _WITHDRAW.search(clause) else name].append(clause)
    for name in ("回避", "末位表态", "议决"):
        if name in found:
            yield Line(name, (Link("；".join(found[name])),))


def _supervised(step: Part) -> str:
    """Return the words of a step about the supervisors; its title where only that names them."""
    clauses = inline(step.field("做什么")).split("；")
    whole = (step.title.removeprefix(_number(step)).strip(), inline(step.field("谁来做")))
    return next((words for words in (*clauses, *whole) if _SUPERVISORS in words), "")


def _archive(procedure: Procedure) -> Iterator[str]:
    """Yield the lines below 归档清单."""
    lines = procedure.source.body.split("\n")
    start = next((one.line for one in procedure.headings if one.id == "archive"), len(lines))
    end = next((one.line - 1 for one in procedure.headings if one.line > start), len(lines))
    for line in lines[start:end]:
        if line.startswith("- "):
            yield inline(line.removeprefix("- ")).rstrip("；。")


def _lessons(site: Site, graph: LinkGraph, procedure: Procedure) -> Iterator[Lesson]:
    """Yield the cases that failed in a step, or that a step names; those of more steps first."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in graph.citing(Address(procedure.meta.id)):
        if isinstance(mention.page, Case) and mention.role is Role.FAILED_STEP:
            found[mention.page.meta.id].add(mention.target.anchor)
    for mention in graph.by_page.get(procedure.source.src, ()):
        found[mention.target.record].add(mention.anchor)
    numbers = {step.id: number for number, step in enumerate(procedure.steps, 1)}
    told = [
        (case, steps)
        for case in site.of(Case)
        if (steps := sorted(numbers[at] for at in found[case.meta.id] if at in numbers))
    ]
    told.sort(key=lambda one: -len(one[1]))
    for case, steps in told[:_CASES]:
        yield Lesson(
            Link(f"{case.meta.code}\u3000{case.meta.title}", case.url),
            case.meta.source_kind,
            tuple(Link(f"第{to_chinese(n)}步", f"{procedure.url}#step-{n}") for n in steps),
        )
