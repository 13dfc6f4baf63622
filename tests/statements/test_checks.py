"""Checks name what is odd and change nothing."""

from typing import Any

import msgspec
import pytest
from hypothesis import given

from aigaq.statements import (
    AnyStatement,
    CellSpan,
    Connectivity,
    Dated,
    Event,
    Hedge,
    Link,
    Number,
    Point,
    Position,
    Qualifier,
    check,
)
from tests.statements.making import ITEM, figure, statements, text_span


@given(statements())
def test_any_statement_can_be_checked_twice_with_one_result(statement: AnyStatement) -> None:
    before = msgspec.json.encode(statement)
    assert check(statement) == check(statement)
    assert msgspec.json.encode(statement) == before


def test_a_sound_figure_has_no_remarks() -> None:
    assert check(figure(225, places=("kz",), said=Dated("2022-01-15"), medium="briefing", unit="EUR")) == []


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        ({"measure": "sneezed"}, "code not in list measures: sneezed"),
        ({"scope": ("left_handed",)}, "code not in list scopes: left_handed"),
        ({"unit": "euro"}, "code not in list units: euro"),
        ({"medium": "smoke"}, "code not in list mediums: smoke"),
        ({"as_of": "yesterday"}, "as_of is no date: yesterday"),
        ({"said": Dated("15.01.2022")}, "said is no date: 15.01.2022"),
        ({"span": text_span("3 dead", 9)}, "num lies outside span"),
        ({"speakers": (Link(name="x", span=text_span("xy", 1).__class__(start=1, end=9, quote="xy")),)}, "speakers[0]"),
        (
            {"hedges": (Hedge(type="grunt", span=text_span("a", 0), hedged=text_span("b", 1)),)},
            "code not in list hedges: grunt",
        ),
    ],
)
def test_remarks(fields: dict[str, Any], remark: str) -> None:
    assert any(remark in one for one in check(figure(3, **fields)))


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "fits"),
    [
        (Qualifier.EXACT, 3, 3, True),
        (Qualifier.EXACT, 3, 4, False),
        (Qualifier.EXACT, None, None, False),
        (Qualifier.ABOUT, 3, 3, True),
        (Qualifier.AT_LEAST, 3, None, True),
        (Qualifier.MORE_THAN, 3, 3, False),
        (Qualifier.UP_TO, None, 3, True),
        (Qualifier.UP_TO, 3, None, False),
        (Qualifier.RANGE, 3, 5, True),
        (Qualifier.RANGE, 3, None, False),
        (Qualifier.VAGUE, None, None, True),
        (Qualifier.UNKNOWN, 1, None, True),
    ],
)
def test_bounds_and_qualifier(qualifier: Qualifier, low: Number | None, high: Number | None, fits: bool) -> None:
    assert (check(figure(3, qualifier=qualifier, low=low, high=high)) == []) is fits


def test_reversed_bounds() -> None:
    assert "low is greater than high" in check(figure(3, qualifier=Qualifier.RANGE, low=5, high=3))


def test_other_kinds() -> None:
    cell = CellSpan(sheet="events", row=2, column="kind", quote="party")
    event = Event(
        item=ITEM, span=cell, type="party", what="x", point=Point(lat=1.5, lon=2.5, precision="3m"), time="soon"
    )
    assert check(event) == [
        "code not in list events: party",
        "code not in list place_precisions: 3m",
        "time is no date: soon",
    ]
    assert check(Position(item=ITEM, span=cell, person="x", how_code="magic")) == ["code not in list hows: magic"]
    network = Connectivity(
        item=ITEM, span=cell, observer_kind="owl", start=("2022-01-04T14:30Z", ".."), end=("..", "x")
    )
    assert check(network) == ["code not in list observers: owl", "end is no date: x"]
