"""A draft held against the library: every citation and code in it, with what is wrong.

`verify` gives the findings of a text as values; the page 引用核验 makes the same ones in the browser
(docs/assets/verify/check.js) from what `register` publishes, in the words of `findings.json`.
"""

from kb.verifying.checking import verify
from kb.verifying.findings import Finding, Note, Register, Tone

__all__ = ["Finding", "Note", "Register", "Tone", "verify"]
