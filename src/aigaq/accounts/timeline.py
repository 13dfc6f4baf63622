"""Events and what is said of the network, as known on a day. Rows that restate another are its details.

Rules: docs/methods/accounts.md, "Timeline". Proved by tests/accounts/test_timeline.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aigaq.accounts.knowing import Reading, reading_of
from aigaq.accounts.ledger import Ledger
from aigaq.accounts.reach import UNTOUCHED
from aigaq.accounts.told import Happening, Spell, Tally
from aigaq.errors import FormatError
from aigaq.statements import Connectivity, Event, Row, Store
from aigaq.values.dates import When, parse_when


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by time (undated last), and the network by onset. `not_folded`: rows that name another as the same, where
    none or several have that key: they stand for themselves, and this says so."""

    as_known_on: str | None
    reading: Reading
    events: tuple[Happening, ...]
    network: tuple[Spell, ...]
    not_folded: tuple[str, ...]
    possible: tuple[str, ...]
    tally: Tally


def timeline(store: Store, *, as_known_on: When | None = None, reading: str = Reading.SAID) -> Timeline:
    """The events and network statements known by a day.

    Raises:
        UsageError: there is no such reading, or it cannot be given yet.
    """
    ledger = Ledger(store, as_known_on=as_known_on, reading=reading_of(reading))
    spells = {row.id: _spell(row, told) for row, told in _rows(ledger, "connectivity")}
    mains, not_folded = fold({row: spell.statement for row, spell in spells.items()})
    return Timeline(
        as_known_on=None if as_known_on is None else str(as_known_on),
        reading=ledger.reading,
        events=tuple(sorted((_event(*one) for one in _rows(ledger, "event")), key=_when_it_was)),
        network=tuple(sorted(_with_details(spells, mains), key=_onset)),
        not_folded=not_folded,
        possible=tuple(sorted(row for kind in ("event", "connectivity") for row in ledger.possible(kind).get("", ()))),
        tally=ledger.tally(),
    )


def fold(rows: Mapping[str, Connectivity]) -> tuple[dict[str, str], tuple[str, ...]]:
    """For each row that restates another the row it is a detail of, and those that name none that can be found.

    A row's `same_as` is the key of a row of a table. It is followed to the end; where no row, or more than one, has
    the key, or the way leads back, the row stands for itself.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for row, spell in sorted(rows.items()):
        if spell.key is not None:
            by_key[spell.key].append(row)
    ends = {row: _end(row, rows, by_key) for row, spell in rows.items() if spell.same_as}
    mains = {row: end for row, end in ends.items() if end is not None}
    return mains, tuple(sorted(row for row, end in ends.items() if end is None))


def _end(row: str, rows: Mapping[str, Connectivity], by_key: Mapping[str, list[str]]) -> str | None:
    passed = {row}
    while rows[row].same_as:
        named = [one for one in by_key.get(rows[row].same_as or "", ()) if one != row]
        if len(named) != 1 or named[0] in passed:
            return None
        row = named[0]
        passed.add(row)
    return row


def _with_details(spells: Mapping[str, Spell], mains: Mapping[str, str]) -> Iterator[Spell]:
    details: dict[str, list[Spell]] = defaultdict(list)
    for row, main in mains.items():
        details[main].append(spells[row])
    for row, spell in spells.items():
        if row not in mains:
            yield replace(spell, details=tuple(sorted(details.get(row, ()), key=_onset)))


def _rows(ledger: Ledger, kind: str) -> Iterator[tuple[Row, dict[str, Any]]]:
    seen = ledger.seen(kind)
    fates = ledger.fates_of(seen)
    for row in ledger.statements(seen):
        yield row, ledger.told(row, seen[row.id], fates.get(row.id, UNTOUCHED))


def _event(row: Row, told: dict[str, Any]) -> Happening:
    assert isinstance(row.statement, Event)
    return Happening(statement=row.statement, **told)


def _spell(row: Row, told: dict[str, Any]) -> Spell:
    assert isinstance(row.statement, Connectivity)
    return Spell(statement=row.statement, **told)


Order = tuple[bool, str, str]


def _when_it_was(one: Happening) -> Order:
    return _order((one.statement.time, one.statement.about), one.row)


def _onset(one: Spell) -> Order:
    start = one.statement.start
    return _order((start[0] if start is not None else None, one.statement.about), one.row)


def _order(texts: Iterable[str | None], row: str) -> Order:
    """By the first minute it can have been, in UTC; what has none comes last."""
    for text in texts:
        if text is not None:
            try:
                earliest = parse_when(text).earliest
            except FormatError:
                continue
            if earliest is not None:
                return False, earliest.isoformat(), row
    return True, "", row
