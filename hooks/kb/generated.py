"""The pages that have no file: sheets, comparisons, topics, posts, forms, decisions, training."""

from kb.deciding.pages import is_node, with_decisions
from kb.forms.pages import FOLDER as FORMS
from kb.forms.pages import INDEX as FORMS_INDEX
from kb.forms.pages import with_forms
from kb.linking.comparing import FOLDER as COMPARE
from kb.linking.comparing import with_comparisons
from kb.onepage import FOLDER as ONEPAGE
from kb.onepage import with_onepages
from kb.posts import is_post, with_posts
from kb.site import Site
from kb.topics import topic_of, with_topics
from kb.training.pages import form_of, with_training


def with_generated(site: Site) -> Site:
    """Return `site` with all pages that are made from its records."""
    for add in (
        with_comparisons,
        with_onepages,
        with_topics,
        with_training,
        with_posts,
        with_forms,
        with_decisions,
    ):
        site = add(site)
    return site


def is_generated(src: str) -> bool:
    """Return whether the page `src`, a path as if below `docs/`, has no file."""
    if src.startswith((COMPARE, ONEPAGE, FORMS)):
        return src != FORMS_INDEX
    return bool(topic_of(src) or form_of(src)) or is_post(src) or is_node(src)
