"""A tiny complete site, of which a test changes one thing."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.linking.mentions import LinkGraph
from kb.linking.versions import Counterparts
from kb.markdown import Renderer
from kb.problem import report
from kb.reading import Reading, read_site
from kb.site import Site

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests/fixtures/docs"
DAY = date(2026, 11, 23)


def render(site: Site, src: str) -> str:
    """Return the HTML of a page of `site`, as it is on `DAY`."""
    return renderer(site).render(site.by_src[src]).html


def renderer(site: Site, extensions: Sequence[str] = ("tables", "attr_list")) -> Renderer:
    """Return what makes the pages of `site` as on `DAY`."""
    return Renderer(site, LinkGraph.of(site, DAY), Counterparts.of(site), extensions)


@dataclass(frozen=True)
class TinySite:
    """The pages of `tests/fixtures/docs`, copied to `docs` below a folder of one's own."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> "TinySite":
        shutil.copytree(TINY, root / "docs")
        return cls(root)

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    def text(self, src: str) -> str:
        return (self.docs / src).read_text(encoding="utf-8")

    def write(self, src: str, content: str | bytes) -> None:
        """Write a file, given its path below `docs`."""
        file = self.docs / src
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def replace(self, src: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands in a file."""
        text = self.text(src)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {src}"
        self.write(src, text.replace(old, new))

    def write_body(self, src: str, body: str) -> None:
        """Replace what stands below the front matter of a page."""
        header = self.text(src).split("\n---\n")[0]
        self.write(src, f"{header}\n---\n{body}")

    def remove(self, src: str) -> None:
        (self.docs / src).unlink()

    def read(self) -> Reading:
        return read_site(self.docs, root=self.root)

    def site(self) -> Site:
        """Return the site, which must be without a fault."""
        reading = self.read()
        assert reading.site is not None
        assert not reading.problems, report(reading.problems)
        return reading.site
