"""出门检查: what must not leave the building, found in any text, picture or attachment.

Everything here takes text or bytes and gives findings back; `kb.checks.outgoing` looks at `docs/`.
"""
