"""Where and when: places and dates joined to what a sentence says.

A place is taken from the same zone, else from what leads the sentence, else from an earlier sentence of the paragraph,
else from the document as a whole; how is recorded as a rule. The place of a speaker ("police in X") counts only where
there is no other. Dates are resolved against the day of publication, never against a clock. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aigaq.reading.speech import Cue
from aigaq.reading.units import Line
from aigaq.reading.zones import Zones
from aigaq.values.places import Gazetteer
from aigaq.values.textdates import DateMention, resolve

_DAY = len("2022-01-05")


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its code, the words as printed (None where it was inferred from the document), and how it was found."""

    code: str | None
    words: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class WhenSaid:
    """A resolved date, its words' stretch, and whether it bounds a count ("as of", "by")."""

    date: str
    start: int
    end: int
    bound: bool


Spot = tuple[int, int]
"""The units of a place: first, and the one after the last."""


def find_spots(line: Line) -> list[Spot]:
    """Where the sentence names a place: those of the gazetteer, and others by the rules `[[location]]` of the pack."""
    found = [
        (unit, unit + 1)
        for unit in line.where("PLACE")
        if (not line.has(unit + 1, "ROLE", "INST", "HYPHEN") or line.has(unit, "LOCAT"))
        and not line.has(unit - 1, "CITIZEN")
    ]
    for _, match in line.rules("location"):
        start, end = match.captures["place"]
        if line.has(start, "RECORD", "INST", "OUTLET", "ROLE", "POSTED"):
            continue
        if not any(start < last and first < end for first, last in found):
            found.append((start, end))
    return sorted(found)


def located(line: Line, spot: Spot) -> bool:
    """Whether the words say that something is there: a word for "in" before the name, or an ending at its last word."""
    return line.has(spot[0] - 1, "LOC") or line.has(spot[0] - 2, "LOC") or line.has(spot[1] - 1, "LOCAT")


def place_near(
    line: Line, zones: Zones, at: tuple[int, int], spots: Sequence[Spot], cues: Sequence[Cue], numbers: Iterable[int]
) -> tuple[Spot, str] | None:
    """The place for units at[0]..at[1], and the rule; None where the sentence names none for it."""
    if not spots:
        return None
    numbers = list(numbers)
    spoken = [spot for spot in spots if _in_cue(line, spot[0], cues)]
    free = [spot for spot in spots if spot not in spoken]
    here = [spot for spot in free if zones.together(spot[0], at[0]) and not _other_between(spot[0], at, numbers)]
    here = [spot for spot in here if not _of_a_part(line, spot[0], at)]
    if here:
        # Where the verb stands last, the place stands before what happened there.
        last = line.lexicon.pack.get("order") == "last"
        best = min(here, key=lambda spot: (last and spot[0] > at[0], _distance(spot[0], at), -spot[0]))
        return best, "place.clause"
    leading = [
        spot
        for spot in free
        if spot[0] < at[0] and zones.zone[spot[0]] == 0 and not _other_between(spot[0], at, numbers)
    ]
    if leading:
        return leading[-1], "place.leading"
    shared = [spot for spot in free if spot[0] > at[0] and zones.together(spot[0], at[0])]
    shared = [spot for spot in shared if not _of_a_part(line, spot[0], at)]
    if shared and line.lexicon.pack.get("order", "svo") == "free":
        return shared[0], "place.clause"
    carried = _carried(line, free, at, cues, numbers)
    if carried is not None:
        return carried, "place.carried"
    before = [spot for spot in spoken if _of_speaker(line, spot[0], cues)]
    return (before[-1], "place.speaker") if before else None


def _carried(
    line: Line, free: Sequence[Spot], at: tuple[int, int], cues: Sequence[Cue], numbers: Sequence[int]
) -> Spot | None:
    """The one place of the sentence, where a clause before has it: "in X 14 died, another 30 were hurt".

    A place that stands after a second number is that number's own ("nineteen died, 12 of them in the port").
    """
    if len({tuple(unit.form for unit in line.units[first:last]) for first, last in free}) != 1:
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
    """What follows a total and a colon is the place of its parts ("nineteen died: 12 in the port, …")."""
    return unit > at[1] and any(line.has(between, "COLON") for between in range(at[1], unit))


def widely(line: Line, zones: Zones, at: int, numbers: Sequence[int] = ()) -> bool:
    """The words say that the whole country is meant ("nationwide")."""
    wide = [unit for unit in line.where("WIDE") if zones.together(unit, at) and not line.has(unit + 1, "GEN")]
    return any(not _of_next(line, unit, at, numbers) for unit in wide)


def _of_next(line: Line, unit: int, at: int, numbers: Sequence[int]) -> bool:
    """The words stand with a later number: "five died here, and nationwide 300", "…, and 300 nationwide"."""
    if any(at < number < unit for number in numbers):
        return True
    split = any(line.has(between, "COMMA", "SEMI", "CONJ") for between in range(at + 1, unit))
    return split and any(number > unit for number in numbers)


def date_near(
    line: Line, zones: Zones, at: tuple[int, int], cues: Sequence[Cue], published: str | None
) -> list[WhenSaid]:
    """The resolved dates of the same zone or leading the sentence, nearest first; those of a reporting phrase left out."""
    found: list[tuple[int, WhenSaid]] = []
    for unit in line.where("DATE"):
        inside = zones.together(unit, at[0]) or (unit < at[0] and zones.zone[unit] == 0)
        said = dated(line, unit, published) if inside and not _in_cue(line, unit, cues) else None
        if said is not None:
            found.append((_distance(unit, at), said))
    return [said for _, said in sorted(found, key=lambda pair: pair[0])]


def date_of_cue(line: Line, cue: Cue, published: str | None) -> str | None:
    """The date on which a reporting phrase says that it was said."""
    for unit in line.where("DATE"):
        if cue.start <= line.units[unit].start < cue.end:
            said = dated(line, unit, published)
            if said is not None and len(said.date) >= _DAY:
                return said.date
    return _date_leading(line, cue, published)


def _date_leading(line: Line, cue: Cue, published: str | None) -> str | None:
    """ "On Tuesday the ministry acknowledged …": the date that opens the sentence, with nothing done between it and who
    speaks."""
    for unit in line.where("DATE"):
        end = line.units[unit].end
        if unit > 2 or end > cue.start or (cue.start - end > 3 and _done_between(line, unit, cue)):
            continue
        said = dated(line, unit, published)
        if said is not None and len(said.date) >= _DAY:
            return said.date
    return None


def _done_between(line: Line, unit: int, cue: Cue) -> bool:
    last = next((at for at, one in enumerate(line.units) if one.start >= cue.start), len(line.units))
    gap = range(unit + 1, last)
    return len(gap) > 14 or any(line.has(at, "VFIN", "AUX", "NUM", "SEMI", "STOP", "SUBORD") for at in gap)


def shifted(line: Line, zones: Zones, at: int, day: str | None) -> tuple[str, str] | None:
    """A day told by another ("a day earlier", "by noon") for the unit: the date and the rule; `day` is the other."""
    if day is None or len(day) < _DAY:
        return None
    numbers = line.where("NUM")
    for rule, match in line.rules("shifted"):
        near = zones.together(match.start, at) or (match.start < at and zones.zone[match.start] == 0)
        if match.start > at and _other_between(match.start, (at, at), numbers):
            continue
        if near and not any(match.start <= unit < match.end for unit in line.where("DATE")):
            return str(date.fromisoformat(day[:_DAY]) + timedelta(days=int(rule.attrs["days"]))), rule.id
    return None


def dated(line: Line, unit: int, published: str | None) -> WhenSaid | None:
    """A date unit resolved; None where its words do not fix a date."""
    mention = line.units[unit].value
    if not isinstance(mention, DateMention) or not mention.has_date:
        return None
    when = resolve(mention, published)
    if when is None:
        return None
    bound = line.has(unit - 1, "ASOF") or (line.has(unit - 1, "DET") and line.has(unit - 2, "ASOF"))
    bound = bound or line.has(unit + 1, "ASOFP") or (line.has(unit + 1, "RECORD") and line.has(unit + 2, "ACCW"))
    return WhenSaid(str(when), line.units[unit].start, line.units[unit].end, bound)


def day_of(date: str) -> str:
    """The day of a time of day or of a part of a day: what is counted by noon is counted by that day."""
    days = {part[:10] for part in date.split("/")} if "T" in date else {date}
    return days.pop() if len(days) == 1 else date


def document_place(codes: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """The place a document is about: the country that most of its first mentions lie in."""
    if not codes:
        return None
    countries = Counter(country_of(code, gazetteer) for code in codes)
    return max(countries, key=lambda code: (countries[code], -_first(codes, code, gazetteer)))


def is_dateline(line: Line, unit: int) -> bool:
    """A place that opens a report, before its date or a dash, says where it was written."""
    return (
        unit < 3
        and line.has(unit + 1, "COMMA", "LPAR", "DASH", "DATE")
        and any(line.has(at, "DATE", "DASH", "RPAR") for at in range(unit + 1, unit + 7))
    )


def country_of(code: str, gazetteer: Gazetteer) -> str:
    """The outermost place around a place: its country."""
    ancestors = gazetteer.ancestors(code)
    return ancestors[-1] if ancestors else code


def _first(codes: Sequence[str], country: str, gazetteer: Gazetteer) -> int:
    return next(number for number, code in enumerate(codes) if country_of(code, gazetteer) == country)


def _distance(unit: int, at: tuple[int, int]) -> int:
    return at[0] - unit if unit < at[0] else max(0, unit - at[1])


def _other_between(unit: int, at: tuple[int, int], numbers: Iterable[int]) -> bool:
    """Another figure stands between the place and this one, so the place is the other's."""
    low, high = (unit, at[0]) if unit < at[0] else (at[1], unit)
    return any(low < number < high and not at[0] <= number <= at[1] for number in numbers)


def _in_cue(line: Line, unit: int, cues: Sequence[Cue]) -> bool:
    start = line.units[unit].start
    return any(cue.start <= start < cue.end for cue in cues)


def _of_speaker(line: Line, unit: int, cues: Sequence[Cue]) -> bool:
    start = line.units[unit].start
    return any(cue.who.start <= start < cue.who.end for cue in cues)
