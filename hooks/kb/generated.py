"""The pages that have no file: comparisons of versions, procedures on one sheet, topics, forms."""

from kb.forms.pages import FOLDER as FORMS
from kb.forms.pages import INDEX as FORMS_INDEX
from kb.forms.pages import with_forms
from kb.linking.comparing import FOLDER as COMPARE
from kb.linking.comparing import with_comparisons
from kb.onepage import FOLDER as ONEPAGE
from kb.onepage import with_onepages
from kb.site import Site
from kb.topics import topic_of, with_topics


def with_generated(site: Site) -> Site:
    """Return `site` with all pages that are made from its records."""
    return with_forms(with_topics(with_onepages(with_comparisons(site))))


def is_generated(src: str) -> bool:
    """Return whether the page `src`, a path as if below `docs/`, has no file."""
    made = src.startswith((COMPARE, ONEPAGE, FORMS)) or bool(topic_of(src))
    return made and src != FORMS_INDEX
