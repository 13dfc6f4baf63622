"""Numbers as written: digits with any separator, magnitudes, number words, ranges, vague dozens, and their qualifiers.

The words are data (data/quantities.<lang>.toml). `find_numbers` says of every number what it is; `find_quantities`
keeps those that count or measure something. What belongs to a date or time (`textdates`) is none. Qualifiers carry
the codes of design §5. Proved by tests/values/test_quantities.py against num2words and by hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.values._numbers import Atom, NumberKind, Span, atoms
from aigaq.values._qualifiers import Frame, Qualifiers, qualifiers
from aigaq.values.numerals import Number
from aigaq.values.scripts import digits
from aigaq.values.textdates import find_dates

__all__ = ["COUNTING", "NumberKind", "Quantity", "find_numbers", "find_quantities"]

COUNTING = frozenset({NumberKind.NUMBER, NumberKind.PERCENT, NumberKind.MONEY})
"""The kinds that `find_quantities` gives."""
# What so many times follows a step is what a count came to.
_STEP = 3
_HYPHENS = frozenset({"-", "–", "‑"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written.

    `start`, `end` cover the number itself, both numbers of a range, no qualifier; `text` is that slice.
    `phrase_start`, `phrase_end` cover the qualifying words too. `low`, `high` are the numbers as printed: both and
    equal for `exact` and `about`, `low` alone for `at_least` and `more_than`, `high` alone for `up_to`; for `vague`
    the bounds of the data file. `kind` says what the number is.
    """

    start: int
    end: int
    low: Number | None
    high: Number | None
    qualifier: str
    text: str
    kind: NumberKind
    phrase_start: int
    phrase_end: int


def find_quantities(text: str, language: str, *, dates: Iterable[Span] | None = None) -> list[Quantity]:
    """The numbers that count or measure, in order: plain numbers, percentages and money (see `kind`).

    `dates` are the spans of dates and times where the caller has them already. FormatError for a language without
    number words.
    """
    return [found for found in find_numbers(text, language, dates=dates) if found.kind in COUNTING]


def find_numbers(text: str, language: str, *, dates: Iterable[Span] | None = None) -> list[Quantity]:
    """Every number of the text outside dates and times, in order, with its kind."""
    plain = digits(text)
    if dates is None:
        dates = ((found.start, found.end) for found in find_dates(text, language))
    words = qualifiers(language)
    found = atoms(plain, language, dates)
    made: list[Quantity] = []
    at = 0
    while at < len(found):
        pair = _range(plain, found, at, words)
        made.append(pair or _single(plain, found, at, words))
        at += 2 if pair else 1
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in made]


def _single(plain: str, found: list[Atom], at: int, words: Qualifiers) -> Quantity:
    atom = found[at]
    frame = words.frame(plain, atom.start, atom.end)
    if at and words.is_change(plain, found[at - 1].start, found[at - 1].end, atom.start):
        frame = Frame("exact", atom.start, frame.end)
    if atom.vague:
        return _quantity(atom.kind, atom.start, atom.end, (atom.value, None), replace(frame, qualifier="vague"))
    low = None if frame.qualifier == "up_to" else atom.value
    high = None if frame.qualifier in ("at_least", "more_than") else atom.value
    return _quantity(_kind(plain, found, at), atom.start, atom.end, (low, high), frame)


def _kind(plain: str, found: list[Atom], at: int) -> NumberKind:
    """A score or a vote ("5-4") is no count: two numbers on one hyphen that are no range."""
    atom = found[at]
    before = at > 0 and plain[found[at - 1].end : atom.start] in _HYPHENS
    after = at + 1 < len(found) and plain[atom.end : found[at + 1].start] in _HYPHENS
    return NumberKind.CODE if (before or after) and atom.kind is NumberKind.NUMBER else atom.kind


def _range(plain: str, found: list[Atom], at: int, words: Qualifiers) -> Quantity | None:
    """The range of the number at this place and the next one, where the two make one."""
    if at + 1 == len(found):
        return None
    first, second = found[at], found[at + 1]
    kinds = {first.kind, second.kind}
    if not kinds <= COUNTING or first.vague or second.vague or second.start - first.end > 8:
        return None
    start = words.range_start(plain, first.start, first.end, second.start)
    if start is None and words.by_case(plain, (first.start, first.end), (second.start, second.end)):
        start = first.start
    low, high = _scaled(first, second), second.value
    if start is None or low is None or high is None or low >= high:
        return None
    if high >= _STEP * low and words.is_step(plain, first.start):
        return None
    kind = second.kind if second.kind is not NumberKind.NUMBER else first.kind
    return _quantity(kind, first.start, second.end, (low, high), Frame("range", start, second.end))


def _scaled(first: Atom, second: Atom) -> Number | None:
    """The first number, times the magnitude of the second where that is said only once: 10–15 thousand."""
    if first.value is None or second.value is None or first.scale != 1 or second.scale == 1:
        return first.value
    return first.value * second.scale if first.value * second.scale < second.value else first.value


def _quantity(
    kind: NumberKind, start: int, end: int, bounds: tuple[Number | None, Number | None], frame: Frame
) -> Quantity:
    return Quantity(start, end, bounds[0], bounds[1], frame.qualifier, "", kind, frame.start, frame.end)
