"""Makes statements of any kind for properties: every field of every record, by its declared type."""

import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from aigaq.statements import (
    AnyStatement,
    Claim,
    Connectivity,
    Designation,
    Event,
    Figure,
    Link,
    Position,
    Side,
    TextSpan,
    Withdrawal,
)

KINDS = (Figure, Event, Claim, Designation, Position, Connectivity, Withdrawal)
ITEM = "ab" * 32

# Text that equals a default without being the same object.
_DEFAULTS = st.sampled_from(["people", "unknown", "text"]).map(lambda word: "".join(list(word)))


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a declared type."""
    if hint is type(None):
        return st.none()
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*map(of_type, get_args(hint)))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return st.lists(of_type(inner[0]), max_size=2).map(tuple)
        return st.tuples(*map(of_type, inner))
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if hint is int:
        return st.integers(-(2**63), 2**63 - 1)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if issubclass(hint, msgspec.Struct):
        return of_record(hint)
    return {str: st.text(max_size=8) | _DEFAULTS, bool: st.booleans()}[hint]


def of_record(record: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Records with every field filled or left to its default."""
    hints = get_type_hints(record)
    fields = msgspec.structs.fields(record)
    required = {field.name: of_type(hints[field.name]) for field in fields if field.required}
    optional = {field.name: of_type(hints[field.name]) for field in fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: record(**values))


def statements() -> st.SearchStrategy[AnyStatement]:
    """Statements of all kinds."""
    return st.one_of([of_record(kind) for kind in KINDS])


def text_span(quote: str, start: int) -> TextSpan:
    """A span of the part `text`."""
    return TextSpan(start=start, end=start + len(quote), quote=quote)


def figure(value: int, *, start: int = 0, speaker: str = "Interior Ministry", **fields: Any) -> Figure:
    """A plain figure: so many killed, said by a speaker."""
    num = text_span(str(value), start)
    given: dict[str, Any] = {"item": ITEM, "span": num, "measure": "killed", "low": value, "high": value}
    given["speakers"] = (Link(name=speaker, side=Side.OFFICIAL),)
    return Figure(**{**given, "num": num, "made_by": ("rule:test",), **fields})
