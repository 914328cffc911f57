"""A process that prints many sites, as that of `serve` does: nothing grows, nothing nests."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kb.commands.printer import Order, Printer
from kb.inputs import BuildInputs
from tests.keeping.test_same_bytes import snapshot
from tests.tiny import DAY, TinySite

WARM, MANY = 10, 50
CASE = "cases/gouwuka.md"


def memory_of_children() -> int:
    """Return the kilobytes that the processes started by this one take."""
    own = Path("/proc/self/task")
    children = " ".join(file.read_text() for file in own.glob("*/children")).split()
    states = "".join(Path(f"/proc/{child}/status").read_text() for child in children)
    return sum(int(line.split()[1]) for line in states.split("\n") if line.startswith("VmRSS"))


@pytest.mark.slow
def test_fifty_sites_from_one_process(tiny: TinySite, tmp_path: Path) -> None:
    original, early = tiny.text(CASE), []
    order = Order(tiny.docs, tmp_path / "0", BuildInputs(DAY), store=tmp_path / "kept")
    with Printer() as printer:
        for number in range(1, MANY + 1):
            tiny.write(CASE, f"{original}\n第{number % 7}次。\n")
            last, site = order.site, tmp_path / str(number)
            order = replace(order, site=site, last=last if last.exists() else None)
            assert not printer.print(order, lambda: early.append(True)).reason
            shutil.rmtree(last, ignore_errors=True)
            if number == WARM:
                before = memory_of_children()
        grown = memory_of_children() - before
    assert early == [True] * (MANY - 1)
    assert grown < before / 20
    with Printer() as printer:
        clean = replace(order, site=tmp_path / "clean", last=None, store=None)
        assert not printer.print(clean).reason
    assert snapshot(order.site) == snapshot(clean.site)
