"""Why a number is in a statement, or in none: one reason for every number of a text, from the engine itself.

`code` says what kind of reason it is, `says` the words or the rule behind it. Codes: statement, date, money, percent,
label, word, not_people, thing, no_noun, no_trigger, unreal, asked, language. Proved by tests/reading/test_tracing.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aigaq.reading.counts.counted import Counted
from aigaq.reading.text.units import Line

_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]?\d+)*")
_KINDS = {"DATE": "date", "MONEY": "money", "PERCENT": "percent", "LABELLED": "label"}
# What the number counts, by the kind of its phrase, where nothing else stopped it.
_OF_KIND = {"thing": "thing", "unknown": "no_noun", "bare": "no_noun", "people": "no_trigger"}

SAID = {
    "statement": "a figure",
    "date": "a date or time",
    "money": "an amount of money",
    "percent": "a percentage",
    "label": "a label or ordinal: it names something",
    "word": "part of a word, a name or an address",
    "not_people": "an age or another number that counts nobody",
    "thing": "counts things",
    "no_noun": "no noun for people, and no word beside it that says what happened",
    "no_trigger": "people, but no word in its stretch that says what happened to them",
    "unreal": "only imagined",
    "asked": "asked, not said",
    "language": "not read",
}
"""What each code means, in words."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A number of a text, and why it is or is not in a figure. Code points of the part."""

    start: int
    end: int
    quote: str
    code: str
    says: str = ""
    part: str = "text"


Stopped = tuple[str, str]
"""A code, and the words or the rule behind it."""


@dataclass(slots=True)
class Trace:
    """Collects reasons while a text is read."""

    reasons: list[Reason] = field(default_factory=list)

    def sentence(
        self, line: Line, text: str, base: tuple[str, int], made: Mapping[int, str], stopped: Mapping[int, Stopped]
    ) -> None:
        """The numbers of a sentence: `made` are the units in figures with their rules, `stopped` the others."""
        for at, unit in enumerate(line.units):
            code, says = self._of(line, at, made, stopped)
            if code:
                self._add(text, base, unit.start, unit.end, code, says)
            elif unit.value is None:
                for digits in _DIGITS.finditer(text, unit.start, unit.end):
                    self._add(text, base, *digits.span(), "word", text[unit.start : unit.end])

    def unread(self, text: str, base: tuple[str, int], language: str) -> None:
        """A paragraph in a language without a pack."""
        for digits in _DIGITS.finditer(text):
            self._add(text, base, *digits.span(), "language", language)

    def sorted(self) -> list[Reason]:
        """The reasons in the order of the text."""
        return sorted(self.reasons, key=lambda reason: (reason.part, reason.start))

    def _of(self, line: Line, at: int, made: Mapping[int, str], stopped: Mapping[int, Stopped]) -> Stopped:
        if at in made:
            return "statement", made[at]
        if at in stopped:
            return stopped[at]
        return next(((code, "") for kind, code in _KINDS.items() if line.has(at, kind)), ("", ""))

    def _add(self, text: str, base: tuple[str, int], start: int, end: int, code: str, says: str) -> None:
        self.reasons.append(Reason(base[1] + start, base[1] + end, text[start:end], code, says, base[0]))


def unmade(line: Line, items: Mapping[int, Counted], barred: Mapping[int, str]) -> Iterator[tuple[int, Stopped]]:
    """Why each number of a sentence is no figure by what it counts."""
    for number, item in items.items():
        if number in barred:
            yield number, ("not_people", barred[number])
        elif item.kind == "thing" and item.head is None:
            yield number, ("label", "")
        else:
            first, last = number + 1, max(item.end, number + 1)
            words = " ".join(unit.form for unit in line.units[first:last])
            yield number, (_OF_KIND[item.kind], words)
