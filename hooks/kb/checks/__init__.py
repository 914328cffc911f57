"""Checks over all pages: each takes values and yields problems, none repairs anything."""

from collections.abc import Iterator
from datetime import date

from kb.checks.citations import check_citations
from kb.checks.parts import check_parts
from kb.checks.records import check_collections, check_records
from kb.checks.rules import check_rule
from kb.checks.text import check_headings, check_text
from kb.checks.versions import check_versions
from kb.problem import Problem
from kb.site import Rule, Site


def check_site(site: Site, files: frozenset[str], docs: str, day: date) -> Iterator[Problem]:
    """Yield everything wrong with pages that could be read.

    `files` are the paths below the content folder, `docs` is that folder as problems name it; `day`
    counts as today.
    """
    unread = files - site.by_src.keys()
    complete = not any(src.endswith(".md") for src in unread)
    yield from check_collections(site, unread, docs)
    for page in site.pages:
        yield from check_headings(page)
        yield from check_text(page, site, files, complete=complete)
        yield from check_parts(page)
        if isinstance(page, Rule):
            yield from check_rule(page)
    yield from check_records(site, unread)
    yield from check_versions(site, day)
    yield from check_citations(site, day)
