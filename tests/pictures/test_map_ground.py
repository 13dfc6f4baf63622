from __future__ import annotations

from dataclasses import replace

from aigaq.pictures import Map, MapPlace, unplaced
from aigaq.pictures.map_ground import around, ground_of
from tests.pictures import map_samples


def test_what_has_no_place_on_the_map_is_handed_back_in_order() -> None:
    picture = map_samples.country("en")
    assert [place.number for place in unplaced(picture)] == ["9", "10", "11"]


def test_a_region_the_map_does_not_have_is_no_place() -> None:
    picture = map_samples.country("en")
    moved = replace(picture.places[7], region="north")
    assert unplaced(replace(picture, places=(moved,))) == (moved,)


def test_a_point_that_is_no_point_is_handed_back() -> None:
    nowhere = [
        MapPlace(lat, lon, "settlement", "x")
        for lat, lon in [(None, 5.0), (95.0, 5.0), (float("nan"), 5.0), (5.0, 400.0)]
    ]
    picture = Map("t", "d", (), tuple(nowhere), map_samples.MAP_WORDS["en"])
    assert unplaced(picture) == tuple(nowhere)
    assert ground_of(picture) is None


def test_just_beyond_the_border_is_still_on_the_map() -> None:
    ground = ground_of(map_samples.country("en"))
    assert ground is not None
    assert ground.shows((66.0, 42.2))
    assert not ground.shows((90.0, 45.0))


def test_one_place_has_ground_about_it() -> None:
    ground = around([((70.0, 45.0), 0.1)])
    assert ground is not None
    assert 0.4 <= ground.box.width <= 1
    assert ground.shows((70.0, 45.0))
    assert around([]) is None
