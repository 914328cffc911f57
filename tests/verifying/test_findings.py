"""What is found out about the citations of a draft, for each draft in `drafts.yml`."""

from datetime import date
from typing import Any

import pytest

from kb.verifying import Register, verify
from kb.verifying.findings import load_words

from .vectors import DRAFTS, day, rules, told


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register.of(rules(tmp_path_factory.mktemp("verifying")))


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: str(draft["text"])[:24])
def test_findings(register: Register, draft: dict[str, Any]) -> None:
    text = draft["text"]
    found = verify(text, register, date.fromisoformat(day(draft)))
    assert [told(finding, text) for finding in found] == draft["finds"]


def test_every_kind_of_finding_has_a_draft() -> None:
    kinds = {
        note.split()[1]
        for draft in DRAFTS
        for finding in draft["finds"]
        for note in finding["notes"]
    }
    assert set(load_words()) - kinds == set()
