"""Places a case adds to the gazetteer: one TOML or JSON file of tables `[[place]]`. docs/formats/settings.md.

Proved by tests/values/test_ownplaces.py.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from aigaq.errors import FormatError
from aigaq.values.places import KINDS, Gazetteer, Place
from aigaq.values.zones import zone as zone_named

_FIELDS = frozenset({"code", "kind", "parent", "zone", "lat", "lon", "precision", "names", "adjectives"})
_HINT = 'write one [[place]] for each, with code, kind, parent and [place.names], as in en = ["Riverton"]'
PRECISIONS = ("10m", "100m", "1km", "settlement", "region", "country", "unknown")


def read_places(payload: bytes, *, where: str = "setting gazetteer") -> Gazetteer:
    """The shipped places and those of a file; a place with a known code replaces that one.

    Raises:
        FormatError: neither TOML nor JSON, or a place that is not one; names the file and the entry.
    """
    rows = _rows(payload, where)
    places = [_place(row, f"{where}: place {number}") for number, row in enumerate(rows, start=1)]
    try:
        return Gazetteer.shipped().extended(places)
    except FormatError as error:
        hint = error.hint or "name a place of the file, or a code of the gazetteer such as kz"
        raise FormatError(error.what, where=f"{where}: {error.where}", hint=hint) from error


def _rows(payload: bytes, where: str) -> list[Mapping[str, Any]]:
    try:
        text = payload.decode("utf-8")
        table = (
            json.loads(text) if text.lstrip().startswith(("{", "[")) and not text.lstrip().startswith("[[") else None
        )
    except ValueError:
        table = None
    if table is None:
        try:
            table = tomllib.loads(payload.decode("utf-8"))
        except ValueError as error:
            raise FormatError(f"neither TOML nor JSON: {error}", where=where, hint=_HINT) from error
    rows = table.get("place") if isinstance(table, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise FormatError("no places in it", where=where, hint=_HINT)
    return rows


def _place(row: Mapping[str, Any], where: str) -> Place:
    code = row.get("code")
    if not isinstance(code, str) or not code:
        raise FormatError("a place needs a code", where=where, hint='as in code = "riverton"')
    where = f"{where} ({code})"
    unknown = sorted(row.keys() - _FIELDS)
    if unknown:
        raise FormatError(f"no such field: {unknown[0]}", where=where, hint=f"one of {', '.join(sorted(_FIELDS))}")
    if row.get("kind") not in KINDS:
        raise FormatError("no such kind of place", where=where, hint=f"kind is one of {', '.join(KINDS)}")
    precision = row.get("precision", "unknown")
    if precision not in PRECISIONS:
        raise FormatError(f"no such precision: {precision}", where=where, hint=f"one of {', '.join(PRECISIONS)}")
    names = _names(row.get("names"), "names", where)
    if not names:
        raise FormatError("a place needs a name", where=where, hint='as in [place.names] en = ["Riverton"]')
    parent = row.get("parent")
    return Place(
        code=code,
        kind=str(row["kind"]),
        parents=((None, str(parent)),) if parent else (),
        zone=_zone(row.get("zone"), where),
        lat=_degrees(row.get("lat"), 90, "lat", where),
        lon=_degrees(row.get("lon"), 180, "lon", where),
        precision=precision,
        names=names,
        adjectives=_names(row.get("adjectives"), "adjectives", where),
    )


def _names(table: object, name: str, where: str) -> dict[str, tuple[str, ...]]:
    if table is None:
        return {}
    hint = f'as in [place.{name}] en = ["Riverton"]'
    if not isinstance(table, dict):
        raise FormatError(f"{name} is no table of languages", where=where, hint=hint)
    found: dict[str, tuple[str, ...]] = {}
    for language, forms in table.items():
        listed = [forms] if isinstance(forms, str) else forms
        if not isinstance(listed, list) or not all(isinstance(form, str) and form.strip() for form in listed):
            raise FormatError(f"{name}.{language} is no list of names", where=where, hint=hint)
        found[language] = tuple(listed)
    return found


def _zone(name: object, where: str) -> str | None:
    if name is None:
        return None
    try:
        zone_named(str(name))
    except FormatError as error:
        raise FormatError(error.what, where=where, hint="zones are named as in Asia/Almaty") from error
    return str(name)


def _degrees(value: object, most: int, name: str, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
        raise FormatError(f"{name} is no number of degrees", where=where, hint=f"between -{most} and {most}")
    return float(value)
