"""Tracks: a window stands inside the dark, doubt is a slanted edge of its own width, nothing is drawn that nobody says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Track, TrackSpell, draw_days
from aigaq.pictures.palette import palette
from aigaq.pictures.tracks import position
from tests.pictures.blackout_samples import DAY, HOUR, START, STATES, tracks
from tests.pictures.checking import SVG, check, lines, parse

Polygon = list[tuple[float, float]]


def shapes(svg: str, name: str) -> list[Polygon]:
    """The polygons of a class, each as its corners."""
    found = [node.attrib["d"] for node in parse(svg).iter(f"{SVG}path") if node.get("class") == name]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", d)] for d in found]


def ends(polygon: Polygon) -> tuple[float, float, float, float]:
    """Left below, left above, right above, right below."""
    low, high = max(y for _, y in polygon), min(y for _, y in polygon)
    below, above = sorted(x for x, y in polygon if y == low), sorted(x for x, y in polygon if y == high)
    return below[0], above[0], above[-1], below[-1]


def test_an_instant_lies_where_the_clock_of_the_place_has_it() -> None:
    assert position(0, 0) == datetime(1970, 1, 1, tzinfo=UTC).toordinal()
    at = position(datetime(2022, 1, 5, 20, 30, tzinfo=UTC).timestamp(), 360)
    assert at == pytest.approx(datetime(2022, 1, 6).toordinal() + 2.5 / 24)  # noqa: DTZ001  the local clock


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_everything_is_said_inside_the_drawing(width: int, language: str) -> None:
    root = check(draw_days(tracks(language), width=width), width)
    told = " ".join(words for *_, words in lines(root))
    assert tracks(language).tracks[0].title in told and "The network" in told


def test_a_window_stands_inside_the_dark_and_one_slanted_line_parts_them() -> None:
    svg = draw_days(replace(tracks(), tracks=tracks().tracks[:1]), width=1088)
    before, after = (ends(shape) for shape in shapes(svg, "p-down"))
    window, service = (ends(shape) for shape in shapes(svg, "p-outline"))
    day = (before[3] - window[1]) * 24  # the window opens within an hour
    assert window[1] == before[2] and window[0] == before[3], "opens where the dark closes"
    assert window[2] == after[1] and window[3] == after[0], "closes where the dark goes on"
    assert after[3] - after[2] == pytest.approx(day / 4, abs=1.5), "six hours of doubt are a longer slope than one"
    assert service[0] == after[3]


def test_trouble_of_doubtful_depth_is_hatched_in_a_dotted_frame() -> None:
    def drawn(state: str) -> str:
        spell = TrackSpell(state, (START, START), (START + DAY, START + DAY))
        return draw_days(replace(tracks(), tracks=(Track("a", (spell,)),)), width=1088)

    assert len(shapes(drawn("trouble"), "p-dotted")) == len(shapes(drawn("trouble"), "p-hatch")) == 1
    assert not shapes(drawn("degraded"), "p-dotted") and not shapes(drawn("either"), "p-hatch")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_single_day_shows_its_hours(width: int) -> None:
    spell = TrackSpell("down", (START + HOUR, START + HOUR), (START + 5 * HOUR, START + 5 * HOUR))
    one = replace(tracks(), tracks=(Track("a", (spell,)),), lanes=(), network=(), start="", end="")
    told = [words for *_, words in lines(check(draw_days(one, width=width), width))]
    assert [words for words in told if words.endswith(":00")] == ["06:00", "12:00", "18:00"]


def test_doubt_of_no_time_is_an_upright_edge() -> None:
    alone = Track("x", (TrackSpell("down", (START, START), (START + DAY, START + DAY)),))
    ((a, b, c, d),) = [ends(one) for one in shapes(draw_days(replace(tracks(), tracks=(alone,)), width=680), "p-down")]
    assert a == b < c == d


def test_each_state_has_a_fill_of_its_own_and_none_a_colour() -> None:
    one = [
        TrackSpell(state, (START + at * DAY,) * 2, (START + at * DAY + 12 * HOUR,) * 2)
        for at, state in enumerate(STATES)
    ]
    svg = draw_days(replace(tracks(), tracks=(Track("x", tuple(one)),)), width=1088)
    assert [
        len(re.findall(f'class="{name}"', svg)) for name in ("p-down", "p-hatch", "p-outline", "p-dotted", "p-dashed")
    ] == [1] * 5
    assert not re.search(r'class="[^"]*p-(' + "|".join(palette().side) + r")\b", svg)


def test_what_goes_on_has_an_arrow_and_no_end() -> None:
    bounded, going = draw_days(replace(tracks(), tracks=tracks().tracks[1:]), width=680), draw_days(tracks(), width=680)
    assert going.count("p-lead") > bounded.count("p-lead")


def test_it_is_shown_from_the_day_on_which_all_of_it_was_known() -> None:
    assert 'data-from="2031-03-05"' in draw_days(replace(tracks(), tracks=tracks().tracks[:1]), width=680)
    assert "data-from" not in draw_days(replace(tracks(), tracks=tracks().tracks[1:]), width=680)


@st.composite
def any_spells(draw: st.DrawFn) -> TrackSpell:
    a, b, c, d = sorted(draw(st.lists(st.integers(START, START + 40 * DAY), min_size=4, max_size=4)))
    opens = draw(st.sampled_from([(a, b), (None, b), (None, None)]))
    closes = draw(st.sampled_from([(c, d), (c, None), (None, None)]))
    return TrackSpell(draw(st.sampled_from([*STATES, "what nobody knows"])), opens, closes)


@given(st.lists(any_spells(), max_size=6), st.text(max_size=60), st.sampled_from(WIDTHS))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_stretches_stay_inside(told: list[TrackSpell], title: str, width: int) -> None:
    svg = draw_days(replace(tracks(), tracks=(Track(title, tuple(told), "#x"),)), width=width)
    check(svg, width)
    for name in ("p-down", "p-outline", "p-dotted", "p-dashed"):
        for shape in shapes(svg, name):
            assert all(-0.6 <= x <= width + 0.6 for x, _ in shape)
