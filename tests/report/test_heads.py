"""The head: no number read by machine ever stands there."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from aigaq.report.heads import HeadLine, heads, tally
from aigaq.report.material import Material
from aigaq.statements import Dated, Figure
from tests.report.conftest import book_of
from tests.report.made_up import decided, material


def heads_of(whole: Material) -> tuple[HeadLine, ...]:
    book = book_of(whole)
    return heads(book.subjects, book.viewer)


def numbers(lines: tuple[HeadLine, ...]) -> list[str]:
    return [line.reigns[-1].value.number for line in lines]


def test_machine_readings_give_no_large_figure() -> None:
    assert heads_of(material()) == ()


def test_large_figures_are_decided_ones_standing_first() -> None:
    found = heads_of(decided(material(), "figure"))
    assert all(line.reigns[-1].value.decided for line in found)
    assert [line.reigns[-1].value.struck for line in found] == [False, False, False, True]
    assert set(numbers(found)) == {"more than 14", "7", "at least 15", "500"}


def test_a_newer_machine_number_is_named_under_the_decided_one() -> None:
    whole = material()
    said = [
        replace(one, statement=msgspec.structs.replace(one.statement, made_by=("person:p",)))
        if isinstance(one.statement, Figure) and one.statement.low == 12
        else one
        for one in whole.said
    ]
    (line,) = heads_of(replace(whole, said=tuple(said)))
    head = line.reigns[-1].value
    assert head.number == "12" and head.newer is not None
    assert head.newer.text.startswith("More than 14 killed")


def test_the_latest_decided_number_that_stands_is_taken() -> None:
    whole = decided(material(), "figure")
    later = [
        replace(one, statement=msgspec.structs.replace(one.statement, said=Dated("2031-04-01")))
        if isinstance(one.statement, Figure) and one.statement.low == 12
        else one
        for one in whole.said
    ]
    found = heads_of(replace(whole, said=tuple(later)))
    assert numbers(tuple(line for line in found if "Example Region" in line.place)) == ["12"]


def test_a_row_of_a_table_stands_large_and_says_that_nobody_has_decided(january: Material) -> None:
    found = heads_of(january)
    assert found and not any(reign.value.decided for line in found for reign in line.reigns)
    first = found[0]
    days = [reign.since for reign in first.reigns]
    assert days == sorted(days) and all(one.until for one in first.reigns[:-1]) and not first.reigns[-1].until


def test_tally() -> None:
    counts = tally(decided(material(), "event"))
    assert (counts.person, counts.machine, counts.mapping, counts.total) == (3, 12, 0, 15)
    assert next(row for row in counts.rows if row.kind == "event").person == 3
