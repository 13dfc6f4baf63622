"""Times of the network: one clock to compare on, each end as exact as its row says, bounds left open."""

from __future__ import annotations

import pytest

from aigaq.report.network_times import allowed, clock_of, edge, end_of, instant_of, moved, offsets_at, onset_of, rules
from aigaq.report.words import words
from aigaq.statements import CellSpan, Connectivity, TimePrecision

EN = words("en")


def spell(**given: object) -> Connectivity:
    return Connectivity(item="ab" * 32, span=CellSpan(sheet="s", row=2, column="what", quote="x"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("precision", "text", "span"),
    [
        ("minute", "2022-01-05T10:30Z", ("2022-01-05T10:30Z", "2022-01-05T10:30Z")),
        ("5min", "2022-01-05T10:30Z", ("2022-01-05T10:25Z", "2022-01-05T10:35Z")),
        ("15min", "2022-01-05T16:30+06:00", ("2022-01-05T16:15+06:00", "2022-01-05T16:45+06:00")),
        ("30min", "2022-01-05T23:45", ("2022-01-05T23:15", "2022-01-06T00:15")),
        ("1h", "2022-01-01T00:30Z", ("2021-12-31T23:30Z", "2022-01-01T01:30Z")),
        ("part_of_day", "2022-01-05T20:00Z", ("2022-01-06", "2022-01-06")),
        ("15min", "2022-01-05", ("2022-01-05", "2022-01-05")),
        ("5min", "9999-12-31T23:58Z", ("9999-12-31T23:53Z", "9999-12-31T23:58Z")),
        ("5min", "someday", ("someday", "someday")),
    ],
)
def test_a_time_is_as_wide_as_it_is_known(precision: str, text: str, span: tuple[str, str]) -> None:
    assert allowed((text, text), TimePrecision(precision), 360) == span


def test_bounds_that_are_given_are_not_widened() -> None:
    pair = ("2022-01-05T10:30Z", "2022-01-05T11:32Z")
    assert allowed(pair, TimePrecision("15min"), 360) == pair
    assert allowed(("..", "2022-01-05T11:32Z"), TimePrecision.BOUND, 360) == ("..", "2022-01-05T11:32Z")


def test_only_a_time_with_a_zone_is_moved() -> None:
    assert moved("2022-01-05T20:30Z", 360) == "2022-01-06T02:30+06:00"
    for text in ("2022-01-05T20:30", "2022-01-05", "..", "someday"):
        assert moved(text, 360) == text
    assert moved("2022-01-05T20:30Z", None) == "2022-01-05T20:30Z"
    assert moved("9999-12-31T23:58Z", 360) == "9999-12-31T23:58Z"


def test_onset_and_end_are_none_where_nothing_is_stated() -> None:
    assert onset_of(spell()) is None and end_of(spell(end=("..", ".."))) is None
    assert onset_of(spell(about="2022-01-05/2022-01-06")) == ("2022-01-05", "2022-01-05")
    assert onset_of(spell(start=("..", "2022-01-05"))) == ("..", "2022-01-05")


def test_an_edge_tells_the_time_on_the_clock_how_exactly_and_as_printed() -> None:
    pair = ("2022-01-05T10:30Z", "2022-01-05T10:30Z")
    made = edge(pair, TimePrecision("15min"), "x", EN, 360)
    assert made.text == "5 January 2022, 16:30 UTC+06:00" and made.machine == "2022-01-05T16:30+06:00"
    assert made.exact == "to a quarter of an hour" and made.printed == "as printed: 10:30 UTC"
    late = ("2022-01-05T20:30+01:00", "2022-01-05T20:30+01:00")
    assert edge(late, TimePrecision("15min"), "x", EN, 360).printed == "as printed: 5 January 2022, 20:30 UTC+01:00"
    same = ("2022-01-05T16:30+06:00", "2022-01-05T16:30+06:00")
    assert edge(same, TimePrecision.MINUTE, "x", EN, 360).printed == ""


def test_a_part_of_a_day_names_no_minute_and_a_bound_no_beginning() -> None:
    pair = ("2022-01-05T03:00Z", "2022-01-05T03:00Z")
    made = edge(pair, TimePrecision.PART_OF_DAY, "x", EN, 360)
    assert made.text == "5 January 2022" and made.exact == "part of a day" and "03:00" in made.printed
    bound = edge(("..", "2022-01-05T11:32Z"), TimePrecision.BOUND, "x", EN, 360)
    assert bound.text == "Not later than 5 January 2022, 17:32 UTC+06:00" and bound.machine is None
    assert edge(None, TimePrecision.DAY, "end not stated", EN, 360).text == "End not stated"
    between = edge(("2022-01-05T10:30Z", "2022-01-05T11:32Z"), TimePrecision.INTERVAL, "x", EN, 360)
    assert "16:30" in between.text and "17:32" in between.text and between.text.startswith("Between")


def test_the_clock_is_that_of_most_places_with_one() -> None:
    at = ("2022-01-05T10:30Z", "2022-01-05T10:30Z")
    west, east, whole = (spell(start=at, places=(code,)) for code in ("aktau", "almaty", "kz"))
    assert offsets_at(at[0], "aktau") == (300,) and offsets_at(at[0], "kz") == (300, 360)
    assert clock_of([west, west, east, whole]) == 300
    assert clock_of([west, east, east, whole]) == 360
    assert clock_of([whole]) == 360
    assert clock_of([spell(start=at), spell(start=("2022-01-05", "2022-01-05"), places=("almaty",))]) is None


def test_the_rules_of_the_places_are_listed_once_with_the_day_they_were_known() -> None:
    at = ("2022-01-05T10:30Z", "2022-01-05T10:30Z")
    told = [(spell(start=at, places=("aktau",)), "2022-01-09"), (spell(start=at, places=("aktau",)), "2022-01-06")]
    (rule,) = rules(told, EN, lambda code, _: code)
    assert rule.clock == "UTC+05:00" and rule.places == (("aktau", "2022-01-06"),)


def test_an_instant_needs_a_minute() -> None:
    assert instant_of("2022-01-05") is None and instant_of("..") is None
    assert f"{instant_of('2022-01-05T16:30+06:00'):%H:%M}" == "10:30"
