"""When: dates joined to what a sentence says, and the day up to which it counts.

Dates are resolved against the day of publication, never against a clock. Proved by tests/reading/test_grammar.py and
tests/reading/test_bodies.py.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.text.speech import Cue
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones
from aigaq.values.quantities import Quantity
from aigaq.values.textdates import DateMention, resolve

_DAY = len("2022-01-05")
_WORDS = 6
_NEAR_DAYS = 3
_SPELL = 14


@dataclass(frozen=True, slots=True)
class WhenSaid:
    """A resolved date, its words' stretch, whether it bounds a count ("as of", "by"), and the day to which it does."""

    date: str
    start: int
    end: int
    bound: bool
    counted: str = ""


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
    # "Of deaths in the riots of 1-2 May spoke the mayor on Monday": a day before a stretch of days, the nearest first.
    found: list[tuple[bool, int, str]] = []
    for unit in line.where("DATE"):
        at = line.units[unit]
        said = dated(line, unit, published) if cue.start <= at.start < cue.end else None
        if said is not None and len(said.date) >= _DAY:
            away = max(cue.word[0] - at.end, at.start - cue.word[1])
            found.append(("/" in said.date and "T" not in said.date, away, said.date))
    if found:
        return min(found)[2]
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
        issued = _issued(line, unit)
        beside = cue.start - end <= 1 and (line.has(unit - 1, "COMMA") or line.has(unit - 2, "COMMA"))
        if end > cue.start or (unit - _introduced(line) > 2 and not issued and not beside):
            continue
        if cue.start - end > 3 and not issued and _done_between(line, unit, cue):
            continue
        said = dated(line, unit, published)
        if said is not None and len(said.date) >= _DAY:
            return said.date
    return None


def _issued(line: Line, unit: int) -> bool:
    """ "In a separate statement on Tuesday, X said …": the date of what was issued opens the sentence."""
    at = unit - 2 if line.has(unit - 1, "PREP") else unit - 1
    if at > _WORDS or not line.has(at, "RECORD", "POSTED") or not any(line.has(first, "PREP") for first in (0, 1)):
        return False
    return not any(line.has(before, "VFIN", "AUX", "NUM", "COMMA", "SUBORD", "STOP") for before in range(at))


def _introduced(line: Line) -> int:
    """How many words lead into a sentence: "So, only"."""
    first = 0
    while line.has(first, "ADV", "COMMA", "CONJ"):
        first += 1
    return first


def _done_between(line: Line, unit: int, cue: Cue) -> bool:
    last = next((at for at, one in enumerate(line.units) if one.start >= cue.start), len(line.units))
    gap = range(unit + 1, last)
    return len(gap) > 14 or any(line.has(at, "VFIN", "AUX", "NUM", "SEMI", "STOP", "SUBORD") for at in gap)


def shifted(line: Line, zones: Zones, at: int, day: str | None, now: str | None = None) -> tuple[str, str] | None:
    """A day told by another ("a day earlier", "by noon") for the unit: the date and the rule; `day` is the other.

    `now` is the day of the saying, for rules `from = "said"` ("at the moment"), and for those `from = "near"` ("in the
    morning") where the other day lies too far back to be meant.
    """
    if day is None or len(day) < _DAY:
        return None
    found = [(rule, match) for rule, match in line.rules("shifted") if _shifts(line, zones, match, at)]
    if not found:
        return None
    rule, match = min(found, key=lambda pair: (distance(pair[1].start, (at, at)), -pair[1].end))
    base, said = date.fromisoformat(day[:_DAY]), now if now is not None and len(now) >= _DAY else None
    if said is not None:
        spoken = date.fromisoformat(said[:_DAY])
        start = rule.attrs.get("from")
        base = spoken if start == "said" or (start == "near" and abs((spoken - base).days) > _NEAR_DAYS) else base
    return str(base + timedelta(days=_days(line, rule, match, base))), rule.id


def _shifts(line: Line, zones: Zones, match: Match, at: int) -> bool:
    """Whether the words are of the unit: beside it, or leading the sentence; of one number alone where they capture it."""
    if "n" in match.captures:
        return match.captures["n"][0] == at
    if match.start > at and other_between(match.start, (at, at), line.where("NUM")):
        return False
    near = zones.together(match.start, at) or (match.start < at and zones.zone[match.start] == 0)
    return near and not any(match.start <= unit < match.end and _has_date(line, unit) for unit in line.where("DATE"))


def _has_date(line: Line, unit: int) -> bool:
    mention = line.units[unit].value
    return isinstance(mention, DateMention) and mention.has_date


def _days(line: Line, rule: Rule, match: Match, base: date) -> int:
    """How many days on: as the rule says, as a number says ("three days earlier"), or back to a day of the week."""
    if "weekday" in rule.attrs:
        return -((base.weekday() - int(rule.attrs["weekday"])) % 7)
    if "by" in match.captures:
        quantity = line.units[match.captures["by"][0]].value
        low = quantity.low if isinstance(quantity, Quantity) else None
        return -int(low or 0)
    return int(rule.attrs["days"])


def given(line: Line, at: int, published: str | None) -> str | None:
    """The day on which the words say that a number was given or counted ("the 18 it spoke of on 6 January")."""
    for _, match in line.rules("given"):
        number = match.captures.get("n")
        if (number is None and match.start <= at < match.end) or (number is not None and number[0] == at):
            said = dated(line, match.captures["day"][0], published)
            if said is not None and len(day_of(said.date)) == _DAY:
                return day_of(said.date)
    return None


def dated(line: Line, unit: int, published: str | None) -> WhenSaid | None:
    """A date unit resolved; None where its words do not fix a date."""
    mention = line.units[unit].value
    if not isinstance(mention, DateMention) or not mention.has_date:
        return None
    when = resolve(mention, published)
    if when is None:
        return None
    future = published is not None and day_of(str(when))[:_DAY] > published[:_DAY]  # nobody counts up to it yet
    bound = _stands_at(line, unit) and not future
    counted = _edge(str(when), mention.first.stretch) if bound else ""
    return WhenSaid(str(when), line.units[unit].start, line.units[unit].end, bound, counted)


def _edge(date: str, stretch: str | None) -> str:
    """The last day of "the end of March 2024", the first of "the beginning": a count stands at the edge of its time."""
    first, _, last = date.partition("/")
    side = {"late": last, "early": first}.get(stretch or "", "")
    if not side or "T" in date:
        return day_of(date)
    year, month, *day = (int(part) for part in side.split("-"))
    return f"{year:04}-{month:02}-{day[0] if day else monthrange(year, month)[1] if stretch == 'late' else 1:02}"


def _stands_at(line: Line, unit: int) -> bool:
    """The words make a date the one up to which is counted: "as of", "by the end of", "as at 1800 hours on"."""
    if line.has(unit - 1, "DET", "NUM") and line.has(unit - 2, "ASOF"):
        return True
    at = unit - 1
    while at > unit - _WORDS and not line.has(at, "ASOF"):
        if not line.has(at, "DAYPART", "LPAR", "RPAR", "DET", "PREP", "NUM", "DATE"):
            break
        at -= 1
    if line.has(at, "ASOF") and not line.has(at - 1, "SETFOR"):
        return at == unit - 1 or any(line.has(between, "DAYPART", "DET") for between in range(at + 1, unit))
    if line.has(unit - 1, "TILL") and _since(line, unit - 1):
        return True
    after = unit + 1
    while line.has(after, "DAYPART"):
        after += 1
    return line.has(after, "ASOFP") or (line.has(after, "RECORD") and line.has(after + 1, "ACCW"))


def _since(line: Line, before: int) -> bool:
    """ "Since the start of the war and until 12 May": what begins is told otherwise than by a date."""
    begins = [at for at in line.where("SINCEW") if before - _SPELL < at < before]
    return any(line.has(at + 1, "BEGINW") for at in begins)


def day_of(date: str) -> str:
    """The day of a time of day or of a part of a day: what is counted by noon is counted by that day."""
    days = {part[:10] for part in date.split("/")} if "T" in date else {date}
    return days.pop() if len(days) == 1 else date


def stood_on(date: str, *, into: bool) -> str:
    """The one day of a night that lies in two or three: "on the night of the 9th" is of the 9th; a night is of the day
    it ends on where the language counts so (`into`: "in the night to the 9th"), else of the one it begins on."""
    first, _, last = date.partition("/")
    if "T" not in first or not last or first[:_DAY] == last[:_DAY]:
        return date
    days = date_of(last) - date_of(first)
    night = days == timedelta(days=2) or (into and days == timedelta(days=1))
    return str(date_of(first) + timedelta(days=1)) if night else date


def date_of(moment: str) -> date:
    """The day of a moment."""
    return date.fromisoformat(moment[:_DAY])


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
