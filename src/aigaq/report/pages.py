"""The pages of a report in one language, one after the other, so that no more than one is held.

`pages` makes (file name, text) in a fixed order. Lists on the first page are short and lead to pages of their own, so
that it stays small in a case of any size. Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from aigaq.report import lists, uncounted
from aigaq.report.book import Book, Page, paging
from aigaq.report.days import timeline
from aigaq.report.drawings import drawing_of
from aigaq.report.heads import heads, tally
from aigaq.report.known import known_of
from aigaq.report.site import page_name, paged
from aigaq.report.source_pages import source_pages
from aigaq.report.statement_pages import statement_pages
from aigaq.report.subject_pages import SubjectView, keys_of, subject_pages, view

ON_FIRST = {"subjects": 2, "rows": 24, "events": 40, "list": 30, "items": 12}
"""How much of each list stands on the first page."""
EVENTS = 100
NONE = {
    "figure": "figures.none",
    "event": "days.none",
    "connectivity": "days.none_network",
    "designation": "called.none",
    "position": "posts.none",
    "claim": "claims.none",
    "withdrawal": "taken_back.none",
}


def pages(book: Book) -> Iterator[tuple[str, str]]:
    """All pages: file name in the language's folder, text."""
    yield _first(book)
    yield from subject_pages(book)
    yield from _days(book)
    yield from statement_pages(book)
    yield from source_pages(book)
    yield _methods(book)


def _first(book: Book) -> tuple[str, str]:
    material, viewer, most = book.material, book.viewer, ON_FIRST["list"]
    held, unread = book.shelves.held, book.shelves.unread
    return book.page(
        "index.html",
        Page("index.html", book.words("head.kicker"), "known"),
        tally=tally(material),
        known=known_of(book, material.said),
        heads=heads(book.subjects, viewer),
        missing=_missing(book),
        **_first_figures(book),
        **_first_days(book),
        called=lists.listed(material.by_kind("designation"), lists.called, viewer, most),
        posts=lists.listed(material.by_kind("position"), lists.post, viewer, most),
        claims=lists.listed(material.by_kind("claim"), lists.claim, viewer, most),
        taken_back=lists.listed(material.by_kind("withdrawal"), lists.taken_back, viewer, most),
        held=held[: ON_FIRST["items"]],
        held_left=max(0, len(held) - ON_FIRST["items"]),
        unread=unread[: ON_FIRST["items"]],
        unread_left=max(0, len(unread) - ON_FIRST["items"]),
    )


def _missing(book: Book) -> list[str]:
    """The kinds of which nothing has been read, as sentences."""
    return [book.words(key) for kind, key in NONE.items() if not book.material.by_kind(kind)]


def _first_figures(book: Book) -> Mapping[str, object]:
    every = book.subjects.groups
    shown: list[SubjectView] = []
    placed: set[str] = set()
    for group in every:
        ids = {said.id for said in group.figures}
        if len(shown) < ON_FIRST["subjects"] and placed.isdisjoint(ids):
            shown.append(view(book, group, without=tuple(placed), most=ON_FIRST["rows"]))
            placed |= {row.card.id for table in shown[-1].tables for row in table.rows}
    return {
        "subjects": lists.Listed(tuple(shown), max(0, len(every) - len(shown))),
        "uncounted": any(uncounted.concerns(group.subject) for group in every),
        **keys_of(book),
    }


def _first_days(book: Book) -> Mapping[str, object]:
    most = ON_FIRST["events"]
    events, network = book.events, book.network
    left = max(0, len(events) - most) + max(0, len(network) - most)
    shown = timeline(events[:most], network[:most], book.viewer)
    # The picture's marks lead to the list: it is drawn only where all of the list is here.
    drawing = None if left else drawing_of(shown.picture)
    return {"timeline": shown, "timeline_left": left, "timeline_drawing": drawing, "crowd": most}


def _days(book: Book) -> Iterator[tuple[str, str]]:
    events, network = paged(book.events, EVENTS), paged(book.network, EVENTS)
    count = max(len(events), len(network))
    for number, (some, spells) in enumerate(zip_longest(events, network, fillvalue=()), 1):
        first = (number - 1) * EVENTS + 1
        part = timeline(some, spells, book.viewer, first=first)
        yield book.page(
            "days.html",
            Page(page_name("days", number), book.words("days.title"), "days"),
            timeline=part,
            timeline_drawing=drawing_of(part.picture),
            start=first,
            pages=paging("days", number, count),
        )


def _methods(book: Book) -> tuple[str, str]:
    counts = Counter(maker for said in book.material.said for maker in said.statement.made_by)
    rules = sorted((maker.removeprefix("rule:"), n) for maker, n in counts.items() if maker.startswith("rule:"))
    read = sorted(book.words.word("language", code) for code in book.material.read_languages)
    return book.page(
        "methods.html",
        Page("methods.html", book.words("methods.title"), "methods"),
        rules=rules,
        read_languages=", ".join(read),
        case_id=book.material.case_id,
        versions=sorted(book.material.versions.items()),
        entries=book.material.entries,
    )
