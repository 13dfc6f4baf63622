"""The pages of a report in one language, by parts, one after the other, so that no more than one is held.

Lists on the first page are short and lead to pages of their own, so
that it stays small in a case of any size. Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from aigaq.report import lists, uncounted
from aigaq.report.book import Book, Page
from aigaq.report.day_pages import day_pages, first_days
from aigaq.report.explanation_pages import explanation_pages
from aigaq.report.heads import heads, tally
from aigaq.report.known import known_of
from aigaq.report.network_pages import first_network, network_pages
from aigaq.report.place_pages import place_pages
from aigaq.report.post_pages import first_posts, post_pages
from aigaq.report.register import register_pages
from aigaq.report.search import search_pages
from aigaq.report.source_pages import source_pages
from aigaq.report.statement_pages import statement_pages
from aigaq.report.subject_pages import SubjectView, subject_pages, view
from aigaq.report.subjects import LONG

ON_FIRST = {"subjects": 2, "rows": 8, "list": 12, "items": 12}
"""How much of each list stands on the first page."""
NONE = {
    "figure": "figures.none",
    "event": "days.none",
    "connectivity": "days.none_network",
    "designation": "called.none",
    "position": "posts.none",
    "claim": "claims.none",
    "withdrawal": "taken_back.none",
}


def _first(book: Book) -> Iterator[tuple[str, str]]:
    material, viewer, most = book.material, book.viewer, ON_FIRST["list"]
    held, unread = book.shelves.held, book.shelves.unread
    yield book.page(
        "index.html",
        Page("index.html", book.words("head.kicker"), "known"),
        tally=tally(material),
        known=known_of(book, material.said),
        heads=heads(book.subjects, viewer),
        missing=_missing(book),
        **_first_figures(book),
        **first_days(book),
        **first_network(book),
        called=lists.listed(material.by_kind("designation"), lists.called, viewer, most),
        **first_posts(book),
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
            shown.append(view(book, group, group.figures[-LONG:], without=tuple(placed), most=ON_FIRST["rows"]))
            placed |= {*ids, *(said.id for said in shown[-1].beside)}
    return {
        "subjects": lists.Listed(tuple(shown), max(0, len(every) - len(shown))),
        "uncounted": uncounted.first_note(book),
        **book.keys,
    }


def _methods(book: Book) -> Iterator[tuple[str, str]]:
    counts = Counter(maker for said in book.material.said for maker in said.statement.made_by)
    rules = sorted((maker.removeprefix("rule:"), n) for maker, n in counts.items() if maker.startswith("rule:"))
    read = sorted(book.words.word("language", code) for code in book.material.read_languages)
    yield book.page(
        "methods.html",
        Page("methods.html", book.words("methods.title"), "methods"),
        rules=rules,
        read_languages=", ".join(read),
        case_id=book.material.case_id,
        versions=sorted(book.material.versions.items()),
        entries=book.material.entries,
    )


PARTS: Mapping[str, Callable[[Book], Iterator[tuple[str, str]]]] = {
    "subject": subject_pages,
    "statement": statement_pages,
    "source": source_pages,
    "first": _first,
    "day": day_pages,
    "place": place_pages,
    "network": network_pages,
    "post": post_pages,
    "explanation": explanation_pages,
    "register": register_pages,
    "search": search_pages,
    "methods": _methods,
}
"""The parts of a report, those that take longest first; each makes (file name, text), one page at a time."""
