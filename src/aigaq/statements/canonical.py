"""The one way to write a statement: canonical JSON bytes, and the row id that names them.

Normative text: docs/formats/statements.md, "Canonical form". Keys sorted, defaults left out, no spaces, UTF-8; sets
(places, scope, networks, seen_from, cited) sorted and without repeats; a whole number never has a fraction. Equal
statements give equal bytes, whoever made them. Proved by tests/statements/test_canonical.py: the vectors of the
normative text, and round trips over generated statements.
"""

from __future__ import annotations

import hashlib
import math
from functools import cache

import msgspec

from aigaq.errors import FormatError
from aigaq.statements.records import AnyStatement, Event, Figure, Number, Point, Target, Withdrawal

_ENCODER = msgspec.json.Encoder(order="sorted")
_EXACT = 2**53  # beyond it a float is not a count any more, and is left as it is
_UNIT, _PRECISION = (
    next(field.default for field in msgspec.structs.fields(record) if field.name == name)
    for record, name in ((Figure, "unit"), (Point, "precision"))
)


@cache
def _decoder() -> msgspec.json.Decoder[AnyStatement]:
    return msgspec.json.Decoder(AnyStatement)


def encode(statement: AnyStatement) -> bytes:
    """The canonical bytes of a statement.

    Raises:
        FormatError: a number that is not finite, or text that is not Unicode (a lone surrogate).
    """
    try:
        return _ENCODER.encode(settled(statement))
    except (UnicodeEncodeError, OverflowError) as error:
        raise FormatError(f"statement cannot be written: {error}", where=statement.item) from error


def decode(data: bytes) -> AnyStatement:
    """The statement these bytes hold; the bytes need not be canonical.

    Raises:
        FormatError: no JSON, an unknown kind or field, a missing field or a wrong type.
    """
    try:
        return _decoder().decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"no statement: {error}".rstrip("."), where="statement") from error


def row_id(statement: AnyStatement) -> str:
    """SHA-256 of the canonical bytes, in hex: the name of a row of one derivation; it never enters the log."""
    return hashlib.sha256(encode(statement)).hexdigest()


def settled(statement: AnyStatement) -> AnyStatement:
    """The same statement with its sets sorted and its numbers in their one form.

    Raises:
        FormatError: a number that is not finite.
    """
    changes: dict[str, object] = {}
    for name in ("cited", "places", "scope", "networks", "seen_from"):
        values = getattr(statement, name, ())
        if len(values) > 1 and (in_order := tuple(sorted(set(values)))) != values:
            changes[name] = in_order
    # The encoder knows a default by identity, and equal text need not be the same object.
    if isinstance(statement, Figure) and statement.unit == _UNIT and statement.unit is not _UNIT:
        changes["unit"] = _UNIT
    for name, value in _parts_with_numbers(statement):
        if (plain := _plain(value)) is not value:
            changes[name] = plain
    return msgspec.structs.replace(statement, **changes) if changes else statement


def _parts_with_numbers(statement: AnyStatement) -> tuple[tuple[str, object], ...]:
    match statement:
        case Figure():
            return ("low", statement.low), ("high", statement.high), ("part_of", statement.part_of)
        case Withdrawal():
            return ("target", statement.target), ("replaced_by", statement.replaced_by)
        case Event():
            return (("point", statement.point),)
        case _:
            return ()


def _plain(value: object) -> object:
    match value:
        case float():
            return _plain_number(value)
        case Target():
            return _plain_target(value)
        case Point():
            lat, lon = _plain_number(value.lat), _plain_number(value.lon)
            precision = _PRECISION if value.precision == _PRECISION else value.precision
            return msgspec.structs.replace(value, lat=lat, lon=lon, precision=precision)
        case _:
            return value


def _plain_target(target: Target) -> Target:
    numbers = {name: getattr(target, name) for name in ("low", "high")}
    changes: dict[str, object] = {name: _plain(value) for name, value in numbers.items() if isinstance(value, float)}
    places = tuple(sorted(set(target.places)))
    if places != target.places:
        changes["places"] = places
    return msgspec.structs.replace(target, **changes) if changes else target


def _plain_number(value: Number) -> Number:
    if not math.isfinite(value):
        raise FormatError("a number is not finite", where="statement")
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value
