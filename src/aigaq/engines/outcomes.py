"""Carries a result or an error from a worker to its caller, whole: what, where, hint and kind.

An exception with keyword-only arguments does not survive pickling; its fields do. Proved by tests/engines/test_local.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aigaq.errors import Error

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What came of one item: a value, or the kind and fields of the error instead of it."""

    value: Result | None = None
    kind: type[Error] | None = None
    fields: dict[str, Any] | None = None

    def result(self) -> Result:
        """The value; raises the error where there is one."""
        if self.kind is None:
            return self.value  # type: ignore[return-value]  # a value that is None is a value of type Result
        error = self.kind.__new__(self.kind)
        error.__dict__.update(self.fields or {})
        error.args = (str(error),)
        raise error


def outcome(fn: Callable[[Item], Result], item: Item) -> Outcome[Result]:
    """Run a function; an exception that is none of ours becomes an `Error` that names it."""
    try:
        return Outcome(fn(item))
    except Error as error:
        return Outcome(kind=type(error), fields=vars(error))
    except Exception as error:
        ours = Error(f"a worker failed: {type(error).__name__}: {error}".replace("\n", " "))
        return Outcome(kind=Error, fields=vars(ours))
