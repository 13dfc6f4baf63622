from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.surface import TARGET, Box, Surface, Words, text_box
from tests.pictures.checking import SVG, parse


def test_without_links_the_drawing_is_one_image() -> None:
    root = parse(Surface(328).svg("Title", "About", height=50))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Title")
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert described.text == "About"


def test_links_lie_beside_the_image_and_not_in_it() -> None:
    surface = Surface(328)
    surface.link(Box(0, 0, 4, 4), "#a", "statement")
    root = parse(surface.svg("Title", "", height=50))
    assert [child.get("role") for child in root if child.tag != f"{SVG}style"] == ["img", None]
    assert root.get("role") == "group"


def test_a_link_without_a_name_or_a_safe_address_is_none() -> None:
    surface = Surface(328)
    surface.link(Box(0, 0, 4, 4), "javascript:x", "statement")
    surface.link(Box(0, 0, 4, 4), "#a", " ")
    assert surface.links == []


@given(st.floats(-50, 400), st.floats(0, 100), st.floats(0, 90))
def test_targets_are_large_and_inside(left: float, top: float, width: float) -> None:
    box = Box(left, top, left + width, top + 3).grown_to(TARGET).moved_inside(328)
    assert box.width >= TARGET - 1e-6
    assert box.height >= TARGET - 1e-6
    assert box.left >= -1e-6
    assert box.right <= 328 + 1e-6


def test_text_of_several_kinds() -> None:
    surface = Surface(328)
    surface.text(5, 20, Words("7", "p-b"), Words(""), Words(" police", "p-q"), anchor="end", halo=True)
    surface.text(5, 20, Words(""))
    assert len(surface.nodes) == 1
    assert str(surface.nodes[0]).count("<tspan") == 2


def test_boxes() -> None:
    assert text_box(100, 50, 40, anchor="middle").left == 80
    assert text_box(100, 50, 40, anchor="end").right == 100
    assert Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3))
    assert not Box(0, 0, 2, 2).meets(Box(2, 0, 3, 3))


def test_what_lies_under_the_drawing_is_dated_like_what_lies_on_it() -> None:
    surface = Surface(328)
    with surface.known("2031-01-02"):
        surface.rule("p-hair", (0, 1), (2, 1))
        surface.text(0, 20, Words("a"))
    surface.rule("p-axis", (0, 2), (2, 2))
    root = parse(surface.svg("Title", "", height=50))
    dated = [node for node in root.iter(f"{SVG}g") if node.get("data-from") == "2031-01-02"]
    assert [[child.tag.removeprefix(SVG) for child in node] for node in dated] == [["path"], ["text"]]
