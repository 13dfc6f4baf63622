"""The account of a case as known on a day: reads the rows the stage made, by index, and puts them together.

What is asked of one subject costs what that subject holds. Rules: docs/methods/accounts.md. Proved by
tests/accounts/test_accounts.py, bench/accounts.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from aigaq.accounts.addresses import address
from aigaq.accounts.knowing import DatedBy, Reading
from aigaq.accounts.reach import UNTOUCHED, Fate, fates
from aigaq.accounts.relations import Relation, relations
from aigaq.accounts.stage import sources_by_key
from aigaq.accounts.subjects import Subject, subject_from
from aigaq.accounts.told import Citation, SubjectLine, Tally
from aigaq.statements import DateBasis, Row, Source, Store
from aigaq.values.dates import When

_COLUMNS = {Reading.SAID: "known", Reading.HELD: "taken"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of the store's table `known`, as far as a statement's page needs it."""

    known: str
    dated: DatedBy
    basis: DateBasis | None
    first: str | None
    part_of: tuple[str, ...]


class Ledger:
    """The rows of one store, as known on a day in one reading. Reads nothing before it is asked."""

    def __init__(self, store: Store, *, as_known_on: When | None, reading: Reading) -> None:
        self.store = store
        self.reading = reading
        self.day = None if as_known_on is None else as_known_on.last_day
        self._column = _COLUMNS[reading]
        # Days are YYYY-MM-DD, so that their order is that of their letters; nothing comes after this one.
        self._by = (self.day or date.max).isoformat()

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """What became of every statement that was taken back."""
        return fates(self.store, self.reading, self.day)

    def fates_of(self, rows: Iterable[str]) -> Mapping[str, Fate]:
        """What became of these statements."""
        return fates(self.store, self.reading, self.day, only=frozenset(rows))

    @cached_property
    def lines(self) -> tuple[SubjectLine, ...]:
        """The known subjects by key."""
        query = (
            f"SELECT subject, count(*), min({self._column}), max({self._column}) FROM known "  # noqa: S608
            f"WHERE kind = 'figure' AND {self._column} <= ? GROUP BY subject ORDER BY subject"
        )
        return tuple(SubjectLine(subject_from(key), *rest) for key, *rest in self.store.rows(query, (self._by,)))

    def relations(self, of: Subject | None = None) -> tuple[Relation, ...]:
        """Parts and wholes among the known subjects, or those of one."""
        return relations((line.subject for line in self.lines), self._stated(), of=of)

    def _stated(self) -> Iterator[tuple[str, str, str]]:
        """(part's subject, whole's subject, row) of every known figure that calls itself a part."""
        query = (
            "SELECT k.subject, w.subject, k.id FROM known k, json_each(k.part_of) p JOIN known w ON w.id = p.value "  # noqa: S608
            f"WHERE k.subject IS NOT NULL AND k.part_of <> '[]' AND k.{self._column} <= ?1 AND w.{self._column} <= ?1"
        )
        yield from ((part, whole, row) for part, whole, row in self.store.rows(query, (self._by,)))

    def tally(self) -> Tally:
        """How sure the days of all statements are."""
        query = f"SELECT dated, basis, {self._column} <= ?1, coalesce(first <= ?1, 0), count(*) FROM known GROUP BY 1, 2, 3, 4"  # noqa: S608
        found: dict[str, int] = defaultdict(int)
        for dated, basis, known, started, number in self.store.rows(query, (self._by,)):
            for name in self._sorts(dated, basis, bool(known), bool(started)):
                found[name] += number
        return Tally(**found)

    def _sorts(self, dated: str, basis: str, known: bool, started: bool) -> Iterator[str]:
        if not known:
            yield "possible" if started and self.reading is Reading.SAID else "later"
            return
        yield "known"
        if dated == DatedBy.TAKEN:
            yield "undated"
        elif basis == DateBasis.INFERRED:
            yield "inferred"
        if dated == DatedBy.CITED:
            yield "cited"

    def days(self) -> tuple[str, ...]:
        """The days on which the account changed: something became known, or was taken back."""
        # A withdrawal is known on the day from which it counts, so that no turn of a standing is missed.
        query = f"SELECT DISTINCT {self._column} FROM known WHERE {self._column} <= ? ORDER BY 1"  # noqa: S608
        return tuple(day for (day,) in self.store.rows(query, (self._by,)))

    def seen(self, kind: str, subject: str | None = None) -> dict[str, Seen]:
        """The known statements of a kind, or the figures of one subject, by row id."""
        where, values = ("", ()) if subject is None else (" AND subject = ?", (subject,))
        query = (
            f"SELECT id, {self._column}, dated, basis, first, part_of FROM known "  # noqa: S608
            f"WHERE kind = ? AND {self._column} <= ?{where} ORDER BY id"
        )
        return {row: _seen(rest) for row, *rest in self.store.rows(query, (kind, self._by, *values))}

    def possible(self, kind: str = "figure") -> dict[str, tuple[str, ...]]:
        """Statements that may have been said by the day, but not certainly; by subject (empty for other kinds)."""
        found: dict[str, list[str]] = defaultdict(list)
        if self.reading is Reading.SAID:
            query = (
                "SELECT coalesce(subject, ''), id FROM known WHERE kind = ?2 AND first <= ?1 AND known > ?1 ORDER BY id"
            )
            for subject, row in self.store.rows(query, (self._by, kind)):
                found[subject].append(row)
        return {subject: tuple(rows) for subject, rows in found.items()}

    def statements(self, seen: Mapping[str, Seen]) -> Iterator[Row]:
        """The statements of these rows, in no order."""
        return self.store.statements_of(tuple(seen))

    def told(self, row: Row, seen: Seen, fate: Fate = UNTOUCHED) -> dict[str, Any]:
        """What `Told` holds of a statement."""
        return {
            "row": row.id,
            "known": seen.known,
            "dated": seen.dated,
            "basis": seen.basis,
            "first": seen.first,
            "fate": fate,
            "sources": self.citations(row.statement.cited, row.statement.item),
            "decision": row.decision,
        }

    def citations(self, keys: Iterable[str], item: str) -> tuple[Citation, ...]:
        """The sources of these keys; a table that defines a key itself goes before others that do."""
        return tuple(one for key in sorted(set(keys)) for one in self._cited(key, item))

    def _cited(self, key: str, item: str) -> Iterator[Citation]:
        named = self._sources.get(key, ())
        for source in tuple(one for one in named if one.item == item) or named:
            places = {address(one) for one in (source.locator, source.locator_read) if one}
            held = {one for place in sorted(places) for one in self._holdings.get(place, ())}
            yield Citation(key, source, tuple(sorted(held)))
        if not named:
            yield Citation(key)

    @cached_property
    def _sources(self) -> Mapping[str, tuple[Source, ...]]:
        return sources_by_key(self.store)

    @cached_property
    def _holdings(self) -> Mapping[str, list[str]]:
        """Items by the addresses they are described by; in the reading "held", those held by the day."""
        found: dict[str, list[str]] = defaultdict(list)
        by = self._by if self.reading is Reading.HELD else date.max.isoformat()
        query = "SELECT item, addresses FROM holdings WHERE addresses <> '[]' AND taken <= ? ORDER BY item"
        for item, addresses in self.store.rows(query, (by,)):
            for place in msgspec.json.decode(addresses, type=list[str]):
                found[place].append(item)
        return found


def _seen(columns: list[Any]) -> Seen:
    known, dated, basis, first, part_of = columns
    return Seen(
        known,
        DatedBy(dated),
        DateBasis(basis) if basis else None,
        first,
        () if part_of == "[]" else tuple(msgspec.json.decode(part_of)),
    )
