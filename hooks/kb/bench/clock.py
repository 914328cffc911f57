"""A clock on every stage of a build.

The stages are what `kb.build` calls: whatever is added there is measured too.
"""

import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import isclass, isfunction
from typing import Any

from kb import build
from kb.markdown import Renderer

HOOKS = "hooks"
"""The name of what the adapters do beside the stages."""
SLIDES = "slides"
"""The name of printing a page for training, with everything within it."""


@dataclass
class Clock:
    """Adds up the time of named stages; of nested ones each has what the inner ones leave."""

    spent: dict[str, float] = field(default_factory=dict)
    _whole: str = ""
    """The stage that has all that is spent now."""
    _open: list[float] = field(default_factory=list)
    """For each stage that is running the time of those within it."""

    def wrap_whole(
        self, name: str, work: Callable[..., Any], counts: Callable[..., bool]
    ) -> Callable[..., Any]:
        """Return `work` with this clock on it: where it `counts`, all within it is one stage."""
        timed = self.wrap(name, work)

        @functools.wraps(work)
        def whole(*args: Any, **kwargs: Any) -> Any:
            if not counts(*args, **kwargs):
                return work(*args, **kwargs)
            self._whole = name
            try:
                return timed(*args, **kwargs)
            finally:
                self._whole = ""

        return whole

    def wrap(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return `work` with this clock on it."""

        @functools.wraps(work)
        def timed(*args: Any, **kwargs: Any) -> Any:
            name = self._whole or stage
            self._open.append(0.0)
            started = time.process_time()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.process_time() - started
                inner = self._open.pop()
                self.spent[name] = self.spent.get(name, 0.0) + took - inner
                if self._open:
                    self._open[-1] += took

        return timed


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the build, and where its code is found."""

    owner: Any
    attribute: str
    work: Callable[..., Any]

    @property
    def name(self) -> str:
        """What it is called: `write_cards`, `LinkGraph.of`."""
        return f"{self.owner.__name__}.{self.attribute}" if isclass(self.owner) else self.attribute


def stages() -> Iterator[Stage]:
    """Yield the stages: the functions that `kb.build` calls, and what makes pages."""
    for name, value in vars(build).items():
        module = getattr(value, "__module__", "")
        if not module.startswith("kb.") or module == build.__name__:
            continue
        if isfunction(value):
            yield Stage(build, name, value)
        elif isclass(value) and isfunction(getattr(getattr(value, "of", None), "__func__", None)):
            yield Stage(value, "of", value.of)  # type: ignore[attr-defined]
    yield Stage(Renderer, "render", Renderer.render)


def watch(clock: Clock) -> None:
    """Put `clock` on every stage."""
    for stage in list(stages()):
        timed = clock.wrap(stage.name, stage.work)
        bound = isclass(stage.owner) and stage.attribute == "of"
        setattr(stage.owner, stage.attribute, staticmethod(timed) if bound else timed)
