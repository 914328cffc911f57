"""Changes of files, told by the system."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from kb.commands import Mistake

_CHANGES = {
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
}
_SETTLED = 0.08
"""Seconds of quiet after which an editor has finished writing."""


class Changes:
    """Notes that something changed, until somebody asks."""

    def __init__(self) -> None:
        self._noted = threading.Event()

    def note(self) -> None:
        """Note a change."""
        self._noted.set()

    def wait(self, is_wanted_elsewhere: Callable[[], bool]) -> bool:
        """Return True once something has changed and then nothing more for a moment.

        Meanwhile asks now and then whether there is other work, and returns False if so.
        """
        while not self._noted.wait(0.5):  # on Windows an endless wait would not hear Ctrl-C
            if is_wanted_elsewhere():
                return False
        while True:
            self._noted.clear()
            if not self._noted.wait(_SETTLED):
                return True


@contextmanager
def watching(paths: Iterable[Path]) -> Iterator[Changes]:
    """Note changes of these files and of everything in these folders."""
    changes = Changes()
    observer = Observer()
    try:
        for path in paths:
            if path.is_dir():
                observer.schedule(_Noter(changes, None), str(path), recursive=True)
            elif path.exists():
                observer.schedule(_Noter(changes, path.name), str(path.parent), recursive=False)
        observer.start()
    except OSError as error:
        raise Mistake(f"系统不能再监视更多文件（{error.strerror}）") from error
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()


class _Noter(FileSystemEventHandler):
    """Notes the events that mean a change, of the file `only` if it is given."""

    def __init__(self, changes: Changes, only: str | None) -> None:
        self._changes = changes
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the event if it matters."""
        names = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if (
            event.event_type in _CHANGES
            and not (event.is_directory and event.event_type == EVENT_TYPE_MODIFIED)
            and any(matters(name) and self._only in (None, name.name) for name in names)
        ):
            self._changes.note()


def matters(file: Path) -> bool:
    """Return whether a change of the file can change the site; what editors leave about cannot."""
    return not (
        "__pycache__" in file.parts
        or file.name.startswith((".", "~", "#"))
        or file.name.endswith(("~", ".swp", ".swx", ".tmp", ".pyc"))
        or file.name == "4913"  # vim asks with it whether it may write
    )
