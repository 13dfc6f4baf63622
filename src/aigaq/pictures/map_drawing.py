"""Draws a map of places: borders as hairlines, towns as dots in a dashed ring, regions without a point hatched.

A place known to a distance has a ring true to scale where it can be seen, and close ones have an enlarged part.
Nothing is told by a border or by a colour alone. Proved by tests/pictures/test_map_drawing.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.pictures.clips import Point, hatch_rings
from aigaq.pictures.known import earliest
from aigaq.pictures.locales import Locale
from aigaq.pictures.map_ground import ground_of
from aigaq.pictures.map_labels import Label, draw_label, labels_of
from aigaq.pictures.map_rings import inner_points, outline, snapped
from aigaq.pictures.map_room import DISTANCES, Found, Room
from aigaq.pictures.map_spots import Spot, regions_of, spots_of
from aigaq.pictures.map_views import FOOT, View, margin, views_of
from aigaq.pictures.maps import Map, MapPlace, MapWords, Region
from aigaq.pictures.measure import fit
from aigaq.pictures.surface import Box, Surface, Words
from aigaq.pictures.svg import el

RING = 10.0
"""Radius of the ring of a place known only as a town: the same at every scale."""

_SEEN = 4.0  # a ring true to scale smaller than this is not seen, and left out
_BOX = 7.0
_LABELLED = 100  # as many spots are tried for a label; all are in the list beside the picture
_INNER = 24  # points of a region from which a leader is tried
_STEP = 8.0  # of a hatch
_NARROW = 600


def draw_map(picture: Map, *, width: int) -> str:
    """The map as one SVG of `width` units."""
    surface = Surface(width)
    ground = ground_of(picture)
    if ground is None:
        return surface.svg(picture.title, picture.description, height=24.0)
    whole, *parts = views_of(ground, spots_of(picture, ground), picture.words, width)
    right = parts[0].box.left - 12 if parts and parts[0].box.left > whole.box.right else float(width)
    regions = regions_of(picture)
    _land(surface, whole, picture.regions, regions)
    bottom = whole.box.bottom + margin(width)
    bounds = Box(0, 0, right, bottom)
    room = _spots(surface, whole, bounds)
    for region in picture.regions:
        if region.code in regions:
            _region_label(surface, whole, room, region, regions[region.code])
    scale_bar(surface, whole, (0.0, bottom + 20), picture.words)
    for part in parts:
        _frame(surface, part, picture.words)
    height = max([bottom + 30, *(part.box.bottom + 2 for part in parts)])
    return surface.svg(picture.title, picture.description, height=height)


def _land(surface: Surface, view: View, regions: tuple[Region, ...], hatched: dict[str, list[MapPlace]]) -> None:
    """Borders first, then the hatches, so that no border lies on one."""
    for region in regions:
        data = outline([[view.at(point) for point in ring] for ring in region.rings])
        if data:
            surface.add(el("path", class_="p-land", fill_rule="evenodd", d=data))
    for region in regions:
        if region.code in hatched:
            with surface.known(earliest(place.periods for place in hatched[region.code])):
                _hatch(surface, [[view.at(point) for point in ring] for ring in region.rings])


def _hatch(surface: Surface, rings: list[list[Point]]) -> None:
    lines = hatch_rings([snapped(ring) for ring in rings], step=_STEP, slope=-1.0)
    data = "".join(outline([list(line)], close=False) for line in lines)
    if data:
        surface.add(el("path", class_="p-region", d=data))


def _spots(surface: Surface, view: View, bounds: Box) -> Room:
    """Draw the dots and rings of a view, then the labels, those with most statements first."""
    room = Room(bounds)
    drawn = [(spot, view.at(spot.point)) for spot in view.spots]
    for spot, at in drawn:
        with surface.known(earliest(place.periods for place in spot.places)):
            reach = _dot(surface, view, spot, at)
        room.take_around(at, min(reach, RING + 4))
    ranked = sorted(drawn, key=lambda pair: -len(pair[0].places))
    for index, (spot, at) in enumerate(ranked):
        if index >= _LABELLED or not _label(surface, room, spot, at, _reach(view, spot)):
            _link(surface, spot, at)
    return room


def _link(surface: Surface, spot: Spot, at: Point) -> None:
    """A spot without a label leads where its label would."""
    place = spot.places[0]
    count = f"\u00d7{len(spot.places)}" if len(spot.places) > 1 else ""
    with surface.known(earliest(place.periods for place in spot.places)):
        words = " ".join(part for part in (spot.name, count) if part)
        surface.link(Box(at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4), place.listed or place.href, words)


def _reach(view: View, spot: Spot) -> float:
    """How far what is drawn of a spot reaches from its point."""
    if spot.note:
        return _BOX + 3 if spot.marker else RING + 7
    if spot.within is None:
        return RING + 1
    ring = spot.within * view.scale
    return ring + 1 if _SEEN <= ring <= _largest(view) else 4.0


def _largest(view: View) -> float:
    return min(view.box.width, view.box.height) / 2


def _dot(surface: Surface, view: View, spot: Spot, at: Point) -> float:
    """Draw the dot and ring of a spot, and the box of a part drawn larger; how far they reach."""
    reach = _reach(view, spot)
    x, y = at
    if spot.note:
        half = reach - 3
        surface.add(el("rect", class_="p-box", x=x - half, y=y - half, width=2 * half, height=2 * half))
    if spot.within is None:
        surface.add(el("circle", class_="p-somewhere", cx=x, cy=y, r=RING))
    elif not spot.note and reach > _SEEN:
        surface.add(el("circle", class_="p-within", cx=x, cy=y, r=reach - 1))
    if not spot.marker:
        surface.add(el("circle", class_="p-point", cx=x, cy=y, r=3.4))
    return reach


def _label(surface: Surface, room: Room, spot: Spot, at: Point, reach: float) -> bool:
    """Draw the label of a spot; False: there was no room."""
    places = () if spot.marker else spot.places
    wide = 92.0 if surface.width < _NARROW else 130.0
    labels = list(labels_of(spot.name, spot.note, places, room=wide))
    found = _place(room, [label for label in labels if label.rows], at, reach) or _place(room, labels, at, reach)
    if found is not None:
        _put(surface, *found, spot.places)
    return found is not None


def _place(room: Room, labels: Sequence[Label], at: Point, reach: float) -> tuple[Label, Found] | None:
    """The first label that has room: any beside its spot rather than one far off."""
    for most in (0.0, DISTANCES[2], DISTANCES[-1]):
        for label in labels:
            size = label.width, label.height
            found = room.far(at, size, reach=reach, most=most) if most else room.near(at, size, reach=reach)
            if found is not None:
                return label, found
    return None


def _region_label(surface: Surface, view: View, room: Room, region: Region, places: list[MapPlace]) -> None:
    """The name of a hatched region and its statements: where there is most room inside it, or beside it."""
    points = inner_points([[view.at(point) for point in ring] for ring in region.rings])
    for label in labels_of(region.name, "", places, room=92.0, bold=False):
        size = label.width, label.height
        box = room.inside(points, size)
        tried = (room.far(point, size, reach=2.0, most=DISTANCES[-1]) for point in points[:: len(points) // _INNER + 1])
        found = Found(box, False, None) if box is not None else next((one for one in tried if one is not None), None)
        if found is not None:
            _put(surface, label, found, places)
            return


def _put(surface: Surface, label: Label, found: Found, places: Sequence[MapPlace]) -> None:
    if found.leader is not None:
        with surface.known(earliest(place.periods for place in places)):
            surface.line("p-lead", *found.leader)
    draw_label(surface, label, found.box, end=found.end, places=places)


def _frame(surface: Surface, view: View, words: MapWords) -> None:
    box = view.box
    with surface.known(earliest(place.periods for spot in view.spots for place in spot.places)):
        surface.add(
            el("rect", class_="p-frame", x=box.left + 0.5, y=box.top + 0.5, width=box.width - 1, height=box.height - 1)
        )
        head = f"{view.letter} · {view.name}" if view.name else view.letter
        surface.text(box.left + 12, box.top + 20, Words(fit(head, box.width - 24, bold=True), "p-b"))
        scale_bar(surface, view, (box.left + 12, box.bottom - 12), words)
    _spots(surface, view, Box(box.left + 4, box.top + 28, box.right - 4, box.bottom - FOOT))


def scale_bar(surface: Surface, view: View, at: Point, words: MapWords) -> None:
    """A bar of a round length, at most a quarter of the view, and its words."""
    length, label = round_length(view.box.width / 4 / view.scale, words)
    x, y = at
    end = x + length * view.scale
    surface.line("p-axis", (x + 0.5, y - 5), (x + 0.5, y), (end, y), (end, y - 5))
    surface.text(end + 8, y + 1, Words(fit(label, surface.width - end - 8), "p-q"))


def round_length(most: float, words: MapWords) -> tuple[float, str]:
    """The longest round length of at most so many kilometres, in kilometres and in words."""
    steps = [factor * 10.0**power for power in range(-3, 5) for factor in (1, 2, 5)]
    length = max((step for step in steps if step <= most), default=steps[0])
    pattern, shown = (words.kilometres, length) if length >= 1 else (words.metres, length * 1000)
    return length, pattern.replace("{n}", _number(words.locale, shown))


def _number(locale: Locale, value: float) -> str:
    return locale.number(round(value))
