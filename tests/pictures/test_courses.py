"""Series: no dip is lost however many points there are, gaps stay gaps, the strip has the gravest state of a column."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, SeriesPicture, draw_series
from aigaq.pictures.courses import STATES, columns, reduced
from aigaq.pictures.palette import palette
from aigaq.pictures.scales import Scale
from tests.pictures.blackout_samples import KEYS, START, series
from tests.pictures.checking import SVG, check, lines, parse


def strokes(svg: str, name: str) -> list[list[tuple[float, float]]]:
    found = [node.attrib["d"] for node in parse(svg).iter(f"{SVG}path") if node.get("class") == name]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", d)] for d in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_everything_is_said_inside_the_drawing(width: int, language: str) -> None:
    root = check(draw_series(series(language), width=width), width)
    told = " ".join(words for *_, words in lines(root))
    for word in (*KEYS[language], "Lower Example, probes", "UTC+06:00"):
        assert word in told


@pytest.mark.parametrize("width", WIDTHS)
def test_a_cut_of_one_sample_among_six_thousand_reaches_the_ground(width: int) -> None:
    picture = series()
    svg = draw_series(picture, width=width)
    line = [point for stroke in strokes(svg, "p-thin") for point in stroke if len(stroke) > 2]
    ground = max(y for node in parse(svg).iter(f"{SVG}path") if node.get("class") == "p-axis" for _, y in [
        (float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", node.attrib["d"])
    ])  # fmt: skip
    assert max(y for _, y in line) == pytest.approx(ground, abs=0.11)
    whole = draw_series(replace(picture, values=picture.baseline), width=width)
    assert max(y for stroke in strokes(whole, "p-thin") if len(stroke) > 2 for _, y in stroke) < ground - 10
    assert len(line) <= 4 * width, "four points a column"


def test_gaps_are_never_joined() -> None:
    picture = series()
    times, values = list(picture.times), list(picture.values)
    gap = (times[2000], times[2143])
    svg = draw_series(replace(picture, states=(), baseline=()), width=1088)
    thick = [stroke for stroke in strokes(svg, "p-thin") if len(stroke) > 2]
    assert len(thick) == 2
    unit = (thick[1][-1][0] - thick[0][0][0]) / (times[-1] - times[0])
    assert thick[1][0][0] - thick[0][-1][0] == pytest.approx(unit * (gap[1] - gap[0] + 1200), abs=0.3)
    # A pause in the times themselves is a gap as well.
    without = [at for at, value in enumerate(values) if value is not None and not math.isnan(value)]
    paused = replace(
        picture, times=[times[at] for at in without], values=[values[at] for at in without], states=(), baseline=()
    )
    assert len([stroke for stroke in strokes(draw_series(paused, width=1088), "p-thin") if len(stroke) > 2]) == 2


def test_arrays_of_numpy_and_lists_give_the_same() -> None:
    picture = series(samples=300)
    arrays = replace(
        picture,
        times=np.array(picture.times, np.int64),
        values=np.array([math.nan if value is None else value for value in picture.values]),
        baseline=np.array(picture.baseline),
        states=np.array(picture.states, np.int8),
    )
    assert draw_series(arrays, width=680) == draw_series(picture, width=680)


def test_the_strip_has_each_state_at_its_time() -> None:
    picture = series()
    across = Scale(0, len(picture.times) * 600, 0, 1008)  # six samples a unit
    runs = columns([at - START for at in picture.times], list(picture.states), 600, across)
    assert [state for state, _, _ in runs] == ["on", "off", "on", "no_data", "on", "degraded", "on"]
    assert [round(first) for _, first, _ in runs] == [0, 166, 167, 333, 358, 500, 548]
    assert runs[-1][2] == 1008


points = st.lists(st.floats(0, 1e6), min_size=1, max_size=400)


@given(points, st.integers(1, 60))
@settings(deadline=None, max_examples=80)
def test_no_column_loses_its_least_or_greatest_value(values: list[float], units: int) -> None:
    across = Scale(0, len(values), 0, units)
    every = list(enumerate(values))
    kept = reduced([(float(at), value) for at, value in every], across)
    assert kept == sorted(kept, key=lambda point: point[0]) and set(kept) <= {(float(at), value) for at, value in every}
    for column in range(units):
        here = [value for at, value in every if int(across(at)) == column]
        left = [value for at, value in kept if int(across(at)) == column]
        assert len(left) <= 4
        if here:
            assert (left[0], left[-1], min(left), max(left)) == (here[0], here[-1], min(here), max(here))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=300), st.integers(1, 80))
@settings(deadline=None, max_examples=80)
def test_columns_cover_the_axis_once_and_none_hides_an_outage(states: list[int], units: int) -> None:
    across = Scale(0, len(states), 0, units)
    runs = columns(list(range(len(states))), states, 1, across)
    assert runs[0][1] == 0 and runs[-1][2] == units
    assert all(one[2] == other[1] and one[0] != other[0] for one, other in zip(runs, runs[1:], strict=False))
    assert ("off" in {state for state, _, _ in runs}) == (STATES.index("off") in states)


numbers = st.lists(st.none() | st.floats(allow_nan=True, allow_infinity=True), max_size=60)


@given(numbers, numbers, st.integers(1, 10**6), st.sampled_from(WIDTHS), st.text(max_size=80))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_numbers_are_drawn(
    values: list[float | None], baseline: list[float | None], step: int, width: int, title: str
) -> None:
    times = [START + step * at for at in range(len(values))]
    picture = SeriesPicture(title, "", times, values, step, baseline, [0] * len(values), headed=True)
    check(draw_series(picture, width=width), width)


def test_nothing_measured_is_nothing_drawn() -> None:
    empty = SeriesPicture("t", "d", [], [], 600)
    for picture in (empty, replace(empty, times=[START], values=[None])):
        assert strokes(draw_series(picture, width=680), "p-thin") == []


def test_no_colour_of_a_side_is_used() -> None:
    svg = draw_series(series(), width=680)
    assert not re.search(r'class="[^"]*p-(' + "|".join(palette().side) + r")\b", svg)
