"""Local time: by the rule of the place, with the tz database's offsets of January 2022, and never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from aigaq.report.clocks import local, offset_words, rules, zones_of
from aigaq.report.places import shipped_name
from aigaq.report.words import words
from aigaq.statements import Event, TextSpan


def event(time: str | None, *places: str, **fields: Any) -> Event:
    span = TextSpan(start=0, end=1, quote="x")
    return Event(item="a" * 64, span=span, type="protest", what="x", time=time, places=places, **fields)


def said(time: str | None, *places: str, language: str = "en") -> str:
    return local(event(time, *places), words(language), shipped_name)


@pytest.mark.parametrize(
    ("time", "place"),
    [
        ("2022-01-01T17:20+05:00", "zhanaozen"),
        ("2022-01-01T17:20+05:00/2022-01-01T18:00+05:00", "mangystau_region"),
        ("2022-01-05T16:30+06:00", "almaty"),
        ("2025-01-05T16:30+05:00", "almaty"),
    ],
)
def test_a_time_with_the_zone_of_its_place_is_local(time: str, place: str) -> None:
    assert said(time, place) == "local time"


@pytest.mark.parametrize("time", [None, "2022-01-05", "2022-01", "2022-01-05/2022-01-07", "no date"])
def test_days_have_no_clock(time: str | None) -> None:
    assert said(time, "almaty") == ""


def test_two_places_with_two_clocks_are_both_told() -> None:
    assert said("2022-01-05T00:30+06:00", "almaty", "mangystau_region") == (
        "on the clocks there: Almaty: 5 January 2022, 00:30 UTC+06:00; Mangystau Region: 4 January 2022, 23:30 UTC+05:00"
    )


def test_a_country_of_several_clocks_keeps_both() -> None:
    told = said("2022-01-05T16:30+06:00", "kz")
    assert "15:30 UTC+05:00 or 5 January 2022, 16:30 UTC+06:00" in told
    assert len(zones_of("kz")) > 2


def test_a_place_that_is_not_known_keeps_the_printed_time() -> None:
    assert said("2022-01-05T19:00+06:00", "broadcast") == words("en")("clock.printed")


def test_a_time_without_a_zone_is_ruled_by_its_place_or_stays_a_range() -> None:
    assert said("2022-01-05T19:00", "aktau") == "no zone is stated; the clock there was UTC+05:00"
    assert said("2022-01-05T19:00", "kz") == "no zone is stated; the clocks there lie between UTC+05:00 and UTC+06:00"
    for places in ((), ("nowhere",), ("aktau", "nowhere")):
        assert "any zone from UTC−12:00 to UTC+14:00" in said("2022-01-05T19:00", *places)


def test_the_clocks_of_the_places_of_events() -> None:
    told = [
        (event("2022-01-05T10:00+06:00", "almaty"), "2022-01-09"),
        (event("2022-01-06T10:00+06:00", "almaty"), "2022-01-07"),
        (event("2022-01-06T10:00+05:00", "aktau", "nowhere"), "2022-01-08"),
        (event("2022-01-06", "astana"), "2022-01-08"),
    ]
    assert [(rule.clock, rule.places) for rule in rules(told, words("en"), shipped_name)] == [
        ("UTC+05:00", (("Aktau", "2022-01-08"),)),
        ("UTC+06:00", (("Almaty", "2022-01-07"),)),
        ("clock not known", (("nowhere", "2022-01-08"),)),
    ]


def test_offsets_in_words() -> None:
    assert [offset_words(minutes) for minutes in (360, 345, 0, -210)] == [
        "UTC+06:00",
        "UTC+05:45",
        "UTC+00:00",
        "UTC−03:30",
    ]


@pytest.mark.parametrize("time", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_are_not_passed(time: str) -> None:
    assert isinstance(said(time, "almaty"), str)
