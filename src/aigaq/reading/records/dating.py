"""The dates of a figure: as of when it holds, and when what it counts came about. Proved by tests/reading/test_texts.py."""

from __future__ import annotations

from aigaq.reading.counts.drafts import Draft
from aigaq.reading.records.making import Context
from aigaq.reading.setting.days import day_of, stood_on
from aigaq.reading.setting.days import shifted as shifted_by
from aigaq.reading.text.units import Line
from aigaq.reading.voices.told import Told


def dates(draft: Draft, context: Context) -> tuple[str | None, str | None]:
    """The stated as-of date and the date of what is counted."""
    as_of: str | None = None
    about: str | None = None
    standing = _standing(draft, context)
    event = _of_event(draft, context) if standing else ()
    for said in context.dates((draft.unit, draft.unit)):
        bound = said.bound or (standing and said.start not in event)
        if bound and as_of is None:
            as_of = said.counted or day_of(said.date)
        elif not bound and about is None:
            about = said.date
    return as_of, about


def stood(context: Context, day: str | None) -> str | None:
    into = context.paragraph.lexicon.pack.get("nights") == "into"
    return None if day is None else stood_on(day, into=into)


def _standing(draft: Draft, context: Context) -> bool:
    """The words say how many there were on a day, not what happened on it: "still held on Monday", "the toll stood at"."""
    line = context.sentence.line
    counted = line.where("TOLL", "TALLY", "LEVELV")
    if any(draft.start <= line.units[unit].start < draft.end for unit in counted):
        return True
    return any(context.sentence.zones.together(unit, draft.unit) for unit in line.where("STILLW"))


def _of_event(draft: Draft, context: Context) -> list[int]:
    """Dates of what happened, not of the count: "the toll from the quake that struck on Saturday rose to 19"."""
    line = context.sentence.line
    if line.lexicon.pack.get("order") == "last":
        return []
    tolls = [at for at in line.where("TOLL", "TALLY") if at < draft.unit and line.units[at].start >= draft.start]
    verbs = [at for at in line.where("LEVEL", "LEVELV", "VFIN", "VPAST") if at < draft.unit]
    between = range(tolls[0] + 3, verbs[-1]) if tolls and verbs else range(0)
    return [line.units[at].start for at in line.where("DATE") if at in between or _owns_event(line, at)]


def _owns_event(line: Line, at: int) -> bool:
    """ "The toll from last month's bombings": the day is that of what happened."""
    return line.has(at - 1, "PREP") and line.has(at + 1, "GEN") and not line.has(at + 2, "TOLL", "TALLY", "RECORD")


def shifted(draft: Draft, context: Context, told: Told, before: str | None) -> str | None:
    day = context.said_date(told) or before or context.day()
    now = context.said_date(told) or context.published
    found = shifted_by(context.sentence.line, context.sentence.zones, draft.unit, day, now)
    if found is not None:
        return found[0]
    line = context.sentence.line
    hours = [at for at in line.where("DATE") if not line.units[at].value.has_date]
    timed = [at for at in hours if line.has(at - 1, "ASOF") or line.has(at + 1, "ASOFP", "BULLETIN", "DAYPART")]
    clock = any(context.sentence.zones.together(at, draft.unit) or at < draft.unit for at in timed)
    return context.day() if clock else None
