"""Labels of a map: the name of a place, and under it a mark and a number for each statement.

Where there are too many to number, they are counted by side, "×12"; where even that finds no room, the name stands
alone. Proved by tests/pictures/test_map_labels.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from aigaq.pictures.known import earliest, since
from aigaq.pictures.maps import MapPlace
from aigaq.pictures.marks import SIDES, Mark, glyph
from aigaq.pictures.measure import ELLIPSIS, fit, text_width, wrap
from aigaq.pictures.surface import Box, Surface, Words

LINE, ROW = 17.0, 24.0
"""Heights of a line of words and of a row of statements; links of 24 units do not overlap."""

_WIDE = 100.0  # with so much room, statements may take three rows

_BETWEEN = 9.0
_SIGN = "\u00d7"


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, or with a `mark` of its own the statements of one side, counted."""

    places: tuple[MapPlace, ...]
    mark: Mark | None
    text: str
    counted: bool = False

    @property
    def room(self) -> float:
        """What its mark takes."""
        if self.mark is None:
            return 0.0
        return (19.0 if self.mark.machine or self.mark.struck else 15.0) + (16.0 if self.mark.disputed else 0.0)

    @property
    def width(self) -> float:
        """What it takes in a row."""
        return self.room + text_width(self.text)


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words, a name and perhaps a soft note, and rows of entries under them."""

    lines: tuple[Words, ...]
    rows: tuple[tuple[Entry, ...], ...] = ()

    @property
    def width(self) -> float:
        """The widest of its lines."""
        return max([*(line.width for line in self.lines), *map(row_width, self.rows)], default=0.0)

    @property
    def height(self) -> float:
        """The height of its lines."""
        return LINE * len(self.lines) + ROW * len(self.rows)


def row_width(row: Sequence[Entry]) -> float:
    """The width of a row of entries."""
    return sum(entry.width for entry in row) + _BETWEEN * (len(row) - 1)


def labels_of(name: str, note: str, places: Sequence[MapPlace], *, room: float, bold: bool = True) -> Iterator[Label]:
    """Ways to label a spot with about so much room, the fullest first."""
    cls = "p-b" if bold else "p-q"
    names = [tuple(Words(line, cls) for line in lines) for lines in _wrapped(name, room, bold=bold)]
    notes = (Words(fit(note, room * 1.6), "p-q"),) if note else ()
    single = [Entry((place,), place.mark, place.number) for place in places if place.mark is not None or place.number]
    # What has neither mark nor number, and stands alone, is a place and no statement: there is nothing to count.
    counted = counts(places) if single or len(places) > 1 else []
    for entries, most in ((single, 3 if room > _WIDE else 2), (counted, 2)):
        for lines in names:
            rows = _rows(entries, max([room, *(line.width for line in lines)]))
            if 0 < len(rows) <= most:
                yield Label((*lines, *notes), tuple(rows))
    for lines in names:
        if lines or notes:
            yield Label((*lines, *notes))


def _wrapped(name: str, room: float, *, bold: bool) -> list[list[str]]:
    """The name on one line, then on two where that is narrower."""
    tries = [wrap(name, room * 1.6, lines=1, bold=bold)]
    tries += [wrap(name, room * share, lines=2, bold=bold) for share in (0.8, 1.1, 1.4)]
    whole = [lines for lines in tries if not any(line.endswith(ELLIPSIS) for line in lines)]
    return [lines for at, lines in enumerate(whole[:2]) if lines not in whole[:at]] or [tries[-1]]


def _rows(entries: Sequence[Entry], room: float) -> list[tuple[Entry, ...]]:
    rows: list[list[Entry]] = []
    for entry in entries:
        if rows and row_width([*rows[-1], entry]) <= room:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [tuple(row) for row in rows]


def counts(places: Sequence[MapPlace]) -> list[Entry]:
    """The statements counted by side, in the order of keys; those of no side last."""
    by_side: dict[str | None, list[MapPlace]] = {}
    for place in places:
        by_side.setdefault(place.mark.side_class if place.mark is not None else None, []).append(place)
    order = [side for side in (*SIDES, None) if side in by_side]
    out: list[Entry] = []
    for side in order:
        members = by_side[side]
        machine = all(place.mark is not None and place.mark.machine for place in members)
        mark = None if side is None else Mark(side, machine=machine)
        out.append(Entry(tuple(members), mark, f"{_SIGN}{len(members)}", counted=True))
    return out


def draw_label(surface: Surface, label: Label, box: Box, *, end: bool, places: Sequence[MapPlace]) -> None:
    """Draw a label into its box; `end`: its lines end at the right. `places`: all it stands for, to say since when."""
    y = box.top
    with surface.known(earliest(place.periods for place in places)):
        for words in label.lines:
            x, anchor = (box.right, "end") if end else (box.left, "start")
            surface.text(x, y + 13, words, anchor=anchor, halo=True)
            y += LINE
    name = " ".join(line.text for line in label.lines)
    for row in label.rows:
        x = box.right - row_width(row) if end else box.left
        for entry in row:
            _entry(surface, entry, x, y + ROW / 2, name)
            x += entry.width + _BETWEEN
        y += ROW


def _entry(surface: Surface, entry: Entry, x: float, y: float, name: str) -> None:
    area = Box(x, y - ROW / 2, x + entry.width, y + ROW / 2)
    if entry.counted:
        _counted(surface, entry, area, name)
        return
    place = entry.places[0]
    for version in place.versions():
        with surface.known(version.since, version.until):
            _glyph(surface, version.mark, entry, x, y)
            surface.text(x + entry.room, y + 4.5, Words(entry.text), halo=True)
            surface.link(area, place.href, version.spoken)


def _counted(surface: Surface, entry: Entry, area: Box, name: str) -> None:
    """The statements of a side, counted as they were known."""
    y = (area.top + area.bottom) / 2
    listed = next((place.listed for place in entry.places if place.listed), None)
    days = sorted(Counter(since(place.periods) for place in entry.places).items())
    count = 0
    for (day, more), (until, _) in zip_longest(days, days[1:], fillvalue=("", 0)):
        count += more
        text = f"{_SIGN}{count}"
        with surface.known(day, until):
            _glyph(surface, entry.mark, entry, area.left, y)
            surface.text(area.left + entry.room, y + 4.5, Words(text), halo=True)
            surface.link(area, listed, f"{name} {text}")


def _glyph(surface: Surface, mark: Mark | None, entry: Entry, x: float, y: float) -> None:
    if mark is not None:
        surface.add(glyph(mark, (x + (entry.room - 3) / 2, y), scale=0.7, whisker=False))
