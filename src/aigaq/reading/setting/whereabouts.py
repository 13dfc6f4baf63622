"""Where: places joined to what a sentence says.

A place is taken from the same zone, else from what leads the sentence, else from an earlier sentence of the paragraph,
else from the document as a whole; how is recorded as a rule. The place of a speaker ("police in X") counts only where
there is no other. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aigaq.reading.setting.days import distance, in_cue, other_between
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.speech import Cue
from aigaq.reading.text.spots import Spot, code_of, located, narrowest
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer

_NEXT = 3
_COUNTRY = 2


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its code, the words as printed (None where it was inferred from the document), and how it was found."""

    code: str | None
    words: str | None
    rule: str


def place_near(
    line: Line, zones: Zones, at: tuple[int, int], spots: Sequence[Spot], cues: Sequence[Cue], numbers: Iterable[int]
) -> tuple[Spot, str] | None:
    """The place for units at[0]..at[1], and the rule; None where the sentence names none for it."""
    if not spots:
        return None
    numbers = list(numbers)
    spots = [spot for spot in spots if not is_dateline(line, spot.first) and not _of_an_army(line, spot)]
    spots = [spot for spot in spots if not (lies_around(line, spot, spots) or only_told(line, spot))]
    spoken = [spot for spot in spots if in_cue(line, spot.first, cues)]
    free = [spot for spot in spots if spot not in spoken]
    own = next((spot for spot in free if _opens_bracket(line, spot, at[0]) or _right_behind(line, spot, at)), None)
    if own is not None:
        return narrowest(
            line, own, [spot for spot in free if (spot.first > at[0]) is (own.first > at[0])]
        ), "place.clause"
    free = [spot for spot in free if not _of_another(line, spot, at)]
    for named in (True, False):  # "at the factory in X" happened in X
        told = [spot for spot in free if spot.named is named]
        found = _told_with(line, zones, at, told, cues, numbers)
        if found is not None:
            return narrowest(line, found[0], told), found[1]
    theirs = [spot for spot in spoken if spot.named]
    if theirs and _in_the_town(line, zones, at):
        return theirs[-1], "place.clause"  # "Harrow says nine people were picked up in the town"
    before = [spot for spot in theirs if _of_speaker(line, spot.first, cues)]
    return (before[-1], "place.speaker") if before else None


def _in_the_town(line: Line, zones: Zones, at: tuple[int, int]) -> bool:
    """The words say "in the town" of what is counted, and which one it is stands elsewhere."""
    towns = (unit for unit in line.where("AREA") if line.has(unit - 1, "DEFINITE") and line.has(unit - 2, "LOC"))
    return any(
        zones.together(unit, at[0]) and not line.has(unit + 1, "PARTOF", "NAMEY", "PLACE", "GEN") for unit in towns
    )


def lies_around(line: Line, spot: Spot, spots: Sequence[Spot]) -> bool:
    """ "In Harrow, capital of the province of Quern,": what another place is the capital of only lies around it."""
    for other in spots:
        comma = other.last
        if not other.named or spot.first <= comma or not line.has(comma, "COMMA") or line.has(comma + 1, "PREP"):
            continue
        close = next((unit for unit in range(comma + 1, len(line.units)) if line.has(unit, "COMMA", "STOP")), comma)
        sorts = [unit for unit in range(comma + 1, min(comma + 5, close)) if line.has(unit, "SORT")]
        if spot.first < close and any(line.has(unit + 1, "PARTOF") and unit < spot.first for unit in sorts):
            return True
    return False


def _of_an_army(line: Line, spot: Spot) -> bool:
    """ "Soldiers of Harrow": whose they are, not where they were."""
    return line.has(spot.first, "PLACE") and line.has(spot.first - 1, "TROOPS")


def _told_with(
    line: Line, zones: Zones, at: tuple[int, int], free: Sequence[Spot], cues: Sequence[Cue], numbers: Sequence[int]
) -> tuple[Spot, str] | None:
    """The place of the clause, else what leads the sentence, else what a clause before has."""
    beside = [spot for spot in free if zones.together(spot.first, at[0]) and not _of_a_part(line, spot.first, at)]
    here = [spot for spot in beside if not other_between(spot.first, at, numbers)]
    if here:
        # Where the verb stands last, the place stands before what happened there.
        last = line.lexicon.pack.get("order") == "last"
        best = min(
            here,
            key=lambda spot: (
                (last and (spot.first > at[0] or _of_last(line, spot, at, numbers)))
                or _next_clause(line, spot.first, at),
                last and _of_last(line, spot, at, numbers),
                line.lexicon.pack.get("order", "svo") == "svo" and _of_number_before(line, spot, at, numbers),
                line.lexicon.pack.get("order") in ("free", "last") and not located(line, spot),
                distance(spot.first, at),
                -spot.first,
            ),
        )
        return best, "place.clause"
    leading = [
        spot
        for spot in free
        if spot.first < at[0] and zones.zone[spot.first] == 0 and not other_between(spot.first, at, numbers)
    ]
    if leading:
        return leading[-1], "place.leading"
    shared = [spot for spot in beside if spot.first > at[0]]
    if shared and (line.lexicon.pack.get("order", "svo") == "free" or _both(line, at[0], shared[0].first, numbers)):
        return shared[0], "place.clause"
    carried = _carried(line, free, at, cues, numbers)
    return (carried, "place.carried") if carried is not None else None


def _of_last(line: Line, spot: Spot, at: tuple[int, int], numbers: Sequence[int]) -> bool:
    """ "Of them 40 in X, nine in Y": what stands with the number before, and before the comma, is that number's own."""
    commas = [unit for unit in range(at[0]) if line.has(unit, "COMMA")]
    if spot.first > at[0] or not commas or commas[-1] < spot.last:
        return False
    return any(n < spot.first and not any(n < comma < spot.first for comma in commas) for n in numbers)


def _of_number_before(line: Line, spot: Spot, at: tuple[int, int], numbers: Sequence[int]) -> bool:
    """ "12 in X and nine in the old town of Y": what stands before the "and" with another number is that number's own."""
    if spot.last > at[0] or not line.has(at[0] - 1, "CONJ", "COMMA"):
        return False
    return any(
        n < spot.first and not any(line.has(between, "COMMA") for between in range(n, spot.first)) for n in numbers
    )


def _next_clause(line: Line, unit: int, at: tuple[int, int]) -> bool:
    """Where verbs stand freely, a verb between a comma and a later place makes it the place of something else."""
    if line.lexicon.pack.get("order") != "free" or unit <= at[1]:
        return False
    comma = next((between for between in range(at[1], unit) if line.has(between, "COMMA", "SEMI")), None)
    return comma is not None and any(line.has(between, "VFIN") for between in range(comma, unit))


def _both(line: Line, first: int, place: int, numbers: Sequence[int]) -> bool:
    """ "Two dozen people died and 13 were injured in X": the place stands after both numbers, which "and" joins."""
    between = [number for number in numbers if first < number < place]
    return len(between) == 1 and any(line.has(at, "CONJ") for at in range(first, between[0]))


def _opens_bracket(line: Line, spot: Spot, unit: int) -> bool:
    """ "Taldyk (20)", "Taldyk – 20": the number stands in a bracket or behind a dash right after the place."""
    last = spot[1] + 1 if line.has(spot[1], "SORT") else spot[1]
    if last == unit - 1 and line.has(last, "LPAR"):
        return True
    if last == unit - 1 and line.has(last, "SHAREW"):
        return True  # "Taldyk accounts for 20"
    return last == unit - 1 and line.has(last, "DASH", "COLON") and line.has(unit + 1, "COMMA", "STOP", "SEMI", "CONJ")


def _right_behind(line: Line, spot: Spot, at: tuple[int, int]) -> bool:
    """ "12 in Taldyk, nine – in Harrow": the place stands right behind the number, or behind what it counts."""
    between = range(at[0] + 1, spot.first)
    if spot.first <= at[0] or len(between) > _NEXT or (not between and line.lexicon.pack.get("order") != "last"):
        return False
    if not located(line, spot) or not all(
        line.has(unit, "DASH", "LOC", "AREA", "PEOPLE", "HUMAN", "DEFINITE") for unit in between
    ):
        return False
    after = spot.last + 1 if line.has(spot.last, "SORT") else spot.last
    return not line.has(after, "NUM", "PEOPLE", "HUMAN")


def _of_another(line: Line, spot: Spot, at: tuple[int, int]) -> bool:
    """A number that is itself no figure has the place right behind it: "six died, one – in Harrow"."""
    return any(
        unit != at[0]
        and not at[0] <= unit <= at[1]
        and line.has(unit - 1, "COMMA", "CONJ")
        and _right_behind(line, spot, (unit, unit))
        for unit in range(max(0, spot.first - _NEXT - 1), spot.first)
        if line.has(unit, "NUM")
    )


def only_told(line: Line, spot: Spot) -> bool:
    """Where somebody only told of it, or where people come from: "at a briefing in Harrow", "said in Harrow that",
    "14 from Kenya"."""
    first = spot.first - 1
    while line.has(first, "ADJ", "DIRECTION", "SORT"):
        first -= 1
    if line.has(first, "ORIGINW") and is_country(code_of(line, spot)):
        return any(line.has(unit, "NUM", "PEOPLE", "HUMAN") for unit in (first - 1, first - 2))
    if line.has(first, "LOC") and line.has(first - 1, "MEETINGW"):
        return True
    if line.has(spot.last - 1, "LOCAT") and line.has(spot.last, "MEETINGW"):
        return True
    said = line.has(first, "LOC") and line.has(first - 1, "SAY")
    return said and any(line.has(unit, "THAT") for unit in range(spot.last, spot.last + _NEXT + 1))


def seated(line: Line, spot: Spot, cues: Sequence[Cue]) -> bool:
    """ "The UN's spokeswoman in Geneva": where an office of many countries has its seat (`seats`), nothing it tells was."""
    seats = tuple(line.lexicon.pack.get("seats", ()))
    if not seats or not line.units[spot.first].form.startswith(seats):
        return False
    return any(isinstance(cue.who, Mention) and _international(cue.who) for cue in cues)


def _carried(
    line: Line, free: Sequence[Spot], at: tuple[int, int], cues: Sequence[Cue], numbers: Sequence[int]
) -> Spot | None:
    """The one place of the sentence, where a clause before has it: "in X 14 died, another 30 were hurt".

    A place that stands after a second number is that number's own ("nineteen died, 12 of them in the port").
    """
    if len({tuple(unit.form for unit in line.units[spot.first : spot.last]) for spot in free}) != 1:
        return None
    spot = free[0]
    if spot[0] > at[0] or not located(line, spot) or _teller(line, spot[0], cues) != _teller(line, at[0], cues):
        return None
    return spot if sum(number < spot[0] for number in numbers) < 2 else None


def _teller(line: Line, unit: int, cues: Sequence[Cue]) -> int | None:
    """Where the words begin that say who tells what stands at a unit: the narrowest cue that covers it."""
    start = line.units[unit].start
    covering = [cue for cue in cues if cue.covers[0] <= start < cue.covers[1]]
    return min(covering, key=lambda cue: cue.covers[1] - cue.covers[0]).who.start if covering else None


def _of_a_part(line: Line, unit: int, at: tuple[int, int]) -> bool:
    """What follows a total and a colon or "including" is the place of its parts ("nineteen died: 12 in the port, …")."""
    return unit > at[1] and (_colon(line, at[1], unit) or any(at[1] < part < unit for part in line.where("INCLUDE")))


def widely(line: Line, zones: Zones, at: int, numbers: Sequence[int] = ()) -> bool:
    """The words say that the whole country is meant ("nationwide")."""
    wide = [unit for unit in line.where("WIDE") if zones.together(unit, at) and not line.has(unit + 1, "GEN")]
    wide = [unit for unit in wide if not (line.has(unit, "ELSEW") and _there_too(line, at, unit))]
    return any(not _of_next(line, unit, at, numbers) for unit in wide)


def _there_too(line: Line, at: int, unit: int) -> bool:
    """ "Nine were hurt in Harrow and in clashes elsewhere", "elsewhere in Harrow": a place is named all the same."""
    return line.has(unit + 1, "LOC") or any(line.has(between, "LOC") for between in range(at + 1, unit))


def _of_next(line: Line, unit: int, at: int, numbers: Sequence[int]) -> bool:
    """The words stand with a later number: "five died here, and nationwide 300", "…, and 300 nationwide"."""
    if any(at < number < unit for number in numbers):
        return True
    if any(unit < number < at and _colon(line, number, at) for number in numbers):
        return True  # "nationwide 30 died: 20 in the port, …": it stands with the whole
    split = any(line.has(between, "COMMA", "SEMI", "CONJ") for between in range(at + 1, unit))
    return split and any(number > unit for number in numbers)


def _colon(line: Line, first: int, last: int) -> bool:
    return any(line.has(unit, "COLON") for unit in range(first, last))


def is_dateline(line: Line, unit: int) -> bool:
    """A place that opens a report, before its date or a dash, says where it was written; one "in" which something is
    does not ("Павлодар облысында биыл …")."""
    return (
        unit < 3
        and not line.has(unit, "LOCAT")
        and line.has(unit + 1, "COMMA", "LPAR", "DASH", "DATE", "STOP", "OUTLET")
        and any(line.has(at, "DATE", "DASH", "RPAR") for at in range(unit + 1, unit + 7))
    )


def is_country(code: str | None) -> bool:
    """Codes of countries have two letters."""
    return code is not None and len(code) == _COUNTRY


def country_of(code: str, gazetteer: Gazetteer) -> str:
    """The outermost place around a place: its country."""
    ancestors = gazetteer.ancestors(code)
    return ancestors[-1] if ancestors else code


def _of_speaker(line: Line, unit: int, cues: Sequence[Cue]) -> bool:
    start = line.units[unit].start
    # "Police in X" are there; a capital that speaks for its country is not where it happened.
    speakers = [who for cue in cues for who in (cue.who, cue.outer) if isinstance(who, Mention)]
    return any(who.start <= start < who.end and not _international(who) for who in speakers)


def _international(who: Mention) -> bool:
    """An office of many countries has its seat in a place, and speaks of others: "the UN rights office in Geneva"."""
    return any(unit.attr("side") == Side.INTERGOVERNMENTAL for unit in who.units)
