"""Pages of posts gained and lost: every change in the order of time, and the same by name.

Proved by tests/report/test_post_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aigaq.report.book import Book, Page, paging
from aigaq.report.drawings import drawing_of
from aigaq.report.known import known_of
from aigaq.report.posts import holders, picture, posts_in_order, view_of
from aigaq.report.site import page_name, paged

LISTED = 100
"""Changes on a page."""
ON_FIRST = 12
"""Changes on the first page of the report."""


def address(number: int) -> str:
    """Where a change stands on the pages of posts, by its number."""
    return f"{page_name('posts', (number - 1) // LISTED + 1)}#post-{number}"


def post_pages(book: Book) -> Iterator[tuple[str, str]]:
    """All changes of posts, `LISTED` a page; none where nothing is said of posts."""
    every = posts_in_order(book.material.by_kind("position"))
    pages = paged(every, LISTED) if every else []
    for number, some in enumerate(pages, 1):
        shown = list(enumerate(some, (number - 1) * LISTED + 1))
        views = tuple(view_of(place, said, book.viewer, address) for place, said in shown)
        yield book.page(
            "posts.html",
            Page(page_name("posts", number), book.words("posts.title"), "posts"),
            known=known_of(book, some),
            total=len(every),
            posts=views,
            holders=holders(views),
            drawing=drawing_of(picture(shown, book.viewer, address)),
            pages=paging("posts", number, len(pages)),
        )


def first_posts(book: Book) -> Mapping[str, object]:
    """What the first page shows of posts: the first changes in time."""
    every = posts_in_order(book.material.by_kind("position"))
    shown = enumerate(every[:ON_FIRST], 1)
    return {"posts": tuple(view_of(number, said, book.viewer, address) for number, said in shown)}
