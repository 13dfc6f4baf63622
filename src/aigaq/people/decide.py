"""Makes decisions on rows of lists of what people wish, and logs them: each with the rows as they stand.

A decision replaces those that are current on its rows, also those logged since the last build. Proved by
tests/people/test_decide.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound, UsageError
from aigaq.people.deciding import content
from aigaq.people.lists.chains import plain_name
from aigaq.statements.decisions import Verdict
from aigaq.statements.pairing import (
    OF_FATES,
    OF_PAIRS,
    FateDecision,
    OnRows,
    PairDecision,
    RowSeen,
    decode_on_rows,
    encode_on_rows,
    pair_of,
    seen,
)
from aigaq.statements.persons import Fate, People, Record

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.statements.store import Store


@dataclass(frozen=True, slots=True)
class PreparedOnRows:
    """A decision ready to be logged, and the entries it replaces. `already`: the same is decided already."""

    decision: OnRows
    replaces: tuple[str, ...]
    already: bool


@dataclass(frozen=True)
class RowDecider:
    """Prepares the decisions of one person (None: not named) on the records of a case as it was last built."""

    case: Case
    store: Store
    person: str | None = None

    def pair(self, one: str, other: str, verdict: Verdict, reason: str) -> PreparedOnRows:
        """A decision on the records of these ids.

        Raises:
            NotFound: there is no such record.
            UsageError: they are one row, no reason, or no verdict for rows.
        """
        _check(verdict, OF_PAIRS, reason, "two rows are same, different, or cannot_tell")
        if one == other:
            raise UsageError("these are one row", where=one[:12], hint="a decision is on two rows")
        rows = pair_of(self._seen(one), self._seen(other))
        return self._prepared(
            PairDecision(verdict=verdict, one=rows[0], other=rows[1], reason=reason.strip(), person=self.person)
        )

    def fate(self, record: str, verdict: Verdict, reason: str) -> PreparedOnRows:
        """A decision on what the record of this id says became of its person.

        Raises:
            NotFound: there is no such record.
            UsageError: the row says nothing of it, no reason, or no verdict for it.
        """
        _check(verdict, OF_FATES, reason, "what a row says became of a person is accepted or rejected")
        found = People(self.store).record(record)
        told = sorted({fate.status for fate in found.fates if fate.current})
        if not told:
            raise UsageError("the row does not say what became of the person", where=record[:12])
        if len(told) > 1:
            what = f"the row itself says {' and '.join(told)}"
            raise UsageError(what, where=record[:12], hint="ask its keeper; a corrected edition settles it")
        row = _named(found)
        return self._prepared(
            FateDecision(verdict=verdict, row=row, status=Fate(told[0]), reason=reason.strip(), person=self.person)
        )

    def current_on(self, one: str, other: str) -> tuple[str, ...]:
        """The entries of the current decisions on the records of these ids, sorted."""
        rows = sorted((row.list, row.key) for row in (self._seen(one), self._seen(other)))
        return tuple(self._targets.get(("pair", tuple(rows)), ()))

    def _seen(self, record: str) -> RowSeen:
        return _named(People(self.store).record(record))

    def _prepared(self, decision: OnRows) -> PreparedOnRows:
        current = {entry: self._current[entry] for entry in self._targets.get(_target(decision), ())}
        same = [one for one in current.values() if _same(one, decision)]
        return PreparedOnRows(decision, tuple(sorted(current)), already=len(same) == len(current) == 1)

    @cached_property
    def _current(self) -> dict[str, OnRows]:
        """The current decisions on rows, by entry; what is not understood here is never replaced from here."""
        found: dict[str, OnRows] = {}
        for entry, blob in self.case.index().decisions():
            try:
                found[entry] = decode_on_rows(self.case.payload(blob))
            except (FormatError, NotFound):
                continue
        return found

    @cached_property
    def _targets(self) -> dict[tuple[str, tuple[tuple[str, str], ...]], list[str]]:
        """The entries of the current decisions by the rows they are on."""
        found: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
        for entry, one in sorted(self._current.items()):
            found.setdefault(_target(one), []).append(entry)
        return found


def log_on_rows(case: Case, prepared: Iterable[PreparedOnRows]) -> tuple[str, ...]:
    """Log decisions in one batch, those that are decided already left out; returns the ids of the entries.

    Raises:
        Busy, StorageError and what else `Case.writing` raises; then none of them is logged.
    """
    new = [(encode_on_rows(one.decision), one.replaces) for one in prepared if not one.already]
    if not new:
        return ()
    with case.writing() as batch:
        return tuple(batch.decide(payload, replaces=replaces) for payload, replaces in new)


def rows_of(decision: OnRows) -> tuple[RowSeen, ...]:
    """The rows a decision is on."""
    return (decision.one, decision.other) if isinstance(decision, PairDecision) else (decision.row,)


def _check(verdict: Verdict, allowed: tuple[Verdict, ...], reason: str, hint: str) -> None:
    if verdict not in allowed:
        raise UsageError(f"this cannot be decided so: {verdict}", hint=hint)
    if not reason.strip():
        raise UsageError("a decision needs a reason", hint="why it is right, or what is wrong with it")


def _named(record: Record) -> RowSeen:
    return seen(record, plain_name(record.list))


def _target(decision: OnRows) -> tuple[str, tuple[tuple[str, str], ...]]:
    return str(decision.__struct_config__.tag), tuple(sorted((row.list, row.key) for row in rows_of(decision)))


def _same(one: OnRows, other: OnRows) -> bool:
    """Whether two decisions on the same rows say the same of rows that read the same."""
    read = all(content(a.cells) == content(b.cells) for a, b in zip(rows_of(one), rows_of(other), strict=True))
    return one.verdict is other.verdict and read
