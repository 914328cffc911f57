"""All that is found out about a draft: its citations and its codes."""

from datetime import date
from itertools import chain

from kb.verifying.codes import check_codes
from kb.verifying.findings import Finding, Register, check_citations


def verify(text: str, register: Register, day: date) -> tuple[Finding, ...]:
    """Return what is found out about `text`, in its order; `day` decides between versions."""
    found = chain(check_citations(text, register, day), check_codes(text, register, day))
    return tuple(sorted(found, key=lambda finding: finding.start))
