"""Which rule, and which version of it, a name means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kb.address import Address
from kb.citations import SELF, Citation, Names, Provision
from kb.site import Case, Page, Rule, Site

_STATE = "中华人民共和国"
_PLAIN = str.maketrans({"《": "", "》": "", "〈": "", "〉": "", " ": "", "\u3000": ""})


def plain_name(name: str) -> str:
    """Return a name as it is looked up: without title marks, spaces and 中华人民共和国."""
    return name.translate(_PLAIN).replace(_STATE, "")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The rules of a site by all their names."""

    site: Site
    day: date
    """The day whose versions count where nothing else decides."""
    versions: Mapping[str, tuple[Rule, ...]]
    """Versions of the rule with a name, the newest first."""
    names: Names

    @classmethod
    def of(cls, site: Site, day: date) -> "Catalog":
        """Return the catalogue of `site`; a name that two families claim is left out."""
        found: dict[str, dict[str, list[Rule]]] = defaultdict(lambda: defaultdict(list))
        for rule in site.of(Rule):
            for name in {plain_name(rule.meta.title), *map(plain_name, rule.meta.aliases)}:
                found[name][rule.meta.family].append(rule)
        versions = {
            name: tuple(sorted(next(iter(families.values())), key=_since, reverse=True))
            for name, families in found.items()
            if len(families) == 1
        }
        spellings = [
            name for rule in site.of(Rule) for name in (rule.meta.title, *rule.meta.aliases)
        ]
        return cls(site, day, versions, Names.of([*versions, *spellings]))

    def rule(self, citation: Citation, page: Page) -> Rule | None:
        """Return the version that `citation` on `page` means, or None if it is not on the site.

        A version that the words name wins; then the date that the page is about decides, then the
        day of the build.
        """
        if citation.target == SELF:
            return page if isinstance(page, Rule) else None
        versions = self.versions.get(plain_name(citation.target), ())
        if citation.version:
            year = int(citation.version[:4])
            return next((rule for rule in versions if year in _years(rule)), None)
        day = page.meta.as_of if isinstance(page, Case) else self.day
        return next((rule for rule in versions if _since(rule) <= day), None)

    def address(self, rule: Rule, provision: Provision) -> Address:
        """Return the narrowest place of `provision` that the page of `rule` has."""
        anchors = self.site.anchors[rule.source.src]
        for anchor in _anchors(provision):
            if anchor in anchors:
                return Address(rule.meta.id, anchor)
        return Address(rule.meta.id)


def _anchors(provision: Provision) -> Iterable[str]:
    article = f"art-{provision.article}"
    paragraph = f"{article}-p{provision.paragraph or 1}"
    if provision.item:
        yield f"{paragraph}-i{provision.item}"
    if provision.paragraph:
        yield paragraph
    yield article


def _since(rule: Rule) -> date:
    return rule.meta.effective or rule.meta.promulgated or date.min


def _years(rule: Rule) -> set[int]:
    return {day.year for day in (rule.meta.promulgated, rule.meta.effective) if day}
