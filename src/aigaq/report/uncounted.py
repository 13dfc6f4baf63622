"""Why the uncounted dead are not estimated: what an estimate needs, what this case has of it, and what would change it.

The gap between an official count and the truth is never filled by a guess: refused means no number, and no range
(design §1, rule 4; visual rules, "Refused"). An estimate from overlaps needs lists of persons made by different keepers
and how many stand on more than one (docs/methods/uncounted.md). Proved by tests/report/test_uncounted.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.accounts import Subject
from aigaq.report.book import Book, Page
from aigaq.report.figures import FigureRow, row
from aigaq.report.known import known_of
from aigaq.report.views import Viewer
from aigaq.statements import codes

NAME = "uncounted.html"
DEAD, LISTED = "killed", "names_listed"


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The lists of names that statements speak of, each beside each other."""

    lists: tuple[FigureRow, ...]
    rows: tuple[tuple[int, ...], ...]


def concerns(subject: Subject) -> bool:
    """Whether a subject counts the dead."""
    return codes.measure_is_a(subject.measure, DEAD)


def overlaps(viewer: Viewer) -> Overlaps:
    """The lists and their pairs: a row for each list but the first, with the lists before it."""
    said = [one for one in viewer.material.by_kind("figure") if getattr(one.statement, "measure", "") == LISTED]
    lists = tuple(row(one, viewer) for one in said)
    return Overlaps(lists, tuple(tuple(range(number)) for number in range(1, len(lists))))


def uncounted_page(book: Book) -> Iterator[tuple[str, str]]:
    """The page, where anything counts the dead."""
    if not any(concerns(group.subject) for group in book.subjects.groups):
        return
    found = overlaps(book.viewer)
    ids = {one.card.id for one in found.lists}
    yield book.page(
        "uncounted.html",
        Page(NAME, book.words("uncounted.title"), "figures"),
        known=known_of(book, [said for said in book.material.by_kind("figure") if said.id in ids]),
        overlaps=found,
    )
