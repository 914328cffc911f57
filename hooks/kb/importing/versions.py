"""The versions of a rule: which family a text belongs to, and what follows what."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kb.importing.drafts import Draft, Wishes
from kb.importing.names import slug, told_apart
from kb.linking.catalog import plain_name
from kb.model import Status, TextKind
from kb.site import Rule

_DAY = timedelta(days=1)


class Families:
    """Which family a title belongs to: that of a rule with the name, else one of its own."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_name: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for rule in rules:
            if rule.meta.text_kind is not TextKind.MODEL:
                for name in (rule.meta.title, *rule.meta.aliases):
                    self._by_name.setdefault(plain_name(name), rule.meta.family)
            self._names.setdefault(rule.meta.family, plain_name(rule.meta.title))

    def of(self, title: str) -> str:
        """Return the family of the rule with this title."""
        name = plain_name(title)
        if name not in self._by_name:
            family = slug(title)
            if self._names.setdefault(family, name) != name:
                family = told_apart(family, title)
                self._names[family] = name
            self._by_name[name] = family
        return self._by_name[name]


def take_after(draft: Draft, versions: Iterable[Draft], wishes: Wishes) -> None:
    """Give a new version the names and topics of the newest one: people go on calling it so."""
    there = [one for one in versions if one.before is not None]
    if kin := max(there, key=lambda one: one.day or date.min, default=None):
        draft.set(aliases=kin.aliases or None, topics=wishes.topics or kin.topics)


def complete(draft: Draft, digest: Draft) -> None:
    """Let the text of a version be in force since the day that a digest of it names."""
    if draft.effective is None and digest.effective is not None:
        draft.effective = digest.effective
        draft.set(effective=digest.effective)


def put_in_order(versions: Sequence[Draft]) -> None:
    """Make each version of a rule follow the one before it, and say which is in force.

    Nothing is said of a version whose day is not known, nor of a model text.
    """
    ordered: list[list[Draft]] = []
    for draft in sorted(versions, key=lambda one: one.day or date.min):
        if draft.day is None or draft.kind is TextKind.MODEL:
            continue
        if ordered and any(draft.same_version(other) for other in ordered[-1]):
            ordered[-1].append(draft)
        else:
            ordered.append([draft])
    for earlier, same, later in zip([[], *ordered], ordered, [*ordered[1:], []], strict=False):
        for draft in same:
            if earlier and draft.supersedes not in {one.id for one in earlier}:
                draft.set(supersedes=min(earlier, key=lambda one: not one.official).id)
            if later and draft.status is not Status.REPEALED:
                draft.set(status=Status.REVISED)
                _end(draft, later)


def _end(draft: Draft, later: Sequence[Draft]) -> None:
    """Write the last day of a version, where that of its successor says it strictly."""
    since = next((one.effective for one in later if one.effective), None)
    if since and draft.repealed_on is None and (not draft.effective or draft.effective < since):
        draft.set(repealed_on=since - _DAY)
