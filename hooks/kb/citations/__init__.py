"""Citations of rules in Chinese text, recognised.

>>> from kb.citations import find_citations
>>> [citation.target for citation in find_citations("依照《监察法》第三十一条")]
['监察法']
"""

from kb.citations.model import SELF, Citation, DocumentContext, Kind, Names, Provision
from kb.citations.recognise import find_citations

__all__ = ["SELF", "Citation", "DocumentContext", "Kind", "Names", "Provision", "find_citations"]
