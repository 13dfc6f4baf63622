"""Spots of a map: the statements of one place together, and the towns that are drawn larger.

A spot is a point with what happened there. Spots known to a distance that lie too close to be told apart are drawn in
an enlarged part, named by a letter. Proved by tests/pictures/test_map_spots.py.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.pictures.map_ground import Ground
from aigaq.pictures.maps import Map, MapPlace

CLOSE = 30.0
"""Units between two places below which they are drawn larger elsewhere."""

_SAME_TOWN = 0.15  # degrees: tables round the point of a town each in their own way


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and the statements of it.

    Args:
        point: degrees east and north.
        within: kilometres within which it is known, or None: somewhere about the point.
        name: what it is called.
        town: the town it lies in, or empty.
        places: the statements, in the caller's order.
        note: a line under the name: where it is drawn larger.
    """

    point: tuple[float, float]
    within: float | None
    name: str
    town: str
    places: tuple[MapPlace, ...]
    note: str = ""

    @property
    def marker(self) -> bool:
        """True where it only tells that its places are drawn elsewhere."""
        return bool(self.note) and self.within is not None


def spots_of(picture: Map, ground: Ground) -> list[Spot]:
    """The spots of a map in the order in which they come first."""
    groups: dict[tuple[object, ...], list[MapPlace]] = defaultdict(list)
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in picture.places:
        point = place.point
        if point is None or not ground.shows(point):
            continue
        if place.within is None:
            point = next((known for known in towns[place.label] if _same_town(known, point)), point)
            towns[place.label].append(point)
            groups[point, None, place.label].append(place)
        else:
            groups[point, place.within].append(place)
    return [_spot(places) for places in groups.values()]


def _same_town(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < _SAME_TOWN and abs(one[1] - other[1]) < _SAME_TOWN


def _spot(places: list[MapPlace]) -> Spot:
    first = places[0]
    assert first.point is not None
    name = next((place.label for place in places if place.label), "")
    return Spot(first.point, first.within, name, next((p.town for p in places if p.town), ""), tuple(places))


def regions_of(picture: Map) -> dict[str, list[MapPlace]]:
    """The statements that name a region and no point, by its code."""
    found: dict[str, list[MapPlace]] = defaultdict(list)
    for place in picture.places:
        if place.point is None and place.region:
            found[place.region].append(place)
    return dict(sorted(found.items()))


def close_ones(spots: Sequence[Spot], ground: Ground, scale: float) -> list[list[Spot]]:
    """Spots known to a distance in groups that a drawing of so many units a kilometre cannot tell apart, largest first.

    Spots are in one group where a chain of steps, each shorter than `CLOSE`, leads from one to the other.
    """
    exact = [spot for spot in spots if spot.within is not None]
    at = [tuple(value * scale for value in ground.at(spot.point)) for spot in exact]
    group = list(range(len(exact)))
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (x, y) in enumerate(at):
        column, row = int(x // CLOSE), int(y // CLOSE)
        around = [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        for other in sorted(other for cell in around for other in cells.get(cell, ())):
            if math.dist(at[index], at[other]) < CLOSE:
                group[_root(group, index)] = _root(group, other)
        cells[column, row].append(index)
    members: dict[int, list[Spot]] = defaultdict(list)
    for index, spot in enumerate(exact):
        members[_root(group, index)].append(spot)
    several = [spots for spots in members.values() if len(spots) > 1]
    return sorted(several, key=lambda spots: (-len(spots), exact.index(spots[0])))


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def town_of(spots: Sequence[Spot]) -> str:
    """The town most of the spots lie in; empty where none says."""
    towns = Counter(spot.town for spot in spots if spot.town)
    return max(towns, key=lambda town: (towns[town], town)) if towns else ""
