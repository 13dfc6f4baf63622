"""The ratios of the visual rules (section 4), computed by the formula of WCAG 2.2, 1.4.3."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from aigaq.pictures import SIDES
from aigaq.pictures.palette import palette

# As printed in the visual rules: on light paper / card, on dark paper / card.
RATIOS = {
    "ink": (17.3, 17.8, 15.6, 14.4),
    "soft": (6.7, 6.9, 8.2, 7.6),
    "official": (7.9, 8.2, 8.2, 7.6),
    "media": (6.1, 6.2, 8.3, 7.6),
    "ngo": (5.4, 5.6, 8.5, 7.9),
    "witness": (6.8, 7.0, 7.8, 7.2),
    "intergovernmental": (5.7, 5.8, 8.7, 8.0),
    "armed_group": (6.6, 6.8, 9.5, 8.8),
    "measurement": (17.3, 17.8, 15.6, 14.4),
    "other": (5.2, 5.3, 9.0, 8.3),
    "unknown": (4.6, 4.7, 6.8, 6.3),
}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("token", RATIOS)
def test_contrast(token: str) -> None:
    colours, papers = palette().colour(token), palette().paper
    found = (
        ratio(colours.light, papers["paper"].light),
        ratio(colours.light, papers["card"].light),
        ratio(colours.dark, papers["paper"].dark),
        ratio(colours.dark, papers["card"].dark),
    )
    assert min(found) >= 4.5
    assert found == pytest.approx(RATIOS[token], abs=0.11)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_labels_and_marks_are_told_from_land(theme: str) -> None:
    land = getattr(palette().paper["land"], theme)
    for token in ("ink", "soft"):
        assert ratio(getattr(palette().colour(token), theme), land) >= 4.5, token
    for side in SIDES:
        assert ratio(getattr(palette().colour(side), theme), land) >= 3, side


def test_every_side_has_a_shape_and_a_colour_of_its_own() -> None:
    sides = palette().side
    assert set(sides) == set(SIDES)
    for one, other in combinations(sides, 2):
        assert sides[one].shape != sides[other].shape
        assert sides[one].light != sides[other].light
        assert sides[one].dark != sides[other].dark


def area(data: str) -> set[tuple[int, int]]:
    """The cells of a half-unit grid a straight-edged shape covers; a circle is told by its arcs."""
    if "A" in data:
        return {(x, y) for x in range(-16, 17) for y in range(-16, 17) if x * x + y * y <= 144}
    points: list[tuple[float, float]] = []
    for command, rest in re.findall(r"([MLHV])([^MLHVZ]*)", data):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", rest)]
        x, y = points[-1] if points else (0.0, 0.0)
        points.append(
            (numbers[0], y) if command == "H" else (x, numbers[0]) if command == "V" else (numbers[0], numbers[1])
        )
    return {(x, y) for x in range(-16, 17) for y in range(-16, 17) if inside(points, x / 2 + 0.01, y / 2 + 0.01)}


def inside(points: list[tuple[float, float]], x: float, y: float) -> bool:
    found = False
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            found = not found
    return found


def test_shapes_differ_on_grey_paper() -> None:
    areas = {side: area(shape.shape) for side, shape in palette().side.items()}
    for one, other in combinations(areas, 2):
        both, either = areas[one] & areas[other], areas[one] | areas[other]
        assert len(both) / len(either) < 0.9, (one, other)


def test_halves_are_lower_halves() -> None:
    for side, shape in palette().side.items():
        if "A" in shape.half:
            continue
        whole, half = area(shape.shape), area(shape.half)
        assert 0.3 < len(half) / len(whole) < 0.7, side
        assert len(half - whole) <= 4, side
        assert min(y for _, y in half) >= -2, side
