"""How dates and numbers are written in the reader's language: handed in as data, never known here.

Proved by tests/pictures/test_locales.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Locale:
    """Patterns and names of one language.

    Args:
        months: twelve short names as they stand beside a day ("5 Jan", "5 янв").
        months_alone: twelve names as they stand alone or before a year; empty: as `months`.
        day: pattern of {day} and {month}.
        day_year: pattern of {day}, {month} and {year}.
        month_year: pattern of {month} and {year}.
        span: pattern of {start} and {end}, days with their years.
        span_year: of one year: pattern of {start} and {end}, days without, and {year}; empty: as `span`.
        span_month: of one month: pattern of {first}, {last}, {month} and {year}; empty: as `span_year`.
        group: between groups of three digits; numbers below 10,000 are grouped too.
        decimal: the decimal mark.
    """

    months: tuple[str, ...]
    months_alone: tuple[str, ...] = ()
    day: str = "{day} {month}"
    day_year: str = "{day} {month} {year}"
    month_year: str = "{month} {year}"
    span: str = "{start} – {end}"
    span_year: str = ""
    span_month: str = ""
    group: str = "\u00a0"
    decimal: str = "."

    def day_words(self, day: date, *, year: bool = False) -> str:
        """A day with its month, with the year if asked."""
        return _fill(
            self.day_year if year else self.day, day=day.day, month=_name(self.months, day.month), year=day.year
        )

    def month_name(self, day: date) -> str:
        """The month of a day, standing alone."""
        return _name(self.months_alone or self.months, day.month)

    def month_words(self, day: date) -> str:
        """The month of a day with its year."""
        return _fill(self.month_year, month=self.month_name(day), year=day.year)

    def span_words(self, first: date, last: date) -> str:
        """From the first day to the last, as short as the language's patterns allow."""
        if first == last:
            return self.day_words(first, year=True)
        same_year = first.year == last.year
        if same_year and first.month == last.month and self.span_month:
            month = _name(self.months, first.month)
            return _fill(self.span_month, first=first.day, last=last.day, month=month, year=first.year)
        if same_year and self.span_year:
            days = {"start": self.day_words(first), "end": self.day_words(last)}
            return _fill(self.span_year, **days, year=first.year)
        return _fill(self.span, start=self.day_words(first, year=True), end=self.day_words(last, year=True))

    def number(self, value: float) -> str:
        """A number with at most two decimals; beyond twelve digits as a power of ten."""
        if not math.isfinite(value):
            return str(value)
        if abs(value) >= 1e12:
            digits, _, exponent = f"{value:.3g}".partition("e+")
            return f"{digits.replace('.', self.decimal)}\u00a0×\u00a010{_superscript(exponent)}"
        whole, _, part = f"{abs(value):,.2f}".partition(".")
        part = part.rstrip("0")
        sign = "\u2212" if value < 0 else ""
        return sign + whole.replace(",", self.group) + (self.decimal + part if part else "")


def _name(names: tuple[str, ...], month: int) -> str:
    # A list with fewer names than months still gives a readable date.
    return names[month - 1] if len(names) >= month else f"{month:02d}"


def _fill(pattern: str, **values: object) -> str:
    # Not str.format: a stray brace in a pattern is text, not an error.
    for key, value in values.items():
        pattern = pattern.replace("{" + key + "}", str(value))
    return pattern


def _superscript(digits: str) -> str:
    return str(int(digits)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
