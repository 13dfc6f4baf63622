"""What a map of places is made of. Plain data, all words already in the reader's language.

A place is drawn as exactly as it is known and no more: a town is a dot in a dashed ring of fixed size, a place known
to 100 m a ring true to scale in an enlarged part, a region a hatch. What has no place on the map is listed by the
caller (`map_ground.unplaced`). Borders are data handed in. Drawn by `map_drawing`. Proved by tests/pictures/test_map_drawing.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.pictures.known import Period, Version, versions
from aigaq.pictures.locales import Locale
from aigaq.pictures.marks import Mark

Ring = tuple[tuple[float, float], ...]

_AREAS = ("region", "country")
_DISTANCE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(k?m)")


@dataclass(frozen=True, slots=True)
class MapPlace:
    """One statement, where it says something happened.

    Args:
        lat: degrees north (WGS 84), or None.
        lon: degrees east, or None.
        precision: a distance ("100m", "1km"): within so much of the point; "region" or "country": no point, whatever
            lat and lon say; any other (settlement, unknown, …): somewhere about the point.
        label: the name of the place; statements with one point and precision share the first one's.
        mark: whose statement it is, or None.
        href: where it leads: a fragment or a relative address. Others are not drawn.
        detail: the whole statement in one sentence, for those who hover or listen; empty: label and number.
        number: its number in the caller's list.
        region: code of the region, where no point is known.
        town: the name of the town it lies in; an enlarged part is named after it.
        listed: where all statements of the place are listed, for places with too many to number.
        periods: from which day on it was known and with which standing, in time; empty: whatever day is chosen.
    """

    lat: float | None
    lon: float | None
    precision: str
    label: str
    mark: Mark | None = None
    href: str | None = None
    detail: str = ""
    number: str = ""
    region: str = ""
    town: str = ""
    listed: str | None = None
    periods: tuple[Period, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees east and north, where it has a point of its own."""
        if self.lat is None or self.lon is None or self.precision in _AREAS:
            return None
        if not math.isfinite(self.lat) or not math.isfinite(self.lon) or abs(self.lat) > 90 or abs(self.lon) > 180:
            return None
        return float(self.lon), float(self.lat)

    @property
    def within(self) -> float | None:
        """The distance in kilometres within which it is known; None: not said in numbers."""
        found = _DISTANCE.fullmatch(self.precision)
        if found is None:
            return None
        return float(found[1]) / (1 if found[2] == "km" else 1000)

    def versions(self) -> Iterator[Version]:
        """Its mark and words as they were known, the present ones last."""
        plain = ", ".join(part for part in (self.label, self.number) if part)
        return versions(self.mark, self.periods, detail=self.detail or plain, plain=plain)


@dataclass(frozen=True, slots=True)
class Region:
    """A region's border as rings of degrees east and north; a ring inside another is a hole, whatever its direction."""

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words of the picture itself.

    Args:
        locale: how numbers are written.
        enlarged: beside a place drawn larger elsewhere, pattern of {letter} ("enlarged: {letter}").
        kilometres: under a scale bar, pattern of {n}.
        metres: the same.
    """

    locale: Locale
    enlarged: str
    kilometres: str
    metres: str


@dataclass(frozen=True, slots=True)
class Map:
    """Places on a map. Without regions the map is as large as its places ask for, and has no borders."""

    title: str
    description: str
    regions: tuple[Region, ...]
    places: tuple[MapPlace, ...]
    words: MapWords
