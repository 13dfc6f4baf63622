"""A staircase: each step as long as its weight, starting where the one before it ended; no words beyond the edge."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Stair, Stairs, draw_stairs
from tests.pictures.checking import SVG, check, lines, parse

STEPS = (
    Stair("surname", 8.0, "same in another spelling"),
    Stair("given", -4.0, "different"),
    Stair("birth", 0.0, "not known", silent=True),
    Stair("a field whose name is a good deal longer than any other", 2.0, "equal"),
)
STAIRS = Stairs("one | other", "Weights in bits", -6.0, STEPS, "before", "after", "0.5: cannot tell")


def bars(svg: str) -> list[tuple[str, float, float]]:
    """Class, left and right of each bar."""
    return [
        (node.get("class", ""), float(node.attrib["x"]), float(node.attrib["x"]) + float(node.attrib["width"]))
        for node in parse(svg).iter(f"{SVG}rect")
        if node.get("class") in ("p-down", "p-outline")
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_said_inside_the_drawing(width: int) -> None:
    root = check(draw_stairs(STAIRS, width=width), width)
    told = " ".join(words for *_, words in lines(root))
    for words in ("before", "after", "surname", "given", "birth"):
        assert words in told


@pytest.mark.parametrize("width", WIDTHS)
def test_a_step_is_as_long_as_its_weight_and_begins_where_the_last_ended(width: int) -> None:
    first, second, last = bars(draw_stairs(STAIRS, width=width))
    assert [first[0], second[0], last[0]] == ["p-down", "p-outline", "p-down"]
    unit = (first[2] - first[1]) / 8
    assert abs((second[2] - second[1]) / 4 - unit) < 0.1
    assert abs(second[2] - first[2]) < 0.2, "the step against begins at the top of the step for"
    assert abs(last[1] - second[1]) < 0.2, "what says nothing moves nothing"
    assert abs((last[2] - last[1]) / 2 - unit) < 0.1


def test_what_says_nothing_has_no_bar() -> None:
    svg = draw_stairs(STAIRS, width=680)
    assert len(bars(svg)) == 3
    assert len(re.findall(r'class="p-gap"', svg)) == 1


@given(
    st.lists(
        st.builds(Stair, st.text(max_size=30), st.floats(-200, 200), st.text(max_size=30), silent=st.booleans()),
        max_size=6,
    ),
    st.floats(-100, 100),
    st.sampled_from(WIDTHS),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_steps_are_drawn(steps: list[Stair], start: float, width: int) -> None:
    check(draw_stairs(Stairs("t", "d", start, tuple(steps), "before", "after"), width=width), width)
