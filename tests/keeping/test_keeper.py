"""What is kept comes back whole and only for the same; whatever happens to the file harms nobody."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.keeping import Keeper, Store, digest, store
from kb.keeping.ground import files_key, ground, moment
from kb.keeping.sites import lent, note_site, pages_of
from kb.model import Vocabulary
from tests.tiny import ROOT, TinySite


@dataclass(frozen=True, slots=True)
class Card:
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    name: str
    lines: tuple[str, ...] = ()


class Counting:
    """Makes a value and counts how often."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return self.value


def make(place: Path, keys: tuple[object, ...], counting: Counting, ground: bytes = b"") -> object:
    """Ask for a value in a build of its own."""
    keeper = Keeper(Store(place), ground)
    with closing(keeper), keeper.turn():
        return keeper.value("card", keys, counting)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Card("甲"), Card("乙")),
        (Card("甲"), Note("甲")),
        (Card("甲", ("乙",)), Card("甲", ("乙", ""))),
        (("甲乙",), ("甲", "乙")),
        ({"甲": 1}, {"甲": 2}),
        (1, "1"),
        (1, True),
        (None, ""),
    ],
)
def test_what_is_not_equal_has_another_digest(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_equal_values_have_one_digest_however_they_came_about(tiny: TinySite) -> None:
    word = "".join(["甲", "乙"])
    assert digest((word, word)) == digest(("甲乙", "".join(["甲", "乙"])))
    assert digest(tiny.site().by_src) == digest(tiny.site().by_src)
    given = {"topics": [{"id": "a", "title": "甲"}], "behaviours": ["乙"], "levels": ["丙"]}
    assert digest(Vocabulary.model_validate(given)) == digest(Vocabulary.model_validate(given))


def test_value_is_made_once_for_the_same_parts(tmp_path: Path) -> None:
    counting = Counting(Card("甲"))
    for _ in range(3):
        assert make(tmp_path / "kept", ("甲", 1), counting) == Card("甲")
    assert counting.times == 1
    make(tmp_path / "kept", ("甲", 2), counting)
    make(tmp_path / "kept", ("甲", 1), counting, ground=b"other code")
    assert counting.times == 3


def test_nothing_is_kept_without_a_store() -> None:
    counting, keeper = Counting("甲"), Keeper()
    for _ in range(2):
        with keeper.turn():
            keeper.value("card", (), counting)
    assert counting.times == 2


def test_what_was_made_while_the_program_changed_is_not_kept(tmp_path: Path) -> None:
    for sound in (True, False):
        keeper = Keeper(Store(tmp_path / "kept", lambda sound=sound: sound))  # type: ignore[misc]
        with closing(keeper), keeper.turn():
            keeper.value("card", (sound,), Counting("甲"))
    counting = Counting("甲")
    make(tmp_path / "kept", (True,), counting)
    assert counting.times == 0
    make(tmp_path / "kept", (False,), counting)
    assert counting.times == 1


@pytest.mark.parametrize("harm", ["removed", "noise", "cut", "changed", "a folder"])
def test_harm_to_the_file_costs_time_and_nothing_else(tmp_path: Path, harm: str) -> None:
    place, counting = tmp_path / "kept", Counting("甲" * 9999)
    make(place, ("甲",), counting)
    raw = place.read_bytes()
    if harm == "changed":
        at = raw.rindex("甲甲甲".encode())
        place.write_bytes(raw[:at] + b"x" + raw[at + 1 :])
    elif harm == "noise":
        place.write_bytes(b"\x00\xff" * 5000)
    elif harm == "cut":
        place.write_bytes(raw[: len(raw) // 2])
    else:
        place.unlink()
        if harm == "a folder":
            place.mkdir()
    for _ in range(2):
        assert make(place, ("甲",), counting) == "甲" * 9999
    assert counting.times == (3 if harm == "a folder" else 2)


def test_locked_file_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, counting = tmp_path / "kept", Counting("甲")
    make(place, ("甲",), counting)
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with sqlite3.connect(place) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert make(place, ("乙",), counting) == "甲"
    other.close()
    assert make(place, ("甲",), counting) == "甲"
    assert counting.times == 2


def test_old_values_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 10_000)
    place, counting = tmp_path / "kept", Counting("甲" * 1000)
    for number in range(10):
        make(place, (number,), counting)
    with sqlite3.connect(place) as file:
        (size,) = file.execute("SELECT SUM(size) FROM kept").fetchone()
    file.close()
    assert size <= 10_000
    make(place, (9,), counting)
    assert counting.times == 10


def test_file_that_was_changed_by_hand_is_no_site_of_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "rules").mkdir(parents=True)
    (site / "rules/a.html").write_text("甲", encoding="utf-8")
    keeper = Keeper(Store(tmp_path / "kept"))
    note_site(keeper, b"inputs", site, 1)
    assert pages_of(keeper, b"inputs", site) == 1
    assert pages_of(keeper, b"others", site) is None
    (site / "rules/a.html").write_text("乙", encoding="utf-8")
    assert pages_of(keeper, b"inputs", site) is None
    (site / "rules/a.html").write_text("甲", encoding="utf-8")
    (site / "more.html").touch()
    assert pages_of(keeper, b"inputs", site) is None


def test_data_of_the_last_site_serves_until_there_is_the_new(tmp_path: Path) -> None:
    last, site = tmp_path / "1", tmp_path / "2"
    for folder in (last, site):
        folder.mkdir()
    for name in ("data.js", "gone.js", "page.html"):
        (last / name).write_text("old", encoding="utf-8")
    with lent(last, site) as aside:
        assert {file.name for file in site.iterdir()} == {"data.js", "gone.js"}
        (aside / "data.js").write_text("new", encoding="utf-8")
        (aside / "more").mkdir()
        (aside / "more/x.js").write_text("new", encoding="utf-8")
        assert (site / "data.js").read_text(encoding="utf-8") == "old"
    assert (site / "data.js").read_text(encoding="utf-8") == "new"
    assert (last / "data.js").read_text(encoding="utf-8") == "old"
    assert {file.name for file in site.iterdir()} == {"data.js", "more"}
    assert {file.name for file in tmp_path.iterdir()} == {"1", "2"}


def test_ground_changes_with_every_file_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "hooks/kb").mkdir(parents=True)
    (tmp_path / "theme").mkdir()
    for name in ("hooks/kb/a.py", "theme/main.html", "mkdocs.yml"):
        (tmp_path / name).write_text("甲", encoding="utf-8")
    before = {ground(tmp_path)}
    for name in ("hooks/kb/a.py", "theme/main.html", "mkdocs.yml", "theme/new.html"):
        (tmp_path / name).write_text("乙", encoding="utf-8")
        assert ground(tmp_path) not in before
        before.add(ground(tmp_path))
    (tmp_path / "hooks/kb/__pycache__").mkdir()
    (tmp_path / "hooks/kb/__pycache__/a.pyc").touch()
    assert ground(tmp_path) in before
    (tmp_path / "theme/new.html").rename(tmp_path / "theme/other.html")
    assert ground(tmp_path) not in before


def test_ground_knows_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = ground(ROOT)
    (tmp_path / "site-packages/some_package-2.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    assert ground(ROOT) != before


def test_names_of_files_count(tmp_path: Path) -> None:
    (tmp_path / "ab").write_bytes(b"c")
    first = files_key(tmp_path)
    (tmp_path / "ab").rename(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"bc")
    assert files_key(tmp_path) != first


def test_what_editors_leave_about_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("甲", encoding="utf-8")
    before = files_key(tmp_path), moment([tmp_path])
    (tmp_path / ".#a.md").symlink_to("someone@somewhere.1234")
    assert (files_key(tmp_path), moment([tmp_path])) == before
