"""The ground of a map: its projection and how far it reaches, in kilometres. Pure geometry, no drawing.

The projection is fitted to the regions, or to the places where there are no regions. Proved by
tests/pictures/test_map_ground.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.pictures.map_projection import Conic, fitted
from aigaq.pictures.maps import Map, MapPlace
from aigaq.pictures.surface import Box

_ROOM = 0.02  # of its size a map reaches beyond its regions
_PAD = 0.18  # and beyond bare points, which may lie at its edge
_LEAST = 0.4  # kilometres: no map is smaller


@dataclass(frozen=True, slots=True)
class Ground:
    """A projection and the box it shows: kilometres east and, downwards, south of the origin."""

    conic: Conic
    box: Box

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where degrees east and north lie on the box."""
        x, y = self.conic(*point)
        return x, -y

    def shows(self, point: tuple[float, float]) -> bool:
        """True where a point lies on the map or hardly beyond its edge."""
        x, y = self.at(point)
        dx, dy = self.box.width * _ROOM, self.box.height * _ROOM
        box = self.box
        return box.left - dx <= x <= box.right + dx and box.top - dy <= y <= box.bottom + dy


def ground_of(picture: Map) -> Ground | None:
    """The ground of a map; None where it has neither regions nor points."""
    borders = [point for region in picture.regions for ring in region.rings for point in ring]
    if borders:
        return _ground(borders, 0.0, 0.0)
    return around([(place.point, place.within or 0.0) for place in picture.places if place.point is not None])


def around(points: Iterable[tuple[tuple[float, float], float]]) -> Ground | None:
    """The ground that holds points, each with the kilometres about it; None where there are none."""
    listed = list(points)
    if not listed:
        return None
    reach = max(within for _, within in listed)
    return _ground([point for point, _ in listed], reach, _PAD)


def _ground(points: list[tuple[float, float]], reach: float, pad: float) -> Ground:
    conic = fitted(points)
    flat = [conic(*point) for point in points]
    xs, ys = [x for x, _ in flat], [-y for _, y in flat]
    dx = max((max(xs) - min(xs)) * pad + reach, _LEAST / 2 * bool(pad))
    dy = max((max(ys) - min(ys)) * pad + reach, _LEAST / 2 * bool(pad))
    box = Box(min(xs) - dx, min(ys) - dy, max(xs) + dx, max(ys) + dy)
    return Ground(conic, box.grown_to(1e-3))


def unplaced(picture: Map) -> tuple[MapPlace, ...]:
    """The places the map cannot show, in order: no point, beyond its edges, or in a region it does not have."""
    ground = ground_of(picture)
    return tuple(place for place in picture.places if not shown(picture, ground, place))


def shown(picture: Map, ground: Ground | None, place: MapPlace) -> bool:
    """True where the map shows the place."""
    point = place.point
    if point is None or ground is None:
        return bool(place.region) and any(region.code == place.region and region.rings for region in picture.regions)
    return ground.shows(point)
