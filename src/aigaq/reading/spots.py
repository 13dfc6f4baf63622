"""Where a sentence names a place: of the gazetteer, by the rules of the pack, or of the world's towns.

A spot is the units of a name, or of a place without one ("the mill"). Which of them a number counts at is said by
`whereabouts`. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aigaq.reading.units import Line
from aigaq.values.places import Gazetteer, Place
from aigaq.values.towns import Towns

_TAIL = 3
_BREATH = 5


class Spot(NamedTuple):
    """The units of a place: `first`, and `last` after the last one.

    `named` is false of a place without a name ("the mill"); `firm` where its words alone say that something is there.
    """

    first: int
    last: int
    named: bool = True
    firm: bool = False


def find_spots(line: Line) -> list[Spot]:
    """Where the sentence names a place: those of the gazetteer, and others by the rules `[[location]]` of the pack."""
    found = [
        Spot(unit, unit + 1)
        for unit in line.where("PLACE")
        if (_own_word(line, unit) or line.has(unit, "LOCAT"))
        and not line.has(unit - 1, "CITIZEN", "BESIDE")
        and not _in_title(line, unit)
        and not _owns(line, unit)
    ]
    for rule, match in line.rules("location"):
        start, end = match.captures["place"]
        if line.has(start, "WIDER", "CHANNEL"):
            continue
        if line.has(start, "RECORD", "INST", "OUTLET", "ROLE", "POSTED", "WHOM") and not line.has(start, "SORT"):
            continue
        if end - start == 1 and not rule.attrs.get("firm") and line.has(start - 1, "INST", "OUTLET", "ROLE"):
            continue  # whose body it is: "the ministry of Zarnov: 12"
        if end - start == 1 and line.has(start, "UP") and not rule.attrs.get("dateline"):
            continue  # an abbreviation: "in the NII"
        if not any(start < spot.last and spot.first < end for spot in found):
            named = any(line.has(unit, "NAMEY", "PLACE", "UP") for unit in range(start, end))
            named = named and not any(line.has(unit, "SITE") for unit in range(start, end + 1))
            found.append(Spot(start, end, named, bool(rule.attrs.get("firm"))))
    return sorted(spot for spot in found if not _around_next(line, spot, found))


def _around_next(line: Line, spot: Spot, found: Sequence[Spot]) -> bool:
    """ "In Afghanistan's eastern Logar province": the first is only what lies around the second."""
    if not line.has(spot[1], "GEN"):
        return False
    inner = next((other.first for other in sorted(found) if other.first > spot.last), None)
    between = range(spot.last + 1, inner) if inner is not None else ()
    parted = any(line.has(at, "COMMA", "NUM", "VFIN", "AUX", "LOC", "CONJ", "STOP", "DASH") for at in between)
    return inner is not None and len(between) <= _BREATH and not parted


def _own_word(line: Line, unit: int) -> bool:
    """A place is a word of its own, no part of the name of who stands behind it ("Zarnov police")."""
    if line.has(unit + 1, "HYPHEN"):
        return False
    return line.lexicon.pack.get("head", "last") == "first" or not line.has(unit + 1, "ROLE", "INST")


def _owns(line: Line, unit: int) -> bool:
    """Where verbs stand last, a place in the genitive owns what follows ("Zarnov's attack") and only lies around it where
    that is a place too ("in Zarnov's north")."""
    if line.lexicon.pack.get("order") != "last" or not line.has(unit, "GENC"):
        return False
    return not any(line.has(at, "LOCAT", "SORT", "PLACE", "NAMEY") for at in range(unit + 1, unit + _BREATH))


def _in_title(line: Line, unit: int) -> bool:
    """A place in the quoted name of a company or paper says nothing of where: the steel works "Zarnov Metal"."""
    opened = next((at for at in range(unit - 1, max(unit - 5, -1), -1) if line.has(at, "QO", "QC")), None)
    closed = next((at for at in range(unit + 1, unit + 5) if line.has(at, "QO", "QC")), None)
    if opened is None or closed is None or not line.has(opened, "QO") or not line.has(closed, "QC"):
        return False
    return line.has(opened - 1, "INST", "OUTLET", "UP", "THING", "NOUN")


def code_of(line: Line, spot: Spot) -> str | None:
    """The code of a place the gazetteer knows."""
    return next((line.units[at].value.code for at in range(spot.first, spot.last) if line.has(at, "PLACE")), None)


def narrowest(line: Line, spot: Spot, spots: Sequence[Spot]) -> Spot:
    """The narrowest place of those that are told in one breath: "in the village of X in Y province", "Y облысы X ауданы".

    It stands first, and last where the noun of a phrase does.
    """
    last = line.lexicon.pack.get("head") == "last" and line.lexicon.pack.get("order") == "last"
    for other in sorted(spots, reverse=not last):
        gap = (spot.last, other.first) if last else (other.last, spot.first)
        apart = any(line.has(at, "LOC") for at in range(*gap)) and not located(line, other)
        if gap[0] <= gap[1] and not apart and _in_breath(line, *gap):
            spot = other
    return spot


def _in_breath(line: Line, start: int, end: int) -> bool:
    """Whether nothing but what leads from a place to the one around it stands between them."""
    between = range(start, end)
    return len(between) <= _BREATH and all(
        line.has(at, "COMMA", "LOC", "DET", "ADJ", "GEN", "NATION", "SORT", "OOV", "AROUND")
        and not line.has(at, "NAMEY")
        for at in between
    )


def located(line: Line, spot: Spot) -> bool:
    """Whether the words say that something is there: a word for "in" before the name, or an ending at its last word or
    at the sort of place after it."""
    if spot.firm:
        return True
    sort = line.has(spot[1], "SORT") and line.has(spot[1], "LOCAT")
    sort = sort or line.has(spot[1], "ABOUTW") or (line.has(spot[1], "SORT") and line.has(spot[1] + 1, "ABOUTW"))
    return sort or line.has(spot[0] - 1, "LOC") or line.has(spot[0] - 2, "LOC") or line.has(spot[1] - 1, "LOCAT")


def place_words(text: str, line: Line, spot: Spot, gazetteer: Gazetteer) -> str:
    """The words of a place as they stand in a list of places; of several names of one place, that which is printed."""
    words = text[slice(*line.span(spot.first, spot.last))]
    language = line.lexicon.language
    code = code_of(line, spot)
    if code is not None:
        return _called(words, gazetteer.get(code), language)
    listed, towns = line.lexicon.nominative(words), Towns.shipped()
    town = towns.find(listed, language)
    if town is None or town.name != listed:
        town = towns.find(words, language)
    return listed if town is None else town.name


def _called(words: str, place: Place | None, language: str) -> str:
    """The name of a place of which the words are a form; the words where its names in the language are others."""
    names = place.names.get(language, ()) if place is not None else ()
    best = max(names, key=lambda name: _alike(name, words), default=words)
    return best if _alike(best, words) + _TAIL >= len(best) else words


def _alike(name: str, words: str) -> int:
    """How many letters two words have in common before they part."""
    pairs = zip(name.casefold(), words.casefold(), strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(name), len(words)))
