"""Bands of the network: on each other never, an open side as an arrow, a moment as a diamond, one title an observer."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from aigaq.pictures import WIDTHS, Days, Mark, NetworkRow, NetworkSpell, Period, draw_days
from tests.pictures import samples
from tests.pictures.checking import SVG, check, lines, parse


def network(*spells: NetworkSpell, language: str = "en", end: str = "2031-01-10") -> Days:
    row = NetworkRow("Cable Watch", Mark("measurement"), spells)
    return Days("t", "d", (), (row,), samples.DAY_WORDS[language], "2031-01-01", end)


MANY = tuple(
    NetworkSpell(
        state,
        (f"2031-01-0{day}T{hour}:00Z", f"2031-01-0{day}T{hour}:30Z"),
        None if day % 2 else (f"2031-01-0{day + 1}T10:00Z", f"2031-01-0{day + 1}T10:00Z"),
        label=f"{day} Lower Example, mobile and fixed",
        href=f"#n-{day}-{hour}",
    )
    for day in (3, 4, 5)
    for hour, state in ((10, "degraded"), (11, "down"), (12, "up"))
)


def paths(svg: str, cls: str) -> list[list[tuple[float, float]]]:
    found = [node.get("d", "") for node in parse(svg).iter(f"{SVG}path") if node.get("class") == cls]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", data)] for data in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_bands_and_labels_of_one_observer_do_not_lie_on_each_other(width: int, language: str) -> None:
    svg = draw_days(network(*MANY, language=language), width=width)
    root = check(svg, width)
    boxes = list(lines(root))
    for (left, right, y, one), (other_left, other_right, other_y, other) in combinations(boxes, 2):
        apart = right < other_left + 1 or other_right < left + 1 or abs(y - other_y) > 11
        assert apart, (one, other)
    links = [link.find(f"{SVG}rect") for link in root.iter(f"{SVG}a")]
    areas = [{name: float(area.attrib[name]) for name in ("x", "y", "width", "height")} for area in links if area is not None]  # fmt: skip
    assert len(areas) >= len(MANY)
    for a, b in combinations(areas, 2):
        across = a["x"] < b["x"] + b["width"] - 1 and b["x"] < a["x"] + a["width"] - 1
        assert not across or abs(a["y"] - b["y"]) >= 24


def test_one_observer_has_one_title_and_one_line_where_nothing_touches() -> None:
    late = NetworkSpell("up", ("2031-01-08T10:00Z", "2031-01-08T10:00Z"), ("2031-01-08T12:00Z", "2031-01-08T12:00Z"))
    early = NetworkSpell("up", ("2031-01-02T10:00Z", "2031-01-02T10:00Z"), ("2031-01-02T12:00Z", "2031-01-02T12:00Z"))
    svg = draw_days(network(early, late), width=1088)
    assert [words for *_, words in lines(parse(svg))].count("Cable Watch") == 1
    assert len(paths(svg, "p-base")) == 1 and len(paths(svg, "p-outline")) == 2
    together = draw_days(network(early, NetworkSpell("down", early.start, early.end)), width=1088)
    assert len(paths(together, "p-base")) == 2


def test_a_beginning_that_is_a_bound_has_an_arrow_to_the_left_and_an_upright_edge() -> None:
    svg = draw_days(network(NetworkSpell("down", ("..", "2031-01-05T12:00Z"), ("2031-01-07", "2031-01-07"))), width=680)
    ((band),) = paths(svg, "p-down")
    (arrow,) = paths(svg, "p-bound")
    assert band[0][0] == band[1][0] == max(x for x, _ in arrow)
    assert arrow[1][0] < arrow[0][0]


def test_an_end_that_is_a_bound_has_an_arrow_to_the_right() -> None:
    end = ("2031-01-07T10:00Z", "..")
    svg = draw_days(network(NetworkSpell("down", ("2031-01-05", "2031-01-05"), end)), width=680)
    (arrow,) = paths(svg, "p-bound")
    assert arrow[1][0] > arrow[0][0] == max(x for x, _ in paths(svg, "p-down")[0])


def test_what_was_seen_or_said_at_a_time_is_a_diamond_and_does_not_fade() -> None:
    at = ("2031-01-05T10:00Z", "2031-01-05T10:30Z")
    for state in ("indicator", "statement"):
        svg = draw_days(network(NetworkSpell(state, at)), width=680)
        assert len(paths(svg, "p-dotted")) == 1 and len(paths(svg, "p-dotted")[0]) == 4
        assert "end not stated" not in svg
    assert len(paths(draw_days(network(NetworkSpell("down", at)), width=680), "p-down")) > 3


def test_a_band_known_later_is_left_out_before() -> None:
    spells = [NetworkSpell("down", ("2031-01-03", "2031-01-03"), label=f"{n}", href=f"#{n}", periods=(Period(day),)) for n, day in ((1, "2031-01-04"), (2, "2031-01-09"))]  # fmt: skip
    root = check(draw_days(network(*spells), width=680), 680)
    since = {node.get("data-from"): [text.text for text in node.iter(f"{SVG}text")] for node in root.iter(f"{SVG}g") if node.get("data-from")}  # fmt: skip
    assert set(since) == {"2031-01-04", "2031-01-09"}


def test_a_long_label_lies_over_its_band() -> None:
    spell = NetworkSpell("down", ("2031-01-02", "2031-01-02"), ("2031-01-09", "2031-01-09"), label="everywhere " * 4)
    svg = draw_days(network(spell), width=680)
    top = min(y for _, y in paths(svg, "p-down")[0])
    assert any(words.startswith("everywhere") and y < top for *_, y, words in lines(parse(svg)))
