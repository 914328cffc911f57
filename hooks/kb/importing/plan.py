"""Many official texts and the rules that are there, put together: what is to be written where."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from kb.catalog import plain_name
from kb.checks.rules import check_rule
from kb.checks.text import check_headings
from kb.importing.header import Value, set_keys
from kb.importing.law import Law
from kb.importing.names import slug, told_apart
from kb.importing.page import Body, write_body
from kb.inputs import Audience
from kb.kinds import Kind
from kb.model import Status, TextKind
from kb.new import OWN_RULES
from kb.numerals import article_label
from kb.problem import Code, Problem
from kb.provisions import ARTICLE
from kb.reading import parse_page
from kb.site import Page, Rule
from kb.source import cut_source

_PREFIX = f"{Kind.RULE.code_prefix}-"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of the texts beside the texts themselves; None leaves it to them."""

    today: date
    topics: tuple[str, ...] | None
    """Topics of new pages; None for those of the rule's other versions, else `usual_topics`."""
    usual_topics: tuple[str, ...]
    owner: str
    audience: Audience
    review_by: date
    status: Status | None = None
    gaps: bool = False
    """Whether a text may lack articles; the page then says which."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules that are there, and what is taken by any page, even one that cannot be read."""

    rules: tuple[Rule, ...]
    ids: frozenset[str]
    codes: frozenset[str]


@dataclass(slots=True)
class Draft:
    """One version of a rule while the plan is made: a page that is there or is to be."""

    id: str
    family: str
    title: str
    header: str
    body: str
    promulgated: date | None
    effective: date | None
    repealed_on: date | None
    status: Status | None
    supersedes: str | None
    kind: TextKind
    topics: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    before: str | None = None
    """The text of the page as it is, or None for a new one."""

    @property
    def text(self) -> str:
        """The page as it is to be."""
        return f"---\n{self.header}---\n{self.body}"

    @property
    def src(self) -> str:
        """Its path below the content folder."""
        return f"{Kind.RULE}/{self.id}.md"

    @property
    def day(self) -> date | None:
        """The day that orders versions."""
        return self.promulgated or self.effective

    def same_version(self, other: "Draft | Law") -> bool:
        """Return whether both are one version: by their days of issue, else of coming into force."""
        if self.promulgated and other.promulgated:
            return self.promulgated == other.promulgated
        if self.effective and other.effective:
            return self.effective == other.effective
        return self.day is other.day is None

    @property
    def official(self) -> bool:
        """Whether it is the text itself, no digest."""
        return self.kind is TextKind.OFFICIAL

    def set(self, **values: Value) -> None:
        """Set keys of the front matter."""
        self.header = set_keys(self.header, values)

    def page(self, shown: str) -> Page | list[Problem]:
        """Return the page that it is to be; `shown` is the path that problems name."""
        source = cut_source(self.text, self.src, shown)
        return [source] if isinstance(source, Problem) else parse_page(source)


@dataclass(slots=True)
class Plan:
    """What an import comes to."""

    pages: dict[str, str] = field(default_factory=dict)
    """The text of the pages to write, by path below the content folder."""
    placed: dict[str, str] = field(default_factory=dict)
    """The id that each file's text has, by the file's path; files that stay out are not here."""
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def make_plan(laws: Sequence[Law], shelf: Shelf, wishes: Wishes) -> Plan:
    """Return what is to be written for `laws` to stand beside the rules that are there.

    Made from titles, days and texts alone: the order of the files does not matter.
    """
    plan, names = Plan(), _Families(shelf.rules)
    families: dict[str, list[Draft]] = defaultdict(list)
    for rule in shelf.rules:
        families[rule.meta.family].append(draft_of(rule))
    days: dict[str, set[date | None]] = defaultdict(set)
    for law in laws:
        days[names.of(law.title)].add(law.day)
    new: list[Draft] = []
    taken = set(shelf.ids)
    for law in sorted(laws, key=lambda law: (law.title, law.day or date.min, law.path)):
        body, remarks = checked_body(law, wishes, plan.problems)
        if body is None:
            continue
        family = names.of(law.title)
        versions = families[family]
        if unknown := _without_day(law, days[family], versions):
            plan.problems.append(unknown)
            continue
        same = [one for one in versions if one.same_version(law)]
        draft = next((one for one in same if one.official), None)
        if draft is None:
            page_id = _free_id(law, taken)
            draft = new_draft(law, body, family, page_id, wishes)
            _take_after(draft, versions, wishes)
            for digest in same:
                _complete(draft, digest)
            plan.remarks += [_beside(law, one) for one in same if one.kind is TextKind.DIGEST]
            versions.append(draft)
            new.append(draft)
            taken.add(page_id)
        elif _substance(draft.body) != _substance(body.text):
            plan.problems.append(_other_text(law, draft, plan.placed))
            continue
        plan.placed[law.path] = draft.id
        plan.remarks += [*law.remarks, *remarks]
    _number(new, shelf.codes)
    placed = set(plan.placed.values())
    for versions in families.values():
        if any(one.id in placed for one in versions):
            _order(versions)
        plan.pages |= {one.src: one.text for one in versions if one.text != one.before}
    return plan


def _take_after(draft: Draft, versions: Iterable[Draft], wishes: Wishes) -> None:
    """Give a new version the names and topics of the newest one: people go on calling it so."""
    there = [one for one in versions if one.before is not None]
    if kin := max(there, key=lambda one: one.day or date.min, default=None):
        draft.set(aliases=kin.aliases or None, topics=wishes.topics or kin.topics)


def _complete(draft: Draft, digest: Draft) -> None:
    """Let the text of a version be in force since the day that a digest of it names."""
    if draft.effective is None and digest.effective is not None:
        draft.effective = digest.effective
        draft.set(effective=digest.effective)


def _without_day(
    law: Law, days: Iterable[date | None], versions: Iterable[Draft]
) -> Problem | None:
    """Return the problem that nobody can know which of two versions is the older."""
    undated = next((one for one in versions if one.day is None and one.before is not None), None)
    message = hint = ""
    if law.day is None and any([*days, *(one.day for one in versions)]):
        message = "读不出日期，这一规则另有别的版本，排不出先后"
        hint = "单独导入这个文件，用 --promulgated 写明公布或者修改的日期"
    elif law.day and undated and undated.kind is not TextKind.MODEL:
        message = f"站内的 {undated.id} 没有写日期，两版排不出先后"
        hint = f"先在 {undated.src} 的头部写 promulgated"
    return Problem(law.path, 1, 1, Code.NOT_IMPORTED, message, hint) if message else None


def checked_body(
    law: Law, wishes: Wishes, problems: list[Problem]
) -> tuple[Body | None, list[Problem]]:
    """Return the body of the page with remarks, or None after adding what keeps it from being one.

    The checks of numbers are those that every page has to pass; they are told of the source. Gaps
    in the numbers of chapters and items, which are found in published texts, are remarks.
    """
    body = write_body(law)
    draft = new_draft(law, body, "x", "x", wishes)
    draft.set(code=f"{_PREFIX}{OWN_RULES}")
    page = draft.page(law.path)
    if isinstance(page, list):
        problems += [replace(one, line=1, column=1) for one in page]
        return None, []
    assert isinstance(page, Rule)
    found = {*check_rule(page), *check_headings(page)}
    gaps = {*check_rule(page, strict=True)} - found
    told = [
        (one, replace(one, line=body.lines[one.line - page.source.body_line], hint=_hint(one)))
        for one in sorted(found | gaps)
    ]
    problems += [moved for one, moved in told if one in found]
    remarks = [replace(moved, code=Code.COMPARE) for one, moved in told if one in gaps]
    return None if found else body, remarks


def _hint(problem: Problem) -> str:
    if problem.code is Code.ARTICLE_GAP:
        return "核对原件：漏了的补上；原件确实缺这一条的，加 --gaps 再导入，页面上会注明"
    return "核对原件，有错的改正后再导入"


def _substance(body: str) -> list[str]:
    """Return the paragraphs of a page from its first heading or article: not the history above."""
    lines = [line for line in body.split("\n") if line]
    start = next((n for n, line in enumerate(lines) if line[0] == "#" or ARTICLE.match(line)), 0)
    return lines[start:]


def new_draft(law: Law, body: Body, family: str, page_id: str, wishes: Wishes) -> Draft:
    """Return the page of a text that is not there yet; it has no code."""
    values: dict[str, Value] = {
        "id": page_id,
        "title": law.title,
        "summary": summary(law),
        "topics": wishes.topics or wishes.usual_topics,
        "audience": wishes.audience,
        "owner": wishes.owner,
        "review_by": wishes.review_by,
        "updated": wishes.today,
        "issuer": law.issuer or "原件没有写明",
        "text_kind": TextKind.OFFICIAL,
        "family": family,
        "number": law.number,
        "promulgated": law.promulgated,
        "effective": law.effective,
        "status": wishes.status or Status.IN_FORCE,
        **counted(law, gaps=wishes.gaps),
    }
    return Draft(
        id=page_id,
        family=family,
        title=law.title,
        header=set_keys("", values),
        body=body.text,
        promulgated=law.promulgated,
        effective=law.effective,
        repealed_on=None,
        status=wishes.status,
        supersedes=None,
        kind=TextKind.OFFICIAL,
        topics=wishes.topics or wishes.usual_topics,
    )


def draft_of(rule: Rule) -> Draft:
    """Return a page that is there."""
    meta = rule.meta
    return Draft(
        id=meta.id,
        family=meta.family,
        title=meta.title,
        header=rule.source.header,
        body=rule.source.body,
        promulgated=meta.promulgated,
        effective=meta.effective,
        repealed_on=meta.repealed_on,
        status=meta.status,
        supersedes=meta.supersedes,
        kind=meta.text_kind,
        topics=meta.topics,
        aliases=meta.aliases,
        before=f"---\n{rule.source.header}---\n{rule.source.body}",
    )


def summary(law: Law) -> str:
    """Return the sentence that lists show below the title."""
    count = len([key for key in law.keys if "-" not in key])
    words = [f"全文共{count}条" if count else "正式文本"]
    words += [f"{_in_words(law.promulgated)}公布"] if law.promulgated else []
    same_day = law.effective and law.effective == law.promulgated
    words += ["同日起施行"] if same_day else []
    words += [f"{_in_words(law.effective)}起施行"] if law.effective and not same_day else []
    return "，".join(words) + "。"


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def counted(law: Law, *, gaps: bool) -> dict[str, Value]:
    """Return the keys that count the articles of a text."""
    whole = [int(key) for key in law.keys if "-" not in key]
    missing = tuple(str(n) for n in range(1, max(whole, default=0)) if n not in set(whole))
    note = "原件没有" + "、".join(article_label(key) for key in missing) + "，条号照原件。"
    return {
        "article_count": len(whole) or None,
        "missing": missing if gaps and missing else None,
        "basis_note": note if gaps and missing else None,
    }


@dataclass(slots=True)
class _Families:
    """Which family a title belongs to: that of a rule with the name, else one of its own."""

    _by_name: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_name, self._names = {}, {}
        for rule in rules:
            if rule.meta.text_kind is not TextKind.MODEL:
                for name in (rule.meta.title, *rule.meta.aliases):
                    self._by_name.setdefault(plain_name(name), rule.meta.family)
            self._names.setdefault(rule.meta.family, plain_name(rule.meta.title))

    def of(self, title: str) -> str:
        """Return the family of the rule with this title."""
        name = plain_name(title)
        if name not in self._by_name:
            family = slug(title)
            if self._names.setdefault(family, name) != name:
                family = told_apart(family, title)
                self._names[family] = name
            self._by_name[name] = family
        return self._by_name[name]


def _free_id(law: Law, taken: Container[str]) -> str:
    wanted = f"{slug(law.title)}-{law.day}" if law.day else slug(law.title)
    return told_apart(wanted, law.title) if wanted in taken else wanted


def _number(drafts: Sequence[Draft], codes: frozenset[str]) -> None:
    """Give new pages the next free codes, in the order of their titles and days."""
    taken = [int(code.removeprefix(_PREFIX)) for code in codes if code.startswith(_PREFIX)]
    for number, draft in enumerate(drafts, max([OWN_RULES, *taken]) + 1):
        draft.set(code=f"{_PREFIX}{number}")


def _order(versions: Sequence[Draft]) -> None:
    """Make each version of a rule follow the one before it, and say which is in force.

    Nothing is said of a version whose day is not known, nor of a model text.
    """
    ordered: list[list[Draft]] = []
    for draft in sorted(versions, key=lambda one: one.day or date.min):
        if draft.day is None or draft.kind is TextKind.MODEL:
            continue
        if ordered and any(draft.same_version(other) for other in ordered[-1]):
            ordered[-1].append(draft)
        else:
            ordered.append([draft])
    for earlier, same, later in zip([[], *ordered], ordered, [*ordered[1:], []], strict=False):
        for draft in same:
            if earlier and draft.supersedes not in {one.id for one in earlier}:
                draft.set(supersedes=min(earlier, key=lambda one: not one.official).id)
            if later and draft.status is not Status.REPEALED:
                draft.set(status=Status.REVISED)
                _end(draft, later)


def _end(draft: Draft, later: Sequence[Draft]) -> None:
    """Write the last day of a version, where that of its successor says it strictly."""
    since = next((one.effective for one in later if one.effective), None)
    if since and draft.repealed_on is None and (not draft.effective or draft.effective < since):
        draft.set(repealed_on=since - _DAY)


def _beside(law: Law, digest: Draft) -> Problem:
    return Problem(
        law.path,
        1,
        1,
        Code.COMPARE,
        f"站内已有这一版的{digest.kind} {digest.id}，两页并存",
        f"要用正式文本替换它，加 --replaces {digest.id}",
    )


def _other_text(law: Law, draft: Draft, placed: Mapping[str, str]) -> Problem:
    other = next((path for path, page_id in placed.items() if page_id == draft.id), draft.src)
    message = f"与 {other} 是同一规则的同一版，文字却不同"
    hint = "核对原件，留下对的一份；是不同版本的，在文件名末尾写上各自的日期"
    if draft.before is not None:
        hint = f"要用这一份替换站内的页面，加 --replaces {draft.id}"
    return Problem(law.path, 1, 1, Code.OTHER_TEXT, message, hint)


def write(pages: Mapping[Path, str]) -> None:
    """Write all pages, or none where one of them cannot be written."""
    drafts = {file: file.with_name(f".{file.name}.new") for file in pages}
    try:
        for file, draft in drafts.items():
            draft.write_text(pages[file], encoding="utf-8", newline="\n")
        for file, draft in drafts.items():
            draft.replace(file)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
