"""Borders: regions read from GeoJSON (RFC 7946), a case's own or those that ship with the package.

Only areas are read: a collection of features, each a Polygon or MultiPolygon with a code and names as properties.
What the file holds is data of others, so its size and every number are bounded before anything is drawn. Proved by
tests/pictures/test_map_borders.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

import msgspec

from aigaq.errors import FormatError
from aigaq.pictures.maps import Region, Ring

LARGEST = 8 * 1024 * 1024
"""Bytes of a file; larger ones are refused."""
MOST_REGIONS, MOST_POINTS = 2_000, 50_000
"""Regions of a file, and points of its borders after they are laid on a grid no drawing can tell from the borders."""

_GRID = 8192  # lines of the grid across the map

_HINT = "a map is a GeoJSON FeatureCollection of Polygon or MultiPolygon features in degrees, at most 8 MiB"
_CODES = ("code", "pcode", "id", "iso", "name")

Position = Annotated[list[float], msgspec.Meta(min_length=2, max_length=4)]


class _Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[list[Position]]


class _MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[list[Position]]]


class _Feature(msgspec.Struct, tag_field="type", tag="Feature"):
    geometry: _Polygon | _MultiPolygon
    properties: dict[str, Any] | None = None
    id: str | int | None = None


class _Collection(msgspec.Struct, tag_field="type", tag="FeatureCollection"):
    features: Annotated[list[_Feature], msgspec.Meta(min_length=1, max_length=MOST_REGIONS)]


def borders(data: bytes, *, language: str, where: str | None = None) -> tuple[Region, ...]:
    """The regions of a GeoJSON file, by code; those of one code are one region.

    Args:
        data: the file.
        language: which of a feature's names is shown: property `language`, `name:language`, `name_language`, `name`,
            or any of English, or the code.
        where: what the file is called in messages.

    Raises:
        FormatError: too large, no GeoJSON of areas, or numbers that are no degrees.
    """
    if len(data) > LARGEST:
        raise FormatError(f"the map has {len(data)} bytes", where=where, hint=_HINT)
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Collection)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FormatError(f"the map cannot be read: {_one_line(error)}", where=where, hint=_HINT) from error
    names: dict[str, str] = {}
    rings: dict[str, list[Ring]] = {}
    for number, feature in enumerate(found.features, 1):
        code = _code(feature, number)
        names.setdefault(code, _name(feature, language) or code)
        rings.setdefault(code, []).extend(_ring(ring, f"feature {number}", where) for ring in _rings(feature))
    laid = _on_grid(rings)
    if sum(len(ring) for every in laid.values() for ring in every) > MOST_POINTS:
        raise FormatError(f"the map has more than {MOST_POINTS} points", where=where, hint=_HINT)
    return tuple(Region(code, names[code], laid[code]) for code in sorted(names))


def _on_grid(rings: dict[str, list[Ring]]) -> dict[str, tuple[Ring, ...]]:
    """The rings with every point on a grid, without repeats; each point is moved by itself, so neighbours still meet."""
    points = [point for every in rings.values() for ring in every for point in ring]
    spans = [max(values) - min(values) for values in zip(*points, strict=True)]
    cell = max([*spans, 1e-6]) / _GRID
    return {code: tuple(_laid(ring, cell) for ring in every) for code, every in rings.items()}


def _laid(ring: Ring, cell: float) -> Ring:
    out: list[tuple[float, float]] = []
    for lon, lat in ring:
        at = (round(round(lon / cell) * cell, 6), round(round(lat / cell) * cell, 6))
        if not out or out[-1] != at:
            out.append(at)
    return tuple(out)


@cache
def shipped_borders(name: str, language: str) -> tuple[Region, ...]:
    """The regions of a map that ships with the package (`kz`), by code; empty where there is none of the name."""
    if not name.isidentifier():
        return ()
    file = files(__package__).joinpath(f"data/maps/{name}.geojson")
    return borders(file.read_bytes(), language=language, where=f"{name}.geojson") if file.is_file() else ()


def _rings(feature: _Feature) -> Iterator[list[Position]]:
    if isinstance(feature.geometry, _Polygon):
        yield from feature.geometry.coordinates
        return
    for polygon in feature.geometry.coordinates:
        yield from polygon


def _ring(positions: list[Position], what: str, where: str | None) -> Ring:
    """A ring without its last position, which repeats the first (RFC 7946, 3.1.6)."""
    for lon, lat, *_ in positions:
        if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            raise FormatError(f"{what}: {lon}, {lat} are no degrees east and north", where=where, hint=_HINT)
    if len(positions) < 4 or positions[0][:2] != positions[-1][:2]:
        raise FormatError(f"{what}: a border is not closed", where=where, hint=_HINT)
    return tuple((lon, lat) for lon, lat, *_ in positions[:-1])


def _code(feature: _Feature, number: int) -> str:
    properties = feature.properties or {}
    found = next((properties[key] for key in _CODES if isinstance(properties.get(key), str) and properties[key]), None)
    return str(found if found is not None else feature.id if feature.id is not None else number)


def _name(feature: _Feature, language: str) -> str:
    properties = feature.properties or {}
    keys = (language, f"name:{language}", f"name_{language}", "name", "en", "name:en", "name_en")
    return next((str(properties[key]) for key in keys if isinstance(properties.get(key), str) and properties[key]), "")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
