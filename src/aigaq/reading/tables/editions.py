"""Two editions of a table by the keys of their rows: what is new, changed, dropped.

Cells are compared as they stand, column by column, so that a change of layout alone is none. Without keys, rows are
compared whole. Proved by tests/reading/tables/test_editions.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.intake.grids import Row
from aigaq.reading.tables.plan import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs: `new`, `changed` or `dropped`; its key, its place, and the columns that changed."""

    what: str
    key: str
    row: int
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """What later editions made of the rows of an older one: `dropped` keys, and the columns `changed` by key."""

    dropped: frozenset[str]
    changed: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, old: Plan, later: Sequence[Plan]) -> Later:
        """Compare a sheet with its later editions, next one first."""
        changes = compare(old, later[0]) if later else []
        kept = {key for plan in later for key in _by_key(plan)}
        dropped = frozenset(key for key in _by_key(old) if key not in kept)
        return cls(dropped, {one.key: one.columns for one in changes if one.what == "changed"})


def compare(old: Plan | None, new: Plan | None) -> list[Change]:
    """What a new edition changes, by row of the new one, dropped rows last; without an old one every row is new."""
    before = {} if old is None else _by_key(old)
    after = {} if new is None else _by_key(new)
    changes = []
    for key, (row, cells) in after.items():
        earlier = before.get(key)
        if earlier is None:
            changes.append(Change("new", key, row))
        elif earlier[1] != cells:
            names = sorted(earlier[1].keys() | cells.keys())
            differ = tuple(name for name in names if earlier[1].get(name, "") != cells.get(name, ""))
            changes.append(Change("changed", key, row, differ))
    changes += [Change("dropped", key, row) for key, (row, _) in before.items() if key not in after]
    return changes


def key_of(plan: Plan, row: Row) -> str:
    """The key of a row; one without a key is named by all its cells."""
    for column in plan.columns.get("key", ()):
        if column.number <= len(row.cells) and row.cells[column.number - 1].strip():
            return row.cells[column.number - 1].strip()
    return " | ".join(cell.strip() for cell in row.cells if cell.strip())


def _by_key(plan: Plan) -> dict[str, tuple[int, dict[str, str]]]:
    """Key → row and cells. Of rows with one key the first counts: the others are listed as such elsewhere."""
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for row in plan.sheet.rows():
        cells = {cell.column: cell.text.strip() for cell in plan.sheet.cells(row) if cell.text.strip()}
        found.setdefault(key_of(plan, row), (row.number, cells))
    return found
