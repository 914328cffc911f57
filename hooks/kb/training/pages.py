"""The pages for training: slides and a handout of every case and every topic, and of chosen places.

`slides/ID.html` and `handouts/ID.html` belong to a case, `slides/topics/ID.html` to a topic. What
a reader has chosen is in the fragment of `chosen/slides.html#pick=ID,ID#art-3`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.inputs import Audience
from kb.kinds import Kind
from kb.model import PageMeta
from kb.site import Case, Page, Site
from kb.source import Source
from kb.topics import topic_of
from kb.yamltext import YamlText

INDEX = "training.md"
"""The page that lists them."""
CHOSEN = "chosen"


class Form(StrEnum):
    """In what form an outline is shown; the value is its folder."""

    SLIDES = "slides"
    HANDOUT = "handouts"

    @property
    def label(self) -> str:
        """What it is called."""
        return {Form.SLIDES: "幻灯", Form.HANDOUT: "讲义"}[self]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an outline is made of: a case, or a topic by the page that gathers it."""

    page: Page

    @property
    def key(self) -> str:
        """Its name in addresses and files: `gouwuka`, `topics/lipin-lijin`."""
        if topic := topic_of(self.page.source.src):
            return f"topics/{topic}"
        return self.page.source.src.rpartition("/")[2].removesuffix(".md")

    def url(self, form: Form) -> str:
        """Return the address of one of its forms, below the site's root."""
        return f"{form}/{self.key}.html"

    @property
    def pptx(self) -> str:
        """The address of its slides as a file."""
        name = self.page.meta.code if isinstance(self.page, Case) else self.key
        return f"pptx/{name}.pptx"

    @property
    def data(self) -> str:
        """The address of the script that carries its outline to `chosen/…`."""
        return f"assets/slides/{self.key}.js"


def subjects(site: Site) -> Iterator[Subject]:
    """Yield all cases by their codes, then all topics that have a page."""
    yield from map(Subject, site.of(Case))
    yield from (Subject(page) for page in site.pages if topic_of(page.source.src))


def subject_of(site: Site, src: str) -> tuple[Subject, Form] | None:
    """Return of what the page `src` is which form; None where it is no such page."""
    for form in Form:
        if src.startswith(f"{form}/"):
            key = src.removeprefix(f"{form}/")
            folder = "" if key.startswith("topics/") else f"{Kind.CASE}/"
            return Subject(site.by_src[folder + key]), form
    return None


def chosen_src(form: Form) -> str:
    """Return the path, as if below `docs/`, of the page that shows what was chosen."""
    return f"{CHOSEN}/{form}.md"


def form_of(src: str) -> Form | None:
    """Return the form of a page for training; None of any other page."""
    for form in Form:
        if src.startswith(f"{form}/") or src == chosen_src(form):
            return form
    return None


def with_training(site: Site) -> Site:
    """Return `site` with the pages for training of every case and topic that it has."""
    made = [
        _page(subject.url(form).replace(".html", ".md"), subject.page.meta, form)
        for subject in subjects(site)
        for form in Form
    ]
    widest = min((page.meta for page in site.pages), key=_width)
    chosen = [_page(chosen_src(form), _chosen(widest, form), form) for form in Form]
    return site.with_pages((*site.pages, *made, *chosen))


def _width(meta: PageMeta) -> int:
    return list(Audience).index(meta.audience)


def _chosen(meta: PageMeta, form: Form) -> PageMeta:
    summary = f"把选中的案例、条文和步骤排成一份{form.label}。"
    return meta.model_copy(update={"title": "选中的内容", "summary": summary})


def _page(src: str, meta: PageMeta, form: Form) -> Page:
    """Return a page with the upkeep of `meta`, the front matter of what it is made of."""
    own = PageMeta.model_construct(  # of values that were read as such
        title=f"{form.label}：{meta.title}",
        summary=meta.summary,
        audience=meta.audience,
        owner=meta.owner,
        review_by=meta.review_by,
        updated=meta.updated,
        approval=meta.approval,
    )
    return Page(Kind.PAGE, Source(src, src, "", "", 1), YamlText(src, None), own, ())
