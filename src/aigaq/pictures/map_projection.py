"""Lambert conformal conic on a sphere, fitted to what it shows: angles are true, and distances nearly so.

John P. Snyder, Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395, 1987, section 15.
With standard parallels φ1 and φ2, origin φ0 and central meridian λ0, all in radians, and R the radius:

    n = ln(cos φ1 / cos φ2) / ln(tan(π/4 + φ2/2) / tan(π/4 + φ1/2))      (15-3)
    F = cos φ1 · tanⁿ(π/4 + φ1/2) / n                                    (15-2)
    ρ = R · F / tanⁿ(π/4 + φ/2),  ρ0 the same of φ0                      (15-1), (15-1a)
    θ = n · (λ − λ0)                                                     (14-4)
    x = ρ · sin θ,  y = ρ0 − ρ · cos θ                                   (14-1), (14-2)

One standard parallel: n = sin φ1. On the equator n = 0, and the cone is the cylinder of Mercator (section 7). The
standard parallels are set a sixth of the height inside the southern and northern edge, a rule of thumb Snyder gives
for conics (section 14); λ0 is the middle. Proved by tests/pictures/test_map_projection.py with Snyder's own example.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG), so that projected units are kilometres."""

_LIMIT = 85.0  # degrees; nearer the poles a cone runs to infinity
_FLAT = 1e-6


@dataclass(frozen=True)
class Conic:
    """A projection: standard parallels, origin and central meridian, in degrees."""

    south: float
    north: float
    origin: float
    meridian: float
    radius: float = RADIUS_KM

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """East and north of the origin, in units of the radius: kilometres."""
        east = math.radians((lon - self.meridian + 180) % 360 - 180)
        if abs(self._n) < _FLAT:
            return self.radius * east, self.radius * (_mercator(lat) - _mercator(self.origin))
        rho, theta = self._rho(lat), self._n * east
        return rho * math.sin(theta), self._rho(self.origin) - rho * math.cos(theta)

    @cached_property
    def _n(self) -> float:
        one, two = _clamped(self.south), _clamped(self.north)
        if abs(one - two) < _FLAT:
            return math.sin(one)
        return math.log(math.cos(one) / math.cos(two)) / (_mercator(self.north) - _mercator(self.south))

    def _rho(self, lat: float) -> float:
        # tanⁿ(π/4 + φ/2) as e to the n · ln tan(π/4 + φ/2): the quotient of two of them stays small.
        one = _clamped(self.south)
        return self.radius * math.cos(one) / self._n * math.exp(self._n * (_mercator(self.south) - _mercator(lat)))


def fitted(points: Iterable[tuple[float, float]]) -> Conic:
    """The projection for points given as degrees east and north; there must be one at least."""
    listed = list(points)
    lats = [max(-_LIMIT, min(lat, _LIMIT)) for _, lat in listed]
    low, high = min(lats), max(lats)
    inset = (high - low) / 6
    return Conic(low + inset, high - inset, (low + high) / 2, _middle_meridian([lon for lon, _ in listed]))


def _middle_meridian(lons: Sequence[float]) -> float:
    """The middle of the shortest arc that holds all longitudes: data may lie on both sides of 180 degrees."""
    turned = sorted({lon % 360 for lon in lons})
    gaps = [(after - before, after) for before, after in zip(turned, turned[1:], strict=False)]
    gaps.append((turned[0] + 360 - turned[-1], turned[0]))
    widest, start = max(gaps)
    return (start + (360 - widest) / 2 + 180) % 360 - 180


def _clamped(lat: float) -> float:
    return math.radians(max(-_LIMIT, min(lat, _LIMIT)))


def _mercator(lat: float) -> float:
    """ln tan(π/4 + φ/2), formula (7-2)."""
    return math.log(math.tan(math.pi / 4 + _clamped(lat) / 2))
