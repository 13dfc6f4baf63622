"""The head: no number read by machine ever stands there."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from aigaq.report.heads import heads, tally
from aigaq.statements import Dated, Figure
from tests.report.conftest import viewer_of
from tests.report.made_up import decided, material


def test_machine_readings_give_no_large_figure() -> None:
    assert heads(viewer_of(material())) == ()


def test_large_figures_are_decided_ones_standing_first() -> None:
    found = heads(viewer_of(decided(material(), "figure")))
    assert found and all(head.card.decided for head in found)
    assert [head.card.standing for head in found] == ["standing", "standing", "standing", "withdrawn"]
    assert {head.number for head in found} == {"more than 14", "7", "at least 15", "500"}


def test_a_newer_machine_number_is_named_under_the_decided_one() -> None:
    whole = material()
    said = [
        replace(one, statement=msgspec.structs.replace(one.statement, made_by=("person:p",)))
        if isinstance(one.statement, Figure) and one.statement.low == 12
        else one
        for one in whole.said
    ]
    (head,) = heads(viewer_of(replace(whole, said=tuple(said))))
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
    found = heads(viewer_of(replace(whole, said=tuple(later))))
    assert [head.number for head in found if head.place == "Example Region"] == ["12"]


def test_tally() -> None:
    counts = tally(decided(material(), "event"))
    assert (counts.person, counts.machine, counts.mapping, counts.total) == (3, 12, 0, 15)
    assert next(row for row in counts.rows if row.kind == "event").person == 3
