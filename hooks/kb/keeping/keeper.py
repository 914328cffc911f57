"""Values by what they were made from."""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from kb.keeping.store import Store

T = TypeVar("T")


class _Plain(pickle.Pickler):
    """Writes records as what they are and the values of their fields, and nothing else.

    A pydantic model holds a set besides, in any order.
    """

    def reducer_override(self, obj: Any) -> Any:
        """Return how `obj` is written."""
        kind: Any = type(obj)
        values = _values_of(kind)
        return (kind, values(obj)) if values else NotImplemented


@cache
def _values_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return what gives the values of all fields of such a record; None for anything else."""
    if hasattr(kind, "kept_by"):
        return lambda record: (record.kept_by,)
    if hasattr(kind, "__pydantic_fields__"):
        return lambda record: (record.__dict__,)
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def digest(*parts: object) -> bytes:
    """Return what stands for `parts`: another for any that are not equal.

    They are plain data: texts, numbers, dates, records, tuples and mappings of these. A record that
    follows from something smaller names that as its `kept_by`.
    """
    text = io.BytesIO()
    pickler = _Plain(text, protocol=5)
    pickler.fast = True  # the same bytes whether or not equal parts are one object
    pickler.dump(parts)
    return hashlib.blake2b(text.getbuffer(), digest_size=32).digest()


def checksum(raw: bytes) -> bytes:
    """Return what stands for the bytes of a file."""
    return hashlib.blake2b(raw, digest_size=32).digest()


class Keeper:
    """Makes a value unless it has been made of the same before.

    `ground` stands for what everything depends on: the code, the packages, the settings. Without a
    store nothing is kept; one that is `lasting` serves several builds and keeps what the last one
    used at hand. A value must never be changed by those who get it.
    """

    def __init__(
        self, store: Store | None = None, ground: bytes = b"", *, lasting: bool = False
    ) -> None:
        self._store = store
        self._ground = ground
        self._lasting = lasting
        self._held: dict[bytes, object] = {}
        self._used: dict[bytes, object] = {}
        self._once: dict[str, object] = {}

    @property
    def keeps(self) -> bool:
        """Whether anything is kept: without, keys need not be made."""
        return self._store is not None

    def value(self, kind: str, parts: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what `make` returns; `parts` is all that it depends on besides the ground.

        `kind` tells the values of one function from those of others.
        """
        if self._store is None:
            return make()
        key = digest(self._ground, kind, parts)
        if key in self._used:
            return self._used[key]  # type: ignore[return-value]
        if key in self._held:
            value: T = self._held[key]  # type: ignore[assignment]
        elif (raw := self._store.get(key)) is not None:
            value = pickle.loads(raw)
        else:
            value = make()
            self._store.put(key, pickle.dumps(value, protocol=5))
        if self._lasting:
            self._used[key] = value
        return value

    def recall(self, kind: str, parts: tuple[object, ...]) -> bytes | None:
        """Return the bytes that were noted for these parts; None where there are none."""
        if self._store is None:
            return None
        key = digest(self._ground, kind, parts)
        value = self._held.get(key) or self._store.get(key)
        if self._lasting and value is not None:
            self._used[key] = value
        return value if isinstance(value, bytes) else None

    def note(self, kind: str, parts: tuple[object, ...], value: bytes) -> None:
        """Note bytes for these parts."""
        if self._store is not None:
            key = digest(self._ground, kind, parts)
            if self._lasting:
                self._used[key] = value
            self._store.put(key, value)

    def once(self, name: str, value: T) -> T:
        """Return what was given under this name at first: it hangs on the ground alone."""
        kept: T = self._once.setdefault(name, value) if self._lasting else value  # type: ignore[assignment]
        return kept

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Enclose one build: at its end write what is new, and forget what it did not use."""
        try:
            yield
        finally:
            if self._store is not None:
                self._store.save()
            self._held, self._used = self._used, {}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where finished files are kept, each by what it is made of."""

    keeper: Keeper = field(default_factory=Keeper)
    base: bytes = b""
    """What stands for all that any of them may depend on besides its own values."""

    def file(self, kind: str, parts: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Return the file that `make` makes of `parts`, or the one that it made of them before."""
        if not self.keeper.keeps:
            return make()
        return self.keeper.value(kind, (self.base, *parts), make)
