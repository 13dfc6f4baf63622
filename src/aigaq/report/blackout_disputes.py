"""What cannot all be so, as a page tells it: each side with what it says, who says so, and what that rests on.

The words are those of the room (data/conflicts.toml). No side is called right. Proved by
tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.report.blackout_lanes import clock_of
from aigaq.report.blackout_tellers import (
    StatementLine,
    Teller,
    lines_of,
    observers_of,
    place_words,
    rows_of,
)
from aigaq.report.blackout_times import span_words
from aigaq.report.phrases import capital

if TYPE_CHECKING:
    from aigaq.blackout.conflicts import Conflict
    from aigaq.report.book import Book


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side of a contradiction: what it says, who says so, the time as it has it, and its statements."""

    says: str
    observers: str
    when: str
    told: tuple[StatementLine, ...]
    rows: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What cannot all be so."""

    anchor: str
    title: str
    why: str
    hours: str
    sides: tuple[ConflictSide, ...]


def conflict_view(number: int, one: Conflict, book: Book) -> ConflictView:
    """A contradiction in words, its sides with what they rest on."""
    from aigaq.blackout.conflicts.telling import wording

    words, told = book.words, wording(book.language)
    place = capital(place_words(one.place, book))
    kind = told[f"kind.{one.kind.value}"]
    return ConflictView(
        anchor=f"conflict-{number}",
        title=words("blackout.conflict", kind=capital(kind), place=place),
        why=told[f"why.{one.kind.value}"],
        hours=_hours(one, book),
        sides=tuple(
            ConflictSide(
                says=capital(told[f"says.{side.says.value}"]),
                observers=observers_of(side.observers, book),
                when=span_words(side.when, clock_of(book), words, year=True),
                told=lines_of(side.statements, book),
                rows=rows_of(side.statements, book),
            )
            for side in one.sides
        ),
    )


def _hours(one: Conflict, book: Book) -> str:
    hours, words = one.hours, book.words
    if hours is None:
        return ""

    def between(span: tuple[float, float]) -> str:
        low, high = (words.number(round(value, 1)) for value in span)
        return low if low == high else f"{low}–{high}"

    return words(
        "blackout.hours",
        stated=words.number(round(hours.stated, 1)),
        left_out=words.number(round(hours.left_out, 1)),
        gross=between(hours.gross),
        net=between(hours.net),
    )
