"""Changes fields of a statement by words a person types: `measure=injured`, `low=12`, `speakers.0.side=official`.

A value is text, a number, a date or a code as the field wants it; several, by commas; nothing empties the field; a value
that begins with `{` or `[` is JSON. What ties the statement to its place cannot be changed. Proved by
tests/statements/test_amending.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import msgspec

from aigaq.errors import UsageError
from aigaq.statements.canonical import encode
from aigaq.statements.checks import check
from aigaq.statements.codes import code_list
from aigaq.statements.records import AnyStatement
from aigaq.statements.vocabulary import DateBasis

_FIXED = ("item", "span", "num", "made_by", "key", "hedges", "cited")
_SEVERAL = ("places", "scope", "networks", "seen_from", "start", "end")
_OPENERS = ("{", "[")
_NO_CODE = "code not in list "


def amend(statement: AnyStatement, changes: Mapping[str, str]) -> AnyStatement:
    """The statement with some fields changed.

    Args:
        changes: values by the name of the field; `target.low` and `speakers.0.name` reach into a field.

    Raises:
        UsageError: no such field, one that cannot be changed, or a value that does not fit it.
    """
    plain = msgspec.json.decode(encode(statement))
    for name, value in changes.items():
        _set(plain, statement, name, value)
    after = _converted(plain, statement, changes)
    before = set(check(statement))
    for odd in check(after):
        if odd not in before:
            raise UsageError(f"cannot be amended so: {odd}", where=_named(changes), hint=_nearest_code(odd))
    if after == statement:
        raise UsageError("nothing is changed by this", where=_named(changes))
    return after


def _set(plain: dict[str, Any], statement: AnyStatement, name: str, value: str) -> None:
    first, *rest = name.split(".")
    fields = [one for one in statement.__struct_fields__ if one not in _FIXED]
    if first not in fields:
        raise UsageError(
            "cannot be changed" if first in _FIXED else "no such field", where=name, hint=_of(first, fields)
        )
    if not rest:
        plain[first] = _value(plain, first, value.strip())
        if plain[first] is None:
            del plain[first]
        return
    inside = plain.get(first)
    for step in rest[:-1]:
        inside = _step(inside, step, name)
    _put(inside, rest[-1], value.strip(), name)


def _step(inside: Any, step: str, name: str) -> Any:
    if isinstance(inside, dict) and step in inside:
        return inside[step]
    if isinstance(inside, list) and step.isdecimal() and int(step) < len(inside):
        return inside[int(step)]
    raise UsageError("there is nothing there to be changed", where=name)


def _put(inside: Any, step: str, value: str, name: str) -> None:
    if not isinstance(inside, dict) or step == "span":
        raise UsageError("there is nothing there to be changed", where=name)
    if value:
        inside[step] = value
    else:
        inside.pop(step, None)


def _value(plain: dict[str, Any], name: str, value: str) -> Any:
    if value.startswith(_OPENERS):
        return _json(name, value)
    if not value:
        return None
    if name in _SEVERAL:
        return [one.strip() for one in value.split(",") if one.strip()]
    if name == "said":
        known = plain.get("said") or {"basis": DateBasis.STATED.value}
        return {**known, "date": value}
    return value


def _json(name: str, value: str) -> Any:
    try:
        return msgspec.json.decode(value.encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise UsageError(f"the value is no JSON: {error}".rstrip("."), where=name) from error


def _converted(plain: dict[str, Any], statement: AnyStatement, changes: Mapping[str, str]) -> AnyStatement:
    try:
        return msgspec.convert(plain, type(statement), strict=False)
    except (msgspec.ValidationError, RecursionError) as error:
        what = str(error).replace(" - at `$.", ", at `").rstrip(".")
        raise UsageError(f"does not fit the field: {what[:1].lower()}{what[1:]}", where=_named(changes)) from error


def _named(changes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in changes.items())


def _of(name: str, fields: list[str]) -> str:
    near = difflib.get_close_matches(name, fields, 1)
    return f"did you mean {near[0]}" if near else f"one of {', '.join(fields)}"


def _nearest_code(odd: str) -> str | None:
    """The code somebody may have meant, where a code is in no list."""
    if not odd.startswith(_NO_CODE):
        return None
    name, _, code = odd.removeprefix(_NO_CODE).partition(": ")
    near = difflib.get_close_matches(code, list(code_list(name)), 1)
    return f"did you mean {near[0]}" if near else f"docs/reference/codes.md lists the {name}"
