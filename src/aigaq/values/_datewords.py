"""The date and time patterns of a language, compiled from data/dates.<lang>.toml, and the fields they fill.

Proved by tests/values/test_textdates.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from aigaq.errors import FormatError
from aigaq.values import tables
from aigaq.values._datefields import DateAtom, Fields

_SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
_DAY = r"(?<![0-9.,:/])(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_YEAR = r"(?<![0-9.,:/])(?:1[89]|20)[0-9]{2}(?!\w|[.,:/][0-9])"
_ISO = r"[0-9]{4}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_SLOT = re.compile(r"\{(\w+)\}")
_FIXED = {
    "day": _DAY,
    "day2": _DAY,
    "year": _YEAR,
    "iso": _ISO,
    "numeric": r"[0-3]?[0-9](?:\.[0-3]?[0-9]\.|/[0-3]?[0-9]/)(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])",
    "decade": r"(?:1[89]|20)[0-9]0",
    "hour": r"(?<![0-9.,:])(?:[01]?[0-9]|2[0-3])(?![0-9])",
    "minute": r"[0-5][0-9](?![0-9:])",
}
_WORD = re.compile(r"\w+")
_STARTS = re.compile(r"(?<!\w)[\w(]")
_BEGINNING = 3
_BEFORE_ANCHOR = 24
_MORE = r"[0-9]|[.,:/][0-9]|%"


@dataclass(frozen=True, slots=True)
class DateWords:
    """The patterns of one language: `any` finds where one fits, `named` reads its slots."""

    anchors: frozenset[str]
    any: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    maps: dict[str, dict[str, int | str]]
    relative: dict[str, tuple[str, int, str | None]]
    connector: re.Pattern[str]
    part_before: re.Pattern[str]
    part_after: re.Pattern[str]
    range_join: re.Pattern[str]
    range_needs: dict[str, re.Pattern[str] | None]
    month_first: bool

    def atoms(self, plain: str) -> Iterator[DateAtom]:
        """Every date and time of the text, in order, not yet joined.

        Patterns are tried only at the words shortly before an anchor: a digit, or a word that every date without
        digits must hold.
        """
        at = 0  # every place before it was tried
        for word in _WORD.finditer(plain):
            text = word[0]
            if word.end() <= at or not (text[0].isdecimal() or text[:_BEGINNING].lower() in self.anchors):
                continue
            atom = self._first(plain, max(at, word.start() - _BEFORE_ANCHOR), word.start())
            if atom is not None:
                yield atom
            at = word.start() + 1 if atom is None else atom.end

    def _first(self, plain: str, low: int, high: int) -> DateAtom | None:
        """The first date that begins between the two places."""
        for begin in _STARTS.finditer(plain, low, high + 1):
            found = self.any.match(plain, begin.start())
            if found is None:
                continue
            read = self.named[int(str(found.lastgroup)[1:])].match(plain, begin.start())
            atom = None if read is None else self._atom(read)
            if atom is not None:
                return atom
        return None

    def _atom(self, read: re.Match[str]) -> DateAtom | None:
        slots = {name: text for name, text in read.groupdict().items() if text is not None}
        start, end = read.span("span") if "span" in slots else read.span()
        fields = self._fields(slots)
        if fields is None:
            return None
        last = None
        if "day2" in slots:
            last = Fields(year=fields.year, month=fields.month, day=int(slots["day2"]))
        return DateAtom(start, end, fields, last)

    def _fields(self, slots: dict[str, str]) -> Fields | None:
        if "iso" in slots:
            return Fields(iso=slots["iso"])
        if "numeric" in slots:
            return _numeric(slots["numeric"], month_first=self.month_first)
        if "hour" in slots:
            return self._time(slots)
        if "relative" in slots:
            unit, shift, part = self.relative[tables.key(slots["relative"])]
            return Fields(unit=unit, shift=shift, part=part)
        if "unit" in slots:
            return Fields(unit=str(self._code("unit", slots)), shift=-self._count(slots.get("count", "1")))
        return Fields(
            year=_int(slots.get("year")),
            month=self._number("month", slots)
            or self._number("month_word", slots)
            or self._number("month_sure", slots),
            day=_int(slots.get("day")),
            weekday=self._number("weekday", slots) or self._number("weekday_short", slots),
            which=self._code("which", slots),
            season=self._number("season", slots),
            stretch=self._code("month_part", slots),
            decade=_int(slots.get("decade")),
        )

    def _time(self, slots: dict[str, str]) -> Fields | None:
        hour, minute, half = int(slots["hour"]), int(slots.get("minute", "0")), self._code("ampm", slots)
        if half is not None:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "pm" else 0)
        zone = self.maps["zone"].get(tables.key(slots.get("zone", "")))
        return Fields(minute=hour * 60 + minute, offset=zone if isinstance(zone, int) else None)

    def _count(self, text: str) -> int:
        return int(text) if text.isdigit() else int(self.maps["count"][tables.key(text)])

    def _number(self, slot: str, slots: dict[str, str]) -> int | None:
        code = _stem(self.maps[slot], tables.key(slots[slot])) if slot in slots else None
        return None if code is None else int(code)

    def _code(self, slot: str, slots: dict[str, str]) -> str | None:
        return str(self.maps[slot][tables.key(slots[slot])]) if slot in slots else None


def _stem(codes: dict[str, int | str], form: str) -> int | str | None:
    """The code of a form, or of what is left of it without its case ending."""
    while form and form not in codes:
        form = form[:-1]
    return codes.get(form)


def _numeric(text: str, *, month_first: bool) -> Fields:
    """05.01.2022 and 5/1/2022: with slashes the order is read only where it can be one way."""
    first, second, year = (int(part) for part in re.split(r"[./]", text))
    slashes = "/" in text
    if year < 100 or (slashes and first <= 12 and second <= 12 and first != second):
        return Fields(ambiguous=True)
    if (slashes and second > 12) or (not slashes and month_first):
        first, second = second, first
    return Fields(year=year, month=second, day=first)


@cache
def date_words(language: str) -> DateWords:
    """The patterns of a language; FormatError where there is no data file for it."""
    data = tables.toml(f"dates.{language}")
    if not data:
        raise FormatError("no date words for this language", where=repr(language))
    slots = _slots(data)
    patterns = [*data["date"], *data["time"]]
    bare = [f"(?P<p{at}>{_filled(pattern, slots, named=False)})" for at, pattern in enumerate(patterns)]
    parts = _any(_flat(data["parts"]))
    trailing = _any(_flat({code: forms for code, forms in data["parts"].items() if code not in data["leading_parts"]}))
    connectors = _any(data["connectors"])
    return DateWords(
        anchors=_anchors(data),
        any=_pattern(rf"(?<!\w)(?:{'|'.join(bare)})(?!\w)"),
        named=tuple(_pattern(rf"(?:{_filled(pattern, slots, named=True)})(?!\w)") for pattern in patterns),
        maps=_maps(data),
        relative=_relative(data),
        connector=_pattern(rf"\s?[,(]?\s?(?:(?:{connectors})\s)?"),
        part_before=_pattern(rf"(?<!\w)((?:(?:{_any(data['part_openers'])})\s)?({parts}))\s(?:(?:{connectors})\s)?$"),
        part_after=_pattern(rf",?\s(?:(?:{connectors})\s)?({trailing})(?!\w)"),
        range_join=_pattern(rf"\s?({_any(data['range_joins'])})\s?"),
        range_needs={tables.key(join): _needs(words) for join, words in data["range_joins"].items()},
        month_first=data["dotted"] == "month first",
    )


def _slots(data: tables.Table) -> dict[str, str]:
    """The regular expression of every slot."""
    cased = _capitals if data["capitals"] else _any
    suffix = f"(?:{_any(data['suffixes'])})?" if "suffixes" in data else ""
    months = f"(?:{cased(_flat(data['months']))}){suffix}"
    weekdays = f"(?:{cased(_flat(data['weekdays']))}){suffix}"
    counts = f"{_any(_flat(data['counts']))}|[1-9][0-9]?"
    words = {
        "month": rf"(?:{months})(?!\w)",
        "any_month": rf"(?:{months})(?!\w)",
        "month_word": rf"(?:{months})(?!\w)",
        "month_sure": rf"(?:{cased(data['months_sure']['forms'])}){suffix}(?!\w)",
        "weekday": rf"(?:{weekdays})(?!\w)",
        "weekday_short": rf"(?:{cased(_flat(data['weekdays_short']))})(?!\w)",
        "ord": _any(data["ordinals"]["forms"]),
        "relative": _any(form for row in data["relative"] for form in row["forms"]),
        "count": counts,
        "unit": _any(_flat(data["units"])),
        "season": _any(_flat(data["seasons"])),
        "which": _any(_flat(data["which"])),
        "month_part": _any(_flat(data["month_parts"])),
        "ampm": rf"(?:{_any(_flat(data['ampm']))})(?!\w)",
        "zone": rf"(?:{_any(_flat(data['zones']))})(?!\w)",
        "more": _MORE,
    }
    return _FIXED | words


_UNNAMED = frozenset({"ord", "more", "any_month"})


def _filled(pattern: str, slots: dict[str, str], *, named: bool) -> str:
    """A pattern of the data file as a regular expression."""
    marked = pattern.replace("<", "\0").replace(">", ")")
    spaced = marked.replace(" ?", r"\s?").replace(" ", _SPACE)

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        return f"(?P<{name}>{slots[name]})" if named and name not in _UNNAMED else f"(?:{slots[name]})"

    return _SLOT.sub(fill, spaced).replace("\0", "(?P<span>" if named else "(?:")


def _anchors(data: tables.Table) -> frozenset[str]:
    """The first letters of the words of which a date without digits has one."""
    forms = [*_flat(data["months"]), *_flat(data["weekdays"]), *_flat(data["weekdays_short"]), *data["anchors"]]
    relative = [form for row in data["relative"] for form in row["forms"]]
    # The longest word of a phrase is the rarest: `week` of "the last week".
    forms += [max(reversed(form.split()), key=len) for form in relative]
    return frozenset(tables.key(form)[:_BEGINNING] for form in forms)


def _maps(data: tables.Table) -> dict[str, dict[str, int | str]]:
    """The code of every form, by slot."""
    months = _codes(data["months"])
    zones: dict[str, int | str] = {
        tables.key(form): _int_or_code(code) for code, forms in data["zones"].items() for form in forms
    }
    return {
        "month": months,
        "month_word": months,
        "month_sure": months,
        "weekday": _codes(data["weekdays"]),
        "weekday_short": _codes(data["weekdays_short"]),
        "season": _codes(data["seasons"]),
        "which": _codes(data["which"]),
        "month_part": _codes(data["month_parts"]),
        "part": _codes(data["parts"]),
        "unit": _codes(data["units"]),
        "count": _codes(data["counts"]),
        "ampm": _codes(data["ampm"]),
        "zone": zones,
    }


def _relative(data: tables.Table) -> dict[str, tuple[str, int, str | None]]:
    return {
        tables.key(form): (row["unit"], row["shift"], row.get("part"))
        for row in data["relative"]
        for form in row["forms"]
    }


def _needs(words: list[str]) -> re.Pattern[str] | None:
    return _pattern(rf"(?<!\w)({_any(words)})\s$") if words else None


def _codes(table: dict[str, list[str]]) -> dict[str, int | str]:
    return {tables.key(form): _int_or_code(code) for code, forms in table.items() for form in forms}


def _int_or_code(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else text


def _flat(table: dict[str, list[str]]) -> list[str]:
    return [form for forms in table.values() for form in forms]


def _capitals(words: Iterable[str]) -> str:
    """Names that are written with a capital, or all in capitals."""
    forms = list(words)
    return f"(?-i:{_any([*forms, *(form.upper() for form in forms)])})"


def _any(words: Iterable[str]) -> str:
    return tables.alternatives(words) or "(?!)"


def _int(text: str | None) -> int | None:
    return None if text is None else int(text)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
