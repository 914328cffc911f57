"""The ways to slides and handouts, and the list of all of them."""

from dataclasses import dataclass

from kb.labels import title
from kb.site import Case, Page, Site
from kb.topics import topic_of
from kb.training.pages import Form, Subject, subjects
from kb.views.frame import Link


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A case or a topic with its slides and handout."""

    page: Link
    code: str
    id: str
    """By what a case is chosen for a deck of several; empty for a topic, which is one already."""
    forms: tuple[Link, ...]


def forms(subject: Subject) -> tuple[Link, Link, Link]:
    """Return the ways to the slides, the handout and the PowerPoint file of a case or a topic."""
    slides, handout = (Link(form.label, subject.url(form)) for form in Form)
    return slides, handout, Link("PPT", subject.pptx)


def forms_of(page: Page) -> tuple[Link, ...]:
    """Return the same for the page of a case or a topic; nothing for any other."""
    of_one = isinstance(page, Case) or topic_of(page.source.src)
    return forms(Subject(page)) if of_one else ()


def deck_rows(site: Site) -> tuple[DeckRow, ...]:
    """Return all cases, then all topics, with their slides and handouts."""
    return tuple(_row(site, subject) for subject in subjects(site))


def _row(site: Site, subject: Subject) -> DeckRow:
    page = subject.page
    if isinstance(page, Case):
        link = Link(title(site, page), page.url)
        return DeckRow(link, page.meta.code, page.meta.id, forms(subject))
    return DeckRow(Link(page.meta.title, page.url), "", "", forms(subject))
