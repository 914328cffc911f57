"""An official text in the place of a page that is there: a digest, a model text, an older import."""

from dataclasses import replace

from kb.checks import check_site
from kb.importing.drafts import Wishes, counted, draft_of, summary
from kb.importing.law import Law
from kb.importing.plan import Plan, checked_body
from kb.linking.catalog import plain_name
from kb.model import Status, TextKind
from kb.problem import Code, Problem
from kb.reading import Reading
from kb.site import Rule, Site


def plan_replacement(
    law: Law, rule: Rule, site: Site, reading: Reading, docs: str, wishes: Wishes
) -> Plan:
    """Return what is to be written for `law` to stand where `rule` does.

    Its id, code, family, aliases, topics, audience and owner stay, so all links to the page do; the
    places in it that others cite must be there, too. What was approved was another text.
    """
    plan = Plan()
    body, remarks = checked_body(law, wishes, plan.problems)
    plan.problems += _not_the_same(law, rule)
    if body is None or plan.problems:
        return plan
    meta, draft = rule.meta, draft_of(rule)
    draft.body = body.text
    draft.set(
        title=law.title,
        summary=summary(law),
        review_by=wishes.review_by,
        updated=wishes.today,
        approval=None,
        basis_note=None,
        issuer=law.issuer or meta.issuer,
        text_kind=TextKind.OFFICIAL,
        number=law.number or meta.number,
        promulgated=law.promulgated or meta.promulgated,
        effective=law.effective or meta.effective,
        status=wishes.status or meta.status or Status.IN_FORCE,
    )
    draft.set(**counted(law, gaps=wishes.gaps))
    if wishes.topics:
        draft.set(topics=wishes.topics)
    page = draft.page(rule.source.path)
    if isinstance(page, list):
        plan.problems += page
        return plan
    after = site.with_pages(page if one is rule else one for one in site.pages)
    broken = set(check_site(after, reading.paths, docs, wishes.today)) - set(reading.problems)
    if broken:
        plan.problems += [_still_cited(law, rule, len(broken)), *broken]
        return plan
    plan.placed[law.path] = meta.id
    plan.remarks += [*law.remarks, *remarks]
    same = draft.body == rule.source.body and meta.text_kind is TextKind.OFFICIAL
    plan.pages |= {} if same else {draft.src: draft.text}
    return plan


def _not_the_same(law: Law, rule: Rule) -> list[Problem]:
    """Return why the text cannot be that of the page: another rule, or another version of it."""
    meta = rule.meta
    problem = Problem(law.path, 1, 1, Code.STILL_CITED, "", f"核对 --replaces 后面的 {meta.id}")
    if plain_name(law.title) not in map(plain_name, (meta.title, *meta.aliases)):
        message = f"文件里是“{law.title}”，{meta.id} 是“{meta.title}”"
        return [replace(problem, message=message)]
    for name, new, old in (
        ("公布", law.promulgated, meta.promulgated),
        ("施行", law.effective, meta.effective),
    ):
        if new and old and new != old:
            message = f"不是同一版：文件里写 {new} {name}，{meta.id} 写 {old}"
            hint = "是新的一版时，去掉 --replaces，导入为单独的一页"
            return [replace(problem, message=message, hint=hint)]
    return []


def _still_cited(law: Law, rule: Rule, count: int) -> Problem:
    message = f"换上正式文本以后，{rule.meta.id} 有 {count} 处对不上，没有替换；各处列在一起"
    hint = "先改这些地方：多半是引用了要点提示里编者自己加的标题或者条款"
    return Problem(law.path, 1, 1, Code.STILL_CITED, message, hint)
