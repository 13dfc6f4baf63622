"""Intervals: every mark where its number says, what was counted before all, no number where there is none."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Interval, Intervals, Level, draw_intervals
from aigaq.pictures.palette import palette
from tests.pictures.checking import SVG, check, lines, parse
from tests.pictures.toll_samples import endless, even, far


def marks(svg: str, family: str) -> list[float]:
    """Where the marks of a family stand."""
    shape = palette().estimate[family]
    found = [node for node in parse(svg).iter(f"{SVG}path") if node.get("d") == shape]
    return [float(re.findall(r"[-\d.]+", node.attrib["transform"])[0]) for node in found]


def ends(node: Element) -> tuple[float, float]:
    """The least and the greatest x of a line."""
    across = [float(number) for number in re.findall(r"[-\d.]+", node.attrib["d"])[::2]]
    return min(across), max(across)


def bars(svg: str) -> list[tuple[float, float]]:
    rects = [node for node in parse(svg).iter(f"{SVG}rect") if node.get("class") == "p-down"]
    return [(float(node.attrib["x"]), float(node.attrib["x"]) + float(node.attrib["width"])) for node in rects]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_everything_is_said_inside_the_drawing(width: int, language: str) -> None:
    root = check(draw_intervals(even(language), width=width), width)
    told = " ".join(words for *_, words in lines(root))
    for row in even(language).rows:
        assert row.label in told
    for number in ("76", "100", "145", "138 (120–165)"):
        assert number in told


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_where_their_numbers_say(width: int) -> None:
    svg = draw_intervals(even(), width=width)
    (documented,), (bound,) = marks(svg, "documented"), marks(svg, "bound")
    (log_linear,), (latent,) = marks(svg, "loglinear"), marks(svg, "latent_class")
    unit = (latent - documented) / (146 - 76)
    assert abs(documented + unit * (138 - 76) - log_linear) < 0.2
    assert abs(documented + unit * (130 - 76) - bound) < 0.2
    (first, second) = bars(svg)
    assert abs(first[0] - (documented + unit * (130 - 76))) < 0.2
    assert abs(second[1] - (documented + unit * (180 - 76))) < 0.2


def test_what_was_counted_and_who_said_what_are_lines_of_their_own() -> None:
    svg = draw_intervals(even(), width=680)
    assert [len(re.findall(f'class="{name}"', svg)) for name in ("p-dotted", "p-dashed")] == [1, 1]
    assert len(marks(svg, "documented")) == 1


def test_a_family_that_is_refused_has_words_and_no_mark() -> None:
    alone = replace(even(), rows=(Interval("graphs", "decomposable", words="refused"),))
    svg = draw_intervals(alone, width=680)
    assert "refused" in svg and bars(svg) == []
    assert not any(marks(svg, name) for name in palette().estimate), "not even what was counted: there is no axis"


def test_numbers_far_apart_stand_on_powers_of_ten_and_that_is_said() -> None:
    svg = draw_intervals(far(), width=1088)
    ((low, high),) = bars(svg)
    (middle,) = marks(svg, "loglinear")
    unit = (high - low) / math.log(9000 / 300)
    assert abs(low + unit * math.log(500 / 300) - middle) < 0.3
    assert "powers of ten" in svg and "powers of ten" not in draw_intervals(even(), width=1088)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_no_upper_end_runs_off_the_axis_into_an_arrow(width: int) -> None:
    svg = draw_intervals(endless(), width=width)
    check(svg, width)
    thin = [ends(node) for node in parse(svg).iter(f"{SVG}path") if node.get("class") == "p-box"]
    axis = max(high for low, high in bars(svg))
    heads = [(low, high) for low, high in thin if high - low < 6]
    assert len(heads) == 2, "an arrow for each row without an upper end, none for the other"
    assert all(high > axis and high <= width for _, high in heads)
    whole, half, closed = (one for one in thin if one not in heads)
    assert whole[1] == half[1] == heads[0][1] > closed[1]
    first, second, third = bars(svg)
    assert first[1] > third[1] > second[1], "the thick bar runs to the end of the axis only where it has no end itself"


def test_no_colour_of_a_side_is_used() -> None:
    svg = draw_intervals(even(), width=680)
    assert not re.search(r'class="[^"]*p-(' + "|".join(palette().side) + r")\b", svg)


numbers = st.none() | st.floats(0, 1e12) | st.sampled_from([0.0, 1.0, 1e300, math.inf, math.nan])


@st.composite
def rows(draw: st.DrawFn) -> Interval:
    ends = sorted(draw(st.lists(st.floats(0, 1e13), min_size=4, max_size=4)))
    return Interval(
        draw(st.text(max_size=30)),
        draw(st.sampled_from([*palette().estimate, "what nobody knows"])),
        draw(numbers),
        draw(st.none() | st.sampled_from([(ends[1], ends[2]), (ends[1], None)])),
        draw(st.none() | st.sampled_from([(ends[0], ends[3]), (ends[0], None)])),
        draw(numbers),
        draw(st.text(max_size=40)),
    )


levels = st.builds(Level, st.text(max_size=70), st.floats(0, 1e13), st.sampled_from(["documented", "claimed", "truth"]))


@given(st.lists(rows(), max_size=5), st.lists(levels, max_size=3), st.sampled_from(WIDTHS))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_numbers_are_drawn(told: list[Interval], through: list[Level], width: int) -> None:
    check(draw_intervals(Intervals("t", "d", tuple(told), tuple(through), "far"), width=width), width)
