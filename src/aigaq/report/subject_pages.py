"""Pages of figures: one for each subject, and the list of all subjects.

A subject's page has its chart, the same numbers as a table, what stands of each side, its parts and its wholes; every
mark leads to its row, every row to its sources. Proved by tests/report/test_subject_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from aigaq.report import uncounted
from aigaq.report.book import Book, Page, paging
from aigaq.report.drawings import drawing_of
from aigaq.report.figures import FigureRow, Line, row
from aigaq.report.known import changes, known_of
from aigaq.report.material import Said
from aigaq.report.phrases import capital
from aigaq.report.site import page_name, paged
from aigaq.report.subjects import (
    LONG,
    Group,
    SideLine,
    chart_of,
    denied,
    lines_of,
    missing,
    name_of,
    related,
    title_of,
)
from aigaq.report.views import Viewer

SUBJECTS = 100
"""Subjects on a page of the list."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the head is empty for the subject's own."""

    head: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A subject as it stands on a page: chart, tables, what stands, and what is in the table only.

    `here`: how many of its figures the page has. `beside`: the figures of the parts that are drawn with it.
    """

    anchor: str
    href: str
    title: str
    drawing: Markup | None
    tables: tuple[Table, ...]
    stands: tuple[SideLine, ...]
    figures: int
    here: int
    undated: int
    worded: int
    denied: int
    beside: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject in the list."""

    href: str
    name: str
    stands: tuple[SideLine, ...]
    figures: int
    since: str


def subject_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The list of subjects, a page for each, and the page that says why no uncounted are estimated."""
    yield from _list(book)
    for group in book.subjects.groups:
        yield from _subject(book, group)
    yield from uncounted.uncounted_page(book)


def view(
    book: Book,
    group: Group,
    figures: Sequence[Said] | None = None,
    *,
    without: Sequence[str] = (),
    most: int | None = None,
) -> SubjectView:
    """A subject, or a stretch of its figures, as a page shows it.

    Args:
        without: see `lines_of`.
        most: how many rows may stand there; where there are more the tables are left to the subject's own page.
    """
    viewer = book.viewer
    shown = Group(group.subject, tuple(figures) if figures is not None else group.figures)
    lines = lines_of(shown, book.subjects, viewer, without=without)
    if len(shown.figures) < len(group.figures):
        lines = lines[:1]  # beside a stretch of the whole, all of a part would mislead
    every = [said for line in lines for said in line.figures]
    whole = most is None or len(every) <= most
    address = book.subjects.address({said.id for said in every} if whole else ())
    undated, worded = missing(every, viewer)
    href = book.site.subjects[group.subject.key]
    return SubjectView(
        anchor=href.removesuffix(".html"),
        href=href,
        title=title_of(group.subject, viewer),
        drawing=drawing_of(chart_of(shown, lines, viewer, address)),
        tables=tuple(_tables(lines, viewer)) if whole else (),
        stands=book.standings[group.subject.key],
        figures=len(group.figures),
        here=len(shown.figures),
        undated=undated,
        worded=worded,
        denied=denied(every),
        beside=tuple(said for line in lines[1:] for said in line.figures),
    )


def _tables(lines: Sequence[Line], viewer: Viewer) -> Iterator[Table]:
    for number, line in enumerate(lines):
        yield Table(line.label if number else "", tuple(row(said, viewer) for said in line.figures))


def _subject(book: Book, group: Group) -> Iterator[tuple[str, str]]:
    subjects, viewer = book.subjects, book.viewer
    stem = book.site.subjects[group.subject.key].removesuffix(".html")
    stretches = paged(group.figures, LONG)
    for number, some in enumerate(stretches, 1):
        made = view(book, group, some)
        yield book.page(
            "subject.html",
            Page(page_name(stem, number), made.title, "figures"),
            known=known_of(book, some, beside=made.beside),
            subject=made,
            kicker=book.words.word("measure", group.subject.measure),
            compared=group.subject.compared,
            parts=related(subjects.parts.get(group.subject.key, ()), subjects, viewer, parts=True),
            wholes=related(subjects.wholes.get(group.subject.key, ()), subjects, viewer, parts=False),
            uncounted=uncounted.note_of(book) if uncounted.concerns(group.subject) else None,
            pages=paging(stem, number, len(stretches)),
            **book.keys,
        )


def _list(book: Book) -> Iterator[tuple[str, str]]:
    every = sorted(book.subjects.groups, key=lambda group: _order(group, book))
    pages = paged(every, SUBJECTS)
    for number, some in enumerate(pages, 1):
        figures = [said for group in some for said in group.figures]
        yield book.page(
            "figures.html",
            Page(page_name("figures", number), book.words("figures.title"), "figures"),
            known=known_of(book, figures),
            measures=[
                (measure, [_entry(book, group) for group in groups]) for measure, groups in _measures(some, book)
            ],
            subjects=len(every),
            figures=len(book.material.by_kind("figure")),
            uncounted=uncounted.first_note(book),
            pages=paging("figures", number, len(pages)),
            **book.keys,
        )


def _order(group: Group, book: Book) -> tuple[int, str, int, str]:
    """By measure, the most told measure first; inside it the most told subject."""
    told = book.told_of_measure
    return (-told[group.subject.measure], group.subject.measure, -len(group.figures), group.subject.key)


def _measures(groups: Sequence[Group], book: Book) -> Iterator[tuple[str, Iterator[Group]]]:
    for measure, some in groupby(groups, key=lambda group: group.subject.measure):
        yield capital(book.words.word("measure", measure)), some


def _entry(book: Book, group: Group) -> Entry:
    days = changes(group.figures, book.material)
    return Entry(
        href=book.site.subjects[group.subject.key],
        name=capital(name_of(group.subject, book.viewer)),
        stands=book.standings[group.subject.key],
        figures=len(group.figures),
        since=days[0] if days else "",
    )
