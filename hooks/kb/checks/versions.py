"""The versions of a rule: which replaced which, when each counted, what became of the articles."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kb.model import Status, TextKind
from kb.numerals import article_label
from kb.problem import Code, Problem
from kb.site import Rule, Site
from kb.yamltext import YamlText


def check_versions(site: Site, day: date) -> Iterator[Problem]:
    """Yield circles of `supersedes`, and two versions in force on one day; `day` is today."""
    for rule in site.of(Rule):
        yield from _circle(rule, site)
    for versions in site.families.values():
        for newer, older in pairwise(versions):
            if shared := _shared(older, newer, day):
                where = f"{newer.source.path}:{newer.header.place(('effective',))[0]}"
                yield older.header.problem(
                    ("repealed_on",) if older.meta.repealed_on else ("effective",),
                    Code.TWO_IN_FORCE,
                    f"{shared}这一天有两个版本施行，另一个见 {where}",
                    "旧版写 status: 已修订 和 repealed_on（有效的最后一天）",
                )


def check_correspondences(site: Site, yaml: YamlText) -> Iterator[Problem]:
    """Yield tables between versions that are not those of one rule, and articles not on its pages."""
    for index, table in enumerate(site.correspondences):
        rules = [site.records.get(table.older), site.records.get(table.newer)]
        for key, rule in zip(("older", "newer"), rules, strict=True):
            if not isinstance(rule, Rule):
                name = getattr(table, key)
                yield yaml.problem((index, key), Code.DANGLING, f"没有 id 为 {name} 的规则")
        older, newer = rules
        if not (isinstance(older, Rule) and isinstance(newer, Rule)):
            continue
        if older.meta.family != newer.meta.family:
            message = f"{table.older} 和 {table.newer} 不是同一规则的两个版本"
            yield yaml.problem((index,), Code.CORRESPONDENCE, message, "两页的 family 要相同")
        for place, pair in enumerate(table.articles):
            for key, rule, article in (("old", older, pair.old), ("new", newer, pair.new)):
                count = rule.meta.article_count
                if count and int(article.partition("-")[0]) > count:
                    message = f"《{rule.meta.title}》没有{article_label(article)}（共{count}条）"
                    loc = (index, "articles", place, key)
                    yield yaml.problem(loc, Code.CORRESPONDENCE, message)


def _circle(rule: Rule, site: Site) -> Iterator[Problem]:
    """Yield a problem if `rule` replaces, by way of others, itself."""
    seen, at = [rule.meta.id], rule
    while at.meta.supersedes:
        before = site.records.get(at.meta.supersedes)
        if not isinstance(before, Rule) or (before.meta.id in seen and before is not rule):
            return
        seen.append(before.meta.id)
        if before is rule:
            yield rule.header.problem(
                ("supersedes",),
                Code.SUPERSEDES_CIRCLE,
                f"版本互相取代，绕成一圈：{' → '.join(seen)}",
                "supersedes 写它取代的上一个版本",
            )
            return
        at = before


def _shared(older: Rule, newer: Rule, day: date) -> date | None:
    """Return a day on which both versions are said to be in force, or None.

    The text of a version and a digest of it are one version.
    """
    kinds = {older.meta.text_kind, newer.meta.text_kind}
    if older.since == newer.since and kinds == {TextKind.OFFICIAL, TextKind.DIGEST}:
        return None
    if older.since == newer.since:
        return newer.since
    ended = older.meta.repealed_on
    if ended is not None:
        return newer.since if ended >= newer.since else None
    both = older.meta.status is newer.meta.status is Status.IN_FORCE
    return newer.since if both and newer.since <= day else None
