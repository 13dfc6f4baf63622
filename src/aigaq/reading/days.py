"""When: dates joined to what a sentence says, and the day up to which it counts.

Dates are resolved against the day of publication, never against a clock. Proved by tests/reading/test_grammar.py and
tests/reading/test_bodies.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aigaq.reading.speech import Cue
from aigaq.reading.units import Line
from aigaq.reading.zones import Zones
from aigaq.values.textdates import DateMention, resolve

_DAY = len("2022-01-05")
_WORDS = 6


@dataclass(frozen=True, slots=True)
class WhenSaid:
    """A resolved date, its words' stretch, and whether it bounds a count ("as of", "by")."""

    date: str
    start: int
    end: int
    bound: bool


def date_near(
    line: Line, zones: Zones, at: tuple[int, int], cues: Sequence[Cue], published: str | None
) -> list[WhenSaid]:
    """The resolved dates of the same zone or leading the sentence, nearest first; those of a reporting phrase left out."""
    found: list[tuple[int, WhenSaid]] = []
    for unit in line.where("DATE"):
        inside = zones.together(unit, at[0]) or (unit < at[0] and zones.zone[unit] == 0)
        said = dated(line, unit, published) if inside and not in_cue(line, unit, cues) else None
        if said is not None:
            found.append((distance(unit, at), said))
    return [said for _, said in sorted(found, key=lambda pair: pair[0])]


def date_of_cue(line: Line, cue: Cue, published: str | None) -> str | None:
    """The date on which a reporting phrase says that it was said."""
    for unit in line.where("DATE"):
        if cue.start <= line.units[unit].start < cue.end:
            said = dated(line, unit, published)
            if said is not None and len(said.date) >= _DAY:
                return said.date
    return _date_leading(line, cue, published) or _date_trailing(line, cue, published)


def _date_trailing(line: Line, cue: Cue, published: str | None) -> str | None:
    """ "…, X said at a briefing on Tuesday.": the date closes the sentence, with nothing done between."""
    first = next((at for at, one in enumerate(line.units) if one.start >= cue.end), len(line.units))
    for unit in range(first, min(first + 7, len(line.units))):
        if line.has(unit, "COMMA", "VFIN", "AUX", "NUM", "SEMI", "STOP", "SUBORD", "THAT", "COLON", "QO", "DASH"):
            return None
        said = dated(line, unit, published) if line.has(unit, "DATE") else None
        if said is not None and len(said.date) >= _DAY and line.has(unit + 1, "STOP", "QC", "COMMA"):
            return said.date
    return None


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


def shifted(line: Line, zones: Zones, at: int, day: str | None, now: str | None = None) -> tuple[str, str] | None:
    """A day told by another ("a day earlier", "by noon") for the unit: the date and the rule; `day` is the other.

    `now` is the day of the saying, for rules `from = "said"` ("at the moment").
    """
    if day is None or len(day) < _DAY:
        return None
    numbers = line.where("NUM")
    for rule, match in line.rules("shifted"):
        near = zones.together(match.start, at) or (match.start < at and zones.zone[match.start] == 0)
        if match.start > at and other_between(match.start, (at, at), numbers):
            continue
        if near and not any(match.start <= unit < match.end for unit in line.where("DATE")):
            day = now if now is not None and rule.attrs.get("from") == "said" and len(now) >= _DAY else day
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
    bound = _stands_at(line, unit)
    return WhenSaid(str(when), line.units[unit].start, line.units[unit].end, bound)


def _stands_at(line: Line, unit: int) -> bool:
    """The words make a date the one up to which is counted: "as of", "by the end of", "as at 1800 hours on"."""
    if line.has(unit - 1, "DET", "NUM") and line.has(unit - 2, "ASOF"):
        return True
    at = unit - 1
    while at > unit - _WORDS and not line.has(at, "ASOF"):
        if not line.has(at, "DAYPART", "LPAR", "RPAR", "DET", "PREP", "NUM", "DATE"):
            break
        at -= 1
    if line.has(at, "ASOF"):
        return at == unit - 1 or any(line.has(between, "DAYPART", "DET") for between in range(at + 1, unit))
    after = unit + 1
    while line.has(after, "DAYPART"):
        after += 1
    return line.has(after, "ASOFP") or (line.has(after, "RECORD") and line.has(after + 1, "ACCW"))


def day_of(date: str) -> str:
    """The day of a time of day or of a part of a day: what is counted by noon is counted by that day."""
    days = {part[:10] for part in date.split("/")} if "T" in date else {date}
    return days.pop() if len(days) == 1 else date


def distance(unit: int, at: tuple[int, int]) -> int:
    return at[0] - unit if unit < at[0] else max(0, unit - at[1])


def other_between(unit: int, at: tuple[int, int], numbers: Iterable[int]) -> bool:
    """Another figure stands between the place and this one, so the place is the other's."""
    low, high = (unit, at[0]) if unit < at[0] else (at[1], unit)
    return any(low < number < high and not at[0] <= number <= at[1] for number in numbers)


def in_cue(line: Line, unit: int, cues: Sequence[Cue]) -> bool:
    """Within the words that say who tells; not within what is told, where that stands between the two."""
    start = line.units[unit].start
    numbers = [line.units[at].start for at in line.where("NUM")]
    for cue in cues:
        between = cue.who.end, cue.word[0]
        inside = between[0] <= start < between[1] and any(between[0] <= at < between[1] for at in numbers)
        if cue.start <= start < cue.end and not inside:
            return True
    return False
