"""Rows of the blackout, as the derived store keeps them: what is told of the network, and marks on everything else.

Bodies are JSON with sorted keys; their types are those of `aigaq.blackout` (docs/formats/blackouts.md). `Blackouts` reads
them, so that rooms above need nothing of the room that made them. Proved by tests/blackout/test_stage.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.statements.store import Store


class Heard(StrEnum):
    """What a row of the blackout holds."""

    SPELL = "spell"
    WINDOW = "window"
    GAP = "gap"
    ONSET = "onset"
    CONFLICT = "conflict"
    ASSESSMENT = "assessment"
    BASIS = "basis"


class Shade(StrEnum):
    """How the network was at the place and time of something. A question for whoever reads, never a rejection.

    `dark`: no service. `window`: service for a while inside an outage. `normal`: service. `unknown`: it may have been
    either, or nobody says.
    """

    DARK = "dark"
    WINDOW = "window"
    NORMAL = "normal"
    UNKNOWN = "unknown"


class Marked(StrEnum):
    """What a mark is on."""

    ITEM = "item"
    STATEMENT = "statement"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class BlackoutRow:
    """One thing told of the network. `what` is a word of `Heard`, `key` its own among them, `body` its JSON."""

    what: str
    key: str
    body: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The mark of something at one place. `id`: of an item, a statement or an observation's entry, as `kind` says;
    `mark` is a word of `Shade`, `body` the JSON of what it rests on."""

    id: str
    kind: str
    place: str
    mark: str
    body: str


@dataclass(frozen=True, slots=True)
class Blackouts:
    """The rows of the blackout in a derived store."""

    store: Store

    def bodies(self, what: Heard) -> list[str]:
        """Everything of one sort, as JSON, by key."""
        rows = self.store.rows("SELECT body FROM blackouts WHERE what = ? ORDER BY key", (what.value,))
        return [body for (body,) in rows]

    def rows(self) -> Iterator[BlackoutRow]:
        """All rows, by sort and key."""
        rows = self.store.rows("SELECT what, key, body FROM blackouts ORDER BY what, key")
        return (BlackoutRow(*row) for row in rows)

    def marks(self, one: str) -> list[MarkRow]:
        """The marks on an item, a statement or an observation, by place; none where nothing is told of its place and
        time, which is `unknown`."""
        query = "SELECT id, kind, place, mark, body FROM marks WHERE id = ? ORDER BY kind, place"
        return [MarkRow(*row) for row in self.store.rows(query, (one,))]

    def marked(self, kind: Marked, mark: Shade) -> list[str]:
        """The ids of everything of a kind that has this mark at one of its places."""
        query = "SELECT DISTINCT id FROM marks WHERE kind = ? AND mark = ? ORDER BY id"
        return [one for (one,) in self.store.rows(query, (kind.value, mark.value))]

    def counts(self) -> dict[tuple[str, str], int]:
        """How many things of a kind have a mark, by kind and mark."""
        query = "SELECT kind, mark, count(DISTINCT id) FROM marks GROUP BY kind, mark ORDER BY kind, mark"
        return {(kind, mark): number for kind, mark, number in self.store.rows(query)}


def looks_in_the_dark(store: Store | None) -> frozenset[str]:
    """The entries of observations made where the network was surely off at the time; none where nothing is built."""
    return frozenset() if store is None else frozenset(Blackouts(store).marked(Marked.LOOK, Shade.DARK))
