"""Chains: all on one axis, every draw where its number says, the peaks marked and named."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Hill, Traces, draw_traces
from tests.pictures.checking import SVG, check, lines, parse
from tests.pictures.toll_samples import chains


def walks(svg: str) -> list[list[tuple[float, float]]]:
    found = [node.attrib["d"] for node in parse(svg).iter(f"{SVG}path") if node.get("class") == "p-hatch"]
    return [[(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", path)] for path in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_said_inside_the_drawing(width: int) -> None:
    root = check(draw_traces(chains(), width=width), width)
    told = [words for *_, words in lines(root)]
    for words in ("chain 1", "chain 4", "how often", "1. 40: 80 %", "2. 90: 20 %"):
        assert words in told


def test_draws_stand_where_their_numbers_say() -> None:
    flat = replace(chains(), chains=(("low", (10.0, 10.0)), ("high", (100.0, 100.0)), ("middle", (10**1.5, 10**1.5))))
    low, high, middle = (walk[0][1] for walk in walks(draw_traces(flat, width=1088)))
    assert high < low, "up is more"
    assert abs((low + high) / 2 - middle) < 0.2, "equal steps are equal factors"


@pytest.mark.parametrize("width", WIDTHS)
def test_each_chain_has_a_panel_of_its_own(width: int) -> None:
    drawn = walks(draw_traces(chains(), width=width))
    assert [len(walk) for walk in drawn] == [100] * 4
    boxes = sorted((min(x for x, _ in walk), max(x for x, _ in walk), max(y for _, y in walk)) for walk in drawn)
    for one, other in zip(boxes, boxes[1:], strict=False):
        assert one[1] < other[0] or abs(one[2] - other[2]) > 20 or one[0] == other[0]


def test_one_peak_has_no_number() -> None:
    one = replace(chains(), hills=(Hill(40, "40: all of it"),))
    assert "40: all of it" in [words for *_, words in lines(parse(draw_traces(one, width=680)))]


@given(
    st.lists(st.tuples(st.text(max_size=12), st.lists(st.floats(0, 1e9), max_size=30).map(tuple)), max_size=4),
    st.lists(st.floats(0, 1e9), max_size=8, unique=True).map(sorted),
    st.sampled_from([0.0, 3.0, math.inf]),
    st.sampled_from(WIDTHS),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_draws_are_drawn(
    told: list[tuple[str, tuple[float, ...]]], at: list[float], top: float, width: int
) -> None:
    density = tuple((value, top) for value in at)
    hills = tuple(Hill(value, "a peak") for value in at[:2])
    check(draw_traces(Traces("t", "d", tuple(told), density, hills, "how often"), width=width), width)
