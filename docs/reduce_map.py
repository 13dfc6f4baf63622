"""Reduces a map of regions to what a page can show: `python docs/reduce_map.py SOURCE.geojson > kz.geojson`.

It made src/aigaq/pictures/data/maps/kz.geojson from a GeoJSON of the first-order divisions of Kazakhstan as of January
2022, put together from Natural Earth (public domain). Cities with the rank of a region are left out and their holes
closed, because their limits are poor there and maps draw cities as points. Small gaps between neighbours are closed,
then borders are simplified arc by arc (Douglas and Peucker, 1973), each arc once for both of its sides, so that
neighbours still share every point. The same bytes in give the same bytes out. Proved by tests/pictures/test_map_data.py.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from aigaq.values.places import Gazetteer

Point = tuple[float, float]
Ring = list[Point]  # closed, the last point not repeated

TOLERANCE = 0.015  # degrees of latitude, about 1.7 km: half a unit of the widest drawing
ISLAND = 0.002  # square degrees; smaller islands are left out

# Codes of regions in the project's table of places, by the code of the source; cities are not in it.
CODES = {
    "KZ11": "akmola_region",
    "KZ15": "aktobe_region",
    "KZ19": "almaty_region",
    "KZ23": "atyrau_region",
    "KZ27": "west_kazakhstan_region",
    "KZ31": "zhambyl_region",
    "KZ35": "karaganda_region",
    "KZ39": "kostanay_region",
    "KZ43": "kyzylorda_region",
    "KZ47": "mangystau_region",
    "KZ55": "pavlodar_region",
    "KZ59": "north_kazakhstan_region",
    "KZ61": "turkistan_region",
    "KZ63": "east_kazakhstan_region",
}
HEAD = {
    "type": "FeatureCollection",
    "source": "Natural Earth (https://www.naturalearthdata.com), first-order divisions, put together as of January 2022 "
    "and simplified to 1.7 km by docs/reduce_map.py",
    "licence": "public domain",
    "reason": "a map of places needs borders, and a page loads nothing; borders are drawn as hairlines and tell nothing alone",
}


def main() -> None:
    """Read the map named on the command line and print the reduced one."""
    source = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    features = [feature for feature in source["features"] if feature["properties"]["pcode"] in CODES]
    rings = {CODES[feature["properties"]["pcode"]]: _outer_rings(feature["geometry"]) for feature in features}
    _close_gaps(rings)
    _simplify(rings)
    print(_text(rings), end="")


def _outer_rings(geometry: dict[str, Any]) -> list[Ring]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(lon, lat) for lon, lat, *_ in polygon[0][:-1]] for polygon in polygons]


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], *ring[:1]], strict=True))


def _close_gaps(rings: dict[str, list[Ring]]) -> None:
    """Where neighbours do not meet, a small hole is left: its longest side is led along its other sides."""
    owner = {edge: (code, i) for code in sorted(rings) for i, ring in enumerate(rings[code]) for edge in _edges(ring)}
    alone = {a: b for a, b in owner if (b, a) not in owner}
    while alone:
        first = min(alone)
        hole = [first]
        while (following := alone.pop(hole[-1])) != first:
            hole.append(following)
        sides = _edges(hole)
        if len({owner[side] for side in sides}) == 1 or abs(_area(hole)) > 0.01:
            continue  # an island, or the outer border
        a, b = max(sides, key=lambda side: (math.dist(*side), side))
        code, index = owner[a, b]
        at = hole.index(b)
        detour = [*hole[at:], *hole[:at]][1:-1][::-1]
        ring = rings[code][index]
        place = ring.index(a) + 1
        rings[code][index] = _without_spikes([*ring[:place], *detour, *ring[place:]])


def _without_spikes(ring: Ring) -> Ring:
    """The ring without paths that turn back on themselves."""
    for index in range(len(ring)):
        if ring[index - 2] == ring[index]:
            gone = {index, (index - 1) % len(ring)}
            return _without_spikes([point for at, point in enumerate(ring) if at not in gone])
    return ring


def _area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring)) / 2


def _simplify(rings: dict[str, list[Ring]]) -> None:
    """Cut every ring where borders branch, simplify the pieces, and put it together again."""
    around: dict[Point, set[Point]] = defaultdict(set)
    sides: Counter[frozenset[Point]] = Counter()
    for ring in (ring for code in sorted(rings) for ring in rings[code]):
        for a, b in _edges(ring):
            around[a].add(b)
            around[b].add(a)
            sides[frozenset((a, b))] += 1
    # A border also ends where it goes on as the outer one.
    nodes = {
        point
        for point, others in around.items()
        if len(others) != 2 or len({sides[frozenset((point, other))] for other in others}) > 1
    }
    for code in rings:
        kept = (_simplified(ring, nodes) for ring in rings[code])
        rings[code] = [ring for ring in kept if len(ring) > 2 and abs(_area(ring)) >= ISLAND]


def _simplified(ring: Ring, nodes: set[Point]) -> Ring:
    # A ring without a branch is cut at its least and its farthest point.
    least = min(ring)
    cuts = {i for i, point in enumerate(ring) if point in nodes} or {
        ring.index(least),
        max(range(len(ring)), key=lambda i: (math.dist(least, ring[i]), ring[i])),
    }
    order = sorted(cuts)
    out: Ring = []
    for start, end in zip(order, [*order[1:], order[0] + len(ring)], strict=True):
        arc = [ring[i % len(ring)] for i in range(start, end + 1)]
        # The same direction for both neighbours, or they might keep different points.
        turned = arc[::-1] < arc
        kept = _douglas_peucker(arc[::-1] if turned else arc)
        out += (kept[::-1] if turned else kept)[:-1]
    return out


def _douglas_peucker(arc: list[Point]) -> list[Point]:
    if len(arc) < 3:
        return arc
    far = max(range(1, len(arc) - 1), key=lambda i: _distance(arc[i], arc[0], arc[-1]))
    if _distance(arc[far], arc[0], arc[-1]) <= TOLERANCE:
        return [arc[0], arc[-1]]
    return _douglas_peucker(arc[: far + 1])[:-1] + _douglas_peucker(arc[far:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a piece of line, in degrees of latitude."""
    shrink = math.cos(math.radians((start[1] + end[1]) / 2))
    (px, py), (ax, ay), (bx, by) = ((lon * shrink, lat) for lon, lat in (point, start, end))
    long = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / long)) if long else 0.0
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def _text(rings: dict[str, list[Ring]]) -> str:
    """One feature a line, so that a change can be read. Names are those of the project's table of places."""
    gazetteer = Gazetteer.shipped()
    lines = []
    for code in sorted(rings):
        # Counterclockwise from outside, as RFC 7946, 3.1.6 asks.
        turned = [ring if _area(ring) > 0 else ring[::-1] for ring in rings[code]]
        ordered = sorted(turned, key=lambda ring: -abs(_area(ring)))
        properties = {"code": code, **{language: gazetteer.name(code, language) for language in ("en", "ru", "kk")}}
        shape = {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]] for ring in ordered]}
        feature = {"type": "Feature", "properties": properties, "geometry": shape}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = json.dumps(HEAD, ensure_ascii=False, indent=1)[:-2]
    return head + ',\n "features": [\n' + ",\n".join(lines) + "\n]}\n"


if __name__ == "__main__":
    main()
