"""Where a sentence names a place: of the gazetteer, by the rules of the pack, or of the world's towns.

A spot is the units of a name, or of a place without one ("the mill"). Which of them a number counts at is said by
`whereabouts`. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aigaq.reading.text.units import Line
from aigaq.values.places import Gazetteer, Place
from aigaq.values.towns import Towns

_TAIL = 3
_BREATH = 5
_BANNED = 14


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
        and not _banned(line, unit)
    ]
    for rule, match in line.rules("location"):
        start, end = match.captures["place"]
        if line.has(start, "WIDER", "CHANNEL"):
            continue
        if line.has(start, "RECORD", "INST", "OUTLET", "ROLE", "POSTED", "WHOM") and not line.has(start, "SORT"):
            continue
        if end - start == 1 and not rule.attrs.get("firm") and line.has(start - 1, "INST", "OUTLET", "ROLE"):
            continue  # whose body it is: "the ministry of Zarnov: 12"
        if any(line.has(unit, "INITIALS") for unit in range(start, end)):
            continue
        if end - start == 1 and line.has(start, "UP") and not rule.attrs.get("dateline"):
            continue  # an abbreviation: "in the NII"
        if not any(start < spot.last and spot.first < end for spot in found):
            named = any(line.has(unit, "NAMEY", "PLACE", "UP") for unit in range(start, end))
            named = named and not any(line.has(unit, "SITE") for unit in range(start, end + 1))
            found.append(Spot(start, end, named, bool(rule.attrs.get("firm"))))
    if not (found and min(found).first == 0) and _opens_with_town(line):
        found.append(Spot(0, 1))
    found = [_with_compass(line, spot) for spot in found]
    return sorted(spot for spot in found if not (_around_next(line, spot, found) or _elsewhere(line, spot)))


def _with_compass(line: Line, spot: Spot) -> Spot:
    """ "In North Harrow": a direction in capitals is a part of the name, unless it opens the sentence or the name is one
    of the gazetteer."""
    before = spot.first - 1
    named = spot.named and before > 0 and not line.has(spot.first, "PLACE")
    if named and line.has(before, "COMPASS") and line.has(before, "CAP") and line.has(spot.first, "CAP"):
        return spot._replace(first=before)
    return spot


def _opens_with_town(line: Line) -> bool:
    """The capital that opens a sentence says nothing of its word; an ending for "in" and a table of the world's towns do."""
    if not line.has(0, "CAP") or not line.has(0, "OOV") or not line.has(0, "LOCAT") or line.has(1, "NAMEY"):
        return False
    return Towns.shipped().find(line.units[0].form, line.lexicon.language) is not None


def _around_next(line: Line, spot: Spot, found: Sequence[Spot]) -> bool:
    """ "In Afghanistan's eastern Logar province": the first is only what lies around the second."""
    if not line.has(spot[1], "GEN"):
        return False
    inner = next((other.first for other in sorted(found) if other.first > spot.last), None)
    between = range(spot.last + 1, inner) if inner is not None else ()
    parted = any(line.has(at, "COMMA", "NUM", "VFIN", "AUX", "LOC", "CONJ", "STOP", "DASH") for at in between)
    return inner is not None and len(between) <= _BREATH and not parted


def _elsewhere(line: Line, spot: Spot) -> bool:
    """Where verbs stand last: whose attack or army it is ("Zarnov's attack"), where the hurt were taken to, where a train
    was bound for, and where a body has its seat ("the Zarnov-based agency") say nothing of where it was."""
    if line.lexicon.pack.get("order") != "last":
        return False
    at = spot.last
    while line.has(at, "SORT"):
        at += 1
    if line.has(at, "COURSE") or (line.has(at, "WHOSE") and not line.has(at - 1, "OBL", "GENC")):
        return True
    if line.has(at - 1, "DAT"):
        return any(line.has(after, "BROUGHT") for after in range(at, at + _TAIL)) and not line.has(at, "COMMA")
    if line.has(at, "QO") and line.has(at - 1, "LOCAT"):  # "the Zarnov “Mercy” fund"
        close = next((after for after in range(at, at + 2 * _BREATH) if line.has(after, "QC")), at)
        return line.has(_past_letters(line, close + 1), "INST", "OUTLET")
    return line.has(at, "SEATED") and line.has(at - 1, "LOCAT") and _body_soon(line, at + 1)


def _past_letters(line: Line, at: int) -> int:
    """The unit behind a name's letters in brackets: "“Harrow Rights” (HR) fund"."""
    if not line.has(at, "LPAR"):
        return at
    return next((after + 1 for after in range(at, at + _BREATH) if line.has(after, "RPAR")), at)


def _body_soon(line: Line, start: int) -> bool:
    """The next noun that is known is a body's, not a site's."""
    for at in range(start, start + 2 * _BREATH):
        if line.has(at, "INST", "OUTLET", "COMMA", "SITE", "SORT", "STRUCTURE"):
            return line.has(at, "INST", "OUTLET")
    return False


def _own_word(line: Line, unit: int) -> bool:
    """A place is a word of its own, no part of the name of who stands behind it ("Zarnov police")."""
    if line.has(unit + 1, "HYPHEN"):
        return False
    if line.lexicon.pack.get("head", "last") == "last" and line.has(unit + 1, "UP") and not line.has(unit, "UP"):
        return False  # "Harrow TV"
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
    if line.lexicon.pack.get("order") == "last":  # the noun for what bears the name stands behind it
        capitals = closed - opened > 2 and all(line.has(at, "CAP") for at in range(opened + 1, closed))
        return capitals or line.has(_past_letters(line, closed + 1), "INST", "OUTLET")
    return line.has(opened - 1, "INST", "OUTLET", "UP", "THING", "NOUN")


def _banned(line: Line, unit: int) -> bool:
    """Where a body is outlawed, nothing is said to have been: "an organisation banned in many countries and in Harrow"."""
    for at in range(unit - 1, max(unit - _BANNED, -1), -1):
        if line.has(at, "BANNEDW"):
            return True
        if line.has(at, "STOP", "SEMI", "VFIN", "NUM", "LPAR", "QC"):
            return False
    return False


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
    return _narrowed(line, spot, spots)


def _narrowed(line: Line, spot: Spot, spots: Sequence[Spot]) -> Spot:
    """ "In Kenya, on the southern island of Harrow": what the gazetteer has not, named right behind what it has."""
    if line.lexicon.pack.get("order", "svo") != "svo" or not line.has(spot.first, "PLACE"):
        return spot
    if not line.has(spot.last, "COMMA") or not line.has(spot.last + 1, "PREP"):
        return spot
    for other in sorted(spots):
        between = range(spot.last + 2, other.first)
        if spot.last + 2 > other.first or not other.named or len(between) > _BREATH or line.has(other.first, "PLACE"):
            continue
        if all(line.has(at, "DET", "ADJ", "SORT", "DIRECTION", "OOV", "PARTOF", "LOC") for at in between):
            return other
    return spot


def _in_breath(line: Line, start: int, end: int) -> bool:
    """Whether nothing but what leads from a place to the one around it stands between them."""
    between = range(start, end)
    return len(between) <= _BREATH and all(
        (
            line.has(at, "COMMA", "LOC", "DET", "ADJ", "GEN", "NATION", "SORT", "OOV", "AROUND")
            and not line.has(at, "NAMEY")
            and not (line.has(at, "NUM") and line.has(at - 1, "COMMA"))  # "two in Harrow, one in Quern"
        )
        or (line.has(at, "PARTOF") and line.has(at - 1, "SORT"))  # "in Harrow region of Kenya's south"
        for at in between
    )


def located(line: Line, spot: Spot) -> bool:
    """Whether the words say that something is there: a word for "in" before the name, or an ending at its last word or
    at the sort of place after it."""
    if spot.firm or _struck(line, spot):
        return True
    sort = line.has(spot[1], "SORT") and line.has(spot[1], "LOCAT")
    sort = sort or line.has(spot[1], "ABOUTW") or (line.has(spot[1], "SORT") and line.has(spot[1] + 1, "ABOUTW"))
    sort = sort or (line.lexicon.pack.get("order") == "last" and _of_site(line, spot))
    return sort or line.has(spot[0] - 1, "LOC") or line.has(spot[0] - 2, "LOC") or line.has(spot[1] - 1, "LOCAT")


def _struck(line: Line, spot: Spot) -> bool:
    """ "Floods that swept southern Harrow": what is struck is where it was."""
    at = spot.first - 1
    while line.has(at, "DIRECTION"):
        at -= 1
    return line.has(at, "STRIKES")


def _of_site(line: Line, spot: Spot) -> bool:
    """ "At Harrow's air base": where nouns stand last, the ending for "in" is at what the place owns."""
    at = spot[1]
    while at < spot[1] + 2 and line.has(at, "ADJ", "OOV") and not line.has(at, "OBL", "GENC", "CAP"):
        at += 1
    return line.has(at, "LOCAT") and line.has(at, "POSS", "OOV") and not line.has(at, "WHOSE", "CAP", "NUM")


def place_words(text: str, line: Line, spot: Spot, gazetteer: Gazetteer) -> str:
    """The words of a place as they stand in a list of places; of several names of one place, that which is printed."""
    words = text[slice(*line.span(spot.first, spot.last))]
    language = line.lexicon.language
    code = code_of(line, spot)
    if code is not None:
        return _called(words, gazetteer.get(code), language)
    # Where a language has only endings, the sort of place behind a name carries that of both.
    elided = _elided(words, line, spot)
    if elided is not None:
        return elided
    bare = line.lexicon.morphology is None and line.has(spot.last, "SORT")
    listed, towns = words if bare else line.lexicon.nominative(words), Towns.shipped()
    town = towns.find(listed, language)
    if town is None or town.name != listed:
        town = towns.find(words, language)
    if town is None and _as_printed(words, line, spot):
        return words
    return listed if town is None else town.name


def _elided(words: str, line: Line, spot: Spot) -> str | None:
    """ "21 in Harrowian region, ten in Quernian": the word for the region is said once, and meant again."""
    ends = line.lexicon.pack.get("elided")
    if not ends or spot.last - spot.first > 1 or not words.endswith(ends[0]) or line.has(spot.last, "SORT"):
        return None
    before = any(
        unit.form.split()[-1].startswith(ends[2].strip()[:-2]) for unit in line.units[: spot.first] if unit.form
    )
    return words.removesuffix(ends[0]) + ends[1] + ends[2] if before else None


def _as_printed(words: str, line: Line, spot: Spot) -> bool:
    """A name behind the word for a region keeps its form ("in the province Enga"), where its end is no ending of case."""
    ends = tuple(line.lexicon.pack.get("area_ends", ()))
    region = line.has(spot.first - 1, "AREA") and not line.has(spot.first - 1, "SETTLEMENT")
    return bool(ends) and region and spot.last - spot.first == 1 and words.endswith(ends)


def _called(words: str, place: Place | None, language: str) -> str:
    """The name of a place of which the words are a form; the words where its names in the language are others."""
    names = place.names.get(language, ()) if place is not None else ()
    best = max(names, key=lambda name: (_alike(name, words), -len(name)), default=words)
    if _alike(best, words) + _TAIL >= len(best):
        return best
    return next((name for name in names if _in_case(name.split(), words.split())), words)


def _in_case(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words are a name in another case, each with its own ending; the last may be left out of a list ("in the
    northern province 12, in the southern nine")."""
    short = 0 < len(words) < len(name) == 2
    pairs = zip(name, words, strict=False)
    return (short or len(words) == len(name)) and all(_alike(*pair) + _TAIL >= len(pair[0]) for pair in pairs)


def _alike(name: str, words: str) -> int:
    """How many letters two words have in common before they part."""
    pairs = zip(name.casefold(), words.casefold(), strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(name), len(words)))
