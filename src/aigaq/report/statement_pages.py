"""Pages of statements: all kinds by side, the cards of one kind, the lines of one side.

They filter without a script: every kind and every side has pages of its own. Proved by tests/report/test_pages.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aigaq.report.book import Book, Page, paging
from aigaq.report.icons import icon_of
from aigaq.report.material import KINDS, Material, Said
from aigaq.report.site import DECISIONS, PAGE, page_name, paged
from aigaq.report.views import Pointer
from aigaq.statements import Outcome, Side

LINES, CARDS = 500, 24


def statement_pages(book: Book) -> Iterator[tuple[str, str]]:
    """The pages of statements."""
    yield _statements(book)
    for kind in KINDS:
        yield from _kind(book, kind)
    for side in Side:
        yield from _side(book, side)
    yield from _decisions(book)


def _statements(book: Book) -> tuple[str, str]:
    said = book.material.said
    return book.page(
        "statements.html",
        Page("statements.html", book.words("statements.title"), "statements"),
        matrix=_matrix(book),
        cards=[book.viewer.card(one) for one in said] if len(said) <= CARDS else [],
        decisions=bool(_decided(book.material)),
    )


def _matrix(book: Book) -> Mapping[str, object]:
    counts = Counter((said.kind, said.statement.said_by) for said in book.material.said)
    sides = [side for side in Side if any(counts[kind, side] for kind in KINDS)]
    rows = [
        {
            "kind": kind,
            "cells": [{"side": side.value, "n": counts[kind, side]} for side in sides],
            "total": sum(counts[kind, side] for side in sides),
        }
        for kind in KINDS
    ]
    heads = [{"code": side.value, "word": book.words.word("side", side), "icon": icon_of(side)} for side in sides]
    return {"sides": heads, "rows": rows}


def _kind(book: Book, kind: str) -> Iterator[tuple[str, str]]:
    said = book.material.by_kind(kind)
    pages = paged(said, PAGE)
    stem = f"statements-{kind}"
    for number, page in enumerate(pages, 1):
        yield book.page(
            "kind.html",
            Page(page_name(stem, number), book.words.word("kind", kind), "statements"),
            kind=kind,
            kinds=KINDS,
            total=len(said),
            cards=(book.viewer.card(one) for one in page),
            pages=paging(stem, number, len(pages)),
        )


def _side(book: Book, side: Side) -> Iterator[tuple[str, str]]:
    said = [one for one in book.material.said if one.statement.said_by is side]
    said.sort(key=lambda one: KINDS.index(one.kind))
    pages = paged(said, LINES) if said else []
    stem = f"side-{side.value}"
    for number, page in enumerate(pages, 1):
        yield book.page(
            "side.html",
            Page(page_name(stem, number), book.words.word("side", side), "statements"),
            word=book.words.word("side", side),
            icon=icon_of(side),
            total=len(said),
            groups=_by_kind(book, page),
            pages=paging(stem, number, len(pages)),
        )


def _decided(material: Material) -> tuple[Said, ...]:
    """What the page of decisions lists: rejected, in dispute, unbound."""
    odd = (one for one in material.said if one.decision is Outcome.DISPUTED or one.unbound)
    return (*material.rejected, *odd)


def _decisions(book: Book) -> Iterator[tuple[str, str]]:
    material, viewer = book.material, book.viewer
    every = (*material.said, *material.rejected)
    disputed = paged([one for one in material.said if one.decision is Outcome.DISPUTED], LINES)
    unbound = paged([one for one in every if one.unbound], LINES)
    rejected = paged(material.rejected, PAGE)
    count = max(len(rejected), len(disputed), len(unbound)) if _decided(material) else 0
    for number in range(1, count + 1):
        yield book.page(
            "decisions.html",
            Page(page_name(DECISIONS, number), book.words("decisions.title"), "statements"),
            cards=[viewer.card(one) for one in _nth(rejected, number)],
            disputed=[viewer.card(one) for one in _nth(disputed, number)],
            unbound=[viewer.pointer(one) for one in _nth(unbound, number)],
            pages=paging(DECISIONS, number, count),
        )


def _nth(pages: Sequence[Sequence[Said]], number: int) -> Sequence[Said]:
    return pages[number - 1] if number <= len(pages) else ()


def _by_kind(book: Book, said: Sequence[Said]) -> list[tuple[str, list[Pointer]]]:
    found: dict[str, list[Pointer]] = defaultdict(list)
    for one in said:
        found[one.kind].append(book.viewer.pointer(one))
    return [(kind, found[kind]) for kind in KINDS if kind in found]
