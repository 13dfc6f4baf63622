"""A sum as a staircase: from what was held before, one step for each field, to what is held after.

A filled step speaks for, a hollow one against; its length is its weight on one scale for all. No colour: nobody's side
speaks here. Proved by tests/pictures/test_stairs.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.scales import Scale, round_ticks
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.svg import el

_ROW, _HEAD, _FOOT, _BAR = 34.0, 30.0, 8.0, 12.0
_NARROW = 480
_TICK = 64.0  # units from tick to tick, so that their words do not touch


@dataclass(frozen=True, slots=True)
class Stair:
    """One step: what it is of, its weight (for: positive), what it says in words; `silent` where it says nothing."""

    label: str
    weight: float
    words: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Stairs:
    """A staircase: the height before the first step, the steps, and the words for the first row and the last."""

    title: str
    description: str
    start: float
    steps: tuple[Stair, ...]
    before: str
    after: str
    end_words: str = ""


def draw_stairs(stairs: Stairs, *, width: int) -> str:
    """The staircase as one SVG of `width` units."""
    surface = Surface(width)
    heights = [stairs.start]
    for step in stairs.steps:
        heights.append(heights[-1] + (0.0 if step.silent else step.weight))
    narrow = width < _NARROW
    labels = [stairs.before, *(step.label for step in stairs.steps), stairs.after]
    gutter = 0.0 if narrow else min(max(map(text_width, labels)) + 16, width * 0.3)
    words = (
        0.0
        if narrow
        else min(max(text_width(step.words) for step in stairs.steps) + 16, width * 0.35)
        if stairs.steps
        else 0.0
    )
    low, high = min(0.0, *heights), max(0.0, *heights)
    margin = max(high - low, 1.0) * 0.04
    scale = Scale(low - margin, high + margin, gutter + 8, width - words - 8)
    row = _ROW * (1.5 if narrow else 1.0)
    bottom = _HEAD + row * len(labels)
    _axis(surface, scale, bottom)
    _point(surface, scale, row, 0, stairs.before, stairs.start, "", gutter)
    for number, step in enumerate(stairs.steps, 1):
        _step(surface, scale, row, number, step, heights[number - 1], gutter)
    _point(surface, scale, row, len(labels) - 1, stairs.after, heights[-1], stairs.end_words, gutter)
    return surface.svg(stairs.title, stairs.description, height=bottom + _FOOT)


def _axis(surface: Surface, scale: Scale, bottom: float) -> None:
    most = max(2, int((scale.end - scale.start) / _TICK))
    for tick in _ticks(scale, most):
        x = scale(tick)
        surface.rule("p-axis" if tick == 0 else "p-hair", (x, _HEAD - 6), (x, bottom))
        label = f"{tick:+g}" if tick else "0"
        half = text_width(label) / 2
        surface.text(max(0.0, min(x - half, surface.width - 2 * half)), 16, Words(label, "p-q"))


def _ticks(scale: Scale, most: int) -> Sequence[float]:
    ticks = round_ticks([scale.low, scale.high], most=most)
    return [tick for tick in ticks if scale.low <= tick <= scale.high]


def _labelled(surface: Surface, row: float, number: int, label: str, words: str, gutter: float, scale: Scale) -> float:
    """Writes a row's words; gives the height of its bar's middle."""
    top = _HEAD + row * number
    if gutter:
        surface.text(0, top + row / 2 + 4.5, Words(fit(label, gutter - 8)))
        surface.text(scale.end + 16, top + row / 2 + 4.5, Words(fit(words, surface.width - scale.end - 16), "p-q"))
        return top + row / 2
    both = f"{label} · {words}" if words else label
    surface.text(0, top + 18, Words(fit(both, surface.width)))
    return top + row - 14


def _point(
    surface: Surface, scale: Scale, row: float, number: int, label: str, height: float, words: str, gutter: float
) -> None:
    y = _labelled(surface, row, number, label, words, gutter, scale)
    x = scale(height)
    surface.line("p-axis", (x, y - _BAR), (x, y + _BAR))


def _step(surface: Surface, scale: Scale, row: float, number: int, step: Stair, before: float, gutter: float) -> None:
    y = _labelled(surface, row, number, step.label, step.words, gutter, scale)
    start, end = scale(before), scale(before + step.weight)
    if step.silent:
        surface.line("p-gap", (start, y - _BAR), (start, y + _BAR))
        return
    left, long = min(start, end), max(abs(end - start), 1.0)
    surface.add(
        el("rect", class_="p-down" if step.weight > 0 else "p-outline", x=left, y=y - _BAR / 2, width=long, height=_BAR)
    )
    surface.line("p-lead", (end, y - _BAR), (end, y + _BAR))
