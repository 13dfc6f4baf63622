"""The words and signs by which a language writes numbers, and the value of a run of them.

One evaluator serves every language of the schema of data/quantities.<lang>.toml: words that add (twenty, двести),
that multiply inside a group of three digits (hundred, жүз) and that close a group (thousand, млн, мың).
Proved by tests/values/test_numerals.py against num2words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from aigaq.errors import FormatError
from aigaq.values import tables

Number = int | float

_LONGEST_RUN = 24
"""How many words a number may have after its first; nine hundred and ninety-nine trillion … take 24."""

SPACES = " \u00a0\u202f\u2009"
"""The spaces that part thousands: plain, no-break, narrow no-break, thin."""


class Role(IntEnum):
    """What a number word does to the words before it."""

    ADDS = 1
    MULTIPLIES = 2
    CLOSES = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A number word: its value and what it does."""

    value: Number
    role: Role


@dataclass(frozen=True, slots=True)
class Run:
    """The value of a run of number words: how many words it took and the last factor in it (1 where there is none)."""

    taken: int
    value: Number
    scale: int


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language, compiled.

    `words` maps folded words to their value; `run` matches a run of them, `word` one of them inside it; `digits` the
    digits of one number; `magnitude` what may follow digits.
    """

    words: dict[str, Word]
    run: str
    word: re.Pattern[str]
    digits: str
    magnitude: re.Pattern[str]
    magnitudes: dict[str, int]
    money_magnitudes: dict[str, int]
    fractions: dict[str, float]
    halves: re.Pattern[str]
    decimal: str
    grouping: str
    grouping_once: str
    joining: frozenset[str]
    articles: frozenset[str]
    bare: bool
    commas: bool

    def digits_value(self, text: str, *, scaled: bool) -> Number:
        """The value of digits as this language writes them; `scaled` where a magnitude follows (5,800 million)."""
        last = max(text.rfind(sign) for sign in self.decimal)
        if last >= 0 and not self._parts_thousands(text, last, scaled=scaled):
            whole, part = text[:last], text[last + 1 :]
            return float(f"{_bare(whole)}.{part}")
        return int(_bare(text))

    def _parts_thousands(self, text: str, at: int, *, scaled: bool) -> bool:
        sign = text[at]
        if text.count(sign) > 1:
            return True
        return sign in self.grouping_once and not scaled and len(text) - at == 4 and 0 < at < 4 and text[0] != "0"

    def value(self, run: list[str], joins: list[str]) -> Run | None:
        """The value of the longest prefix of the words that is one number; None where they begin none.

        `run` holds folded words, `joins` what stands between them: "", "-", "," or a joining word.
        """
        adding = _Adding(self)
        best = None
        for at, form in enumerate(run):
            join = joins[at - 1] if at else ""
            if not (adding.joins(join) and adding.takes(form, join)):
                break
            best = best if adding.article else Run(at + 1, adding.total + adding.group, adding.scale)
        return best


class _Adding:
    """Adds up number words from the left for as long as they make one number."""

    def __init__(self, numerals: Numerals) -> None:
        self._numerals = numerals
        self._floor: Number = 10**18
        self._last: Word | None = None
        self.total: Number = 0
        self.group: Number = 0
        self.scale = 1
        self.article = False

    def joins(self, join: str) -> bool:
        """Commas follow a magnitude, `and` a multiplier or magnitude; anything follows a space or hyphen."""
        if join in ("", "-") or self._last is None:
            return True
        if join == ",":
            return self._numerals.commas and self._last.role is Role.CLOSES
        return join in self._numerals.joining and self._last.role is not Role.ADDS

    def takes(self, form: str, join: str) -> bool:
        """Add one word; False, and nothing changed, where it cannot go on."""
        word = self._numerals.words.get(form)
        if word is None:
            self.article = self._last is None and not self.article and form in self._numerals.articles
            return self.article
        if not self._fits(word, join):
            return False
        if word.role is Role.ADDS:
            self.group += word.value
            self.scale = 1
        elif word.role is Role.MULTIPLIES:
            self.group = (self.group or 1) * word.value
            self.scale = int(word.value)
        else:
            self.total += (self.group or 1) * word.value
            self.group, self._floor, self.scale = 0, word.value, int(word.value)
        self.article, self._last = False, word
        return True

    def _fits(self, word: Word, join: str) -> bool:
        if word.role is Role.ADDS:
            below = _place(self.group) if self.group else self._floor
            return not self.article and word.value < below and not (self._last and self._last.value == 0)
        counted = bool(self.group) or self.article or self._numerals.bare
        if word.role is Role.MULTIPLIES:
            return counted and self.group < 100 and join in ("", "-")
        return counted and word.value < self._floor and join in ("", "-")


def _bare(digits: str) -> str:
    """Digits without the signs between them."""
    return "".join(character for character in digits if character in "0123456789")


def _place(number: Number) -> Number:
    """The place value of the last digit that is not 0: what is added must be below it."""
    if number != int(number):
        return 0
    place = 1
    while number % (place * 10) == 0:
        place *= 10
    return place


@cache
def numerals(language: str) -> Numerals:
    """The number words of a language; FormatError where there is no data file for it."""
    data = tables.toml(f"quantities.{language}")
    if not data:
        raise FormatError("no number words for this language", where=repr(language))
    return _compiled(data)


def _compiled(data: tables.Table) -> Numerals:
    words = _words(data)
    suffix = _optional(data["word_suffixes"])
    word = rf"(?:{tables.alternatives(words) or '(?!)'}){suffix}(?!\w)"
    article = rf"(?:(?:{tables.alternatives(data['articles'])})[\s-]+)?" if data["articles"] else ""
    ands = tables.alternatives(data["and"])
    join = r"(?:[-‑]|,\s+|\s+)" + (rf"(?:(?:{ands})\s+)?" if ands else "")
    magnitudes = _flat(data["magnitudes"]) | _flat(data["multipliers"]) | _flat(data["short"])
    money = _flat(data["short_money"])
    return Numerals(
        words=words,
        run=rf"{article}{word}(?:{join}{word}){{0,{_LONGEST_RUN}}}",
        word=_pattern(
            rf"({tables.alternatives(words) or '(?!)'}){suffix}(?!\w)|({tables.alternatives(data['articles']) or '(?!)'})(?!\w)"
        ),
        digits=_digits(data),
        magnitude=_pattern(rf"[{SPACES}-]?({tables.alternatives({**magnitudes, **money}) or '(?!)'}){suffix}(?!\w)"),
        magnitudes=magnitudes,
        money_magnitudes=money,
        fractions={form: float(key) for key, forms in data["fractions"].items() for form in forms},
        halves=_pattern(rf"\s+(?:{tables.alternatives(data['halves']['forms']) or '(?!)'})(?!\w)"),
        decimal="".join(data["decimal"]),
        grouping="".join(data["grouping"]),
        grouping_once="".join(data["grouping_once"]),
        joining=frozenset(data["and"]),
        articles=frozenset(data["articles"]),
        bare=data["bare"],
        commas=data["commas"],
    )


def _words(data: tables.Table) -> dict[str, Word]:
    roles = (("words", Role.ADDS), ("multipliers", Role.MULTIPLIES), ("magnitudes", Role.CLOSES))
    return {
        tables.key(form): Word(_number(value), role)
        for name, role in roles
        for value, forms in data[name].items()
        for form in forms
    }


def _flat(table: dict[str, list[str]]) -> dict[str, int]:
    return {tables.key(form): int(value) for value, forms in table.items() for form in forms}


def _number(text: str) -> Number:
    return float(text) if "." in text else int(text)


def _optional(suffixes: Iterable[str]) -> str:
    found = tables.alternatives(suffixes)
    return rf"(?:-?(?:{found}))?" if found else ""


def _digits(data: tables.Table) -> str:
    """Groups of three behind one and the same sign, else plain digits; then decimals."""
    signs = "".join(sign for sign in data["grouping"] if sign != " ") + (SPACES if " " in data["grouping"] else "")
    grouped = rf"[0-9]{{1,3}}(?:(?P<sign>[{re.escape(signs)}])[0-9]{{3}})(?:(?P=sign)[0-9]{{3}})*(?![0-9])"
    decimals = rf"(?:[{re.escape(''.join(data['decimal']))}][0-9]+)?"
    once = re.escape("".join(data["grouping_once"]))
    twice = rf"[0-9]{{1,3}}(?P<once>[{once}])[0-9]{{3}}(?:(?P=once)[0-9]{{3}})+(?![0-9])|" if once else ""
    return rf"(?:{twice}{grouped}|[0-9]+){decimals}"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
