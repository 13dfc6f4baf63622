"""What a sampler did: one small panel a chain, draw by draw, and at the right how often each number came, with its modes.

All panels share one axis, which goes by powers of ten, as do the hills. Chains that agree look alike and fill the same
height; a chain that stays by itself is seen at once. All is ink: nobody's side speaks here. The draws are thinned.
Proved by tests/pictures/test_traces.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.pictures.locales import Locale
from aigaq.pictures.measure import fit, text_width
from aigaq.pictures.scales import LogScale, finite, log_ticks
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.svg import el, path

NARROW = 480
_TALL, _HEAD, _GAP, _FOOT = 150.0, 24.0, 14.0, 8.0
_SIDE_BY_SIDE = 4
_LINE = 17.0


@dataclass(frozen=True, slots=True)
class Hill:
    """A mode: where it is, and in words what share of the draws lies around it."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Traces:
    """The picture. `chains`: the head of each panel and its draws; `density`: numbers, rising, with their height (any
    unit); `head`: of that panel."""

    title: str
    description: str
    chains: tuple[tuple[str, tuple[float, ...]], ...]
    density: tuple[tuple[float, float], ...] = ()
    hills: tuple[Hill, ...] = ()
    head: str = ""
    locale: Locale = Locale(())


def draw_traces(picture: Traces, *, width: int) -> str:
    """The panels as one SVG of `width` units."""
    surface = Surface(width)
    drawn = [value for _, chain in picture.chains for value in chain] + [at for at, _ in picture.density]
    values = [value for one in drawn if (value := finite(one)) is not None]
    if not values:
        return surface.svg(picture.title, picture.description, height=_HEAD)
    ticks = log_ticks([max(value, 1.0) for value in values], most=5)
    gutter = max(text_width(picture.locale.number(tick)) for tick in ticks) + 10
    beside = 2 if width < NARROW else _SIDE_BY_SIDE
    last = len(picture.chains)
    panels = last + (1 if picture.density else 0)
    # On a wide drawing the hills stand at the right of the chains, on a narrow one below them.
    columns = min(panels, beside if width < NARROW else beside + 1)
    room = (width - gutter - _GAP * (columns - 1)) / columns
    y = 0.0
    for index in range(panels):
        row, column = divmod(index, columns)
        hills = index == last
        left = gutter + column * (room + _GAP)
        top = row * (_TALL + _HEAD + _GAP)
        right = float(width) if hills and width < NARROW else left + room
        scale = LogScale(ticks[0], ticks[-1], top + _HEAD + _TALL, top + _HEAD)
        if column == 0:
            _axis_words(surface, scale, ticks, gutter, picture.locale)
        _panel(surface, scale, ticks, (left, top, right), picture.head if hills else picture.chains[index][0])
        if hills:
            _density(surface, scale, picture, (left, right))
        else:
            _trace(surface, scale, picture.chains[index][1], (left, right))
        y = top + _HEAD + _TALL
    y = _hills_in_words(surface, y + _FOOT, picture)
    return surface.svg(picture.title, picture.description, height=y + _FOOT)


def _axis_words(surface: Surface, scale: LogScale, ticks: list[float], gutter: float, locale: Locale) -> None:
    for tick in ticks:
        surface.text(gutter - 6, scale(tick) + 4.5, Words(locale.number(tick), "p-q"), anchor="end")


def _panel(surface: Surface, scale: LogScale, ticks: list[float], where: tuple[float, float, float], head: str) -> None:
    left, top, right = where
    surface.text(left, top + 15, Words(fit(head, right - left)))
    for tick in ticks:
        surface.rule("p-hair", (left, scale(tick)), (right, scale(tick)))
    surface.rule("p-axis", (left, scale.start), (left, scale.end))


def _trace(surface: Surface, scale: LogScale, chain: tuple[float, ...], ends: tuple[float, float]) -> None:
    left, right = ends
    step = (right - left - 4) / max(1, len(chain) - 1)
    points = [
        (left + 2 + at * step, scale(value)) for at, one in enumerate(chain) if (value := finite(one)) is not None
    ]
    if len(points) > 1:
        surface.line("p-hatch", *points)
    elif points:
        surface.add(el("circle", class_="p-down", cx=points[0][0], cy=points[0][1], r=2))


def _density(surface: Surface, scale: LogScale, picture: Traces, ends: tuple[float, float]) -> None:
    left, right = ends
    told = [(at, height) for at, height in picture.density if finite(at) is not None and finite(height) is not None]
    top = max((height for _, height in told), default=0.0)
    if top <= 0:
        return
    room = right - left - 22

    def reach(height: float) -> float:
        return left + max(height, 0.0) / top * room

    points = [(reach(height), scale(at)) for at, height in told]
    outline = path((left, points[0][1]), *points, (left, points[-1][1]), close=True)
    surface.add(el("path", class_="p-within", d=outline))
    for number, hill in enumerate(picture.hills, 1):
        at = finite(hill.at)
        if at is None:
            continue
        height = min(told, key=lambda one: abs(one[0] - at))[1]
        x, y = reach(height), scale(at)
        surface.line("p-box", (left, y), (x + 6, y))
        if len(picture.hills) > 1:
            surface.text(x + 10, y + 4.5, Words(str(number), "p-b"), halo=True)


def _hills_in_words(surface: Surface, top: float, picture: Traces) -> float:
    """Each mode with its share, below the panels; several are numbered."""
    y = top
    for number, hill in enumerate(picture.hills, 1):
        head = f"{number}. " if len(picture.hills) > 1 else ""
        y += _LINE
        surface.text(0, y, Words(fit(f"{head}{hill.words}", surface.width), "p-q"))
    return y
