"""Pages of days: every event in the order of its day, and the short list of the first page.

The picture of the first page has all events, however short its list; each mark leads to the event on the pages of
days. Proved by tests/report/test_day_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from aigaq.report import clocks
from aigaq.report.blackout_lanes import bands
from aigaq.report.book import Book, Page, paging
from aigaq.report.dates import written
from aigaq.report.days import EventView, Numbered, dated, event_of, key_of, picture, view_of
from aigaq.report.drawings import drawing_of
from aigaq.report.known import known_of, since
from aigaq.report.material import Said
from aigaq.report.phrases import capital
from aigaq.report.site import page_name, paged

EVENTS = 100
"""Events on a page."""
ON_FIRST = 12
"""Events in the list of the first page."""


@dataclass(frozen=True, slots=True)
class Month:
    """Events under one head: a month, or the head of those without a date. `since`: when the first of them was known."""

    head: str
    anchor: str
    since: str
    note: str
    events: tuple[EventView, ...]


def address(number: int) -> str:
    """Where an event stands on the pages of days, by its number."""
    return f"{page_name('days', (number - 1) // EVENTS + 1)}#event-{number}"


def day_pages(book: Book) -> Iterator[tuple[str, str]]:
    """All events, `EVENTS` a page."""
    pages, dark = paged(book.events, EVENTS), bands(book)
    for number, some in enumerate(pages, 1):
        first = (number - 1) * EVENTS + 1
        shown = list(enumerate(some, first))
        yield book.page(
            "days.html",
            Page(page_name("days", number), book.words("days.title"), "days"),
            known=known_of(book, some),
            total=len(book.events),
            months=tuple(_months(shown, book)),
            drawing=drawing_of(picture(shown, book.viewer, lambda at: f"#event-{at}", dark)),
            dark=bool(dark),
            rules=_rules(some, book),
            event_sides=key_of(some, book.words),
            pages=paging("days", number, len(pages)),
        )


def first_days(book: Book) -> Mapping[str, object]:
    """What the first page shows of the days: the picture of all events, and those that most sources tell."""
    every = list(enumerate(book.events, 1))
    ranked = sorted(every, key=lambda pair: (dated(pair[1]) is None, -len(pair[1].statement.cited), pair[0]))
    chosen = sorted(ranked[:ON_FIRST], key=lambda pair: pair[0])
    dark = bands(book)
    return {
        "dark": bool(dark),
        "events": tuple(_view(number, said, book) for number, said in chosen),
        "events_total": len(every),
        "event_sides": key_of(book.events, book.words),
        "events_drawing": drawing_of(picture(every, book.viewer, address, dark)),
    }


def _view(number: int, said: Said, book: Book) -> EventView:
    return view_of(number, said, book.viewer, book.place_index.address)


def _months(events: Numbered, book: Book) -> Iterator[Month]:
    for month, group in groupby(events, key=lambda pair: _month(pair[1])):
        some = list(group)
        words = book.words
        yield Month(
            head=capital(_head(month, book)) if month else words("days.undated_head"),
            anchor=f"month-{month}" if month else "undated",
            since=min(since(said, book.material) for _, said in some),
            note="" if month else words("happened.undated"),
            events=tuple(_view(number, said, book) for number, said in some),
        )


def _month(said: Said) -> str:
    """The month of an event's first day, as YYYY-MM; empty where it has no date."""
    when = dated(said)
    if when is None:
        return ""
    day = when.first_day or when.last_day
    return day.isoformat()[:7] if day else "0"


def _head(month: str, book: Book) -> str:
    return written(month, book.words) if month != "0" else book.words("happened.beyond")


def _rules(events: Sequence[Said], book: Book) -> tuple[clocks.Rule, ...]:
    return clocks.rules(
        ((event_of(said), since(said, book.material)) for said in events), book.words, book.viewer.place_name
    )
