"""The pages that have no file: comparisons, procedures on one sheet, topics, decisions."""

from kb.deciding.pages import is_node, with_decisions
from kb.linking.comparing import FOLDER as COMPARE
from kb.linking.comparing import with_comparisons
from kb.onepage import FOLDER as ONEPAGE
from kb.onepage import with_onepages
from kb.site import Site
from kb.topics import topic_of, with_topics


def with_generated(site: Site) -> Site:
    """Return `site` with all pages that are made from its records."""
    return with_decisions(with_topics(with_onepages(with_comparisons(site))))


def is_generated(src: str) -> bool:
    """Return whether the page `src`, a path as if below `docs/`, has no file."""
    return src.startswith((COMPARE, ONEPAGE)) or bool(topic_of(src)) or is_node(src)
