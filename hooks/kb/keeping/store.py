"""Bytes by key in a file that several builds may use at once."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 600_000_000
"""From this size the values that were not used for longest are dropped."""

PATIENCE = 10.0
"""Seconds to wait for another build that is writing."""

_MOST_WAITING = 32_000_000
"""From this size what was put is written."""

_TABLE = """
CREATE TABLE IF NOT EXISTS kept (
    key BLOB PRIMARY KEY, turn INTEGER NOT NULL, size INTEGER NOT NULL, value BLOB NOT NULL
) WITHOUT ROWID
"""
_CHECK = 16
_LATELY = 4
"""What was used so few turns ago is not noted as used again: noting costs more than reading."""


class Store:
    """The file `place`; whatever is wrong with it, it is as good as empty and no build fails.

    A value that is read back is held against its checksum. What is put comes into the file with
    `save` at the latest, each value whole or not at all; nothing does that was made while `sound`
    no longer holds.
    """

    def __init__(self, place: Path, sound: Callable[[], bool] = lambda: True) -> None:
        self._place = place
        self._sound = sound
        self._file: sqlite3.Connection | None = None
        self._turn = 0
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            if not self._open():
                self._open()

    def get(self, key: bytes) -> bytes | None:
        """Return the value of `key`; None where there is none, or none that is whole."""
        if key in self._new:
            return self._new[key]
        rows = self._ask("SELECT turn, value FROM kept WHERE key = ?", key)
        if not rows:
            return None
        turn, raw = rows[0]
        value = bytes(raw[_CHECK:])
        if _checksum(key, value) != raw[:_CHECK]:
            return None
        if turn < self._turn - _LATELY:
            self._used.add(key)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` for `key`."""
        self._new[key] = value
        self._waiting += len(value)
        if self._waiting > _MOST_WAITING:
            self.save()

    def save(self) -> None:
        """Write what was put, and what was used; drop old values where there are too many."""
        new, used = self._new, self._used
        self._new, self._used, self._waiting = {}, set(), 0
        if self._file is None or (new and not self._sound()):
            return
        try:
            with self._file:
                self._file.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
                    (
                        (key, self._turn, len(value), _checksum(key, value) + value)
                        for key, value in new.items()
                    ),
                )
                self._file.executemany(
                    "UPDATE kept SET turn = ? WHERE key = ?", ((self._turn, key) for key in used)
                )
                if new:
                    self._drop()
        except sqlite3.Error as error:
            self._fail(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _drop(self) -> None:
        """Drop the oldest values until those that are left take half of what is allowed."""
        assert self._file is not None
        by_turn = self._file.execute(
            "SELECT turn, SUM(size) FROM kept GROUP BY turn ORDER BY turn DESC"
        ).fetchall()
        if sum(size for _, size in by_turn) <= MOST_BYTES:
            return
        total = 0
        for turn, size in by_turn:
            total += size
            if total > MOST_BYTES // 2:
                self._file.execute("DELETE FROM kept WHERE turn <= ?", (turn,))
                return

    def _open(self) -> bool:
        """Open the file; return False if it was broken and is gone."""
        try:
            self._file = sqlite3.connect(self._place, timeout=PATIENCE)
            for line in ("journal_mode = WAL", "synchronous = OFF"):
                self._file.execute(f"PRAGMA {line}")
            self._file.execute(_TABLE)
            last = self._file.execute("SELECT MAX(turn) FROM kept").fetchone()[0]
            self._turn = (last or 0) + 1
        except sqlite3.Error as error:
            return not self._fail(error)
        return True

    def _ask(self, question: str, *values: bytes) -> list[tuple[int, bytes]]:
        if self._file is None:
            return []
        try:
            return self._file.execute(question, values).fetchall()
        except sqlite3.Error as error:
            self._fail(error)
            return []

    def _fail(self, error: sqlite3.Error) -> bool:
        """Go on without the file; remove it if it is broken, and return whether it was."""
        self.close()
        if isinstance(error, sqlite3.OperationalError):  # locked, read-only, full: not broken
            return False
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._place.with_name(self._place.name + end).unlink()
        return True


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECK, key=key).digest()
