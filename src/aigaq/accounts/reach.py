"""What became of statements across documents, as of a day, by the one rule of `statements.standing`.

Nothing here decides: of all statements those are brought together that a withdrawal of the case may reach, by index,
and the rule is applied to them. Normative text: docs/formats/statements.md, "Standing"; docs/methods/accounts.md,
"Standing across documents". Proved by tests/accounts/test_reach.py, which holds that a smaller set gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

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


def fates(store: Store, reading: Reading, day: date | None, *, only: frozenset[str] | None = None) -> dict[str, Fate]:
    """What became of each statement that a withdrawal reaches on any day, by row id.

    `became` is as of `day` (None: everything that is in the case), `turns` tell all days.

    Args:
        only: the statements that are asked about; None: all.
    """
    withdrawals = dict(_withdrawals(store))
    days = {row: _day(one, taken, reading) for row, (one, taken) in withdrawals.items()}
    counting = {row: _dated(one, taken) for row, (one, taken) in withdrawals.items()}
    near = _load(store, _rows_of(store, ((one.target, one.item) for one in counting.values()), only))
    reached = became_of({**counting, **near})
    # What stands in a statement's place is looked for only where something was reached.
    taking = {by: counting[by] for what in reached.values() for by in what.by}
    instead = _rows_of(store, ((one.replaced_by, one.item) for one in taking.values() if one.replaced_by), None)
    near |= _load(store, instead - near.keys())
    now = {row: one for row, one in taking.items() if day is None or days[row] <= day}
    as_of = became_of({**now, **near})
    return {
        row: Fate(as_of.get(row, Became()), _turns(row, near.get(row), what, counting, days))
        for row, what in reached.items()
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


def _rows_of(store: Store, targets: Iterable[tuple[Target, str]], only: frozenset[str] | None) -> set[str]:
    """Row ids of every statement the targets may describe: more than the rule will find, and never less."""
    wanted = {query for target, item in targets if target != Target() for query in _queries(target, item)}
    rows = (row for query, values in wanted for (row,) in store.rows(f"{_ROWS} {query}", values))
    return {row for row in rows if only is None or row in only}


def _load(store: Store, rows: set[str]) -> dict[str, AnyStatement]:
    return {row.id: row.statement for row in store.statements_of(sorted(rows))}


_ROWS = "SELECT id FROM known WHERE kind <> 'withdrawal' AND"


def _queries(target: Target, item: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Conditions that hold for all a target describes: its item and key, else its number and measure."""
    if target.key is not None:
        yield "item = ? AND key = ?", (item, target.key)
    elif target.span is not None:
        yield "item = ?", (item,)
    elif target.low is None and target.high is None and target.measure is None:
        yield "true", ()
    else:
        yield from _of_figures(target)


def _of_figures(target: Target) -> Iterator[tuple[str, tuple[object, ...]]]:
    numbers = [(column, getattr(target, column)) for column in ("low", "high")]
    given = [(f"{column} = ?", _real(value)) for column, value in numbers if value is not None]
    where = [condition for condition, _ in given]
    # A number is rarer than a measure: "+" keeps SQLite from the index of the measure where there is a number.
    sign = "+" if given else ""
    for measure in [None] if target.measure is None else _narrower(target.measure):
        begins = [] if measure is None else [f"{sign}subject >= ? AND {sign}subject < ?"]
        ends = () if measure is None else (f"{measure}/", f"{measure}0")
        values = (*(value for _, value in given), *ends)
        yield " AND ".join([f"{sign}kind = 'figure'", *where, *begins]), values


@cache
def _narrower(measure: str) -> list[str | None]:
    """A measure and those within it, as the keys of subjects write them."""
    codes = {measure, *(one for one in measures() if is_a("measures", one, measure))}
    return [Subject(code).key.partition("/")[0] for code in sorted(codes)]


def _real(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")
