"""One build: inputs, the selected site, and what each page becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from kb.checks.text import linked_files
from kb.citations.publish import write_grammar
from kb.folder import ASSETS, is_litter
from kb.forms.publish import write_forms
from kb.forward_pages import write_forwards
from kb.generated import is_generated, with_generated
from kb.inputs import Audience, BuildInputs
from kb.linking.cards import write_cards
from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.markdown import Rendered, Renderer
from kb.outgoing.pictures import clean_pictures
from kb.picking import write_names
from kb.problem import Problem
from kb.reading import read_site
from kb.schema import write_schemas
from kb.search.publish import write_search
from kb.search.sections import sections
from kb.site import Site, select
from kb.verifying.publish import write_register
from kb.views.frame import Frame, frame
from kb.views.page import View, view
from kb.word.publish import read_papers, write_word


class UsageError(ValueError):
    """A wrong option; the message is for people, in Chinese."""


@dataclass(frozen=True)
class Build:
    """What an adapter needs: made once a build, nothing in it survives to the next."""

    inputs: BuildInputs
    site: Site
    """The pages of the edition."""
    graph: LinkGraph
    versions: Counterparts
    renderer: Renderer

    def publishes(self, src: str) -> bool:
        """Return whether the file `src`, a path below the content folder, may be published."""
        if src.endswith(".md"):
            return src in self.site.by_src
        return (src.startswith(f"{ASSETS}/") and not is_litter(src)) or src in self._shown

    @property
    def generated(self) -> tuple[str, ...]:
        """The pages that have no file: their paths as if they lay in the content folder."""
        return tuple(filter(is_generated, self.site.by_src))

    @cached_property
    def _shown(self) -> frozenset[str]:
        """The files that pages of this edition show: a picture of another edition stays out."""
        return frozenset(src for page in self.site.pages for src in linked_files(page))

    def render(self, src: str) -> Rendered:
        """Return the HTML and table of contents of the page `src`."""
        return self.renderer.render(self.site.by_src[src])

    def view(self, src: str) -> View:
        """Return what surrounds the text of the page `src`."""
        page = self.site.by_src[src]
        return view(self.site, page, self.graph, self.inputs.date, self.inputs.edition)

    def frame(self, src: str | None) -> Frame:
        """Return what surrounds the page `src`, or a page that is not content."""
        page = self.site.by_src[src] if src else None
        return frame(self.site, page, self.inputs)

    def write_extras(self, site_dir: Path) -> None:
        """Write below `site_dir` what the site has besides pages: data for scripts, forwards."""
        write_search(sections(self.site), site_dir, self.site.synonyms)
        write_grammar(site_dir)
        write_register(self.site, self.versions, site_dir)
        write_cards(self.site, self.graph, self.versions, site_dir)
        write_schemas(site_dir / "assets" / "schema")
        write_forwards(self.site, site_dir)
        clean_pictures(site_dir, self._shown)
        papers = read_papers(self.site, self.graph, self.inputs.edition)
        write_word(self.site, papers, self.inputs, site_dir / "word")
        write_forms(self.site, self.inputs, site_dir)
        write_names(self.site, site_dir)

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
    extensions: Sequence[str],
    extension_configs: Mapping[str, Mapping[str, object]],
) -> Build | tuple[Problem, ...]:
    """Return the build of `docs`, or the problems in it.

    `day` is an ISO date or empty for the current day; `edition` the name of an audience; a `draft`
    is stamped as one; the extensions are Python-Markdown's. Raises UsageError for a wrong day or
    edition.
    """
    inputs = BuildInputs(read_day(day), base_url, read_edition(edition), draft)
    reading = read_site(docs, root=root, day=inputs.date)
    if reading.site is None or reading.problems:
        return reading.problems
    site = with_generated(select(reading.site, inputs.edition))
    graph, versions = LinkGraph.of(site, inputs.date), Counterparts.of(site)
    renderer = Renderer(site, graph, versions, extensions, extension_configs)
    return Build(inputs, site, graph, versions, renderer)


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
