"""Figures of a row: one number with bounds, qualifier and words, or one number a column of measures.

Proved by tests/reading/tables/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aigaq.intake.grids import address
from aigaq.intake.headers import Column
from aigaq.reading.tables import cells
from aigaq.reading.tables.cells import Amount, Unreadable
from aigaq.reading.tables.common import Common, Dropped
from aigaq.reading.tables.rowreader import RowReader
from aigaq.statements.records import Figure, Target
from aigaq.statements.spans import Span, TextSpan
from aigaq.statements.vocabulary import Qualifier, Stance
from aigaq.values.numerals import Number


@dataclass(frozen=True, slots=True)
class _Counted:
    """One number of a row: what it counts, how many, and the cell that says so."""

    measure: str
    amount: Amount
    cell: Span


def figures(reader: RowReader, shared: Common) -> Iterator[Figure]:
    """The figures of a row.

    Raises:
        Dropped: no number, one that cannot be read, a minimum above the maximum, or nothing says what is counted.
    """
    found = list(_by_columns(reader))
    if found:
        _put_aside(reader, "measure", "value", "low", "high", "value_text", "qualifier")
    else:
        found = [_one(reader)]
    rest: dict[str, Any] = {
        "scope": reader.codes("scope"),
        "scope_text": reader.text("scope_text"),
        "unit": reader.code("unit") or "people",
        "as_of": reader.date("as_of"),
        "period": reader.date("period"),
        "part_of": None if (key := reader.text("part_of")) is None else Target(key=key),
        "stance": reader.word("stance", Stance) or Stance.ASSERTS,
    }
    for counted in found:
        span = counted.cell if reader.plan.main is None else reader.cell(reader.plan.main)
        place = shared.place(span)
        yield Figure(
            **place,
            **rest,
            num=counted.cell if shared.quoted is None else _number_in(shared.quoted[1], counted.amount),
            measure=counted.measure,
            low=counted.amount.low,
            high=counted.amount.high,
            value_text=counted.amount.words,
            qualifier=Qualifier(counted.amount.qualifier),
        )


def _by_columns(reader: RowReader) -> Iterator[_Counted]:
    """The figures of columns of measures; an empty cell is none, and one that cannot be read does not stop the others."""
    for column, measure in reader.plan.measures:
        text = reader.raw(column).strip()
        if reader.says(column, measure, text):
            try:
                found = _amount(reader, column, text)
            except Dropped as why:
                reader.keep(column, measure, text, why.what)
            else:
                yield _Counted(measure, found, reader.cell(column))


def _put_aside(reader: RowReader, *names: str) -> None:
    for name in names:
        for column, text in reader.filled(name):
            if column is not None:
                reader.put_aside(column, name, text)


def _one(reader: RowReader) -> _Counted:
    measure = reader.code("measure")
    if measure is None:
        bad = next((odd for odd in reader.odd if reader.plan.measures and odd.cell), None)
        if bad is not None:
            raise Dropped(bad.what, cell=bad.cell, text=bad.text)
        raise Dropped("nothing says what is counted" if not reader.plan.measures else "no number in the row")
    amount, cell = _bounded(reader) if not reader.filled("value") else _valued(reader)
    return _Counted(measure, amount, cell)


def _valued(reader: RowReader) -> tuple[Amount, Span]:
    """The number of the field `value`; a qualifier of its own column goes before the words of the cell."""
    (column, text), *others = reader.filled("value")
    for other, more in others:
        reader.put_aside(other, "value", more)
    _put_aside(reader, "low", "high")
    found = _amount(reader, column, text)
    stated = reader.word("qualifier", Qualifier)
    words = reader.text("value_text") or found.words
    low, high, qualifier = found.low, found.high, found.qualifier
    if stated is not None and stated.value != qualifier:
        one = low if low is not None else high
        low, high = _by(stated, one, low, high)
        qualifier = stated.value
    return Amount(low, high, qualifier, words), _cell(reader, "value")


def _by(
    stated: Qualifier, one: Number | None, low: Number | None, high: Number | None
) -> tuple[Number | None, Number | None]:
    if stated in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return one, None
    if stated is Qualifier.UP_TO:
        return None, one
    if stated in (Qualifier.EXACT, Qualifier.ABOUT):
        return one, one
    return low, high


def _bounded(reader: RowReader) -> tuple[Amount, Span]:
    """The number of the fields `low` and `high`, with its words and qualifier beside it."""
    low, high, words = _bound(reader, "low"), _bound(reader, "high"), reader.text("value_text")
    if low is not None and high is not None and low > high:
        words = f"the minimum {low} is above the maximum {high}"
        raise Dropped(words, cell=reader.where("low"), text=str(low))
    stated = reader.word("qualifier", Qualifier)
    if low is None and high is None:
        if words is None:
            raise Dropped("no number in the row")
        found = _in_words(reader, words) if stated is None else Amount(None, None, stated.value, words)
        return found, _cell(reader, "value_text")
    qualifier = stated or _by_bounds(low, high)
    return Amount(low, high, qualifier.value, words), _cell(reader, "low" if low is not None else "high")


def _by_bounds(low: Number | None, high: Number | None) -> Qualifier:
    if high is None:
        return Qualifier.AT_LEAST
    if low is None:
        return Qualifier.UP_TO
    return Qualifier.EXACT if low == high else Qualifier.RANGE


def _in_words(reader: RowReader, words: str) -> Amount:
    """A number only words tell; words that hold none stay words."""
    try:
        found = cells.amount(words, reader.plan.mapping.language)
    except Unreadable:
        return Amount(None, None, Qualifier.VAGUE.value, words)
    return Amount(found.low, found.high, found.qualifier, words)


def _bound(reader: RowReader, name: str) -> Number | None:
    found: Number | None = None
    for column, text in reader.filled(name):
        if found is not None:
            reader.put_aside(column, name, text)
        elif reader.says(column, name, text):
            try:
                found = cells.number(text, reader.plan.mapping.language)
            except Unreadable as why:
                raise Dropped(str(why), cell=_address(reader, column), text=text) from why
    return found


def _amount(reader: RowReader, column: Column | None, text: str) -> Amount:
    try:
        found = cells.amount(text, reader.plan.mapping.language)
    except Unreadable as why:
        raise Dropped(str(why), cell=_address(reader, column), text=text) from why
    if found.low is not None and found.high is not None and found.low > found.high:
        words = f"the minimum {found.low} is above the maximum {found.high}"
        raise Dropped(words, cell=_address(reader, column), text=text)
    return found


def _address(reader: RowReader, column: Column | None) -> str:
    return "" if column is None else address(column.number, reader.row.number)


def _cell(reader: RowReader, name: str) -> Span:
    found = reader.span(name)
    # A number every row has in common stands in no cell: the row's first one leads to it.
    return found if found is not None else reader.cell(reader.plan.sheet.columns[0])


def _number_in(quote: TextSpan, amount: Amount) -> TextSpan:
    """The number inside a quote by hand, where its digits stand there once; else the whole quote."""
    for value in (amount.low, amount.high):
        digits = "" if value is None else str(value)
        if digits and quote.quote.count(digits) == 1:
            start = quote.start + quote.quote.index(digits)
            return TextSpan(part=quote.part, start=start, end=start + len(digits), quote=digits)
    return quote
