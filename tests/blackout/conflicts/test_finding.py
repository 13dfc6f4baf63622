"""Each rule on invented rows: it finds what it is for, not what only looks like it, and by fields, never by names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from aigaq.blackout.conflicts import Conflict, Kind, Saying, conflicts_of
from aigaq.blackout.conflicts.common import Told
from aigaq.blackout.fusing import Spell, episodes, gaps_of
from aigaq.statements import Connectivity, Side
from tests.blackout.making import at, fused, places, said, saying

HOURS, LEFT = "outage_hours", "outage_hours_left_out"


def found(*rows: Connectivity, sayings: Sequence[Saying] = ()) -> list[Conflict]:
    return among(fused(*rows), sayings)


def among(spells: list[Spell], sayings: Sequence[Saying] = ()) -> list[Conflict]:
    gaps = [gap for one in episodes(spells, places()) for gap in gaps_of(one, places())]
    return conflicts_of(Told(spells=spells, gaps=gaps, sayings=sayings, places=places()))


def kinds(conflicts: Sequence[Conflict]) -> list[Kind]:
    return [one.kind for one in conflicts]


WITHDRAWN = said("A", "indicator", "2022-01-05T10:45Z", layer="routing", precision="5min")
VISIBLE = said("B", "up", "2022-01-05T11:15Z", layer="routing", precision="5min")


def test_routes_withdrawn_against_visible() -> None:
    (one,) = found(WITHDRAWN, VISIBLE)
    assert (one.kind, one.place) == (Kind.ROUTES, "vale")
    assert [(side.says.value, side.statements) for side in one.sides] == [("withdrawn", ("A",)), ("visible", ("B",))]


@pytest.mark.parametrize(
    "other",
    [
        said("B", "up", "2022-01-05T11:15Z", layer="routing", cited=("source of A",)),  # the same voice
        said("B", "up", "2022-01-09T11:15Z", layer="routing"),  # days later: they may be back
        said("B", "up", "2022-01-05T11:15Z", layer="all"),  # no routes
        said("B", "up", "2022-01-05T11:15Z", layer="routing", places=("upper",)),
        said("B", "down", "2022-01-05T11:15Z", layer="routing"),
    ],
)
def test_what_is_no_conflict_of_routes(other: Connectivity) -> None:
    assert Kind.ROUTES not in kinds(found(WITHDRAWN, other))


def test_one_source_with_two_onsets_of_one_event() -> None:
    first = said("A", "down", "2022-01-05T10:30Z", precision="15min", cited=("s",))
    again = said("B", "down", "2022-01-05T12:30Z", precision="30min", cited=("s", "t"), same_as="A")
    (one,) = found(first, again)
    assert one.kind is Kind.TWO_ONSETS and [side.statements for side in one.sides] == [("A",), ("B",)]
    assert kinds(found(first, msgspec.structs.replace(again, same_as=None))) == [Kind.TWO_ONSETS]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({}, {"start": "2022-01-05T10:50Z"}),  # within their doubts
        ({}, {"cited": ("t",)}),  # two sources may differ: that is the spread
        ({"end": "2022-01-05T11:00Z"}, {}),  # over before it began again
        ({}, {"networks": ("north",)}),  # another line
        ({}, {"places": ("upper",)}),
        ({}, {"precision": "bound"}),  # a bound dates no beginning
    ],
)
def test_what_is_no_second_onset(first: dict[str, object], again: dict[str, object]) -> None:
    one = said("A", "down", **{"start": "2022-01-05T10:30Z", "precision": "15min", "cited": ("s",), **first})  # type: ignore[arg-type]
    two = said("B", "down", **{"start": "2022-01-05T12:30Z", "precision": "30min", "cited": ("s",), **again})  # type: ignore[arg-type]
    assert kinds(found(one, two)) == []


def gap() -> list[Spell]:
    """Dark from 10:30 or 11:00 of the 5th to 03:00 of the 10th: 111.5 to 112.75 hours."""
    return fused(
        said("A", "down", "2022-01-05T10:30Z"),
        said("B", "down", "2022-01-05T11:00Z"),
        said("C", "up", "2022-01-10T03:00Z", precision="15min", places=("upper",), cited=("s",)),
    )


def hours(stated: float, left: float) -> list[Saying]:
    one = saying("H", HOURS, number=stated, places=("upper",), sources=("s",))
    return [one, saying("L", LEFT, number=left, places=("upper",), sources=("s",))]


def test_net_hours_that_are_the_gross_hours() -> None:
    (one,) = among(gap(), hours(112, 4))
    assert one.kind is Kind.NET_IS_GROSS and one.place == "upper" and one.hours is not None
    assert one.hours.gross == (111.75, 112.75) and one.hours.net == (107.25, 109.25)
    assert one.sides[0].statements[:2] == ("H", "L")


@pytest.mark.parametrize("stated", [104, 108, 109, 130])
def test_hours_that_are_net_or_neither_are_not(stated: float) -> None:
    assert among(gap(), hours(stated, 4)) == []


def test_hours_of_another_source_or_without_anything_left_out_are_not() -> None:
    one, left = hours(112, 4)
    assert among(gap(), [one]) == []
    assert among(gap(), [one, msgspec.structs.replace(left, sources=("t",))]) == []
    assert among(gap(), [one, msgspec.structs.replace(left, places=("lower",))]) == []


LIMITED = said("A", "degraded", "2022-01-02", "2022-01-07", precision="day")


def test_over_by_a_day_while_others_tell_of_it_beyond() -> None:
    longer = said("B", "down", "2022-01-05", "2022-01-10", precision="day")
    town = said("C", "degraded", None, "2022-01-11", precision="day", places=("upper",))
    (one,) = found(LIMITED, longer, town)
    assert one.kind is Kind.ENDS and [set(side.statements) for side in one.sides] == [{"A"}, {"B", "C"}]


def test_the_gap_of_a_place_in_it_speaks_against_an_end_too() -> None:
    rows = (said("B", "down", "2022-01-05T12:00Z"), said("C", "up", "2022-01-10T03:00Z", places=("upper",)))
    (one,) = found(LIMITED, *rows)
    assert one.kind is Kind.ENDS and one.sides[1].statements == ("C",)


@pytest.mark.parametrize(
    "other",
    [
        said("B", "down", "2022-01-05", "2022-01-08", precision="day"),  # a day may be counted in or out
        said("B", "down", "2022-01-09", "2022-01-12", precision="day"),  # began after it: another cut
        said("B", "down", "2022-01-05", "2022-01-12", precision="day", places=("berlin",)),
        said("B", "up", "2022-01-05", "2022-01-12", precision="day"),
        said("B", "blocked", "2022-01-05", "2022-01-12", precision="day", layer="apps"),
    ],
)
def test_what_does_not_speak_against_an_end(other: Connectivity) -> None:
    assert Kind.ENDS not in kinds(found(LIMITED, other))


def test_less_service_does_not_speak_against_the_end_of_darkness() -> None:
    dark = said("A", "down", "2022-01-05", "2022-01-07", precision="day")
    assert found(dark, said("B", "degraded", "2022-01-02", "2022-01-12", precision="day")) == []


DENIED = saying("N", "shutdown_admitted", yes=False, when=(at("01-04T00:00"), at("01-11T00:00")), observer="tracker")
GIVEN = saying(
    "Y",
    "shutdown_ordered",
    yes=True,
    when=(at("01-05T00:00"), at("01-07T00:00")),
    observer="J. Doe",
    side=Side.OFFICIAL,
)


def test_no_admission_against_the_words_of_an_official() -> None:
    (one,) = found(sayings=[DENIED, GIVEN])
    assert one.kind is Kind.ADMISSION and [side.statements for side in one.sides] == [("N",), ("Y",)]


@pytest.mark.parametrize(
    "change",
    [
        {"side": Side.MEDIA},
        {"yes": None},
        {"question": "who_did_it"},
        {"places": ("berlin",)},
        {"when": (at("03-01T00:00"), at("03-02T00:00"))},
    ],
)
def test_what_is_no_admission(change: dict[str, object]) -> None:
    assert found(sayings=[DENIED, msgspec.structs.replace(GIVEN, **change)]) == []


def test_ordered_by_one_and_not_by_another() -> None:
    fault = msgspec.structs.replace(GIVEN, id="F", yes=False, observer="power company", side=Side.OTHER)
    (one,) = found(sayings=[GIVEN, fault])
    assert one.kind is Kind.CAUSE and [side.statements for side in one.sides] == [("Y",), ("F",)]
    assert found(sayings=[GIVEN, msgspec.structs.replace(fault, observer="J. Doe")]) == [], "one who says both"


def test_a_saying_brings_the_spell_it_speaks_of() -> None:
    spells = fused(said("A", "down", "2022-01-04", "2022-01-11", precision="day", cited=("s",)))
    told = among(spells, [msgspec.structs.replace(DENIED, sources=("s",)), GIVEN])
    assert told[0].sides[0].statements == ("N", "A")


def test_no_rule_knows_a_name() -> None:
    limited = msgspec.structs.replace(LIMITED, key="D")
    rows = (WITHDRAWN, VISIBLE, limited, said("C", "down", "2022-01-05", "2022-01-10", precision="day"))
    moved = [msgspec.structs.replace(one, places=("lower",), key=f"x{one.key}") for one in rows]
    plain, other = found(*rows, sayings=[DENIED, GIVEN]), found(*moved, sayings=[DENIED, GIVEN])
    assert kinds(plain) == kinds(other) == [Kind.ROUTES, Kind.ENDS, Kind.ADMISSION]


def test_nothing_said_nothing_found() -> None:
    assert found() == []
