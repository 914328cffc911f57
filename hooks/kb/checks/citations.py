"""Citations in the text of pages: every one must mean a rule, a version and a place that are here.

An official text is left as it stands: what it cites is its issuer's affair.
"""

from collections.abc import Iterator
from datetime import date

from kb.address import Address
from kb.citations import SELF
from kb.labels import provision_words, version_words
from kb.linking.catalog import Catalog, Fault, FaultKind, Resolution, plain_name
from kb.linking.resolving import day_of, resolve_page
from kb.model import TextKind
from kb.numerals import to_chinese
from kb.problem import Code, Problem
from kb.site import Case, Meeting, Page, Procedure, Rule, Site
from kb.source import position


def check_citations(site: Site, day: date) -> Iterator[Problem]:
    """Yield a problem for every citation that means nothing, or the wrong version; `day` is today."""
    catalog = Catalog.of(site)
    outside = {plain_name(name) for name in site.outside}
    for page in site.pages:
        if isinstance(page, Rule) and page.meta.text_kind is TextKind.OFFICIAL:
            continue
        resolutions = resolve_page(page, catalog, day)
        for resolution in resolutions:
            named_only = not resolution.citation.provisions
            if named_only and plain_name(resolution.citation.target) in outside:
                continue
            for fault in resolution.faults:
                yield from _fault(page, resolution, fault, catalog)
        if isinstance(page, Case):
            yield from _versions(page, resolutions, site, day)


def _fault(page: Page, resolution: Resolution, fault: Fault, catalog: Catalog) -> Iterator[Problem]:
    """Yield the problem that `fault` is on this kind of page, if it is one."""
    own_digest = resolution.rule is page and fault.kind is FaultKind.NOT_LISTED
    acts = isinstance(page, Rule | Procedure | Meeting) and bool(resolution.citation.provisions)
    if own_digest or (fault.kind is FaultKind.NOT_IN_FORCE and not acts):
        return
    line, column = position(page.source.body, resolution.citation.start)
    yield page.source.problem(
        line, column, _CODES[fault.kind], *explain(resolution, fault, catalog)
    )


def explain(resolution: Resolution, fault: Fault, catalog: Catalog) -> tuple[str, str]:
    """Return in Chinese what is wrong with a citation, and what may be meant instead."""
    rule, target = resolution.rule, resolution.citation.target
    name = f"《{rule.meta.title if rule else target}》"
    words = provision_words(fault.provision)
    versions = "、".join(version_words(one) for one in fault.candidates)
    match fault.kind:
        case FaultKind.UNKNOWN_RULE:
            numbered = "，条号核对不了" if resolution.citation.provisions else ""
            near = "、".join(f"《{one}》" for one in catalog.near(target))
            hint = "确实不收录的，把名称写进 _data/outside-rules.yml，只写名称，不写条号"
            return f"本库没有{name}{numbered}", f"是不是{near}？{hint}" if near else hint
        case FaultKind.AMBIGUOUS:
            titles = "、".join(
                f"《{one.meta.title}》（{one.meta.issuer}）" for one in fault.candidates
            )
            return f"“{target}”可以指几项规则", f"写出全称：{titles}"
        case FaultKind.UNKNOWN_VERSION:
            return f"本库没有{name}的{resolution.citation.version}年版", f"本库有：{versions}"
        case FaultKind.NOT_YET:
            return f"当时{name}还没有施行", f"本库有：{versions}"
        case FaultKind.NOT_IN_FORCE:
            return f"{name}已经失效", "改为引用现行的规则；说明历史时在名称后写明年份"
        case FaultKind.NO_PART:
            return (
                f"找不到{name}{words}",
                _parts(resolution, fault),
            )
        case FaultKind.NOT_LISTED:
            return f"{name}的要点提示没有收录{words}", "先核对正式文本，把这一条补进要点提示"
        case FaultKind.NO_ARTICLE:
            extent = f"（该规则共{rule.total}条）" if rule and rule.total else ""
            return f"找不到{name}{words}{extent}", "请对照正式文本核对条号"


def _parts(resolution: Resolution, fault: Fault) -> str:
    """Return how many 款 and 项 the article has: 第二条共1款，第一款有2项."""
    key = fault.provision.article if fault.provision else None
    articles = resolution.rule.articles if resolution.rule else ()
    article = next((one for one in articles if one.id == f"art-{key}"), None)
    if article is None:
        return ""
    items = [
        f"第{to_chinese(paragraph.number)}款有{len(paragraph.parts)}项"
        for paragraph in article.parts
        if paragraph.parts
    ]
    return "，".join([f"{article.label}共{len(article.parts)}款", *items])


def _versions(
    case: Case, resolutions: tuple[Resolution, ...], site: Site, day: date
) -> Iterator[Problem]:
    """Yield articles of a version that was not in force when the acts were done.

    Beside an article of the version that was, they are allowed: 从旧兼从轻 compares both.
    """
    then = day_of(case, day)
    listed = [
        (("violated", index, "articles", place), site.records.get(address.record))
        for index, violation in enumerate(case.meta.violated)
        for place, text in enumerate(violation.articles)
        if (address := Address.parse(text)) is not None
    ]
    named = [rule for _, rule in listed if isinstance(rule, Rule)]
    named += [one.rule for one in resolutions if one.rule and one.citation.target != SELF]
    right = {rule.meta.family for rule in named if rule.in_force(then)}
    for loc, rule in listed:
        if isinstance(rule, Rule) and not (rule.in_force(then) or rule.meta.family in right):
            yield case.header.problem(loc, Code.WRONG_VERSION, *_wrong_version(rule, case, site))
    for one in resolutions:
        rule = one.rule
        if rule and one.citation.version and not (rule.in_force(then) or rule.meta.family in right):
            line, column = position(case.source.body, one.citation.start)
            message = _wrong_version(rule, case, site)
            yield case.source.problem(line, column, Code.WRONG_VERSION, *message)


def _wrong_version(rule: Rule, case: Case, site: Site) -> tuple[str, str]:
    day = case.meta.as_of
    versions = site.families[rule.meta.family]
    then = "、".join(version_words(one) for one in versions if one.in_force(day))
    message = f"行为时（{day}）施行的不是《{rule.meta.title}》{version_words(rule)}"
    return message, f"当时施行的是{then}" if then else "本库没有当时施行的版本"


_CODES = {
    FaultKind.UNKNOWN_RULE: Code.UNKNOWN_RULE,
    FaultKind.AMBIGUOUS: Code.AMBIGUOUS_NAME,
    FaultKind.UNKNOWN_VERSION: Code.NO_SUCH_VERSION,
    FaultKind.NOT_YET: Code.NO_SUCH_VERSION,
    FaultKind.NOT_IN_FORCE: Code.NOT_IN_FORCE,
    FaultKind.NO_ARTICLE: Code.NO_SUCH_ARTICLE,
    FaultKind.NOT_LISTED: Code.NO_SUCH_ARTICLE,
    FaultKind.NO_PART: Code.NO_SUCH_PART,
}
