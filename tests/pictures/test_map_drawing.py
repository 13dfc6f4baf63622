from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from aigaq.pictures import WIDTHS, Map, MapPlace, Mark, draw_map
from tests.pictures import map_samples, strategies
from tests.pictures.checking import SVG, check, lines, parse

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [map_samples.country, map_samples.crowded])
def test_samples_keep_to_the_rules(sample, language: str, width: int) -> None:  # type: ignore[no-untyped-def]
    picture = sample(language)
    assert isinstance(picture, Map)
    svg = draw_map(picture, width=width)
    check(svg, width)
    assert svg == draw_map(picture, width=width)


@settings(max_examples=150)
@given(picture=strategies.maps)
def test_any_map_keeps_to_the_rules(picture: Map) -> None:
    for width in (328, 1088):
        check(draw_map(picture, width=width), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sample", [map_samples.country, map_samples.crowded])
def test_labels_do_not_lie_on_each_other(sample, width: int) -> None:  # type: ignore[no-untyped-def]
    for language in LANGUAGES:
        svg = draw_map(bare(sample(language)), width=width)
        boxes = list(lines(parse(svg)))
        assert len(boxes) > 6
        for (left, right, base, words), (other_left, other_right, other, other_words) in combinations(boxes, 2):
            apart = abs(base - other) >= 12 or left >= other_right - 1 or other_left >= right - 1
            assert apart, (words, other_words)


def bare(picture: Map) -> Map:
    """Without periods, so that every text is drawn once."""
    return replace(picture, places=tuple(replace(place, periods=()) for place in picture.places))


def said(svg: str) -> list[str]:
    return [words for *_, words in lines(parse(svg))]


def rings(svg: str, cls: str) -> list[float]:
    return [float(node.attrib["r"]) for node in parse(svg).iter(f"{SVG}circle") if node.get("class") == cls]


def test_a_town_is_a_dot_in_a_ring_of_the_same_size_at_every_width() -> None:
    for width in WIDTHS:
        found = rings(draw_map(map_samples.country("en"), width=width), "p-somewhere")
        assert found == [10.0, 10.0]


def test_close_places_are_drawn_larger_true_to_scale() -> None:
    svg = draw_map(map_samples.country("en"), width=1088)
    words = said(svg)
    assert {"A · Minetown", "B", "enlarged: A", "enlarged: B", "Town hall", "Coal Square"} <= set(words)
    # The scale bars, of the whole and of both parts, tell how large the rings of 1 km and of 100 m should be.
    _, part, part_of_it = (length / kilometres(words) for words, length in zip(scales(svg), bars(svg), strict=True))
    assert sorted(rings(svg, "p-within")) == pytest.approx(sorted([part, part_of_it / 10, part_of_it / 10]), rel=0.02)


def scales(svg: str) -> list[str]:
    return [words for words in said(svg) if re.fullmatch(r"[\d,]+ k?m", words)]


def kilometres(words: str) -> float:
    number, unit = words.split()
    return float(number.replace(",", "")) / (1 if unit == "km" else 1000)


def bars(svg: str) -> list[float]:
    found = [node.get("d", "") for node in parse(svg).iter(f"{SVG}path") if node.get("class") == "p-axis"]
    corners = [re.findall(r"[ML]([\d.]+) [\d.]+", data) for data in found]
    return [float(points[2]) - float(points[0]) for points in corners]


def test_a_region_without_a_point_is_hatched_and_named() -> None:
    svg = draw_map(map_samples.country("en"), width=680)
    assert svg.count('class="p-region"') == 1
    assert "Western Province" in said(svg)
    without = replace(map_samples.country("en"), places=map_samples.country("en").places[:3])
    assert 'class="p-region"' not in draw_map(without, width=680)
    assert "Western Province" not in said(draw_map(without, width=680))


def test_every_statement_of_the_map_is_led_to_and_no_other() -> None:
    svg = draw_map(map_samples.country("en"), width=1088)
    hrefs = {node.get("href") for node in parse(svg).iter(f"{SVG}a")}
    assert hrefs == {f"#m{number}" for number in range(1, 9)}


def test_many_are_counted_by_side_and_lead_to_their_list() -> None:
    picture = replace(map_samples.crowded("en"), places=map_samples.crowded("en").places[:40])
    svg = draw_map(bare(picture), width=680)
    assert said(svg).count("\u00d720") == 2
    assert {node.get("href") for node in parse(svg).iter(f"{SVG}a")} == {"#mine"}


def test_a_map_without_borders_is_as_large_as_its_places() -> None:
    two = [MapPlace(45.0, 70.0, "settlement", "a"), MapPlace(46.0, 71.0, "settlement", "b")]
    picture = Map("t", "d", (), tuple(two), map_samples.MAP_WORDS["en"])
    svg = draw_map(picture, width=680)
    check(svg, 680)
    assert {"a", "b"} <= set(said(svg))


def test_nothing_gives_an_empty_named_picture() -> None:
    root = check(draw_map(Map("t", "d", (), (), map_samples.MAP_WORDS["en"]), width=328), 328)
    assert root.get("aria-label") == "t"
    assert not list(root.iter(f"{SVG}text"))


def test_side_is_told_by_shape_and_never_by_a_dot() -> None:
    svg = draw_map(map_samples.country("en"), width=680)
    for node in parse(svg).iter(f"{SVG}circle"):
        assert node.get("class") in ("p-somewhere", "p-within", "p-point", "p-ring")
    assert "p-official" in svg and "p-witness" in svg


def test_a_place_of_a_machine_keeps_its_ring() -> None:
    one = MapPlace(45.0, 70.0, "settlement", "a", Mark("media", machine=True), number="1")
    assert 'class="p-ring"' in draw_map(Map("t", "d", (), (one,), map_samples.MAP_WORDS["en"]), width=328)
