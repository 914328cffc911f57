"""What surrounds the text of one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kb.address import Address
from kb.approval import is_approved
from kb.deciding.model import COUNTING, DECIDE
from kb.deciding.pages import is_node
from kb.forms.pages import FOLDER as FORMS
from kb.forms.pages import INDEX as FORMS_INDEX
from kb.kinds import Kind
from kb.labels import record_name, rule_name, title, version_name
from kb.linking.comparing import FOLDER as COMPARE
from kb.linking.comparing import Comparison, comparison, comparison_src
from kb.linking.mentions import LinkGraph
from kb.model import SourceKind, TextKind
from kb.onepage import FOLDER as ONEPAGE
from kb.onepage import onepage_url, procedure_of, word_url
from kb.posts import INDEX as POSTS
from kb.posts import is_post
from kb.site import Annual, Case, Meeting, Page, Procedure, Record, Rule, Site
from kb.topics import INDEX as TOPICS
from kb.topics import topic_of
from kb.training.pages import INDEX as TRAINING
from kb.views.citing import Entry, Group, cited_by, cites, to_review, unlinked
from kb.views.counting import Counting, counting
from kb.views.decide import Decision, decision
from kb.views.forms import (
    FormLine,
    FormView,
    basis_links,
    form_lines,
    form_view,
    forms_of_procedure,
)
from kb.views.frame import Link, chinese_date, collection_of, collection_url, siblings_of
from kb.views.ledger import Accounts, LedgerLine, Plan, accounts, ledger, replies
from kb.views.limits import limits
from kb.views.listing import Badge, Listing, Shelf, badges, listing, shelves
from kb.views.onepage import OnePage, onepage
from kb.views.pack import Pack, pack
from kb.views.pictures import Picture, pictures
from kb.views.posts import MonthView, PostsView, PostView, month_view, post_view, posts_view
from kb.views.reviews import Review, review, reviews
from kb.views.selftest import SelfTest, selftest
from kb.views.topics import TopicLine, TopicView, topic_lines, topic_link, topic_view
from kb.views.training import DeckRow, deck_rows, forms_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its values, e.g. 施行日期: 2024年1月1日."""

    name: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the templates show beside the text of a page."""

    kind: str
    """rule, procedure, case, annual, meeting, page, listing, compare, onepage, topic, form,
    decide, post or one of `_OWN_FORM`."""
    title: str
    summary: str
    code: str
    badges: tuple[Badge, ...]
    notices: tuple[Link, ...]
    """Sentences that stand before the text and must not be missed."""
    facts: tuple[Fact, ...]
    """What the page is about: issuer, dates, level and the like."""
    upkeep: tuple[Fact, ...]
    """Who keeps the page, since when, until when."""
    cells: tuple[Fact, ...]
    """The four cells above a procedure."""
    trail: tuple[Link, ...]
    previous: Link | None
    following: Link | None
    listing: Listing | None
    shelves: tuple[Shelf, ...]
    ledger: tuple[LedgerLine, ...]
    replies: tuple[Plan, ...]
    """The plans of earlier years that a year answers."""
    whole: Link | None
    """The way from a year to the ledger over all years."""
    accounts: Accounts | None
    """The ledger over all years, on the page 对账."""
    cites: tuple[Group, ...]
    """What the page cites, by rule."""
    unlinked: tuple[Entry, ...]
    """Citations that lead nowhere, or not all the way."""
    cited_by: tuple[Group, ...]
    """The pages that cite it, by kind."""
    to_review: tuple[Group, ...]
    """What still cites earlier versions of the rule."""
    comparison: Comparison | None
    """What a page that compares two versions shows."""
    onepage: OnePage | None
    """What the sheet of a procedure shows."""
    sheet: Link | None
    """The way from a procedure to its sheet."""
    word: Link | None
    """The way from a sheet or a pack to its Word file."""
    pack: Pack | None
    """What a page of 会前准备 brings along."""
    form: FormView | None
    """A blank form, on its page."""
    forms: tuple[FormLine, ...]
    """All forms on the page that lists them; those that a procedure asks for."""
    quoted: str
    """How the rule is named in a citation that is copied; empty for anything else."""
    review: Review
    """Until when the page counts as up to date."""
    reviews: tuple[Review, ...]
    """The same of all pages, on the page for editors."""
    selftest: SelfTest | None
    """The questions, on the page 自测."""
    topic: TopicView | None
    """What a page of one topic gathers."""
    topics: tuple[TopicLine, ...]
    """All topics, on the page that lists them."""
    training: tuple[Link, ...]
    """The ways from a case or a topic to its slides, its handout and its PowerPoint file."""
    decks: tuple[DeckRow, ...]
    """All of these, on the page that lists them."""
    post: PostView | None
    """What a page of one post gathers."""
    posts: PostsView | None
    """All posts and the year, on the page that lists them."""
    month: MonthView | None
    """What the year brings, on the home page."""
    pictures: tuple[Picture, ...]
    """The drawings, on the page 看图."""
    decision: Decision | None
    """A question or a result of 要不要上会."""
    counting: Counting | None
    """The numbers of 到会与计票."""
    doubts: tuple[Link, ...]
    """Where a reader of a procedure learns whether it applies."""
    unapproved: bool


def view(site: Site, page: Page, graph: LinkGraph, day: date) -> View:
    """Return what surrounds `page` in the edition that `site` is, whose links are `graph`.

    `day` counts as today.
    """
    siblings = siblings_of(site, page)
    place = site.places[page.meta.id] if isinstance(page, Record) else -1
    kind = _kind(page)
    procedure = procedure_of(site, page.source.src)
    sheet = onepage(site, graph, procedure) if procedure else None
    return View(
        kind=kind,
        title=title(site, page) if isinstance(page, Record) else page.meta.title,
        summary=page.meta.summary,
        code=page.meta.code if isinstance(page, Record) else "",
        badges=badges(page),
        notices=tuple(_notices(site, page)),
        facts=facts(site, page),
        upkeep=tuple(_upkeep(site, page)),
        cells=cells(site, page),
        trail=_trail(site, page),
        previous=_to(site, siblings[place - 1]) if place > 0 else None,
        following=_to(site, siblings[place + 1]) if 0 <= place < len(siblings) - 1 else None,
        listing=listing(siblings, site) if kind == "listing" else None,
        shelves=shelves(site) if kind == "home" else (),
        ledger=ledger(site, page) if isinstance(page, Annual) else (),
        replies=replies(site, page) if isinstance(page, Annual) else (),
        whole=_whole(site, page),
        accounts=accounts(site) if kind == "ledger" else None,
        cites=cites(site, graph, page) if kind in _READ else (),
        unlinked=unlinked(graph, page) if kind in _READ else (),
        cited_by=_cited_by(site, graph, page),
        to_review=to_review(site, graph, page) if isinstance(page, Rule) else (),
        comparison=comparison(site, page.source.src),
        onepage=sheet,
        sheet=Link("打开一页纸", onepage_url(page)) if isinstance(page, Procedure) else None,
        word=_word(page if isinstance(page, Meeting) else procedure),
        pack=pack(site, graph, page) if isinstance(page, Meeting) else None,
        form=form_view(site, page.source.src),
        forms=_forms(site, graph, page),
        quoted=quoted(page) if isinstance(page, Rule) else "",
        review=review(site, page),
        reviews=reviews(site) if kind == "maintenance" else (),
        selftest=selftest(site, day) if kind == "selftest" else None,
        topic=topic_view(site, page.source.src, graph),
        topics=topic_lines(site) if kind == "topics" else (),
        training=forms_of(page),
        decks=deck_rows(site) if kind == "training" else (),
        post=post_view(site, page.source.src, graph),
        posts=posts_view(site) if kind == "posts" else None,
        month=month_view(site) if kind == "home" else None,
        pictures=pictures(site) if kind == "pictures" else (),
        decision=decision(site, page.source.src),
        counting=counting(site, page.source.src),
        doubts=tuple(_doubts(site)) if isinstance(page, Procedure) else (),
        unapproved=bool(sheet.unapproved) if sheet else not is_approved(page),
    )


def _word(record: Record | None) -> Link | None:
    return Link("下载Word", word_url(record)) if record else None


def _forms(site: Site, graph: LinkGraph, page: Page) -> tuple[FormLine, ...]:
    if isinstance(page, Procedure):
        return forms_of_procedure(site, graph, page)
    return form_lines(site, site.forms) if page.source.src == FORMS_INDEX else ()


def quoted(rule: Rule) -> str:
    """Return a rule as a citation names it: 《监察法》（2024年12月25日发布，2025年6月1日起施行）."""
    meta = rule.meta
    days = [f"{chinese_date(meta.promulgated)}发布"] if meta.promulgated else []
    days += [f"{chinese_date(meta.effective)}起施行"] if meta.effective else []
    name = meta.title.replace("《", "〈").replace("》", "〉")
    return f"《{name}》（{'，'.join(days) or meta.text_kind}）"


def _cited_by(site: Site, graph: LinkGraph, page: Page) -> tuple[Group, ...]:
    if not isinstance(page, Record):
        return ()
    mentions = graph.citing(Address(page.meta.id))
    return cited_by(site, (one for one in mentions if one.page is not page), sections=False)


def _whole(site: Site, page: Page) -> Link | None:
    if not isinstance(page, Annual) or LEDGER not in site.by_src:
        return None
    return Link("各年对账", f"{site.by_src[LEDGER].url}#year={page.meta.year}")


LEDGER = "ledger.md"
_READ = {"rule", "procedure", "case", "annual", "meeting", "page"}
"""Kinds of pages that are read, and told of what they cite; the others lead to pages."""
_OWN_FORM = {
    "index.md": "home",
    "search.md": "search",
    "verify.md": "verify",
    "maintenance.md": "maintenance",
    "selftest.md": "selftest",
    LEDGER: "ledger",
    "pictures.md": "pictures",
    DECIDE: "decide",
    COUNTING: "counting",
    TOPICS: "topics",
    TRAINING: "training",
    POSTS: "posts",
    "pack.md": "pack",
    FORMS_INDEX: "forms",
}


def _kind(page: Page) -> str:
    if page.source.src in _OWN_FORM:
        return _OWN_FORM[page.source.src]
    if page.source.src.startswith(COMPARE):
        return "compare"
    if page.source.src.startswith(ONEPAGE):
        return "onepage"
    if topic_of(page.source.src):
        return "topic"
    if is_post(page.source.src):
        return "post"
    if page.source.src.startswith(FORMS):
        return "form"
    if is_node(page.source.src):
        return "decide"
    if collection_of(page) and not isinstance(page, Record):
        return "listing"
    return page.kind.name.lower()


def _notices(site: Site, page: Page) -> Iterable[Link]:
    if isinstance(page, Rule):
        if page.meta.text_kind is TextKind.MODEL:
            yield Link("示范文本：未经本单位印发，不具效力。供本单位修改、审定后印发使用。")
        elif page.meta.text_kind is TextKind.DIGEST:
            yield Link("要点提示：由编者归纳，不是条文原文。引用和执行以正式文本为准。")
        for other in site.families[page.meta.family]:
            if other.meta.supersedes == page.meta.id:
                yield Link(f"本版本已被{rule_name(site, other)}取代", other.url)
    elif isinstance(page, Case) and (notice := source_notice(page)):
        yield Link(notice)


def source_notice(case: Case) -> str:
    """Return the sentence without which a case that was made up must not be shown."""
    scenario = case.meta.source_kind is SourceKind.SCENARIO
    return "教学情景：为讨论而虚构，不指向任何单位和个人。" if scenario else ""


def facts(site: Site, page: Page) -> tuple[Fact, ...]:
    """Return what the page is about: issuer, dates, level and the like."""
    return tuple(_facts(site, page))


def _facts(site: Site, page: Page) -> Iterable[Fact]:
    if isinstance(page, Rule):
        yield from _rule_facts(site, page)
    elif isinstance(page, Case):
        meta = page.meta
        yield _fact("岗位层级", meta.levels)
        yield _fact("行为发生", [f"{meta.as_of.year}年"])
        yield _fact("廉政风险点", meta.risk_points)
        yield _fact("来源", [meta.source])
    elif isinstance(page, Meeting):
        yield _fact("场合", [page.meta.occasion])
        yield _fact("什么时候", [page.meta.when])
        yield Fact("依据", tuple(basis_links(site, page.meta.basis)))
        if (rules := _links(site, "相关规则", page.meta.rules)).values:
            yield rules


def _upkeep(site: Site, page: Page) -> Iterable[Fact]:
    if isinstance(page, Record):
        yield Fact("专题", tuple(topic_link(site, topic) for topic in page.meta.topics))
    if isinstance(page, Rule) and page.meta.basis_note:
        yield _fact("编写说明", [page.meta.basis_note])
    yield _fact("维护", [page.meta.owner])
    yield _fact("更新", [chinese_date(page.meta.updated)])
    yield _fact("复核期限", [chinese_date(page.meta.review_by)])


def _rule_facts(site: Site, rule: Rule) -> Iterable[Fact]:
    meta = rule.meta
    yield _fact("制定机关", [meta.issuer])
    if meta.number:
        yield _fact("文号", [meta.number])
    days = (("发布", meta.promulgated), ("施行", meta.effective), ("有效至", meta.repealed_on))
    for name, day in days:
        if day:
            yield _fact(name, [chinese_date(day)])
    if meta.article_count:
        yield _fact("总条数", [f"{meta.article_count}条"])
    if meta.aliases:
        yield _fact("通称", ["、".join(meta.aliases)])
    versions = site.families[meta.family]
    if len(versions) > 1:
        links = [Link(rule_name(site, other), other.url) for other in versions if other != rule]
        yield Fact("其他版本", tuple(links))
        pairs = [(newer, older) for newer, older in pairwise(versions) if rule in (newer, older)]
        yield Fact(
            "逐条对照",
            tuple(
                Link(
                    f"{version_name(older)}与{version_name(newer)}",
                    comparison_src(older, newer).replace(".md", ".html"),
                )
                for newer, older in pairs
            ),
        )
    if meta.implements:
        yield _links(site, "上位规则", meta.implements)


def cells(site: Site, page: Page) -> tuple[Fact, ...]:
    """Return the four cells above a procedure; none for any other page."""
    if not isinstance(page, Procedure):
        return ()
    meta = page.meta
    return (
        _fact("适用", [meta.applies]),
        _fact("门槛", limits(site, meta)),
        _fact("到会", [meta.quorum]),
        _fact("表决", [meta.vote]),
    )


def _fact(name: str, texts: Iterable[str]) -> Fact:
    return Fact(name, tuple(Link(text) for text in texts))


def _links(site: Site, name: str, ids: Iterable[str]) -> Fact:
    """Return links to those records that this edition has."""
    found = [site.records[id] for id in ids if id in site.records]
    return Fact(name, tuple(Link(record_name(site, record), record.url) for record in found))


def _trail(site: Site, page: Page) -> tuple[Link, ...]:
    """Return the way from the home page to `page`, without itself."""
    if page.source.src == "index.md":
        return ()
    home = Link("首页", "index.html")
    if page.source.src.startswith(COMPARE):
        return (home, Link(Kind.RULE.label, collection_url(Kind.RULE)))
    if procedure := procedure_of(site, page.source.src):
        shelf = Link(Kind.PROCEDURE.label, collection_url(Kind.PROCEDURE))
        return (home, shelf, _to(site, procedure))
    if topic_of(page.source.src):
        return (home, Link("专题", TOPICS.replace(".md", ".html")))
    if is_post(page.source.src):
        return (home, Link("按岗位", POSTS.replace(".md", ".html")))
    if page.source.src.startswith(FORMS) and page.source.src != FORMS_INDEX:
        return (home, Link("表样", FORMS_INDEX.replace(".md", ".html")))
    if is_node(page.source.src):
        start = site.by_src[DECIDE]
        return (home, Link(start.meta.title, start.url))
    if not isinstance(page, Record):
        return (home,)
    return (home, Link(page.kind.label, collection_url(page.kind)))


def _doubts(site: Site) -> Iterable[Link]:
    for src in (DECIDE, COUNTING):
        if page := site.by_src.get(src):
            yield Link(page.meta.title, page.url)


def _to(site: Site, record: Record) -> Link:
    return Link(title(site, record), record.url)
