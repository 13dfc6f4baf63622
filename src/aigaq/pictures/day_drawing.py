"""Draws a timeline of days: lanes of events, how the network was at a place, then the network as each observer dated it.

Where some days hold most of it, they are drawn wide and the months or years about them closer. What has no date, or
lies outside the days drawn, is listed below. Proved by tests/pictures/test_day_drawing.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aigaq.pictures.day_bars import Item, bar_extent, draw_row, lay_out
from aigaq.pictures.day_block import Block, draw_head, draw_title, fold, gutter_width, head_height, title_height
from aigaq.pictures.day_network import MARK_ROOM, Stretch, draw_network_row, stretch
from aigaq.pictures.day_spans import Span, spans
from aigaq.pictures.days import Bar, Days, NetworkRow
from aigaq.pictures.known import earliest
from aigaq.pictures.measure import fit
from aigaq.pictures.notes import Note, draw_notes
from aigaq.pictures.surface import Surface, Words
from aigaq.pictures.times import day_at, extent
from aigaq.pictures.tracks import Track, draw_track, moments, shown

_GROUP = 26.0
_BLOCK_GAP = 22.0
_LATEST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class _Lane:
    title: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class _Observer:
    row: NetworkRow
    stretches: list[Stretch]


def draw_days(days: Days, *, width: int) -> str:
    """The timeline as one SVG of `width` units."""
    surface = Surface(width)
    lanes = [_lane(lane.title, lane.bars, days.offset) for lane in days.lanes]
    observers = [_observer(row, days.offset) for row in days.network]
    range_ = _range(days, lanes, observers)
    y = 0.0
    if range_ is not None:
        for index, block in enumerate(_blocks(surface, days, range_, (lanes, observers))):
            y = _block(block, y + (_BLOCK_GAP if index else 0.0), days, (lanes, observers))
    y = draw_notes(surface, y + 8, days.words.undated, _undated(days))
    if range_ is not None:
        y = draw_notes(surface, y, days.words.outside, _outside(range_, lanes, observers))
    return surface.svg(days.title, days.description, height=max(y, 24.0))


def _blocks(
    surface: Surface, days: Days, range_: tuple[int, int], what: tuple[list[_Lane], list[_Observer]]
) -> list[Block]:
    """The blocks of all stretches, one under the other."""
    lanes, observers = what
    titles = [(lane.title, 0.0) for lane in lanes] + [(row.observer, MARK_ROOM) for row in days.network]
    titles += [(track.title, 0.0) for track in days.tracks]
    if days.tracks:  # their titles may be shorter than the days over them
        titles.append((days.words.locale.span_words(day_at(range_[0]), day_at(range_[1] - 1)), 12.0))
    gutter = gutter_width(surface, titles)
    items = [_order(item)[0] for lane in lanes for item in lane.items]
    items += [stretch.start[0] for one in observers for stretch in one.stretches]
    if not items:
        items += [at for track in days.tracks for at in moments(track)]
    words = days.words
    found = spans(*range_, items) if words.wide and words.close else [Span(*range_)]
    blocks: list[Block] = []
    for span in found:
        held = sum(span.first <= at < span.last for at in items)
        note = "" if len(found) == 1 else words.wide if span.busy else words.close
        blocks += fold(surface, span, gutter=gutter, items=held, note=note)
    return blocks


def _lane(title: str, bars: Sequence[Bar], offset: int | None) -> _Lane:
    found = [Item(bar, when) for bar in bars if (when := bar_extent(bar, offset)) is not None]
    return _Lane(title, sorted(found, key=_order))


def _order(item: Item) -> tuple[float, float, str]:
    first = item.when.first if item.when.first is not None else item.when.last or 0.0
    return first, item.when.last or float("inf"), item.bar.label


def _observer(row: NetworkRow, offset: int | None) -> _Observer:
    found = [found for spell in row.spells if (found := stretch(spell, offset)) is not None]
    return _Observer(row, sorted(found, key=lambda item: (item.start, item.spell.state)))


def _range(days: Days, lanes: list[_Lane], observers: list[_Observer]) -> tuple[int, int] | None:
    """First day and the day after the last, as asked for or as held; None where nothing has a date."""
    asked_first, asked_last = extent(days.start), extent(days.end)
    first = asked_first.first if asked_first is not None else None
    last = asked_last.last if asked_last is not None else None
    at = [at for lane in lanes for item in lane.items for at in (item.when.first, item.when.last) if at is not None]
    at += [at for one in observers for item in one.stretches for at in (*item.start, *(item.end or ()))]
    if not at:
        at += [at for track in days.tracks for at in moments(track)]
    if not at and (first is None or last is None):
        return None
    low = min(int(first if first is not None else min(at)), _LATEST)
    high = math.ceil(last if last is not None else max(at))
    return low, min(max(high, low + 1), _LATEST + 1)


def _block(block: Block, top: float, days: Days, what: tuple[list[_Lane], list[_Observer]]) -> float:
    """Draw one block; the y below it. Beside the busy days it is there from when the first of its events was known."""
    lanes = [(lane.title, [i for i in lane.items if block.shows(i.when.first, i.when.last)]) for lane in what[0]]
    lanes = [(title, items) for title, items in lanes if items]
    rows = [(one.row, [s for s in one.stretches if _touches(block, s)]) for one in what[1]]
    rows = [(row, stretches) for row, stretches in rows if stretches]
    held = [item.bar.periods for _, items in lanes for item in items]
    held += [item.spell.periods for _, stretches in rows for item in stretches]
    with block.surface.known(earliest(held) if block.note and not block.busy else ""):
        return _draw_block(block, top, days, (lanes, rows))


def _draw_block(
    block: Block,
    top: float,
    days: Days,
    what: tuple[list[tuple[str, list[Item]]], list[tuple[NetworkRow, list[Stretch]]]],
) -> float:
    y = top + head_height(block)
    lanes, rows = what
    words, tracks = days.words, [track for track in days.tracks if shown(track, block)]
    if lanes:
        y = _group_head(block, y, words.lanes, first=True)
    for title, items in lanes:
        y = _draw_lane(block, y, title, items)
    if tracks:
        y = _tracks(block, y, days, tracks, first=not lanes)
    if rows:
        y = _group_head(block, y, words.network, first=not (lanes or tracks))
    for row, stretches in rows:
        y = draw_network_row(block, y, row, stretches, words)
        block.surface.rule("p-hair", (0, y), (block.surface.width, y))
    draw_head(block, top, words.locale, y)
    return y


def _tracks(block: Block, top: float, days: Days, tracks: Sequence[Track], *, first: bool) -> float:
    with block.surface.known(min(track.since for track in tracks)):
        y = _group_head(block, top, days.words.tracks, first=first)
        for track in tracks:
            y = draw_track(block, y, track)
    return y


def _touches(block: Block, item: Stretch) -> bool:
    last = item.start[1] + 1 / 1440 if item.end is None else item.end[1]
    return block.shows(item.start[0], last)


def _group_head(block: Block, y: float, head: str, *, first: bool) -> float:
    if not first:
        block.surface.rule("p-axis", (0, y), (block.surface.width, y))
    if not head:
        return y
    block.surface.text(0, y + 18, Words(fit(head, block.surface.width, bold=True), "p-b"), halo=True)
    return y + _GROUP


def _draw_lane(block: Block, top: float, title: str, items: list[Item]) -> float:
    with block.surface.known(earliest(item.bar.periods for item in items)):
        y = top + draw_title(block, top, title) + 2
        for height, row in lay_out(block, items):
            draw_row(block, y, height, row)
            y += height
        y = max(y + 2, top + title_height(block, title))
        block.surface.rule("p-hair", (0, y), (block.surface.width, y))
    return y


def _undated(days: Days) -> list[Note]:
    bars = [bar for lane in days.lanes for bar in lane.bars if bar_extent(bar, days.offset) is None]
    spells = [(row, spell) for row in days.network for spell in row.spells if stretch(spell, days.offset) is None]
    return [
        *map(_bar_note, bars),
        *(Note(row.observer, row.mark, spell.label, spell.href, spell.detail, spell.periods) for row, spell in spells),
    ]


def _outside(range_: tuple[int, int], lanes: list[_Lane], observers: list[_Observer]) -> list[Note]:
    whole = Block(Surface(0), *range_, 0.0, 1.0)
    bars = [i.bar for lane in lanes for i in lane.items if not whole.shows(i.when.first, i.when.last)]
    spells = [(one.row, s.spell) for one in observers for s in one.stretches if not _touches(whole, s)]
    return [
        *map(_bar_note, bars),
        *(Note(row.observer, row.mark, spell.label, spell.href, spell.detail, spell.periods) for row, spell in spells),
    ]


def _bar_note(bar: Bar) -> Note:
    return Note(bar.label, bar.mark, "", bar.href, bar.detail, bar.periods)
