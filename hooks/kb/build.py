"""One build: inputs, the selected site, and what each page becomes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

from kb.approval import is_approved
from kb.checks.text import linked_files
from kb.citations.publish import write_grammar
from kb.deciding.publish import write_tree
from kb.folder import ASSETS, is_litter
from kb.forms.publish import write_forms
from kb.forward_pages import forward_files
from kb.generated import is_generated, with_generated
from kb.inputs import Audience, BuildInputs
from kb.keeping import Keeper, Shelf, checksum, digest
from kb.keeping.sites import Before, lent, take_over
from kb.linking.cards import write_cards
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.markdown import Rendered, Renderer
from kb.outgoing.pictures import clean_pictures
from kb.picking import write_names
from kb.problem import Problem
from kb.qr import qr_fault
from kb.reading import read_site
from kb.schema import write_schemas
from kb.search.blocks import Searched, searched
from kb.search.publish import write_search
from kb.site import Site, select
from kb.surroundings import Surroundings
from kb.training.outline import Material
from kb.training.pages import Subject, form_of, subject_of, subjects
from kb.training.publish import slides_data, slides_file, write_measures
from kb.training.shown import Shown, general_stamp, shown
from kb.verifying.publish import write_register
from kb.views.frame import Frame, frame
from kb.views.page import View, view
from kb.word.publish import Papers, write_files

HOME = "index.md"


class UsageError(ValueError):
    """A wrong option; the message is for people, in Chinese."""


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that the template of a page gets."""

    html: str
    """The text of the page."""
    view: View
    context: Mapping[str, object]
    """The names that the templates use."""


@dataclass(frozen=True)
class Build:
    """What an adapter needs: made once a build, nothing in it survives to the next."""

    docs: str
    """The content folder."""
    inputs: BuildInputs
    site: Site
    """The pages of the edition."""
    graph: LinkGraph
    versions: Counterparts
    renderer: Renderer
    keeper: Keeper
    last: Path | None = None
    """The folder of an earlier site, from which pages are taken that would be the same."""
    early: Callable[[], None] | None = None
    """Called as soon as all pages can be read, before search and what can be downloaded is new."""

    def publishes(self, src: str) -> bool:
        """Return whether the file `src`, a path below the content folder, may be published."""
        if src.endswith(".md"):
            return src in self.printed
        return (src.startswith(f"{ASSETS}/") and not is_litter(src)) or src in self._shown

    @property
    def files(self) -> int:
        """The number of pages that have a file."""
        return sum(not is_generated(src) for src in self.site.by_src)

    @property
    def generated(self) -> tuple[str, ...]:
        """The pages to print that have no file: their paths as if they lay in the content folder."""
        return tuple(src for src in self.site.by_src if is_generated(src) and src in self.printed)

    @cached_property
    def printed(self) -> frozenset[str]:
        """The pages to print: all but those that the last site has as they would be.

        The home page always is: MkDocs wants one.
        """
        return frozenset(src for src in self.site.by_src if src == HOME or not self._stands(src))

    def _stands(self, src: str) -> bool:
        """Return whether the last site has the page `src` just as it would be printed."""
        return self.last is not None and self.before.has(
            self.site.by_src[src].url, self._made_of(src)
        )

    def note(self, src: str, output: str) -> None:
        """Remember what came out as the page `src`."""
        if self.keeper.keeps:
            raw = output.encode("utf-8", errors="xmlcharrefreplace")
            self.before.note(self.site.by_src[src].url, self._made_of(src), raw)

    def _made_of(self, src: str) -> bytes:
        """Return what stands for all that comes onto the page `src`."""
        if src not in self._keys:
            self._keys[src] = self._key(src)
        return self._keys[src]

    @cached_property
    def _keys(self) -> dict[str, bytes]:
        return {}

    def _key(self, src: str) -> bytes:
        near = self._around.near(self.site.by_src[src])
        if near is not None:
            return digest(near, self.frame(src), self.chosen_stamp)
        given = self.show(src)
        return digest(self.inputs, given.html, given.context)

    @cached_property
    def before(self) -> Before:
        """The last site."""
        return Before(self.keeper, (self.docs, self.inputs), self.last)

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self.site, self.graph, self.versions, self.inputs)

    @cached_property
    def _shown(self) -> frozenset[str]:
        """The files that pages of this edition show: a picture of another edition stays out."""
        return frozenset(src for page in self.site.pages for src in linked_files(page))

    def show(self, src: str) -> Given:
        """Return what is shown on the page `src`; nothing else may come into it."""
        rendered = self._render(src)
        around = view(self.site, self.site.by_src[src], self.graph, self.inputs.date)
        context = {
            "view": around,
            "frame": self.frame(src),
            "toc": rendered.toc,
            "training": self.training(src),
            "stamp": self.chosen_stamp,
        }
        return Given(rendered.html, around, context)

    def _render(self, src: str) -> Rendered:
        page = self.site.by_src[src]
        make = partial(self.renderer.render, page)
        if not self.keeper.keeps:
            return make()
        return self.keeper.value("html", (src, self._around.words(page)), make)

    def _searched(self) -> Iterator[Searched]:
        """Yield all pages as search needs them; what slides say is found where it stands."""
        for page in self.site.pages:
            if not form_of(page.source.src):
                parts = (page.source.src, self._around.units(page)) if self.keeper.keeps else ()
                make = partial(searched, self.site, page)
                yield from self.keeper.value("searched", parts, make)

    @cached_property
    def _shelf(self) -> Shelf:
        """Where finished files are kept, which may name other pages."""
        return Shelf(self.keeper, self._around.whole if self.keeper.keeps else b"")

    def frame(self, src: str | None) -> Frame:
        """Return what surrounds the page `src`, or a page that is not content."""
        if src is None or form_of(src):
            return self._bare_frame
        return frame(self.site, self.site.by_src[src], self.inputs)

    @cached_property
    def _bare_frame(self) -> Frame:
        """What surrounds a page that stands nowhere in the menu."""
        return frame(self.site, None, self.inputs)

    def template(self, src: str) -> str | None:
        """Return the template of a page that has none of the site's frame; None for all others."""
        form = form_of(src)
        return f"{form}.html" if form else None

    def training(self, src: str) -> Shown | None:
        """Return what the slides or the handout at `src` show; None for any other page."""
        found = subject_of(self.site, src)
        return self._told(found[0]) if found else None

    @cached_property
    def chosen_stamp(self) -> str:
        """What stands at the foot of a place that a reader has chosen for a slide."""
        unapproved = not all(map(is_approved, self.site.pages))
        return general_stamp(self.inputs, unapproved=unapproved)

    def _told(self, subject: Subject) -> Shown:
        """Return what slides and handout of `subject` show; thousands at once would fill the memory."""
        if subject.key not in self._shows:
            self._shows.clear()
            self._shows[subject.key] = shown(self._material, self.inputs, subject)
        return self._shows[subject.key]

    @cached_property
    def _shows(self) -> dict[str, Shown]:
        return {}

    @cached_property
    def _material(self) -> Material:
        return Material(self.site, self.graph, self.versions)

    def write_extras(self, site_dir: Path) -> None:
        """Write below `site_dir` what is not printed: pages that stand, data for scripts, forwards.

        Where pages are shown early, the data of the last site serves until there is the new.
        """
        clean_pictures(site_dir, self._shown)
        for page in self.site.pages:
            if self.last and page.source.src not in self.printed:
                take_over(self.last, page.url, site_dir)
        if self.last is None or self.early is None:
            self._write_data(site_dir)
        else:
            with lent(self.last, site_dir) as aside:
                self.early()
                self._write_data(aside)
        self.before.save()

    def _write_data(self, site_dir: Path) -> None:
        """Write below `site_dir` all files that no page needs to be read."""
        write_search(self._searched(), site_dir, self.site.synonyms, self.keeper)
        write_grammar(site_dir)
        write_tree(self.site, site_dir)
        write_register(self.site, self.versions, site_dir)
        write_cards(self.site, self.graph, self.versions, site_dir)
        write_schemas(site_dir / "assets" / "schema")
        for url, raw in forward_files(self.site, draft=self.inputs.draft).items():
            self.before.put(site_dir, url, checksum(raw), partial(bytes, raw))
        self._write_training(site_dir)
        papers = Papers.of(self.site, self.graph)
        write_files(papers.files(self.site, self.inputs, self._shelf), site_dir / "word")
        write_forms(self.site, self.inputs, site_dir, self._shelf)
        write_names(self.site, site_dir)

    def _write_training(self, site_dir: Path) -> None:
        """Write below `site_dir` the files of slides that the last site has not."""
        write_measures(site_dir)
        for subject in subjects(self.site):
            key = self._around.near(subject.page) if self.keeper.keeps else b""
            assert key is not None  # a case and a topic have neighbours
            for name, make in ((subject.data, slides_data), (subject.pptx, slides_file)):
                made = partial(self._made, subject, make, name)
                self.before.put(site_dir, name, key, made)

    def _made(self, subject: Subject, make: Callable[[Shown], bytes], name: str) -> bytes:
        """Return a file of slides; a neighbour may have changed, and the slides say the same."""
        one = self._told(subject)
        return self.keeper.value("slides", (name, one.said), partial(make, one))

    @property
    def addresses(self) -> tuple[str, ...]:
        """The full addresses of all pages; none where that of the site is not known."""
        base = self.inputs.base_url
        return tuple(base + page.url for page in self.site.pages) if base else ()

    @property
    def root_path(self) -> str:
        """The path of the site's root on its server."""
        return urlsplit(self.inputs.base_url).path or "/"


def read_build(
    docs: Path,
    *,
    root: Path,
    day: str,
    edition: str,
    base_url: str,
    draft: bool,
    qr: bool,
    extensions: Sequence[str],
    extension_configs: Mapping[str, Mapping[str, object]],
    keeper: Keeper | None = None,
    last: Path | None = None,
    early: Callable[[], None] | None = None,
) -> Build | tuple[Problem, ...]:
    """Return the build of `docs`, or the problems in it.

    `day` is an ISO date or empty for the current day; `edition` the name of an audience; a `draft`
    is stamped as one; the extensions are Python-Markdown's. What `keeper` has is not made again,
    and pages that the site in the folder `last` has already are not printed; `early` is called once
    all pages are there. Raises UsageError for a wrong day or edition, and where `qr` codes are
    wanted of addresses that have none.
    """
    inputs = BuildInputs(read_day(day), base_url, read_edition(edition), draft, qr)
    if qr and (fault := qr_fault(base_url)):
        raise UsageError(fault)
    keeper = keeper or Keeper()
    reading = read_site(docs, root=root, day=inputs.date, keeper=keeper)
    if reading.site is None or reading.problems:
        return reading.problems
    site = with_generated(select(reading.site, inputs.edition))
    graph, versions = LinkGraph.of(site, inputs.date), Counterparts.of(site)
    renderer = Renderer(site, graph, versions, extensions, extension_configs)
    last = last if keeper.keeps else None
    return Build(str(docs), inputs, site, graph, versions, renderer, keeper, last, early)


def read_day(text: str) -> date:
    """Return the day that `text` writes as 2026-11-23, or the current day if it is empty."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UsageError(f"日期写法不对：{text}，例如 2026-11-23") from None


def read_edition(text: str) -> Audience:
    """Return the edition of that name."""
    try:
        return Audience(text)
    except ValueError:
        names = "、".join(Audience)
        raise UsageError(f"没有“{text}”这一版，可选：{names}") from None
