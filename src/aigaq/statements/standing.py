"""What became of statements by their speakers: one pure rule over a set of statements.

Normative text: docs/formats/statements.md, "Standing". A withdrawal reaches the statements its target describes: what
the target gives is compared, what it leaves open is not. `read` applies the rule within a document, `accounts` across
documents and as of a date. The order of the statements never matters. Proved by tests/statements/test_standing.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from aigaq.errors import FormatError
from aigaq.statements.canonical import row_id
from aigaq.statements.codes import measure_is_a
from aigaq.statements.records import AnyStatement, Figure, Target, Withdrawal
from aigaq.statements.spans import CellSpan, Span, TextSpan
from aigaq.statements.vocabulary import Standing
from aigaq.values.dates import When, parse_when
from aigaq.values.scripts import fold

# Where several withdrawals reach one statement, the gravest tells what became of it.
_GRAVITY = (
    Standing.STANDING,
    Standing.SUPERSEDED,
    Standing.CORRECTED,
    Standing.DENIED,
    Standing.WITHDRAWN,
    Standing.DISOWNED,
)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one statement, and the row ids that say so.

    `by`: the withdrawals that reach it. `replaced_by`: the statements they name in its place. `targets`: for a
    withdrawal, the statements it reaches. All sorted.
    """

    standing: Standing = Standing.STANDING
    by: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


def standing(statements: Iterable[AnyStatement], as_of: str | None = None) -> dict[str, Standing]:
    """The standing of every statement by its row id.

    Args:
        as_of: an EDTF date; withdrawals not known to have happened by its last day do not count. None: all count.

    Raises:
        FormatError: `as_of` is no date.
    """
    return {row: became_.standing for row, became_ in became(statements, as_of).items()}


def became(statements: Iterable[AnyStatement], as_of: str | None = None) -> dict[str, Became]:
    """As `standing`, with the withdrawals, replacements and targets that lead to it.

    Raises:
        FormatError: `as_of` is no date.
    """
    return became_of({row_id(statement): statement for statement in statements}, as_of)


def became_of(known: Mapping[str, AnyStatement], as_of: str | None = None) -> dict[str, Became]:
    """As `became`, for statements whose names are known: nothing is hashed again, and `by` gives the names.

    Raises:
        FormatError: `as_of` is no date.
    """
    day = None if as_of is None else _last_day(parse_when(as_of))
    found = _Index(known)
    marks: dict[str, list[tuple[Standing, str, tuple[str, ...]]]] = defaultdict(list)
    targets: dict[str, tuple[str, ...]] = {}
    for row, withdrawal in known.items():
        if isinstance(withdrawal, Withdrawal) and withdrawal.becomes is not Standing.STANDING:
            if as_of is not None and not _happened_by(withdrawal, day):
                continue
            targets[row] = tuple(found.matching(withdrawal.target, withdrawal))
            instead = tuple(found.replacing(withdrawal)) if targets[row] else ()
            for target in targets[row]:
                marks[target].append((withdrawal.becomes, row, instead))
    return {row: _settle(row, marks.get(row, ()), targets.get(row, ())) for row in known}


def _settle(row: str, marks: Iterable[tuple[Standing, str, tuple[str, ...]]], targets: tuple[str, ...]) -> Became:
    marks = sorted(marks)
    return Became(
        standing=max((mark[0] for mark in marks), key=_GRAVITY.index, default=Standing.STANDING),
        by=tuple(mark[1] for mark in marks),
        replaced_by=tuple(sorted({instead for mark in marks for instead in mark[2]} - {row})),
        targets=targets,
    )


class _Index:
    """Finds what a target describes without comparing it with every statement."""

    def __init__(self, known: Mapping[str, AnyStatement]) -> None:
        self._known = known
        self._by_item: dict[str, list[str]] = defaultdict(list)
        self._by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_value: dict[object, list[str]] = defaultdict(list)
        for row, statement in sorted(known.items()):
            if isinstance(statement, Withdrawal):
                continue  # taking back a withdrawal is a new statement, never an older one come back to life
            self._by_item[statement.item].append(row)
            if statement.key is not None:
                self._by_key[statement.item, statement.key].append(row)
            if isinstance(statement, Figure):
                self._by_value["low", statement.low].append(row)
                self._by_value["high", statement.high].append(row)

    def matching(self, target: Target, withdrawal: Withdrawal) -> Iterator[str]:
        if target == Target():
            return
        for row in self._candidates(target, withdrawal.item):
            statement = self._known[row]
            if describes(target, statement, item=withdrawal.item) and _not_later(statement, withdrawal, target):
                yield row

    def replacing(self, withdrawal: Withdrawal) -> Iterator[str]:
        target = withdrawal.replaced_by
        if target is not None and target != Target():
            for row in self._candidates(target, withdrawal.item):
                if describes(target, self._known[row], item=withdrawal.item):
                    yield row

    def _candidates(self, target: Target, item: str) -> Iterable[str]:
        if target.key is not None:
            return self._by_key.get((item, target.key), ())
        if target.span is not None:
            return self._by_item.get(item, ())
        if target.low is not None:
            return self._by_value.get(("low", target.low), ())
        if target.high is not None:
            return self._by_value.get(("high", target.high), ())
        return (row for row, statement in self._known.items() if not isinstance(statement, Withdrawal))


def describes(target: Target, statement: AnyStatement, *, item: str) -> bool:
    """Whether everything the target gives is so of the statement; `item` is where the target stands."""
    if target.span is not None and not (statement.item == item and _lies_in(_place_of(statement), target.span)):
        return False
    if target.key is not None and not (statement.item == item and statement.key == target.key):
        return False
    if target.places and set(target.places) != set(statement.places):
        return False
    if target.speaker is not None and not _speaks(target.speaker, statement):
        return False
    return _value_fits(target, statement)


def _value_fits(target: Target, statement: AnyStatement) -> bool:
    if target.measure is None and target.low is None and target.high is None:
        return True
    if not isinstance(statement, Figure):
        return False
    if target.measure is not None and not measure_is_a(statement.measure, target.measure):
        return False
    return target.low in (None, statement.low) and target.high in (None, statement.high)


def _speaks(name: str, statement: AnyStatement) -> bool:
    wanted = fold(name)
    return any(fold(link.name) == wanted or link.org == name for link in statement.speakers)


def _place_of(statement: AnyStatement) -> Span:
    return statement.num if isinstance(statement, Figure) else statement.span


def _lies_in(inner: Span, outer: Span) -> bool:
    if isinstance(inner, TextSpan) and isinstance(outer, TextSpan):
        return inner.part == outer.part and outer.start <= inner.start and inner.end <= outer.end
    if isinstance(inner, CellSpan) and isinstance(outer, CellSpan):
        return (inner.sheet, inner.row, inner.column) == (outer.sheet, outer.row, outer.column)
    return inner == outer


def _not_later(statement: AnyStatement, withdrawal: Withdrawal, target: Target) -> bool:
    """A description reaches only what was said before: saying it again after taking it back is a new statement."""
    if target.span is not None or target.key is not None or statement.said is None:
        return True
    said, taken_back = _parsed(statement.said.date), certain_day(withdrawal)
    first = None if said is None else said.first_day
    return first is None or taken_back is None or first <= taken_back


def _happened_by(withdrawal: Withdrawal, day: date | None) -> bool:
    """Whether it is certain that the withdrawal had happened by the end of a day (None: an open end)."""
    last = certain_day(withdrawal)
    return day is None or (last is not None and last <= day)


def certain_day(withdrawal: Withdrawal) -> date | None:
    """The last day on which it can have happened: the end of its time, or the day somebody spoke of it as done.

    None where neither has an end.
    """
    told = withdrawal.said.date if withdrawal.said is not None else None
    ends = [_last_day(when) for when in map(_parsed, (withdrawal.time, told)) if when is not None]
    return min((end for end in ends if end is not None), default=None)


def _parsed(text: str | None) -> When | None:
    if text is None:
        return None
    try:
        return parse_when(text)
    except FormatError:
        return None  # `check` names it; a date that cannot be read bounds nothing


def _last_day(when: When) -> date | None:
    return when.last_day
