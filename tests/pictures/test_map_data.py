from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from aigaq.pictures import shipped_borders
from aigaq.values.places import Gazetteer
from tests.shared import ROOT, shared

FILE = files("aigaq.pictures").joinpath("data/maps/kz.geojson")


def rings() -> dict[str, list[list[tuple[float, float]]]]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return {
        feature["properties"]["code"]: [
            [(lon, lat) for lon, lat in ring] for polygon in feature["geometry"]["coordinates"] for ring in polygon
        ]
        for feature in found["features"]
    }


def test_it_is_small_and_says_where_it_is_from() -> None:
    text = FILE.read_text("utf-8")
    assert len(text.encode()) <= 60_000
    head = json.loads(text)
    assert "Natural Earth" in head["source"] and head["licence"] == "public domain" and head["reason"]


def test_neighbours_share_every_point_of_their_border() -> None:
    edges = Counter(
        (a, b) for every in rings().values() for ring in every for a, b in zip(ring, ring[1:], strict=False)
    )
    assert max(edges.values()) == 1
    alone = {a: b for a, b in edges if (b, a) not in edges}
    # What no neighbour shares is the border of the whole and of islands: closed rings, all of them land inside.
    areas = []
    while alone:
        ring = [min(alone)]
        while (following := alone.pop(ring[-1])) != ring[0]:
            ring.append(following)
        areas.append(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2)
    assert all(area > 0 for area in areas)
    assert sorted(areas)[-1] > 300 and sorted(areas)[-2] < 0.1


def test_every_region_of_the_time_is_there_under_the_code_of_the_gazetteer() -> None:
    gazetteer = Gazetteer.shipped()
    for language in ("en", "ru", "kk"):
        regions = shipped_borders("kz", language)
        assert len(regions) == 14
        for region in regions:
            place = gazetteer.get(region.code)
            assert place is not None and place.kind == "region"
            assert region.name == gazetteer.name(region.code, language)


@pytest.mark.parametrize("town", ["aktau", "zhanaozen", "taldykorgan", "almaty", "astana", "taraz", "semey", "aktobe"])
def test_towns_lie_in_their_region(town: str) -> None:
    gazetteer = Gazetteer.shipped()
    place = gazetteer.get(town)
    assert place is not None and place.lat is not None and place.lon is not None
    # Cities with the rank of a region lie inside the region around them.
    around = {
        "almaty": "almaty_region",
        "astana": "akmola_region",
        "taraz": "zhambyl_region",
        "semey": "east_kazakhstan_region",
    }
    expected = around.get(town) or next(code for code in gazetteer.ancestors(town) if code.endswith("_region"))
    if town == "taldykorgan":
        expected = "almaty_region"
    assert [region.code for region in shipped_borders("kz", "en") if _holds(region.rings, place.lon, place.lat)] == [
        expected
    ]


def _holds(every: Any, lon: float, lat: float) -> bool:
    inside = False
    for ring in every:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
                inside = not inside
    return inside


@pytest.mark.shared
def test_the_script_makes_it_again() -> None:
    source = shared("map/kazakhstan_oblasts_2022-01.geojson")
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "reduce_map.py", source], capture_output=True, check=True, timeout=120
    ).stdout
    assert made == FILE.read_bytes()
