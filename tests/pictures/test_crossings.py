"""Whom two lists share: a number in each cell, a sign where nobody is, a hatch where nobody can be."""

from __future__ import annotations

import pytest

from aigaq.pictures import WIDTHS, Crossings, draw_crossings
from aigaq.pictures.crossings import EMPTY
from tests.pictures.checking import SVG, check, lines, parse
from tests.pictures.toll_samples import lists


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [0, 1, 3, 6, 12, 40])
def test_any_number_of_lists_is_drawn(width: int, count: int) -> None:
    root = check(draw_crossings(lists(count), width=width), width)
    frames = list(root.iter(f"{SVG}rect"))
    assert len(frames) == count * (count + 1) // 2


@pytest.mark.parametrize("width", WIDTHS)
def test_each_kind_of_cell_is_told_without_colour(width: int) -> None:
    picture = Crossings("t", "d", ("a", "b", "c"), (40, 30, 20), {(1, 0): 12, (2, 0): 0, (2, 1): None})
    svg = draw_crossings(picture, width=width)
    told = [words for *_, words in lines(parse(svg))]
    for words in ("40", "30", "20", "12", f"{EMPTY} 0", "1. a", "2. b", "3. c"):
        assert words in told
    kinds = [node.get("class") for node in parse(svg).iter(f"{SVG}rect")]
    assert kinds == ["p-box", "p-frame", "p-box", "p-dashed", "p-frame", "p-box"]
    assert svg.count('class="p-lead"') > 4, "what is impossible is hatched"


def test_a_number_that_does_not_fit_is_left_to_the_table() -> None:
    svg = draw_crossings(lists(40), width=328)
    assert "1\u00a0000" not in svg and "<circle" in svg
