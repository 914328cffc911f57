"""What the browser should show now, shared by the builder and the server of `serve`."""

import json
import secrets
import threading
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """One moment of the preview."""

    build: str
    """Changes when open pages must be loaded anew."""
    root: Path | None = None
    """The last good site; None before the first."""
    problems: str = ""
    """Why the site is not up to date, as text; empty when it is."""
    notice: str = ""
    """What else the editor should know, as text: what came of files in the inbox."""

    def as_json(self) -> str:
        """Return what an open page is told."""
        state = {"build": self.build, "problems": self.problems, "notice": self.notice}
        return json.dumps(state, ensure_ascii=False)


class Preview:
    """Holds the state; threads may read it, set it, and wait for it to change."""

    def __init__(self) -> None:
        # A page that is still open from an earlier run must not take the new one for its own.
        self._run = secrets.token_hex(4)
        self._count = 0
        self._changed = threading.Condition()
        self._state = State(f"{self._run}-0")

    @property
    def state(self) -> State:
        """The state now."""
        with self._changed:
            return self._state

    def succeed(self, root: Path) -> None:
        """Show the site at `root` from now on."""
        self._set(State(self._next(), root, notice=self.state.notice))

    def fail(self, problems: str) -> None:
        """Keep the last good site, if there is one, and tell what is wrong."""
        known = self.state
        build = known.build if known.root else self._next()
        self._set(replace(known, build=build, problems=problems))

    def tell(self, notice: str) -> None:
        """Say something beside the site, or nothing more."""
        self._set(replace(self.state, notice=notice))

    def wait(self, known: State, seconds: float) -> State:
        """Return the state as soon as it is another than `known`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != known, seconds)
            return self._state

    def _next(self) -> str:
        self._count += 1
        return f"{self._run}-{self._count}"

    def _set(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()
