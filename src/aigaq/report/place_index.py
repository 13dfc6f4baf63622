"""The places of a case: what is said at each, where it has its page, and what kind of place the gazetteer knows it as.

A place is the code a statement carries. Statements with words for a place and no code, and those with neither, are
kept apart and counted. Proved by tests/report/test_place_pages.py.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aigaq.report.material import Material, Said
from aigaq.report.site import shorts
from aigaq.values.places import Gazetteer, Place


@dataclass(frozen=True)
class PlaceIndex:
    """Statements by place, in the material's order."""

    material: Material

    @cached_property
    def at(self) -> Mapping[str, tuple[Said, ...]]:
        """The statements of each code; codes in the order in which they come first."""
        found: dict[str, list[Said]] = defaultdict(list)
        for said in self.material.said:
            for code in said.statement.places:
                found[code].append(said)
        return {code: tuple(every) for code, every in found.items()}

    @cached_property
    def worded(self) -> tuple[Said, ...]:
        """Statements with words for a place and no code."""
        return tuple(s for s in self.material.said if not s.statement.places and s.statement.place)

    @cached_property
    def unplaced(self) -> tuple[Said, ...]:
        """Events that name no place at all."""
        return tuple(s for s in self.material.by_kind("event") if not s.statement.places and not s.statement.place)

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        keys = {code: hashlib.sha256(code.encode()).hexdigest() for code in self.at}
        short = shorts(keys.values(), least=8)
        return {code: f"place-{short[key]}" for code, key in keys.items()}

    def stem(self, code: str) -> str:
        """The file name of a place's page without its ending; the same as long as the code is."""
        return self._stems[code]

    def address(self, code: str) -> str:
        """The page of a place; empty where nothing is said there."""
        return f"{self._stems[code]}.html" if code in self._stems else ""


def place_of_code(code: str) -> Place | None:
    """What the shipped gazetteer holds of a code."""
    return Gazetteer.shipped().get(code)


def country_of(code: str) -> str | None:
    """The country a place is or lies in."""
    gazetteer = Gazetteer.shipped()
    around = (gazetteer.get(one) for one in (code, *gazetteer.ancestors(code)))
    return next((place.code for place in around if place is not None and place.kind == "country"), None)


def town_of(code: str) -> str | None:
    """The settlement a place is or lies in."""
    gazetteer = Gazetteer.shipped()
    around = (gazetteer.get(one) for one in (code, *gazetteer.ancestors(code)))
    return next((place.code for place in around if place is not None and place.kind == "settlement"), None)
