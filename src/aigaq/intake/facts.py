"""Facts a file states about itself: cleaned words, moments in the form of docs/formats/dates.md, and which value to use.

Proved by tests/intake/test_page_facts.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from aigaq.errors import FormatError
from aigaq.intake.renditions import Fact
from aigaq.values.dates import parse_when

LONGEST = 500  # characters of one value
DATES = ("published", "modified", "created")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/\-]?(0[1-9]|1[0-2])[/\-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_PDF = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\d\d)?(?:(Z)|([+\-]\d\d)'?(\d\d)?'?)?")


def cleaned(words: str) -> str:
    """One line without control characters, not too long."""
    return " ".join(_CONTROLS.sub(" ", words).split())[:LONGEST]


def moment(words: str) -> str | None:
    """A date or a date-time to the minute, with its offset where one is given; None where it is none (ISO 8601)."""
    text = cleaned(words)
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        return _sound(text)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        return when.date().isoformat()
    return printed(when)


def printed(when: datetime) -> str | None:
    """A moment as our dates are written; None where they cannot hold it."""
    try:
        offset = when.utcoffset()
        zone = "" if offset is None else "Z" if not offset else when.replace(second=0).strftime("%z")
    except (ValueError, OverflowError):
        return None
    if len(zone) > 1:
        zone = f"{zone[:3]}:{zone[3:5]}"
    return _sound(f"{when:%Y-%m-%dT%H:%M}".zfill(16) + zone)


def pdf_moment(words: str) -> str | None:
    """A date as PDF writes it, `D:20220105103000+06'00'`."""
    found = _PDF.match(words)
    if found is None:
        return None
    year, month, day, hour, minute, utc, hours, minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if hour is None or minute is None:
        return _sound(date)
    zone = "Z" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    return _sound(f"{date}T{hour}:{minute}{zone}")


def date_in_address(address: str) -> str | None:
    """The one day a web address names in its path: /2022/01/05/ or 2022-01-05 or 20220105."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    days = {"-".join(found.groups()) for found in _IN_ADDRESS.finditer(path)}
    return _sound(days.pop()) if len(days) == 1 else None


def chosen(facts: Sequence[Fact]) -> list[Fact]:
    """The same facts of one field without repeats, the first marked as the one to use; dates must agree."""
    seen: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.value, fact.basis), fact)
    distinct = list(seen.values())
    if not distinct:
        return []
    if distinct[0].field in DATES:
        # What the address says goes for nothing where the page itself says more.
        rivals = [fact for fact in distinct if fact.basis == distinct[0].basis]
        if not all(_agree(rivals[0].value, other.value) for other in rivals[1:]):
            return distinct
        best = next((fact for fact in rivals if _local(fact.value) and _same(fact.value, rivals[0].value)), rivals[0])
        return [replace(fact, used=fact is best) for fact in distinct]
    return [replace(fact, used=number == 0) for number, fact in enumerate(distinct)]


def _agree(one: str, other: str) -> bool:
    """Whether two dates may be of the same moment: equal as far as both go, or one instant in two zones."""
    return one.startswith(other) or other.startswith(one) or one[:10] == other[:10] or _same(one, other)


def _same(one: str, other: str) -> bool:
    instants = [_instant(text) for text in (one, other)]
    return None not in instants and instants[0] == instants[1]


def _local(text: str) -> bool:
    """Whether a time is given in a zone of its own: its day is the day on which it was published there."""
    return "T" in text and text[-6:-5] in ("+", "-")


def _instant(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
        return None if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _sound(text: str) -> str | None:
    try:
        parse_when(text)
    except FormatError:
        return None
    return text
