"""The tiny site with a question of amount: whether it is open depends on its one limit."""

import yaml

from tests.tiny import ROOT, TinySite

_GOLDEN = ROOT / "tests/golden/problems/decision-that-is-right.yml"
TREE: str = yaml.safe_load(_GOLDEN.read_text("utf-8"))["files"]["_data/decisions.yml"]
"""Four pages: `first`, `jine` by amount, `shanghui` and `fenguan`."""


def decided(tiny: TinySite, amount: str) -> TinySite:
    """Return `tiny` with the questions, the limit at `amount`; `null` is not confirmed."""
    tiny.write("decide.md", tiny.text("index.md"))
    tiny.write("_data/decisions.yml", TREE)
    tiny.replace("decide.md", "audience: 全局", "audience: 全体党员")
    tiny.replace("_data/thresholds.yml", "amount: 30000", f"amount: {amount}")
    if amount == "null":
        tiny.replace("_data/thresholds.yml", "confirmed: true", "confirmed: false")
    return tiny
