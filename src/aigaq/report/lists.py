"""Designations, claims and withdrawals as lists: what is shown on a page, and how many are left for the rest.

Proved by tests/report/test_lists.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aigaq.report.dates import written
from aigaq.report.material import Said
from aigaq.report.phrases import target_words
from aigaq.report.views import Card, Viewer
from aigaq.statements import Claim, Designation, Withdrawal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first entries of a list, and how many more there are."""

    shown: tuple[T, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called what."""

    card: Card
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim and its hedges in words."""

    card: Card
    what: str
    hedges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A withdrawal: what the earlier statement has become, which it is, what stands in its place."""

    card: Card
    becomes: str
    target: str
    replaced: str
    when: str


def listed(said: Sequence[Said], view: Callable[[Said, Viewer], T], viewer: Viewer, most: int) -> Listed[T]:
    """The first `most` statements as views."""
    return Listed(tuple(view(one, viewer) for one in said[:most]), max(0, len(said) - most))


def called(said: Said, viewer: Viewer) -> Called:
    """The view of a designation."""
    statement = said.statement
    assert isinstance(statement, Designation)
    return Called(viewer.card(said), statement.words, statement.who or "")


def claim(said: Said, viewer: Viewer) -> Claimed:
    """The view of a claim."""
    statement, words = said.statement, viewer.words
    assert isinstance(statement, Claim)
    hedges = tuple(
        words("card.hedge", words=getattr(hedge.span, "quote", ""), type=words.word("hedge", hedge.type))
        for hedge in statement.hedges
    )
    return Claimed(viewer.card(said), statement.what, hedges)


def taken_back(said: Said, viewer: Viewer) -> TakenBack:
    """The view of a withdrawal."""
    statement, words = said.statement, viewer.words
    assert isinstance(statement, Withdrawal)
    replaced = statement.replaced_by
    return TakenBack(
        card=viewer.card(said),
        becomes=words.word("standing", statement.becomes),
        target=target_words(statement.target, words, viewer.places),
        replaced=target_words(replaced, words, viewer.places) if replaced else "",
        when=written(statement.time, words),
    )
