"""Pages of sources: the items, what was not read, who is named as a speaker, and every item with its text.

Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from aigaq.report import shelves
from aigaq.report.book import Book, Page, paging
from aigaq.report.item_pages import item_values
from aigaq.report.material import Said
from aigaq.report.presence_views import elsewhere
from aigaq.report.register import Register
from aigaq.report.site import PAGE, page_name, paged

LINES, NAMES = 500, 100


def source_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The pages of sources."""
    yield from _sources(book)
    yield from _names(book)
    yield from _items(book)


def _sources(book: Book) -> Iterator[tuple[str, str]]:
    pages = paged(book.shelves.held, PAGE)
    for number, page in enumerate(pages, 1):
        yield book.page(
            "sources.html",
            Page(page_name("sources", number), book.words("sources.title"), "sources"),
            held=page,
            shelves=book.shelves,
            register=Register(book.viewer),
            names=NAMES,
            elsewhere=elsewhere(book.viewer),
            observed=bool(book.material.presences),
            pages=paging("sources", number, len(pages)),
        )


def _names(book: Book) -> Iterator[tuple[str, str]]:
    """What is too long for the page of sources: all speakers, all that was not read."""
    for stem, key, every in (
        ("speakers", "sources.speakers", book.shelves.speakers),
        ("not-read", "sources.not_read", book.shelves.unread),
    ):
        pages = paged(every, LINES) if len(every) > NAMES else []
        for number, page in enumerate(pages, 1):
            shown = {"stem": stem, "shown": page, "pages": paging(stem, number, len(pages))}
            yield book.page("names.html", Page(page_name(stem, number), book.words(key), "sources"), **shown)


def _items(book: Book) -> Iterator[tuple[str, str]]:
    by_item: dict[str, list[Said]] = defaultdict(list)
    for said in book.material.said:
        by_item[said.statement.item].append(said)
    unread: dict[str, list[shelves.UnreadView]] = defaultdict(list)
    for one in book.shelves.unread:
        unread[one.item].append(one)
    for sha256, name in sorted(book.site.items.items()):
        said_here = by_item[sha256]
        view = shelves.item_view(book.viewer.item(sha256), len(said_here), book.viewer)
        title = view.title or book.words("item.title", id=view.short)
        values = item_values(view.item, said_here, book.viewer)
        yield book.page("item.html", Page(name, title, "sources"), view=view, unread=unread[sha256], **values)
