"""Many official texts and the rules that are there, put together: what is to be written where."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kb.checks.rules import check_rule
from kb.checks.text import check_headings
from kb.importing.drafts import Draft, Wishes, draft_of, new_draft
from kb.importing.law import Law
from kb.importing.names import slug, told_apart
from kb.importing.page import Body, write_body
from kb.importing.versions import Families, complete, put_in_order, take_after
from kb.kinds import Kind
from kb.model import TextKind
from kb.new import OWN_RULES
from kb.problem import Code, Problem
from kb.provisions import ARTICLE
from kb.site import Rule

_PREFIX = f"{Kind.RULE.code_prefix}-"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules that are there, and what is taken by any page, even one that cannot be read."""

    rules: tuple[Rule, ...]
    ids: frozenset[str]
    codes: frozenset[str]


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
    plan, names = Plan(), Families(shelf.rules)
    families: dict[str, list[Draft]] = defaultdict(list)
    for rule in shelf.rules:
        families[rule.meta.family].append(draft_of(rule))
    ordered = sorted(laws, key=lambda law: (law.title, law.day or date.min, law.path))
    days: dict[str, set[date | None]] = defaultdict(set)
    for law in ordered:
        days[names.of(law.title)].add(law.day)
    new: list[Draft] = []
    taken = set(shelf.ids)
    for law in ordered:
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
            take_after(draft, versions, wishes)
            for digest in same:
                complete(draft, digest)
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
            put_in_order(versions)
        plan.pages |= {one.src: one.text for one in versions if one.text != one.before}
    return plan


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


def _free_id(law: Law, taken: Container[str]) -> str:
    wanted = f"{slug(law.title)}-{law.day}" if law.day else slug(law.title)
    return told_apart(wanted, law.title) if wanted in taken else wanted


def _number(drafts: Sequence[Draft], codes: frozenset[str]) -> None:
    """Give new pages the next free codes, in the order of their titles and days."""
    taken = [int(code.removeprefix(_PREFIX)) for code in codes if code.startswith(_PREFIX)]
    for number, draft in enumerate(drafts, max([OWN_RULES, *taken]) + 1):
        draft.set(code=f"{_PREFIX}{number}")


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
