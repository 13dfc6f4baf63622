from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from aigaq.pictures import SIDES, Mark, icon
from aigaq.pictures.marks import RIGHT, glyph
from tests.pictures.checking import SVG
from tests.pictures.strategies import marks, words


def shapes(svg: str) -> list[str]:
    return [node.attrib["d"] for node in ElementTree.fromstring(svg).iter(f"{SVG}path")]


def test_each_side_has_its_shape() -> None:
    assert len({shapes(icon(Mark(side)))[0] for side in SIDES}) == len(SIDES)


def test_a_side_not_known_is_drawn_as_unknown() -> None:
    assert icon(Mark("martian")) == icon(Mark("unknown"))


def test_standings_are_told_apart_without_colour() -> None:
    standings = ("standing", "superseded", "corrected", "withdrawn", "denied")
    assert len({icon(Mark("official", standing)) for standing in standings}) == len(standings)
    assert icon(Mark("official", "withdrawn")) == icon(Mark("official", "disowned"))


def test_a_standing_not_known_never_looks_as_if_it_stood() -> None:
    assert icon(Mark("official", "whatever")) == icon(Mark("official", "superseded"))


def test_qualifiers_are_told_apart() -> None:
    qualifiers = ("exact", "about", "at_least", "more_than", "up_to", "range", "vague", "unknown")
    assert len({icon(Mark("official", qualifier=qualifier)) for qualifier in qualifiers}) == len(qualifiers)


def test_a_dotted_ring_means_a_machine() -> None:
    assert "stroke-dasharray" in icon(Mark("ngo", machine=True))
    assert "stroke-dasharray" not in icon(Mark("ngo"))


def test_disputed_is_shown_twice_each_with_its_ring() -> None:
    svg = icon(Mark("ngo", disputed=True))
    assert svg.count("<circle") == 2
    assert shapes(svg)[0] == shapes(svg)[1]


def test_whiskers_turn_with_the_value_axis() -> None:
    assert "rotate(90)" in str(glyph(Mark("ngo", qualifier="at_least"), (0, 0), axis=RIGHT))
    assert "rotate" not in str(glyph(Mark("ngo", qualifier="about"), (0, 0), axis=RIGHT))


def test_an_icon_is_decorative_unless_it_has_a_label() -> None:
    assert ElementTree.fromstring(icon(Mark("ngo"))).get("aria-hidden") == "true"
    named = ElementTree.fromstring(icon(Mark("ngo"), label='NGO "x"'))
    assert (named.get("role"), named.get("aria-label"), named.get("aria-hidden")) == ("img", 'NGO "x"', None)


@given(mark=marks, label=words)
def test_icons_are_valid_and_carry_their_colour(mark: Mark, label: str) -> None:
    root = ElementTree.fromstring(icon(mark, label=label))
    assert f"var(--{mark.side_class},light-dark(" in root.attrib["style"]
    assert "class" not in {name for node in root.iter() if node is not root for name in node.attrib}
    assert len(icon(mark)) < 1500


@pytest.mark.parametrize("qualifier", ["at_least", "more_than", "up_to", "about", "range", "vague", "unknown"])
def test_the_box_of_an_icon_holds_its_whisker(qualifier: str) -> None:
    root = ElementTree.fromstring(icon(Mark("official", qualifier=qualifier)))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    data = next(node.attrib["d"] for node in root.iter(f"{SVG}path") if "stroke-width" in node.attrib["style"])
    for command, x, y in re.findall(r"([ML])(-?[\d.]+)[ ]?(-?[\d.]+)", data):
        assert left <= float(x) <= left + width, command
        assert top <= float(y) <= top + height, command
