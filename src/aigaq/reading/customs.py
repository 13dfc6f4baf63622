"""What a case has set for reading: sides, words and rules (`lexicon`), places (`gazetteer`); docs/formats/settings.md.

A setting is part of the digest of every text that is read with it, so that a change reads the texts anew and nothing
else. Proved by tests/reading/test_customs.py and tests/build/test_customs.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aigaq.reading.lexis.packs import Packs
from aigaq.reading.voices.sides import Sides, read_sides
from aigaq.values.ownplaces import read_places
from aigaq.values.places import Gazetteer

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.statements.vocabulary import Side

SETTINGS = ("sides", "lexicon", "gazetteer")


@dataclass(frozen=True, slots=True)
class Customs:
    """The settings as they lie in the case; None where nothing is set."""

    sides: bytes | None = None
    lexicon: bytes | None = None
    gazetteer: bytes | None = None

    @staticmethod
    def of(case: Case) -> Customs:
        """The current settings of a case."""
        return Customs(*(case.settings(what) for what in SETTINGS))


@dataclass(frozen=True, slots=True)
class Prepared:
    """The settings ready for reading."""

    packs: Packs
    gazetteer: Gazetteer
    sides: Sides

    @property
    def named(self) -> Mapping[str, Side]:
        """The sides by folded name."""
        return self.sides.named


@lru_cache(maxsize=2)
def prepared(customs: Customs) -> Prepared:
    """The packs, places and sides that some settings make.

    Raises:
        FormatError: a setting cannot be read; names it.
    """
    packs = Packs()
    if customs.lexicon is not None:
        packs = packs.extended(customs.lexicon, where="setting lexicon")
    places = Gazetteer.shipped() if customs.gazetteer is None else read_places(customs.gazetteer)
    return Prepared(packs, places, Sides(read_sides(customs.sides)))
