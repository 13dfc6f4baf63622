"""Short ids: enough hex digits to name one thing in the case. Proved by tests/cli/test_ids.py."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.errors import Error, NotFound

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.statements import Store

DIGITS = 8


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of items and entries of a case, sorted."""

    known: Sequence[str]

    def short(self, full: str) -> str:
        """The first digits of an id, at least eight, and as many as its neighbours make necessary."""
        at, digits = bisect_left(self.known, full), DIGITS
        for one in self.known[max(0, at - 1) : at + 2]:
            if one != full and one.startswith(full[:digits]):
                digits = max(digits, _common(full, one) + 1)
        return full[:digits]


def ids_of(case: Case) -> Ids:
    """The ids of a case."""
    return Ids(case.index().ids())


def statement_ids(case: Case, store: Store) -> Ids:
    """The ids of a case, of its statements, and of the records and persons of its lists."""
    every = ("statements", "decided", "records", "persons")
    rows = (row for (row,) in store.rows(" UNION ".join(f"SELECT id FROM {table}" for table in every)))  # noqa: S608
    return Ids(sorted({*case.index().ids(), *rows}))


def short_statement(ids: Ids, store: Store, full: str) -> str:
    """The first digits of a statement's id, enough to tell it from everything else in the case."""
    near = " UNION ".join(
        f"SELECT {edge} FROM {table} WHERE id {sign} ?1"  # noqa: S608
        for table in ("statements", "decided", "records", "persons")
        for edge, sign in (("max(id)", "<"), ("min(id)", ">"))
    )
    beside = Ids(sorted({full, *(row for (row,) in store.rows(near, (full,)) if row)}))
    return full[: max(len(ids.short(full)), len(beside.short(full)))]


def statements_from(store: Store, short: str) -> list[str]:
    """The row ids that begin so, at most two: read or decided; none for fewer than four digits."""
    within = "WHERE id >= ?1 AND id < ?1 || 'g'"
    query = f"SELECT id FROM statements {within} UNION SELECT id FROM decided {within} ORDER BY id LIMIT 2"  # noqa: S608
    return [row for (row,) in store.rows(query, (short.lower(),))] if len(short) >= 4 else []


def records_from(store: Store, short: str) -> list[tuple[str, str]]:
    """("record" or "person", id) of those that begin so, at most two of each; none for fewer than four digits."""
    from aigaq.statements.persons import People

    return People(store).beginning(short) if len(short) >= 4 else []


def record_named(store: Store, text: str) -> str | None:
    """The id of the record that `list:key` names; None where it names none."""
    from aigaq.statements.persons import People

    name, sign, key = text.partition(":")
    return People(store).find(name, key) if sign else None


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def resolve(case: Case, store: Store | None, short: str) -> tuple[str, str]:
    """What a short id names: ("item", "entry", "statement", "record" or "person", full id); a record also by `list:key`.

    Raises:
        NotFound: it names none or several.
    """
    named = None if store is None else record_named(store, short)
    if named is not None:
        return "record", named
    missing: Error | None = None
    found: list[tuple[str, str]] = []
    try:
        found.append(case.resolve(short))
    except NotFound as error:
        missing = error
    if store is not None:
        found += [("statement", row) for row in statements_from(store, short)]
        found += records_from(store, short)
    if not found and missing is not None:
        raise missing
    if len(found) > 1:
        raise NotFound("more than one thing has an id that begins so", where=short, hint="give more digits")
    return found[0]
