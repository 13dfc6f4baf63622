"""Views of a map: the whole, and the parts that are drawn larger, each with its place on the drawing.

A wide drawing has the enlarged parts beside the whole, others have them below. Proved by
tests/pictures/test_map_drawing.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aigaq.pictures.map_ground import Ground, around
from aigaq.pictures.map_spots import Spot, close_ones, town_of
from aigaq.pictures.maps import MapWords
from aigaq.pictures.surface import Box

LETTERS = "ABC"
HEAD, FOOT = 30.0, 34.0
"""Units inside a frame for its name and its scale."""

_FIRST = 2  # parts enlarged from the whole; one of a part makes the third
_WIDE, _COLUMN, _GAP = 1000, 318.0, 24.0
_HIGHEST = {328: 360.0, 680: 460.0, 1088: 640.0}
_FRAME = {328: 230.0, 680: 260.0, 1088: 220.0}
_MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class View:
    """A ground drawn into a box, and what is drawn there. `letter` and `name`: of an enlarged part."""

    ground: Ground
    box: Box
    spots: tuple[Spot, ...]
    letter: str = ""
    name: str = ""

    @property
    def scale(self) -> float:
        """Units of the drawing for a kilometre."""
        inner = self.inner
        return min(inner.width / self.ground.box.width, inner.height / self.ground.box.height)

    @property
    def inner(self) -> Box:
        """Where the ground itself lies: without head and foot of a frame."""
        box = self.box
        if not self.letter:
            return box
        return Box(box.left + _MARGIN, box.top + HEAD, box.right - _MARGIN, box.bottom - FOOT)

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where degrees east and north lie on the drawing."""
        x, y = self.ground.at(point)
        inner, ground, scale = self.inner, self.ground.box, self.scale
        left = inner.left + (inner.width - ground.width * scale) / 2 if self.letter else inner.left
        top = inner.top + (inner.height - ground.height * scale) / 2 if self.letter else inner.top
        return left + (x - ground.left) * scale, top + (y - ground.top) * scale


def views_of(ground: Ground, spots: Sequence[Spot], words: MapWords, width: int) -> list[View]:
    """The whole, then the enlarged parts in the order of their letters."""
    narrowed = width - _COLUMN - _GAP if width >= _WIDE else float(width)
    scale = _whole(ground, narrowed, width).width / ground.box.width
    parts = close_ones(spots, ground, scale)[:_FIRST]
    if not parts:
        return [View(ground, _whole(ground, float(width), width), tuple(spots))]
    frame = Box(0, 0, _COLUMN if width >= _WIDE else float(width), _FRAME.get(width, 260.0))
    whole = View(ground, _whole(ground, narrowed, width), tuple(spots))
    frames: list[View] = []
    for part in parts:
        whole, larger = _enlarge(whole, part, frame, LETTERS[len(frames)], words)
        frames.append(larger)
    for index, larger in enumerate(frames):
        inside = close_ones(larger.spots, larger.ground, larger.scale)
        if len(frames) < len(LETTERS) and inside and len(inside[0]) < len(larger.spots):
            frames[index], nested = _enlarge(larger, inside[0], frame, LETTERS[len(frames)], words)
            frames.append(nested)
            break
    return [whole, *_laid_out(frames, whole.box, width)]


def _whole(ground: Ground, room: float, width: int) -> Box:
    scale = min(room / ground.box.width, _HIGHEST.get(width, 460.0) / ground.box.height)
    top = margin(width)
    return Box(0, top, ground.box.width * scale, top + ground.box.height * scale)


def margin(width: int) -> float:
    """Room for labels over and under the whole: a narrow drawing has little inside."""
    return 0.0 if width >= 600 else 34.0


def _enlarge(view: View, part: list[Spot], frame: Box, letter: str, words: MapWords) -> tuple[View, View]:
    """The view with a note in place of the spots, and the view in which they are drawn larger."""
    ground = around([(spot.point, spot.within or 0.0) for spot in part])
    assert ground is not None
    town = town_of(part) if not view.letter else ""
    note = words.enlarged.replace("{letter}", letter)
    gone = {(spot.point, spot.within) for spot in part}
    rest = [spot for spot in view.spots if (spot.point, spot.within) not in gone]
    named = next((spot for spot in rest if town and spot.within is None and spot.name == town), None)
    if named is not None:
        rest[rest.index(named)] = replace(named, note=note)
    else:
        lons, lats = [spot.point[0] for spot in part], [spot.point[1] for spot in part]
        middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
        hidden = tuple(place for spot in part for place in spot.places)
        rest.append(Spot(middle, 0.0, town, "", hidden, note))
    return replace(view, spots=tuple(rest)), View(ground, frame, tuple(part), letter, town)


def _laid_out(frames: list[View], whole: Box, width: int) -> list[View]:
    """The enlarged parts in their places: a column beside the whole, a row below it, or one under the other."""
    count, high = len(frames), _FRAME.get(width, 260.0)
    out: list[View] = []
    for index, view in enumerate(frames):
        if width >= _WIDE:
            each = max(high, (whole.height - _GAP * (count - 1)) / count)
            top = index * (each + _GAP)
            box = Box(width - _COLUMN, top, float(width), top + each)
        elif width >= 600:
            each = (width - _GAP * (count - 1)) / count if count > 1 else width * 0.62
            left, top = index * (each + _GAP), whole.bottom + 40 + margin(width)
            box = Box(left, top, left + each, top + high)
        else:
            top = whole.bottom + 40 + margin(width) + index * (high + _GAP)
            box = Box(0, top, float(width), top + high)
        out.append(replace(view, box=box))
    return out
