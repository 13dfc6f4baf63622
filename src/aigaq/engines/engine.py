"""What an engine is, and how one is found by its name. Proved by tests/engines/test_engine.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from aigaq.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Maps a function over items.

    The function is importable by name and pure; items and results can be pickled. Results come in input order, lazily:
    an engine takes only a bounded number of items ahead of the results that were asked for. An error of the function is
    raised where its result would have come.
    """

    def map(self, fn: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results of `fn` for each item, in the order of the items.

        Raises:
            Error: what the function raised, or that a worker died.
        """
        ...


def engine(name: str = "local") -> Engine:
    """The engine of this name.

    Raises:
        UsageError: there is none.
    """
    from aigaq.engines.local import Local

    if name == "local":
        return Local()
    raise UsageError(f"no engine of this name: {name}", hint="the engine here is local")
