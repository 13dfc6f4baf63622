from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.map_projection import RADIUS_KM, Conic, fitted


def test_snyders_own_example() -> None:
    """Snyder 1987, appendix A, Lambert conformal conic for the sphere: forward equations, R = 1."""
    conic = Conic(south=33, north=45, origin=23, meridian=-96, radius=1.0)
    assert conic(-75, 35) == pytest.approx((0.2966785, 0.2462112), abs=5e-8)


def test_the_origin_is_at_zero() -> None:
    assert Conic(33, 45, 23, -96)(-96, 23) == pytest.approx((0, 0))


@pytest.mark.parametrize("conic", [Conic(45, 51, 48, 67), Conic(-30, -20, -25, -60), Conic(48, 48, 48, 10)])
def test_distances_are_true_on_the_standard_parallels(conic: Conic) -> None:
    for lat in (conic.south, conic.north):
        here, there = conic(conic.meridian, lat), conic(conic.meridian + 0.01, lat)
        assert math.dist(here, there) == pytest.approx(RADIUS_KM * math.cos(math.radians(lat)) * math.radians(0.01))


@given(st.floats(-70, 70), st.floats(0.5, 30), st.floats(-179, 179), st.floats(-5, 5), st.floats(-0.9, 0.9))
def test_it_is_conformal(middle: float, half: float, meridian: float, aside: float, share: float) -> None:
    conic = Conic(max(middle - half, -80), min(middle + half, 80), middle, meridian)
    lat, step = middle + share * half, 1e-4
    lat = max(-80.0, min(lat, 80.0))
    at, east, north = (
        conic(meridian + aside, lat),
        conic(meridian + aside + step, lat),
        conic(meridian + aside, lat + step),
    )
    along, up = math.dist(at, east) / math.cos(math.radians(lat)), math.dist(at, north)
    assert along == pytest.approx(up, rel=1e-3)
    dot = (east[0] - at[0]) * (north[0] - at[0]) + (east[1] - at[1]) * (north[1] - at[1])
    assert abs(dot) / (math.dist(at, east) * up) < 1e-3


def test_on_the_equator_the_cone_is_a_cylinder() -> None:
    conic = fitted([(-10.0, -8.0), (10.0, 8.0)])
    x, y = conic(5, 0)
    assert x == pytest.approx(RADIUS_KM * math.radians(5), rel=1e-3)
    assert y == pytest.approx(0, abs=1e-6)


def test_north_is_up_and_east_is_right_on_both_halves_of_the_earth() -> None:
    for lat in (48, -33):
        conic = fitted([(60.0, lat - 4.0), (75.0, lat + 4.0)])
        assert conic(75, lat)[0] > 0 > conic(60, lat)[0]
        assert conic(67.5, lat + 4)[1] > 0 > conic(67.5, lat - 4)[1]


def test_parameters_come_from_the_data() -> None:
    conic = fitted([(46.0, 40.0), (88.0, 58.0), (60.0, 50.0)])
    assert (conic.south, conic.north, conic.origin, conic.meridian) == pytest.approx((43, 55, 49, 67))


def test_data_on_both_sides_of_180_degrees_is_one_piece() -> None:
    conic = fitted([(177.0, -18.0), (-179.0, -17.0), (178.0, -19.0)])
    assert conic.meridian == pytest.approx(179)
    assert abs(conic(177, -18)[0] - conic(-179, -18)[0]) < 500


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
def test_every_point_has_a_place(points: list[tuple[float, float]]) -> None:
    conic = fitted(points)
    for point in points:
        assert all(math.isfinite(value) and abs(value) < 1e7 for value in conic(*point))
