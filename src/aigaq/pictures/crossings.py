"""How many persons stand on two lists: a cell for each pair, the sizes of the lists on the diagonal.

The numbers stand in the cells. A pair that shares nobody has an empty-set sign beside its 0 and a dashed frame, one that
cannot share anybody a hatch: nothing is told by shade. Where a cell is too narrow for its number it keeps a dot where
somebody is shared; the table beside the picture has the numbers. Proved by tests/pictures/test_crossings.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aigaq.pictures.locales import Locale
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.svg import el, path

NARROW = 480
EMPTY = "∅"
_HEAD, _TALL, _LABEL = 26.0, 34.0, 20.0
_WIDEST = 92.0


@dataclass(frozen=True, slots=True)
class Crossings:
    """The picture.

    Args:
        lists: their names, in order.
        sizes: how many stand on each.
        shared: by a pair of places (the later first) how many stand on both; None: nobody can.
    """

    title: str
    description: str
    lists: tuple[str, ...]
    sizes: tuple[int, ...]
    shared: Mapping[tuple[int, int], int | None] = field(default_factory=lambda: MappingProxyType({}))
    locale: Locale = Locale(())


def draw_crossings(picture: Crossings, *, width: int) -> str:
    """The pairs as one SVG of `width` units."""
    surface = Surface(width)
    many = max(1, len(picture.lists))
    narrow = width < NARROW
    labels = [f"{number}. {name}" for number, name in enumerate(picture.lists, 1)]
    longest = max((text_width(label) for label in labels), default=0.0)
    gutter = 0.0 if narrow else min(longest + 16, width * 0.35)
    cell = min(_WIDEST, (width - gutter - 1) / many)
    high = _TALL + (_LABEL if narrow else 0.0)
    for number in range(many if picture.lists else 0):
        x = gutter + cell * (number + 0.5)
        surface.text(x, 16, Words(fit(str(number + 1), cell), "p-q"), anchor="middle")
    for row, label in enumerate(labels):
        top = _HEAD + high * row
        if narrow:
            surface.text(0, top + 15, Words(fit(label, width)))
            top += _LABEL
        else:
            surface.text(0, top + _TALL / 2 + 4.5, Words(fit(label, gutter - 8)))
        for column in range(row + 1):
            _cell(surface, picture, (row, column), (gutter + cell * column, top, cell))
    return surface.svg(picture.title, picture.description, height=_HEAD + high * len(labels) + 4)


def _cell(surface: Surface, picture: Crossings, at: tuple[int, int], where: tuple[float, float, float]) -> None:
    left, top, wide = where
    own = at[0] == at[1]
    count = picture.sizes[at[0]] if own else picture.shared.get(at, 0)
    box = {"x": left + 1, "y": top + 1, "width": max(wide - 2, 1.0), "height": _TALL - 2}
    if count is None:
        surface.add(el("rect", class_="p-frame", **box))
        _hatch(surface, (left + 1, top + 1, left + 1 + box["width"], top + _TALL - 1))
        return
    surface.add(el("rect", class_="p-box" if own else "p-frame" if count else "p-dashed", **box))
    label = picture.locale.number(count) if count or own else f"{EMPTY} {picture.locale.number(0)}"
    x, y = left + wide / 2, top + _TALL / 2
    bold = own
    if text_width(label, bold=bold) <= wide - 6:
        surface.text(x, y + 4.5, Words(label, "p-b" if bold else ""), anchor="middle")
    elif count:
        surface.add(el("circle", class_="p-down", cx=x, cy=y, r=min(3.0, wide / 3)))


def _hatch(surface: Surface, box: tuple[float, float, float, float]) -> None:
    """Slanted lines inside a box."""
    left, top, right, bottom = box
    tall, step = bottom - top, 8.0
    x = left - tall + step
    while x < right:
        start, end = max(x, left), min(x + tall, right)
        surface.add(el("path", class_="p-lead", d=path((start, bottom - (start - x)), (end, bottom - (end - x)))))
        x += step
