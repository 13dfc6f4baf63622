from __future__ import annotations

import pytest

from aigaq.pictures import Map, MapPlace
from aigaq.pictures.map_ground import ground_of
from aigaq.pictures.map_spots import close_ones, regions_of, spots_of, town_of
from tests.pictures import map_samples


def spots(*places: MapPlace):  # type: ignore[no-untyped-def]
    picture = Map("t", "d", map_samples.regions("en"), places, map_samples.MAP_WORDS["en"])
    ground = ground_of(picture)
    assert ground is not None
    return spots_of(picture, ground), ground


def test_one_town_with_two_roundings_is_one_spot() -> None:
    found, _ = spots(
        MapPlace(45.0, 60.0, "settlement", "Town"),
        MapPlace(45.04, 60.03, "settlement", "Town"),
        MapPlace(45.0, 60.0, "settlement", "Other"),
        MapPlace(48.0, 60.0, "settlement", "Town"),
    )
    assert [(spot.name, len(spot.places)) for spot in found] == [("Town", 2), ("Other", 1), ("Town", 1)]


def test_places_known_to_a_distance_are_one_spot_only_at_one_point() -> None:
    found, _ = spots(
        MapPlace(45.0, 60.0, "100m", "Hall"),
        MapPlace(45.0, 60.0, "100m", "Hall, again"),
        MapPlace(45.0, 60.0, "1km", "Hall"),
    )
    assert [(spot.within, len(spot.places)) for spot in found] == [(0.1, 2), (1.0, 1)]


@pytest.mark.parametrize(
    ("text", "kilometres"),
    [("100m", 0.1), ("1km", 1.0), ("2.5 km", 2.5), ("settlement", None), ("", None), ("1e9km", None), ("-1km", None)],
)
def test_a_distance_is_read(text: str, kilometres: float | None) -> None:
    assert MapPlace(1.0, 1.0, text, "x").within == kilometres


def test_close_ones_are_found_by_chains() -> None:
    found, ground = spots(
        *(MapPlace(45.0 + step * 0.05, 60.0, "100m", str(step)) for step in range(4)),
        MapPlace(48.0, 60.0, "100m", "far"),
        MapPlace(45.0, 60.0, "settlement", "town"),
    )
    # 0.05 degrees are 5.6 km.
    assert [[spot.name for spot in group] for group in close_ones(found, ground, 5.0)] == [["0", "1", "2", "3"]]
    assert close_ones(found, ground, 6.0) == []


def test_regions_without_a_point() -> None:
    picture = map_samples.country("en")
    assert {code: [place.number for place in places] for code, places in regions_of(picture).items()} == {"west": ["8"]}


def test_the_town_most_lie_in() -> None:
    found, _ = spots(
        MapPlace(45.0, 60.0, "100m", "a", town="X"),
        MapPlace(45.1, 60.0, "100m", "b", town="Y"),
        MapPlace(45.2, 60.0, "100m", "c", town="Y"),
    )
    assert town_of(found) == "Y"
    assert town_of([]) == ""
