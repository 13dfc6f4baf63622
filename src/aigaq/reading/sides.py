"""Which side a publisher speaks for: the case's own setting, else the kind of source its description names.

The setting `sides` is TOML or JSON: names and their sides, at the top or in a table `sides`. Names are compared folded.
Proved by tests/build/test_sides.py.
"""

from __future__ import annotations

import tomllib

import msgspec

from aigaq.errors import FormatError
from aigaq.statements.codes import code_list
from aigaq.statements.vocabulary import Side
from aigaq.values.scripts import fold

_HINT = 'write one line a name, as in "The Example" = "media", and `aigaq set` it again'


def read_sides(payload: bytes | None) -> dict[str, Side]:
    """The sides a case has set, by folded name.

    Raises:
        FormatError: neither TOML nor JSON, or a side that is none.
    """
    if not payload:
        return {}
    table = _table(payload)
    inner = table.get("sides")
    try:
        return {fold(name): Side(str(side)) for name, side in (inner if isinstance(inner, dict) else table).items()}
    except ValueError as error:
        raise FormatError(f"no such side: {error}", where="setting sides", hint=_HINT) from error


def _table(payload: bytes) -> dict[str, object]:
    try:
        return msgspec.json.decode(payload, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:
        return tomllib.loads(payload.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError("neither TOML nor JSON", where="setting sides", hint=_HINT) from error


def side_of(publisher: str, kind: str | None, sides: dict[str, Side]) -> Side:
    """The side of a publisher; `kind` is the code of the kind of source."""
    stated = sides.get(fold(publisher))
    if stated is not None:
        return stated
    code = code_list("source_kinds").get(kind or "")
    return Side.UNKNOWN if code is None or code.side is None else Side(code.side)
