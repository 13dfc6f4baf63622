from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.pictures import borders, shipped_borders
from aigaq.pictures.map_borders import LARGEST, MOST_REGIONS

RING = [[60.0, 45.0], [61.0, 45.0], [61.0, 46.0], [60.0, 45.0]]
HOLE = [[60.2, 45.2], [60.4, 45.2], [60.4, 45.4], [60.2, 45.2]]


def feature(coordinates: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    shape = {"type": kind, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def test_areas_are_read_with_codes_and_names() -> None:
    data = collection(
        feature(code="b", en="Bee", ru="Бэ"),
        feature([[RING], [HOLE]], "MultiPolygon", code="a", name="Aye"),
        feature([RING, HOLE], pcode="b"),
        crs={"any": ["thing"]},
    )
    found = borders(data, language="ru")
    assert [(region.code, region.name, len(region.rings)) for region in found] == [("a", "Aye", 2), ("b", "Бэ", 3)]
    assert borders(data, language="kk")[1].name == "Bee"
    assert found[0].rings[0][0] == pytest.approx((60.0, 45.0), abs=2e-4)
    assert all(ring[0] != ring[-1] for region in found for ring in region.rings)


def test_a_region_without_a_code_is_counted() -> None:
    made = {**feature(), "id": 7, "properties": None}
    assert borders(collection(made, feature()), language="en")[0].code == "2"


def test_a_mark_of_byte_order_is_no_text() -> None:
    assert borders(b"\xef\xbb\xbf" + collection(feature(code="a")), language="en")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'{"type":"Feature"}',
        b'{"type":"FeatureCollection","features":[]}',
        b"[" * 200_000,
        b'{"type":"FeatureCollection","crs":' + b"[" * 200_000,
        collection({"type": "Feature", "properties": {}, "geometry": None}),
        collection(feature([60.0, 45.0], "Point")),
        collection(feature([[[60.0], *RING]])),
        collection(feature([[["60", 45.0], *RING]])),
        collection(feature([RING[:3]])),
        collection(feature([[*RING[:3], [61.0, 46.0]]])),
        collection(feature([[[6000.0, 45.0], *RING[1:3], [6000.0, 45.0]]])),
        collection(feature([[[60.0, 95.0], *RING[1:3], [60.0, 95.0]]])),
        collection(feature([[[600000.0, 4500000.0], *RING[1:3], [600000.0, 4500000.0]]])),
        collection(*[feature(code="a")] * (MOST_REGIONS + 1)),
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_no_map_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        borders(data, language="en", where="my.geojson")
    assert str(caught.value).startswith("my.geojson: ")
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_too_many_points_are_refused_and_more_than_a_drawing_shows_are_laid_together() -> None:
    fine = [[60 + (i % 300) * 1e-6, 45 + i * 1e-7] for i in range(60_000)]
    assert len(borders(collection(feature([[[50.0, 40.0], *fine, [50.0, 40.0]]])), language="en")[0].rings[0]) < 100
    coarse = [[60 + (i * 7919 % 9973) / 9973, 45 + (i * 104729 % 9967) / 9967] for i in range(60_000)]
    with pytest.raises(FormatError, match="points"):
        borders(collection(feature([[*coarse, coarse[0]]])), language="en")


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_map_or_a_format_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        borders(data, language="en")


@given(st.recursive(st.none() | st.floats() | st.text(max_size=5), lambda x: st.lists(x, max_size=4), max_leaves=20))
def test_any_coordinates_end_in_a_map_or_a_format_error(coordinates: Any) -> None:
    try:
        found = borders(collection(feature(coordinates)), language="en")
    except FormatError:
        return
    assert all(abs(lon) <= 180 and abs(lat) <= 90 for region in found for ring in region.rings for lon, lat in ring)


def test_shipped_maps_are_named() -> None:
    assert shipped_borders("nowhere", "en") == ()
    assert shipped_borders("../marks", "en") == ()
