"""Names of places for a reader: from the gazetteer where the code is known, else the code as it is.

Proved by tests/report/test_views.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

PlaceName = Callable[[str, str], str]


@cache
def shipped_name(code: str, language: str) -> str:
    """The name of a code in a language by the shipped gazetteer; a code it does not hold is printed as it is."""
    from aigaq.values.places import Gazetteer

    gazetteer = Gazetteer.shipped()
    return gazetteer.name(code, language) if gazetteer.get(code) is not None else code.replace("_", " ")


def names(codes: Sequence[str], language: str, name: PlaceName = shipped_name) -> str:
    """The names of several codes, joined by commas."""
    return ", ".join(name(code, language) for code in codes)
