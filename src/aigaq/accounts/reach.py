"""What became of statements across documents, as of a day, by the one rule of `statements.standing`.

Nothing here decides: of all statements those are brought together that a withdrawal of the case may reach, by index,
and the rule is applied to them. Normative text: docs/formats/statements.md, "Standing"; docs/methods/accounts.md,
"Standing across documents". Proved by tests/accounts/test_reach.py, which holds that a smaller set gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from aigaq.accounts.knowing import Reading
from aigaq.accounts.subjects import Subject
from aigaq.statements import AnyStatement, Dated, Standing, Store, Target, Withdrawal
from aigaq.statements.codes import is_a, measures
from aigaq.statements.standing import Became, became_of, certain_day


@dataclass(frozen=True, slots=True)
class Turn:
    """From this day (YYYY-MM-DD) on, a statement had this standing; before its first turn it stood."""

    day: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a statement as of a day, who says so, what stands in its place, and every turn of its standing."""

    became: Became = Became()
    turns: tuple[Turn, ...] = ()


UNTOUCHED = Fate()


def fates(store: Store, reading: Reading, day: date | None) -> dict[str, Fate]:
    """What became of each statement that a withdrawal reaches on any day, by row id.

    `became` is as of `day` (None: everything that is in the case), `turns` tell all days.
    """
    withdrawals = dict(_withdrawals(store))
    days = {row: _day(one, taken, reading) for row, (one, taken) in withdrawals.items()}
    counting = {row: _dated(one, taken) for row, (one, taken) in withdrawals.items()}
    near = _candidates(store, [one for one, _ in withdrawals.values()])
    every = became_of({**counting, **near})
    now = {row: one for row, one in counting.items() if day is None or days[row] <= day}
    as_of = became_of({**now, **near})
    return {
        row: Fate(as_of.get(row, Became()), _turns(row, near.get(row), what, counting, days))
        for row, what in every.items()
        if what.by or (what.targets and row in now)
    }


def _withdrawals(store: Store) -> Iterator[tuple[str, tuple[Withdrawal, date]]]:
    taken = dict(store.rows("SELECT id, taken FROM known WHERE kind = 'withdrawal'"))
    for row in store.statements(kind="withdrawal"):
        if isinstance(row.statement, Withdrawal) and row.id in taken:
            yield row.id, (row.statement, date.fromisoformat(taken[row.id]))


def _day(withdrawal: Withdrawal, taken: date, reading: Reading) -> date:
    """The day from which it counts: when it is certain to have happened, or when we held what says so."""
    if reading is Reading.HELD:
        return taken
    return certain_day(withdrawal) or taken


def _dated(withdrawal: Withdrawal, taken: date) -> Withdrawal:
    """One without any day counts from the day its item was taken in; the rule then knows that day too."""
    if certain_day(withdrawal) is not None:
        return withdrawal
    return msgspec.structs.replace(withdrawal, said=Dated(taken.isoformat()))


def _turns(
    row: str,
    statement: AnyStatement | None,
    became: Became,
    withdrawals: Mapping[str, Withdrawal],
    days: Mapping[str, date],
) -> tuple[Turn, ...]:
    """Each day on which another withdrawal counts, and the standing by all that count by then."""
    if statement is None:
        return ()
    turns: list[Turn] = []
    for day in sorted({days[by] for by in became.by}):
        by_then = {by: withdrawals[by] for by in became.by if days[by] <= day}
        standing = became_of({row: statement, **by_then})[row].standing
        if standing is not (turns[-1].standing if turns else Standing.STANDING):
            turns.append(Turn(day.isoformat(), standing))
    return tuple(turns)


def _candidates(store: Store, withdrawals: Iterable[Withdrawal]) -> dict[str, AnyStatement]:
    """Every statement that a target may describe: more than the rule will find, and never less."""
    wanted: set[tuple[str, tuple[object, ...]]] = set()
    for one in withdrawals:
        for target in (one.target, one.replaced_by):
            if target is not None and target != Target():
                wanted.update(_queries(target, one.item))
    rows = {row for query, values in sorted(wanted, key=repr) for (row,) in store.rows(f"{_ROWS} {query}", values)}
    if len(rows) > _MANY:
        return {row.id: row.statement for row in store.statements() if row.id in rows}
    return {row: store.statement(row).statement for row in sorted(rows)}


_ROWS = "SELECT id FROM known WHERE kind <> 'withdrawal' AND"
_MANY = 20_000  # from here on reading all statements once is cheaper than looking each up


def _queries(target: Target, item: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Conditions that hold for all a target describes: its item, else its number, else its measure."""
    if target.key is not None:
        yield "item = ? AND key = ?", (item, target.key)
    elif target.span is not None:
        yield "item = ?", (item,)
    elif target.low is not None:
        yield "low = ?", (_real(target.low),)
    elif target.high is not None:
        yield "high = ?", (_real(target.high),)
    elif target.measure is not None:
        for code in {target.measure, *(one for one in measures() if is_a("measures", one, target.measure))}:
            # The key of a subject begins with its measure; the letter after "/" ends the stretch.
            start = Subject(code).key.partition("/")[0]
            yield "subject >= ? AND subject < ?", (f"{start}/", f"{start}0")
    else:
        yield "true", ()


def _real(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")
