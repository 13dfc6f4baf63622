"""Days: events in order, undated ones listed and never placed, each as exact as its source and of the sides that tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from aigaq.accounts import Told
from aigaq.accounts.knowing import DatedBy
from aigaq.pictures import Days
from aigaq.report.days import ONE_BY_ONE, drawn_time, events_in_order, key_of, marks_of, picture, view_of
from aigaq.report.material import Said
from aigaq.statements import Event, Side, TimePrecision
from tests.report.conftest import viewer_of
from tests.report.made_up import material

WHOLE = material()
VIEWER = viewer_of(WHOLE)
EVENTS = events_in_order(WHOLE.by_kind("event"))


def changed(number: int = 0, **fields: Any) -> Said:
    said = EVENTS[number]
    statement = msgspec.structs.replace(said.statement, **fields)
    return replace(said, statement=statement, id=f"{said.id}{fields}")


def event(**fields: Any) -> Event:
    statement = changed(**fields).statement
    assert isinstance(statement, Event)
    return statement


def drawn(events: list[Said]) -> Days:
    made = picture(list(enumerate(events, 1)), VIEWER, lambda number: f"#event-{number}")
    assert made is not None
    return made


def test_events_stand_in_order_and_undated_ones_last() -> None:
    times = [
        "2031-03",
        "2031-03-01",
        "2031-03-01T09:00",
        "2031-03-01T10:00+06:00",
        "../2031-03-02",
        "2031-04",
        None,
        "?",
    ]
    events = [changed(time=time) for time in reversed(times)]
    found = [said.statement.time for said in events_in_order(events)]  # type: ignore[union-attr]
    assert found[:6] == ["2031-03-01", "2031-03", *times[2:6]]
    assert set(found[6:]) == {None, "?"}


def test_a_part_of_a_day_stands_by_its_hours() -> None:
    part = TimePrecision.PART_OF_DAY
    evening = changed(time="2031-03-03", time_words="evening", time_precision=part)
    night = changed(time="2031-03-03", time_words="night", time_precision=part)
    clocks = [changed(time=f"2031-03-03T{hour}:00") for hour in ("01", "18")]
    assert events_in_order([*clocks, evening, night]) == [night, clocks[0], evening, clocks[1]]


def test_what_the_list_says_of_an_event() -> None:
    said = view_of(1, EVENTS[1], VIEWER, lambda code: f"place-{code}.html")
    assert (said.when, said.precision) == ("3 March 2031, 18:00–23:59, zone not stated", "part of a day")
    assert [(place.name, place.href) for place in said.places] == [("Lower Example", "place-lower_example.html")]
    assert [side.word for side in said.sides] == ["media"]
    assert said.what == "the post office was looted"
    assert "any zone" in said.clock, "the invented town is in no gazetteer"


def test_the_place_as_the_source_has_it_is_told_where_it_says_more() -> None:
    def words_of(place: str) -> str:
        said = replace(changed(place=place), id=EVENTS[0].id)
        return view_of(1, said, VIEWER, str).place_words

    assert words_of("the town hall of Lower Example") == "“the town hall of Lower Example”"
    assert words_of("lower example") == words_of("Нижний Пример") == ""


def test_only_dated_events_are_drawn_and_each_leads_to_its_line() -> None:
    bars = [bar for lane in drawn(EVENTS).lanes for bar in lane.bars]
    assert sorted(bar.href or "" for bar in bars) == ["#event-1", "#event-2"]
    assert [bar.mark.machine for bar in bars if bar.mark] == [True, True]
    assert picture([(1, EVENTS[2])], VIEWER, str) is None
    assert picture([], VIEWER, str) is None


def test_an_event_without_a_speaker_bears_the_sides_whose_accounts_hold_it() -> None:
    told = changed(speakers=(), seen_from=(Side.OFFICIAL, Side.WITNESS))
    assert [mark.side for mark in marks_of(told)] == ["official", "witness"]
    bar = drawn([told]).lanes[0].bars[0]
    assert bar.mark and [bar.mark.side, *(mark.side for mark in bar.also)] == ["official", "witness"]
    assert [mark.side for mark in marks_of(changed(speakers=()))] == ["unknown"]
    assert [mark.side for mark in marks_of(changed(seen_from=(Side.OFFICIAL,)))] == ["media"], "a speaker comes first"
    assert [one.word for one in key_of([told, EVENTS[0]], VIEWER.words)] == ["official", "media", "witness"]


@pytest.mark.parametrize(
    ("words", "time", "drawn_as"),
    [
        ("evening", "2031-03-03", "2031-03-03T17:00/2031-03-03T23:59"),
        ("early hours", "2031-03-03", "2031-03-03T00:00/2031-03-03T05:59"),
        ("night", "2031-03-03", "2031-03-02T18:00/2031-03-04T06:59"),
        ("after sundown", "2031-03-03", "2031-03-03"),
        ("evening", "2031-03-03T18:00/2031-03-03T20:00", "2031-03-03T18:00/2031-03-03T20:00"),
        ("evening", "2031-03", "2031-03"),
    ],
)
def test_a_part_of_a_day_is_drawn_at_the_hours_its_words_may_mean(words: str, time: str, drawn_as: str) -> None:
    part = TimePrecision.PART_OF_DAY
    assert drawn_time(event(time=time, time_words=words, time_precision=part)) == drawn_as
    assert drawn_time(event(time=time, time_words=words, time_precision=TimePrecision.DAY)) == time


def known(days: list[str]) -> tuple[list[Said], Any]:
    """Events of one day known on different days, and a viewer who knows when."""
    events = [replace(changed(time="2031-03-03"), id=f"e{number}") for number in range(len(days))]
    told = {said.id: Told(row=said.id, known=day, dated=DatedBy.SAID) for said, day in zip(events, days, strict=True)}
    return events, viewer_of(replace(WHOLE, told=told))


def test_too_many_events_share_a_mark_that_never_tells_more_than_was_known() -> None:
    days = ["2031-03-05"] * ONE_BY_ONE + ["2031-04-01"]
    events, viewer = known(days)
    made = picture(list(enumerate(events, 1)), viewer, lambda number: f"days.html#event-{number}")
    assert made is not None and len(made.lanes[0].bars) == 1
    bar = made.lanes[0].bars[0]
    assert (bar.start, bar.precision, bar.href) == ("2031-03-03", "day", "days.html#event-1")
    assert [(period.start, period.detail) for period in bar.periods] == [
        ("2031-03-05", f"3 March 2031, Protest: {ONE_BY_ONE} events"),
        ("2031-04-01", f"3 March 2031, Protest: {ONE_BY_ONE + 1} events"),
    ]


def test_as_many_as_can_be_drawn_are_drawn_one_by_one() -> None:
    assert sum(len(lane.bars) for lane in drawn([EVENTS[0]] * ONE_BY_ONE).lanes) == ONE_BY_ONE


def test_a_long_crowd_is_drawn_by_months() -> None:
    first = date(2031, 1, 1)
    every = [changed(time=str(first + timedelta(days=number))) for number in range(730)]
    bars = drawn(events_in_order(every)).lanes[0].bars
    assert {bar.precision for bar in bars} == {"month"} and len(bars) == 24
