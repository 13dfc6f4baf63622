"""One beginning, enlarged: a row each, the diamond to scale, a bound as an arrow, nothing beyond the edge."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Mark, Onset, Onsets, Period, draw_onsets
from tests.pictures import strategies
from tests.pictures.checking import SVG, check, lines, parse

ROWS = (
    Onset("Cable Watch", Mark("measurement"), ("2031-01-05T10:15Z", "2031-01-05T10:45Z"), "2031-01-05T10:30Z", "16:30 (to a quarter of an hour), all networks", "#n-1"),
    Onset("The Example Bulletin", Mark("media"), ("2031-01-05T11:00Z", "2031-01-05T11:00Z"), "2031-01-05T11:00Z", "17:00 (to the minute)", "#n-2", periods=(Period("2031-01-07"),)),
    Onset("The operator", Mark("official"), ("..", "2031-01-05T11:32Z"), "", "by 17:32", "#n-3"),
)  # fmt: skip
ONSETS = Onsets("Down", "Three observers", ROWS, 360)


def paths(svg: str, cls: str) -> list[list[tuple[float, float]]]:
    found = [node.get("d", "") for node in parse(svg).iter(f"{SVG}path") if node.get("class") == cls]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", data)] for data in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_observer_has_a_row_that_leads_to_its_statement(width: int) -> None:
    root = check(draw_onsets(ONSETS, width=width), width)
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["#n-1", "#n-2", "#n-3"]
    told = " ".join(words for *_, words in lines(root))
    assert all(row.who in told for row in ROWS) and "by 17:32" in told
    for (left, right, y, one), (other_left, other_right, other_y, other) in combinations(lines(root), 2):
        assert right < other_left + 1 or other_right < left + 1 or abs(y - other_y) > 11, (one, other)


def test_the_diamond_is_to_scale_and_its_stroke_at_the_moment_named() -> None:
    svg = draw_onsets(ONSETS, width=1088)
    wide, exact = paths(svg, "p-pointed")
    strokes = [points[0][0] for points in paths(svg, "p-whisk")]
    assert strokes[0] == wide[1][0] and abs((wide[0][0] + wide[2][0]) / 2 - strokes[0]) < 0.2
    minute = (wide[2][0] - wide[0][0]) / 30
    assert exact[0][0] == exact[2][0] == strokes[1]
    assert abs((strokes[1] - strokes[0]) / minute - 30) < 0.1, "half an hour apart"


def test_a_bound_is_an_arrow_to_the_left_and_no_moment() -> None:
    svg = draw_onsets(ONSETS, width=680)
    (arrow,) = paths(svg, "p-bound")
    assert arrow[0][0] == arrow[1][0] == arrow[2][0] > arrow[3][0]
    assert len(paths(svg, "p-whisk")) == 2


def test_a_moment_beside_its_own_bounds_widens_them() -> None:
    odd = Onset("x", Mark("media"), ("2031-01-05T10:00Z", "2031-01-05T10:10Z"), "2031-01-05T10:40Z")
    (points,) = paths(draw_onsets(Onsets("t", "d", (odd,), 360), width=680), "p-pointed")
    assert points[0][0] < points[1][0] == points[2][0]


def test_hours_are_those_of_the_clock_that_is_drawn() -> None:
    def hours(offset: int | None) -> list[str]:
        svg = draw_onsets(Onsets("t", "d", ROWS[:1], offset), width=1088)
        return [words for *_, words in lines(parse(svg)) if re.fullmatch(r"\d\d:\d\d", words)]

    assert "16:30" in hours(360) and "10:30" in hours(None) and "10:30" not in hours(360)


def test_who_was_not_known_yet_is_left_out() -> None:
    root = parse(draw_onsets(ONSETS, width=680))
    late = [node for node in root.iter(f"{SVG}g") if node.get("data-from") == "2031-01-07"]
    assert len(late) == 2 and {link.get("href") for node in late for link in node.iter(f"{SVG}a")} == {"#n-2"}


def test_nothing_gives_an_empty_named_picture() -> None:
    for rows in ((), (Onset("x", Mark("media"), ("", "someday")),)):
        root = check(draw_onsets(Onsets("t", "d", rows), width=328), 328)
        assert not list(root.iter(f"{SVG}text"))


any_onset = st.builds(
    Onset,
    who=strategies.words,
    mark=strategies.marks,
    span=strategies.pairs,
    at=strategies.dates,
    label=strategies.words,
    href=strategies.hrefs,
    detail=strategies.words,
    periods=strategies.periods,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(rows=st.lists(any_onset, max_size=6), offset=st.sampled_from([None, 360, -720]))
def test_any_beginning_keeps_to_the_rules(rows: list[Onset], offset: int | None) -> None:
    for width in (328, 680):
        svg = draw_onsets(Onsets("t", "d", tuple(rows), offset), width=width)
        check(svg, width)
        assert svg == draw_onsets(Onsets("t", "d", tuple(rows), offset), width=width)
        assert len(svg) < 200_000
