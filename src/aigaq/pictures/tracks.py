"""Tracks: how the network was at one place, of one kind of network, from beginning to end on one line.

Filled down, hatched degraded, outlined service, so that a window of service stands inside the dark. Where one state
ends and the next begins is a slanted edge, from the earliest to the latest moment that what is told allows. A dotted
frame: it may have been either, since not all say the same; hatched in it, there was trouble, and not all say how much. What nobody speaks of is a dotted base line; a gap in a
measurement a dashed frame. Side by side with the rows of observers (`day_network`), which are never merged, a track is
what they allow together. Ink only: no side speaks here. Proved by tests/pictures/test_tracks.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigaq.pictures.clips import Point, clip, hatch
from aigaq.pictures.day_block import Block, draw_title, title_height
from aigaq.pictures.known import EPOCH
from aigaq.pictures.surface import Box
from aigaq.pictures.svg import el, path

Bounds = tuple[float | None, float | None]

_BAND, _LINE = 15.0, 27.0
_ARROW = 9.0
_LEAST = 1.2  # a shorter stretch would not be seen
_DAY = 86_400
_OUTLINES = {"up": "p-outline", "either": "p-dotted", "no_data": "p-dashed"}


@dataclass(frozen=True, slots=True)
class TrackSpell:
    """A stretch of one state: down, degraded, trouble, up, either or no_data.

    Args:
        start: [earliest, latest] onset in seconds since 1970 (UTC). Without an earliest it is drawn from the latest on,
            with an arrow to the open side; without both from the edge of the picture.
        end: the same of its end, open without a latest.
    """

    state: str
    start: Bounds
    end: Bounds


@dataclass(frozen=True, slots=True)
class Track:
    """One line of the picture.

    Args:
        title: the place, and whose network.
        spells: in time, without overlap but for their doubtful edges, which two neighbours share.
        href: where the same stands in words; a fragment or a relative address.
        detail: all of it in one sentence, for those who hover or listen.
        since: the day (YYYY-MM-DD) from which all that it rests on was known; empty: it is always shown.
        offset: minutes east of UTC of the clock that is drawn.
    """

    title: str
    spells: tuple[TrackSpell, ...]
    href: str | None = None
    detail: str = ""
    since: str = ""
    offset: int = 0


def position(seconds: float, offset: int) -> float:
    """The day number of an instant, with the time of day as its fraction, on a clock `offset` minutes east of UTC."""
    return EPOCH + (seconds + 60 * offset) / _DAY


def moments(track: Track) -> list[float]:
    """Every bounded edge of a track as a day number."""
    edges = (at for spell in track.spells for at in (*spell.start, *spell.end))
    return [position(at, track.offset) for at in edges if at is not None]


def shown(track: Track, block: Block) -> list[TrackSpell]:
    """The stretches that touch a block."""
    return [spell for spell in track.spells if _reach(spell, track.offset, block) is not None]


def _reach(spell: TrackSpell, offset: int, block: Block) -> tuple[float, float] | None:
    (first, from_), (to, last) = spell.start, spell.end
    first, last = from_ if first is None else first, to if last is None else last
    low = float(block.first) if first is None else position(first, offset)
    high = float(block.last) if last is None else position(last, offset)
    return (low, high) if low < block.last and high > block.first else None


def draw_track(block: Block, top: float, track: Track) -> float:
    """Draw a track in a block; the y below it."""
    surface = block.surface
    with surface.known(track.since):
        y = top + draw_title(block, top, track.title) + _LINE - 5
        surface.line("p-base", (block.left, y), (block.right, y))
        for spell, shape, opens in _shapes(block, track):
            moved = [(x, y + down) for x, down in shape]
            _fill(block, spell.state, moved)
            for edge, tip in opens:
                _open(block, y, edge, tip)
        surface.link(Box(block.left, y - _BAND - 4, block.right, y + 5), track.href, track.detail or track.title)
        bottom = max(y + 7, top + title_height(block, track.title))
        surface.rule("p-hair", (0, bottom), (surface.width, bottom))
    return bottom


def _shapes(block: Block, track: Track) -> Iterator[tuple[TrackSpell, list[Point], list[tuple[float, float]]]]:
    """Each stretch as a polygon over the base line, and its open sides as (edge, direction)."""
    spells, offset = track.spells, track.offset
    for index, spell in enumerate(spells):
        if _reach(spell, offset, block) is None:
            continue
        before = index > 0 and _joined(spells[index - 1], spell)
        points = _polygon(block, spell, offset, joined=before)
        cut = clip(points, block.left, block.right)
        if len(cut) < 3:
            continue
        opens = []
        if spell.start[0] is None:
            opens.append((min(x for x, _ in cut), -1.0))
        if spell.end[1] is None:
            opens.append((max(x for x, _ in cut), 1.0))
        yield spell, cut, opens


def _joined(one: TrackSpell, other: TrackSpell) -> bool:
    """Whether two neighbours share the doubtful edge between them."""
    return one.end == other.start and None not in one.end


def _polygon(block: Block, spell: TrackSpell, offset: int, *, joined: bool) -> list[Point]:
    """A rising edge where it begins, a falling one where it ends. Of two neighbours one line parts the band: above it is
    the later, below it the earlier."""
    (a, b), (c, d) = spell.start, spell.end
    a, b = (_x(block, at, offset, block.left) for at in (b if a is None else a, b))
    c, d = (_x(block, at, offset, block.right) for at in (c, c if d is None else d))
    b, c = (b, c) if b <= c else ((b + c) / 2, (b + c) / 2)
    a, d = min(a, b), max(d, c)
    if d - a < _LEAST:
        d = a + _LEAST
        b, c = a, d
    left = [(b, 0.0), (a, -_BAND)] if joined else [(a, 0.0), (b, -_BAND)]
    return [*left, (c, -_BAND), (d, 0.0)]


def _x(block: Block, at: float | None, offset: int, edge: float) -> float:
    return edge if at is None else block.time(position(at, offset))


def _open(block: Block, y: float, edge: float, way: float) -> None:
    """An arrow inside the band's own room, to the side nobody bounds."""
    middle, tip = y - _BAND / 2, edge - 2 * way
    tail = tip - _ARROW * way
    lines = path((tail, middle), (tip, middle)) + path(
        (tip - 4 * way, middle - 4), (tip, middle), (tip - 4 * way, middle + 4)
    )
    block.surface.add(el("path", class_="p-lead", d=lines))


def _fill(block: Block, state: str, shape: Sequence[Point]) -> None:
    surface = block.surface
    if state == "down":
        surface.line("p-down", *shape, close=True)
    elif state in ("degraded", "trouble"):
        lines = "".join(path(*line) for line in hatch(list(shape), step=5.0, slope=-1.0))
        frame = path(*shape, close=True) if state == "degraded" else ""
        surface.add(el("path", class_="p-hatch", d=frame + lines))
        if not frame:
            surface.line("p-dotted", *shape, close=True)
    else:
        surface.line(_OUTLINES.get(state, "p-dotted"), *shape, close=True)
