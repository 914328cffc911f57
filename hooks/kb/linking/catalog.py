"""Which rule, which version of it and which place in it a citation means.

Recognising (`kb.citations`) reads words; resolving holds them against the rules that are here.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import count, takewhile

from kb.address import Address
from kb.citations import SELF, Citation, Names, Provision
from kb.model import TextKind
from kb.site import Rule, Site

_STATE = "中华人民共和国"
_PLAIN = str.maketrans({"《": "", "》": "", "〈": "", "〉": "", " ": "", "\u3000": ""})
_NEAR, _NEAR_ENOUGH = 3, 0.8


def plain_name(name: str) -> str:
    """Return a name as it is looked up: without title marks, spaces and 中华人民共和国."""
    return name.translate(_PLAIN).replace(_STATE, "")


def names_of(rules: Iterable[Rule]) -> Names:
    """Return all names and aliases of `rules`, for recognising them without title marks."""
    spelled = [name for rule in rules for name in (rule.meta.title, *rule.meta.aliases)]
    return Names.of([*spelled, *map(plain_name, spelled)])


class FaultKind(StrEnum):
    """What may be wrong with a citation."""

    UNKNOWN_RULE = "unknown-rule"
    """No rule bears the name."""
    AMBIGUOUS = "ambiguous"
    """Several rules bear it: `candidates`."""
    UNKNOWN_VERSION = "unknown-version"
    """The words name a version that is not here; `candidates` are those that are."""
    NOT_YET = "not-yet"
    """No version was in force on the day; `candidates` are the later ones."""
    NOT_IN_FORCE = "not-in-force"
    """The version meant had ended before the day, and nothing came after it."""
    NO_ARTICLE = "no-article"
    """The rule has no such article."""
    NO_PART = "no-part"
    """The article has no such 款 or 项."""
    NOT_LISTED = "not-listed"
    """The rule is here as a digest that leaves the article out; it may well exist."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a citation."""

    kind: FaultKind
    provision: Provision | None = None
    """The provision that was looked for in vain."""
    candidates: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation means on this site."""

    citation: Citation
    rule: Rule | None
    """The version meant; None where there is none."""
    places: tuple[Address, ...] = ()
    """For each provision the narrowest place that is here; for a name alone the rule."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The rules of a site by all their names."""

    site: Site
    families: Mapping[str, tuple[tuple[Rule, ...], ...]]
    """For each name the families that bear it, each with its versions, the newest first."""

    @classmethod
    def of(cls, site: Site) -> "Catalog":
        """Return the catalogue of `site`; whose title a name is has it before those it is short for."""
        titles, aliases = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for rule in site.of(Rule):
            titles[plain_name(rule.meta.title)].add(rule.meta.family)
            for alias in rule.meta.aliases:
                aliases[plain_name(alias)].add(rule.meta.family)
        return cls(
            site,
            {
                name: tuple(site.families[family] for family in sorted(families))
                for name, families in {**aliases, **titles}.items()
            },
        )

    def resolve(
        self,
        citation: Citation,
        day: date,
        own: Rule | None = None,
        provisions: tuple[Provision, ...] | None = None,
    ) -> Resolution:
        """Return what `citation` means on `day`; a version that its words name has precedence.

        `own` is the rule in which the words stand, without which 本法 means none; `provisions` are
        those of the citation where more is known of them than the words alone say.
        """
        provisions = citation.provisions if provisions is None else provisions
        rule, faults = (own, ()) if citation.target == SELF else self._version(citation, day)
        if rule is None:
            return Resolution(citation, None, (), faults)
        missing = (self.missing(rule, provision) for provision in provisions)
        return Resolution(
            citation,
            rule,
            tuple(self.place(rule, provision) for provision in provisions)
            or (Address(rule.meta.id),),
            (*faults, *filter(None, missing)),
        )

    def place(self, rule: Rule, provision: Provision) -> Address:
        """Return the narrowest place of `provision` that the page of `rule` has."""
        anchors = self.site.anchors[rule.source.src]
        return next(
            (
                Address(rule.meta.id, anchor)
                for anchor in _anchors(provision, anchors)
                if anchor in anchors
            ),
            Address(rule.meta.id),
        )

    def near(self, name: str) -> tuple[str, ...]:
        """Return the titles of the rules whose names come near to `name`, the nearest first."""
        return tuple(dict.fromkeys(self.near_names(name).values()))

    def near_names(self, name: str) -> Mapping[str, str]:
        """Return the names that come near to `name`, the nearest first, with the titles they mean."""
        near = get_close_matches(plain_name(name), self.families, _NEAR, _NEAR_ENOUGH)
        return {one: self.families[one][0][0].meta.title for one in near}

    def _version(self, citation: Citation, day: date) -> tuple[Rule | None, tuple[Fault, ...]]:
        """Return the version that the words or the day mean, with what is wrong with it."""
        name = plain_name(citation.target)
        families = self.families.get(name, ())
        if not families:
            return None, (Fault(FaultKind.UNKNOWN_RULE),)
        if len(families) > 1:
            newest = tuple(versions[0] for versions in families)
            return None, (Fault(FaultKind.AMBIGUOUS, candidates=newest),)
        versions = families[0]
        if citation.version:
            named = next((rule for rule in versions if _bears(rule, citation.version)), None)
            unknown = (Fault(FaultKind.UNKNOWN_VERSION, candidates=versions),)
            return named, () if named else unknown
        rule = version_on(versions, day)
        if rule is None:
            return None, (Fault(FaultKind.NOT_YET, candidates=versions),)
        return rule, () if rule.in_force(day) else (Fault(FaultKind.NOT_IN_FORCE),)

    def missing(self, rule: Rule, provision: Provision) -> Fault | None:
        """Return what keeps `provision` from being found in `rule`; None where it is there."""
        anchors = self.site.anchors[rule.source.src]
        if provision.article is None or f"art-{provision.article}" not in anchors:
            digest = rule.meta.text_kind is TextKind.DIGEST
            last = rule.meta.article_count
            number = int((provision.article or "0").partition("-")[0])
            left_out = digest and (last is None or number <= last)
            return Fault(FaultKind.NOT_LISTED if left_out else FaultKind.NO_ARTICLE, provision)
        # The paragraphs of a digest are not those of the text: nothing can be said of them.
        narrowest = next(_anchors(provision, anchors))
        if rule.meta.text_kind is not TextKind.DIGEST and narrowest not in anchors:
            return Fault(FaultKind.NO_PART, provision)
        return None


def version_on(versions: Iterable[Rule], day: date) -> Rule | None:
    """Return the first of `versions`, the newest first, that had taken effect on `day`."""
    return next((rule for rule in versions if rule.since <= day), None)


def _anchors(provision: Provision, known: Container[str]) -> Iterator[str]:
    """Yield the anchors of `provision`, the narrowest first."""
    article = f"art-{provision.article}"
    paragraph = f"{article}-p{provision.paragraph or _paragraph_with(provision, known)}"
    if provision.item:
        yield f"{paragraph}-i{provision.item}"
    if provision.paragraph:
        yield paragraph
    yield article


def _paragraph_with(provision: Provision, known: Container[str]) -> int:
    """Return the first 款 that has the item of `provision`, whose words leave out the 款; or 1."""
    start = f"art-{provision.article}-p"
    numbers = takewhile(lambda number: f"{start}{number}" in known, count(1))
    return next((one for one in numbers if f"{start}{one}-i{provision.item}" in known), 1)


def _bears(rule: Rule, version: str) -> bool:
    """Return whether `version`, a year or a date, is that of `rule`."""
    days = (rule.meta.promulgated, rule.meta.effective)
    return any(day is not None and str(day).startswith(version) for day in days)
