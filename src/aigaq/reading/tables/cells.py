"""Reads the text of one cell: a number with its words, a date in any form, a time of day, an offset, yes or no.

A cell that says something else is refused with words (`Unreadable`), never guessed: `1,2,3` is no number, 05/01/22 is no
date until somebody says which comes first. Empty and `n/a` are nothing. The words are data (data/words.toml) and the
number and date words of the languages (`values`). Proved by tests/reading/tables/test_cells.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from aigaq.errors import FormatError
from aigaq.values.dates import parse_when
from aigaq.values.numerals import Number
from aigaq.values.quantities import COUNTING, Quantity, find_numbers
from aigaq.values.scripts import digits, fold
from aigaq.values.textdates import find_dates, resolve

LANGUAGES = ("en", "ru", "kk")
"""Languages whose number and date words are tried where the sheet's own do not fit."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIGNED = re.compile(r"[-−–+]\s?[0-9][0-9\s.,]*")
_ENUMERATED = re.compile(r"[0-9]+(?:\s*[,;]\s*[0-9]+)+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+,[0-9]+")
_DATE = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})(?: ?[гж]\.?)?(?:[ ,T]+(.*))?", re.DOTALL)
_EDTF = re.compile(r"[0-9]{4}-[0-9]{2}\b")
_ISO_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?\s?(\S*)")
_SERIAL = re.compile(r"([0-9]{5})(?:\.([0-9]+))?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9])?(?:\s?([ap])\.?m\.?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
_SERIALS = range(20_000, 80_000)  # day numbers of 1954 to 2119
_PIVOT = 69  # POSIX: 69 is 1969, 68 is 2068
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}


class Unreadable(Exception):
    """A cell that cannot be read as what its column holds; the words say why."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a cell says it: bounds, qualifier, and its words where there are any."""

    low: Number | None
    high: Number | None
    qualifier: str
    words: str | None = None


@cache
def words() -> dict[str, dict[str, Any]]:
    """The tables of data/words.toml, with every word folded."""
    data = tomllib.loads((files("aigaq.reading.tables") / "data" / "words.toml").read_text(encoding="utf-8"))
    return {name: {code: [fold(one) for one in rows] for code, rows in table.items()} for name, table in data.items()}


def empty(text: str) -> bool:
    """Whether a cell holds nothing: blank, a dash, `n/a`."""
    plain = text.strip()
    return not plain or fold(plain) in words()["empty"]["words"]


def yes(text: str) -> bool:
    """Whether a cell says yes. Unreadable where it says neither."""
    plain = fold(text.strip())
    for answer, known in (("true", True), ("false", False)):
        if plain in words()["yes"][answer]:
            return known
    raise Unreadable(f"neither yes nor no: {text}")


@lru_cache(maxsize=4096)
def amount(text: str, language: str) -> Amount:
    """The number a cell holds, with the words around it.

    Raises:
        Unreadable: no number, several, or a sign before it.
    """
    plain = digits(text).strip()
    if _PLAIN.fullmatch(plain) and len(plain) <= 18:
        value = _number(plain)
        return Amount(value, value, "exact")
    if _SIGNED.fullmatch(plain):
        raise Unreadable(f"a number with a sign before it: {text}")
    if _DATE.fullmatch(plain) or _EDTF.match(plain):
        raise Unreadable(f"a date, not a number: {text}")
    if _ENUMERATED.fullmatch(plain) and not _GROUPED.fullmatch(plain.replace(" ", "")):
        raise Unreadable(f"several numbers in one cell: {text}")
    found = _worded(plain, language)
    return Amount(found.low, found.high, found.qualifier, None if _bare(plain) else text.strip())


def number(text: str, language: str) -> Number:
    """The one number a cell holds; its words are not looked at. Unreadable as `amount`, and for a range."""
    found = amount(text, language)
    one = found.low if found.low is not None else found.high
    if one is None or (found.low is not None and found.high is not None and found.low != found.high):
        raise Unreadable(f"not one number: {text}")
    return one


def _number(plain: str) -> Number:
    return float(plain) if "." in plain and not plain.rstrip("0").endswith(".") else int(plain.partition(".")[0])


def _bare(plain: str) -> bool:
    """Whether a cell holds digits and their separators only."""
    return not any(sign.isalpha() or sign in "<>≤≥~≈+-–—" for sign in plain)


def _worded(plain: str, language: str) -> Quantity:
    """The number by the language that understands most of the words around it."""
    best: Quantity | None = None
    several = False
    for known in _tried(language):
        found = [one for one in find_numbers(plain, known, dates=()) if _counts(one)]
        several |= len(found) > 1
        if several and known == language:
            break
        if len(found) == 1 and not _strange(plain, found[0]):
            best = min(best or found[0], found[0], key=lambda one: one.phrase_start - one.phrase_end)
    if best is None:
        raise Unreadable(f"{'several numbers in one cell' if several else 'no number'}: {plain}")
    return best


def _counts(found: Quantity) -> bool:
    return found.kind in COUNTING and (found.low, found.high) != (None, None)


def _tried(language: str) -> list[str]:
    """The languages whose words are tried, the sheet's own first."""
    return sorted(LANGUAGES, key=lambda known: known != language)


def _strange(plain: str, found: Quantity) -> bool:
    """Whether digits stand outside the number: it is then a part of something else."""
    outside = plain[: found.start] + plain[found.end :]
    return any(sign.isdigit() for sign in outside)


@lru_cache(maxsize=4096)
def when(text: str, language: str, *, order: str | None = None, serials: int = 0) -> str:
    """The date a cell holds, as EDTF.

    Args:
        order: which part of 05/01/22 comes first: `dmy`, `mdy`, `ymd`; with dots the day does where it is not given.
        serials: the year from which day numbers are counted; 0 where there are none.

    Raises:
        Unreadable: no date, no such day, or two readings fit.
    """
    plain = digits(text).strip()
    try:
        return str(parse_when(plain))
    except FormatError as error:
        reason = error.what
    for reading in _readings(plain, language, order, serials):
        if reading is not None:
            try:
                return str(parse_when(reading))
            except FormatError as error:
                raise Unreadable(f"{error.what}: {text}") from error
    raise Unreadable(f"{reason if reason != 'not a date' else 'no date'}: {text}")


def _readings(plain: str, language: str, order: str | None, serials: int) -> Iterator[str | None]:
    """What a cell may say, form by form; a form that fits half way refuses."""
    yield _iso_time(plain)
    yield _serial(plain, serials)
    yield _numeric(plain, order)
    yield _in_words(plain, language)


def _iso_time(plain: str) -> str | None:
    match = _ISO_TIME.fullmatch(plain)
    if match is None:
        return None
    zone = match[3]
    offset = "" if not zone else zone if zone == "Z" else utc_offset(zone)
    return f"{match[1]}T{match[2]:0>5}{offset}"


def _serial(plain: str, serials: int) -> str | None:
    match = _SERIAL.fullmatch(plain)
    if match is None or not serials or int(match[1]) not in _SERIALS:
        return None
    day = _EPOCHS[serials] + timedelta(days=int(match[1]))
    minutes = round(float(f"0.{match[2] or 0}") * 24 * 60)
    if not minutes:
        return day.isoformat()
    day += timedelta(days=minutes // (24 * 60))
    minutes %= 24 * 60
    return f"{day.isoformat()}T{minutes // 60:02}:{minutes % 60:02}"


def day_number(text: str, serials: int) -> bool:
    """Whether a cell holds a day number that is read as a date."""
    match = _SERIAL.fullmatch(digits(text).strip())
    return bool(serials) and match is not None and int(match[1]) in _SERIALS


def _numeric(plain: str, order: str | None) -> str | None:
    match = _DATE.fullmatch(plain)
    if match is None:
        return None
    parts = [match[1], match[3], match[4]]
    year, month, day = _ordered(parts, match[2], order, plain)
    made = f"{year:04}-{month:02}-{day:02}"
    return made if not match[5] else f"{made}T{clock(match[5])}"


def _ordered(parts: list[str], sign: str, order: str | None, plain: str) -> tuple[int, int, int]:
    first, second, third = map(int, parts)
    if len(parts[0]) == 4 or order == "ymd":
        return _year(parts[0]), second, third
    if len(parts[0]) > 2 or len(parts[2]) not in (2, 4):
        raise Unreadable(f"no date: {plain}")
    year = _year(parts[2])
    if order is None and (sign == "." or first > 12):
        order = "dmy"
    if order is None and second > 12:
        order = "mdy"
    if order is None and first == second:
        order = "dmy"
    if order is None:
        raise Unreadable(f'two dates fit, day or month first: {plain}; say order = "dmy" or "mdy" under [sheet.dates]')
    return (year, second, first) if order == "dmy" else (year, first, second)


def _year(part: str) -> int:
    year = int(part)
    if len(part) > 2:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _in_words(plain: str, language: str) -> str | None:
    for known in _tried(language):
        found = find_dates(plain, known)
        if len(found) == 1 and not _letters(plain[: found[0].start] + plain[found[0].end :]):
            resolved = resolve(found[0])
            if resolved is not None:
                return str(resolved)
    return None


def _letters(rest: str) -> bool:
    return any(sign.isalnum() for sign in rest)


def clock(text: str) -> str:
    """A time of day as HH:MM; seconds are left out. Unreadable where it is none."""
    match = _CLOCK.fullmatch(digits(text).strip())
    if match is None:
        raise Unreadable(f"no time of day: {text}")
    hour = int(match[1])
    if match[3]:
        if not 1 <= hour <= 12:
            raise Unreadable(f"no time of day: {text}")
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    return f"{hour:02}:{match[2]}"


def utc_offset(text: str) -> str:
    """An offset from UTC as ±HH:MM or Z. Unreadable where it is none."""
    plain = digits(text).strip().replace("−", "-")
    if plain in ("Z", "UTC", "GMT"):
        return "Z"
    match = _OFFSET.fullmatch(plain)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        raise Unreadable(f"no offset from UTC: {text}")
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"


def degrees(text: str, most: int) -> float:
    """Degrees of latitude (`most` 90) or longitude (180), decimal. Unreadable where they are none."""
    try:
        value = float(digits(text).strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        raise Unreadable(f"no degrees: {text}") from None
    if not -most <= value <= most:
        raise Unreadable(f"degrees beyond {most}: {text}")
    return value


def split(text: str, signs: str) -> Iterator[str]:
    """The parts of a cell between any of these signs, without blanks; nothing for an empty one."""
    parts = re.split(f"[{re.escape(signs)}]", text) if signs else [text]
    return (part.strip() for part in parts if part.strip())
