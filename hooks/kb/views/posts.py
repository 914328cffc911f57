"""What a post has to do, article by article, when in the year, and what it must be able to show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.headings import Part
from kb.kinds import Kind
from kb.labels import label
from kb.linking.mentions import LinkGraph
from kb.posts import INDEX, post_of, post_url
from kb.quiz import basis
from kb.site import Case, Procedure, Rule, Site
from kb.views.frame import Link, chinese_date, collection_url
from kb.views.linked import address_url, bases, linked_line, short_bases
from kb.views.listing import Row, row
from kb.views.reviews import reviews
from kb.yearmodel import Post, Task

_CASES = 8
_MAINTENANCE = "maintenance.md"
Runs = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """An article that says what the post has to do."""

    name: Link
    kind: str
    """What its text is: nobody may take a model text for one in force."""
    lead: Runs
    """Its first paragraph."""
    items: tuple[Runs, ...]
    """Its items and further paragraphs."""


@dataclass(frozen=True, slots=True)
class Due:
    """A task of the year."""

    id: str
    kind: str
    what: Link
    """Its name; it leads to what is to be prepared, where the edition has that."""
    months: tuple[int, ...]
    when: str
    """The months in words."""
    often: str
    days: tuple[str, ...]
    """Days that the unit has set, 2027-02-03."""
    shown_days: str
    role: str
    """What the post does; empty where the task stands for all posts."""
    bases: Runs


@dataclass(frozen=True, slots=True)
class Shown:
    """Something on paper, and the articles that want it."""

    what: str
    bases: Runs


@dataclass(frozen=True, slots=True)
class PostView:
    """The page of a post."""

    name: str
    duties: tuple[Duty, ...]
    upper: tuple[Duty, ...]
    calendar: tuple[Due, ...]
    traces: tuple[Shown, ...]
    cases: tuple[Row, ...]
    more: Link | None
    """The way to all cases of the level, where there are more."""


@dataclass(frozen=True, slots=True)
class PostsView:
    """The page that lists the posts, with the whole year."""

    posts: tuple[tuple[Link, str], ...]
    calendar: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class MonthReviews:
    """How many pages are to be read anew by the end of a month."""

    month: str
    """2027-03: a script compares it with the day of reading."""
    shown: str
    count: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """What the home page shows of the year; the browser chooses the month."""

    tasks: tuple[Due, ...]
    reviews: tuple[MonthReviews, ...]
    maintenance: str
    """The address of the page that lists the reviews."""
    whole: str
    """The address of the whole calendar; empty where there is none."""


def post_view(site: Site, src: str, graph: LinkGraph) -> PostView | None:
    """Return what the page `src` shows, or None where it is not that of a post."""
    post = post_of(site, src)
    if post is None:
        return None
    cases = _nearest(site, post, graph)
    return PostView(
        post.name,
        tuple(_duties(site, graph, post.duties)),
        tuple(_duties(site, graph, post.upper)),
        tuple(
            _due(site, task, task.posts[post.id]) for task in _tasks(site) if post.id in task.posts
        ),
        tuple(Shown(trace.what, bases(site, trace.basis)) for trace in post.traces),
        tuple(row(site, case) for case in cases[:_CASES]),
        _more(site, post, len(cases)),
    )


def posts_view(site: Site) -> PostsView:
    """Return the posts of this edition and everything that the year brings."""
    posts = tuple((Link(post.title, post_url(post)), post.summary) for post in site.duties.posts)
    return PostsView(posts, tuple(_due(site, task) for task in _tasks(site)))


def month_view(site: Site) -> MonthView | None:
    """Return the year for the home page; None where nothing is known of it."""
    months = Counter(one.day[:7] for one in reviews(site))
    if not site.duties.calendar:
        return None
    upkeep = site.by_src.get(_MAINTENANCE)
    index = site.by_src.get(INDEX)
    return MonthView(
        tuple(_due(site, task) for task in _tasks(site)),
        tuple(
            MonthReviews(month, f"{int(month[:4])}年{int(month[5:])}月", count)
            for month, count in sorted(months.items())
            if upkeep
        ),
        upkeep.url if upkeep else "",
        f"{index.url}#year" if index else "",
    )


def _tasks(site: Site) -> list[Task]:
    """Return the tasks in the order of the year; one that goes on into the next stands at its end."""
    return sorted(site.duties.calendar, key=lambda task: (task.months[0], task.months))


def _due(site: Site, task: Task, role: str = "") -> Due:
    meeting = site.codes.get(task.meeting) if task.meeting else None
    return Due(
        task.id,
        task.kind,
        Link(task.what, meeting.url if meeting else ""),
        task.months,
        "、".join(f"{month}月" for month in task.months),
        task.often,
        tuple(day.isoformat() for day in task.days),
        "、".join(map(chinese_date, task.days)),
        role,
        short_bases(site, task.basis),
    )


def _duties(site: Site, graph: LinkGraph, texts: Iterable[str]) -> Iterator[Duty]:
    for text in texts:
        address = basis(site, text)
        if address is None:
            continue
        record, name = (
            site.records[address.record],
            Link(label(site, address), address_url(site, address)),
        )
        if isinstance(record, Rule):
            article = next(one for one in record.articles if one.id == address.section.anchor)
            parts = [part for part in article.walk() if part is not article]
            words = [
                tuple(linked_line(site, graph, record, part.line, part.text)) for part in parts
            ]
            yield Duty(name, record.meta.text_kind, words[0], tuple(words[1:]))
        elif isinstance(record, Procedure):
            step = next(one for one in record.steps if one.id == address.anchor)
            yield Duty(name, "", tuple(_step(site, graph, record, step)), ())


def _step(site: Site, graph: LinkGraph, procedure: Procedure, step: Part) -> Iterator[Link]:
    for field in step.fields:
        if field.name == "做什么":
            yield from linked_line(site, graph, procedure, field.line, field.text)


def _nearest(site: Site, post: Post, graph: LinkGraph) -> list[Case]:
    """Return the cases of the post's level, or else of its topics; those first that name its duties."""
    named = [basis(site, text) for trace in post.traces for text in trace.basis]
    weights = Counter(
        mention.page.source.src
        for address in named
        if address
        for mention in graph.citing(address)
        if isinstance(mention.page, Case)
    )
    found = [
        case
        for case in site.of(Case)
        if set(case.meta.levels) & set(post.levels) or set(case.meta.topics) & set(post.topics)
    ]
    return sorted(found, key=lambda case: -weights[case.source.src])


def _more(site: Site, post: Post, count: int) -> Link | None:
    if count <= _CASES:
        return None
    word = f"level={post.levels[0]}" if post.levels else f"topic={site.topics[post.topics[0]]}"
    return Link(
        f"全部案例，按{post.levels[0] if post.levels else '专题'}筛选",
        f"{collection_url(Kind.CASE)}#{word}",
    )
