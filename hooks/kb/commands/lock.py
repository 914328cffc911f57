"""One at a time: a lock that ends with the process that holds it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def locked(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock `file`, which exists only meanwhile; call `waiting` if another holds it."""
    handle = _take(file, waiting)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows does not remove what is open
            file.unlink()
        handle.close()


def _take(file: Path, waiting: Callable[[], None]) -> IO[bytes]:
    """Return the open lock file, held by this process."""
    told = False
    while True:
        handle = file.open("a+b")
        if not _lock(handle, wait=False):
            if not told:
                waiting()
                told = True
            _lock(handle, wait=True)
        with suppress(FileNotFoundError):
            # The one before us may have removed the file that we waited for.
            if os.path.samestat(os.fstat(handle.fileno()), file.stat()):
                return handle
        handle.close()


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(handle: IO[bytes], *, wait: bool) -> bool:
        """Lock the open file; return False where another holds it and `wait` is not set."""
        while True:
            try:
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.2)
            else:
                return True

else:
    import fcntl

    def _lock(handle: IO[bytes], *, wait: bool) -> bool:
        """Lock the open file; return False where another holds it and `wait` is not set."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        except OSError:  # some network drives know no locks: better none than no site
            return True
        return True
