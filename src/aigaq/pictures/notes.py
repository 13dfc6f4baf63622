"""Notes under a picture: what has no point in it is listed there with its mark, never left out.

Proved by tests/pictures/test_notes.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigaq.pictures.known import Period, Version, earliest, versions
from aigaq.pictures.marks import Mark, glyph
from aigaq.pictures.measure import fit, text_width, wrap
from aigaq.pictures.surface import Box, Surface, Words

_LINE = 26.0  # from note to note; links of 24 units do not overlap
_WRAPPED = 18.0  # from line to line inside a note
_ROOM = 26.0  # of a mark before its words


@dataclass(frozen=True, slots=True)
class Note:
    """A mark, a label, who said it, where it leads, the whole of it in one sentence, and since when it was known."""

    label: str
    mark: Mark | None = None
    who: str = ""
    href: str | None = None
    detail: str = ""
    periods: tuple[Period, ...] = ()

    def versions(self) -> Iterator[Version]:
        """Its mark and words, for those who hover or listen, as they were known; the present ones last."""
        plain = ", ".join(part for part in (self.label, self.who) if part)
        return versions(self.mark, self.periods, detail=self.detail or plain, plain=plain)


def draw_notes(surface: Surface, top: float, head: str, notes: Sequence[Note]) -> float:
    """Draw a head and the notes in flowing lines; the y below them (`top` where there are none)."""
    if not notes:
        return top
    y = top + 20
    surface.rule("p-hair", (0, top + 2), (surface.width, top + 2))
    with surface.known(earliest(note.periods for note in notes)):
        surface.text(0, y, Words(fit(head, surface.width), "p-q"))
    x, y = 0.0, y + _LINE
    for note in notes:
        width = _ROOM + text_width(note.label, bold=bool(note.who)) + text_width(" " + note.who)
        if x and x + width > surface.width:
            x, y = 0.0, y + _LINE
        y = _note(surface, x, y, note)
        x += width + 20
    return y + 14


def labelled(label: str, who: str, room: float, *, struck: bool = False) -> list[Words]:
    """A label in bold and a speaker in soft on one line within `room`; a speaker with no room is left out."""
    first = Words(fit(label, room, bold=True), "p-struck" if struck else "p-b")
    left = room - first.width
    second = fit(" " + who, left) if who and left > 40 else ""
    return [first, Words(second, "p-q")]


def _note(surface: Surface, x: float, y: float, note: Note) -> float:
    """Draw one note; the baseline of its last line."""
    room = surface.width - x - _ROOM
    last = y
    for version in note.versions():
        mark = version.mark
        struck = mark is not None and mark.struck
        lines = (
            [labelled(note.label, note.who, room, struck=struck)] if note.who or struck else _plain(note.label, room)
        )
        # An earlier version may take more lines than the present one; the drawing has room for any of them.
        last = max(last, y + max(0, len(lines) - 1) * _WRAPPED)
        with surface.known(version.since, version.until):
            if mark is not None:
                surface.add(glyph(mark, (x + 12, y - 4.5), whisker=False, scale=0.85))
            for index, words in enumerate(lines):
                surface.text(x + _ROOM, y + index * _WRAPPED, *words)
            right = x + _ROOM + max((sum(word.width for word in words) for words in lines), default=0.0)
            surface.link(Box(x, y - 17, right, last + 8), note.href, version.spoken)
    return last


def _plain(label: str, room: float) -> list[list[Words]]:
    return [[Words(line)] for line in wrap(label, room, lines=3)]
