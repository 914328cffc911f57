"""Faults of files that no text can express."""

from pathlib import Path

from kb.problem import Code
from kb.source import MAX_BYTES
from tests.tiny import TinySite


def test_a_file_of_twenty_megabytes_is_refused(tiny: TinySite) -> None:
    tiny.write("cases/gouwuka.md", b"a" * (4 * MAX_BYTES))
    assert [problem.code for problem in tiny.read().problems if "gouwuka" in problem.path] == [
        Code.TOO_LARGE
    ]


def test_a_link_out_of_the_content_is_refused(tiny: TinySite, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("秘密", "utf-8")
    (tiny.docs / "cases/link.md").symlink_to(outside)
    assert [problem.code for problem in tiny.read().problems] == [Code.OUTSIDE_LINK]
