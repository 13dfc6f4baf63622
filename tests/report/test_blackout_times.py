"""Times of the blackout: on the clock of the place, with their doubt; a doubt is an edge only where something turns."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.shading import Shades, Tone
from aigaq.report.blackout_clocks import local, when_words
from aigaq.report.blackout_times import EDGE, drawn_of, span_words, stretches
from aigaq.report.words import words
from tests.report.blackout_made import HOUR, NIGHT, spells
from tests.report.made_up import material

D, W, N, B, G, O = Tone.DARK, Tone.WINDOW, Tone.NORMAL, Tone.BOTH, Tone.DEGRADED, Tone.NOTHING  # noqa: E741


def shades(*tones: Tone, hours: tuple[float, ...]) -> Shades:
    return Shades(tuple(NIGHT + HOUR * at for at in hours), tones, (), ())


def test_an_instant_is_shown_on_the_clock_asked_for() -> None:
    assert f"{local(1_641_378_600, 360):%Y-%m-%dT%H:%M}" == "2022-01-05T16:30"
    assert f"{local(1_641_378_600, None):%Y-%m-%dT%H:%M}" == "2022-01-05T10:30"


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ((1_641_378_600, 1_641_378_600), "5 Jan, 16:30"),
        ((1_641_377_700, 1_641_382_320), "5 Jan, 16:15–17:32"),
        ((1_641_402_000, 1_641_405_600), "between 5 Jan, 23:00 and 6 Jan, 00:00"),
        ((1_641_378_600, 1_641_378_659), "5 Jan, 16:30"),
        ((1_641_319_200, 1_641_405_599), "5 Jan"),
        ((1_641_319_200, 1_641_491_940), "between 5 Jan and 6 Jan"),
        ((1_641_319_200, 1_641_409_140), "5 Jan"),
        ((1_641_319_200, 1_641_416_340), "between 5 Jan, 00:00 and 6 Jan, 02:59"),
        ((1_641_319_200, 1_641_322_740), "5 Jan, 00:00–00:59"),
        ((None, 1_641_378_600), "by 5 Jan, 16:30"),
        ((1_641_378_600, None), "not before 5 Jan, 16:30"),
        ((None, None), "not stated"),
    ],
)
def test_a_doubtful_time_in_words(span: tuple[float | None, float | None], told: str) -> None:
    assert span_words(span, 360, words("en")) == told


def test_whole_days_are_told_as_days_and_times_with_their_clock() -> None:
    first = 1_641_319_200  # 4 January 2022, 18:00 UTC
    assert when_words((first, first + 86_340), 360, words("en")) == "5 January 2022"
    assert when_words((first, first + 2 * 86_400 - 60), 360, words("en")) == "5–6 January 2022"
    assert when_words((first, first), 360, words("en")) == "5 January 2022, 00:00 UTC+06:00"
    assert when_words((first, first), None, words("en")) == "4 January 2022, 18:00 UTC"
    assert when_words((None, first), 360, words("en")) == words("en")("date.unknown")


def test_a_short_doubt_between_dark_and_service_is_their_edge() -> None:
    found = stretches(shades(O, D, B, W, B, D, O, hours=(0, 5, 6, 9, 10, 30)))
    assert [stretch.tone for stretch in found] == ["dark", "window", "dark"]
    hours = [[(at or 0) - NIGHT for at in (*stretch.start, *stretch.end)] for stretch in found]
    assert hours == [[HOUR * at for at in edges] for edges in ((0, 0, 5, 6), (5, 6, 9, 10), (9, 10, 30, 30))]


@pytest.mark.parametrize(
    "tones",
    [(O, D, B, D, O), (O, N, B, W, O), (O, N, B, O, N), (O, W, B, N, O)],
)
def test_a_doubt_that_nothing_turns_in_stays_a_stretch(tones: tuple[Tone, ...]) -> None:
    assert "both" in [one.tone for one in stretches(shades(*tones, hours=(0, 5, 6, 9)))]


def test_a_doubt_of_more_than_a_day_is_no_edge() -> None:
    longest = EDGE / HOUR
    for hours, told in ((longest, ["dark", "window"]), (longest + 1, ["dark", "both", "window"])):
        assert [one.tone for one in stretches(shades(O, D, B, W, O, hours=(0, 5, 5 + hours, 99)))] == told


def test_an_outage_as_short_as_its_doubt_is_seen() -> None:
    (cut, *_) = spells(material())
    heard = ((cut, float(NIGHT), float(NIGHT + 49 * HOUR)),)
    told = stretches(Shades((NIGHT - HOUR, NIGHT, NIGHT + 49 * HOUR), (O, N, B, O), heard, (heard[0][2],)))
    assert [(one.tone, one.start, one.end) for one in told][1:] == [("dark", cut.start, cut.end)]


def test_service_that_goes_on_is_drawn_for_a_day() -> None:
    (one,) = stretches(shades(O, N, hours=(0,)))
    assert one.end == (None, None)
    assert drawn_of(one).end == (NIGHT + 86_400, None)


@given(st.lists(st.tuples(st.sampled_from([D, W, N, B, G, O]), st.integers(1, 40)), max_size=12))
def test_stretches_are_in_time_and_none_is_lost_but_edges(runs: list[tuple[Tone, int]]) -> None:
    tones, hours = [O], [0]
    for tone, length in runs:
        if tone is not tones[-1]:
            tones.append(tone)
            hours.append(hours[-1] + length)
    edges = tuple(hours[: len(tones) - 1])
    made = stretches(shades(*tones, hours=edges))
    sure = [tone.value for tone in tones if tone not in (O, B)]
    assert [one.tone for one in made if one.tone != "both"] == sure
    for one, other in pairwise(made):
        assert one.end[0] is not None and other.start[1] is not None and one.end[0] <= other.start[1]
        assert one.end == other.start or (one.end[1] or 0) <= (other.start[0] or 0)
