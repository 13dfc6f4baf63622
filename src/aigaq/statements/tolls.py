"""Rows of the toll, as the derived store keeps them: what is counted, the tables, and what was estimated of them.

Bodies are JSON with sorted keys; their types are those of `aigaq.toll` (docs/formats/policy.md, "Rows"). No row names a
person. `Tolls` reads them. Proved by tests/toll/test_stage.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.statements.store import Store


class Told(StrEnum):
    """What a row of the toll holds. `answer` is of a stratum, or of the whole where there are none; `total` sums strata."""

    RULE = "rule"
    DECLARED = "declared"
    DOCUMENTED = "documented"
    TABLES = "tables"
    ANSWER = "answer"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TollRow:
    """What is told of one stratum; the empty name is the whole. `what` is a word of `Told`, `body` its JSON."""

    stratum: str
    what: str
    body: str


@dataclass(frozen=True, slots=True)
class Tolls:
    """The rows of the toll in a derived store."""

    store: Store

    def strata(self, what: Told) -> list[str]:
        """The strata of which this is told, by name."""
        rows = self.store.rows("SELECT stratum FROM tolls WHERE what = ? ORDER BY stratum", (what.value,))
        return [stratum for (stratum,) in rows]

    def body(self, what: Told, stratum: str = "") -> str | None:
        """What is told of a stratum, as JSON; None where nothing is."""
        rows = self.store.rows("SELECT body FROM tolls WHERE what = ? AND stratum = ?", (what.value, stratum))
        return next((body for (body,) in rows), None)

    def rows(self) -> Iterator[TollRow]:
        """All rows, by stratum and what they hold."""
        rows = self.store.rows("SELECT stratum, what, body FROM tolls ORDER BY stratum, what")
        return (TollRow(*row) for row in rows)
