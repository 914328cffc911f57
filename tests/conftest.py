"""What every test may ask for."""

from pathlib import Path

import pytest

from tests.tiny import TinySite


@pytest.fixture
def tiny(tmp_path: Path) -> TinySite:
    """A tiny site without a fault, in a folder of one's own."""
    return TinySite.make(tmp_path)
