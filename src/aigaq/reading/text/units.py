"""Units: what patterns see of a text. A unit is a word, a mark of punctuation, or a number, date or place as a whole.

Offsets are code points of the part and the text is never altered: `form` is a folded copy for comparison only. A `Line`
is the units of one sentence, rendered once for all patterns. Texts are cut into units by `cutting`.
Proved by tests/reading/test_units.py.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Any

from aigaq.reading.lexis.lexicon import Entry, Lexicon
from aigaq.reading.lexis.patterns import Match, is_code, unit_text
from aigaq.reading.lexis.rules import Rule


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch found by `values`: `kind` is the class it gets, `value` what it is."""

    start: int
    end: int
    kind: str
    value: Any


@dataclass(slots=True)
class Unit:
    """One unit: where it stands, its folded form, its classes as characters, what the lexicon and `values` know."""

    start: int
    end: int
    form: str
    codes: str
    entries: tuple[Entry, ...] = ()
    value: Any = None
    capital: bool = False

    def attr(self, name: str) -> str | None:
        """The first value the entries give for an attribute."""
        for entry in self.entries:
            if name in entry.attrs:
                return entry.attrs[name]
        return None


@dataclass(slots=True)
class Line:
    """The units of one sentence, with the text patterns run over; `met` keeps what was worked out about its mentions."""

    units: list[Unit]
    lexicon: Lexicon
    text: str = ""
    begins: Sequence[int] = ()
    index: dict[int, int] = None  # type: ignore[assignment]
    keys: set[str] = None  # type: ignore[assignment]
    met: dict[Hashable, object] = field(default_factory=dict)
    _found: dict[str | AbstractSet[str], list[int]] = field(default_factory=dict)
    _near: dict[str, list[Rule]] | None = None

    def __post_init__(self) -> None:
        self.render()

    def render(self) -> None:
        """Make the text anew, after units were merged."""
        parts = [unit_text(unit.form, unit.codes) for unit in self.units]
        self.text = "".join(parts)
        self.begins = list(accumulate(map(len, parts[:-1]), initial=0)) if parts else []
        self.index = dict(zip(self.begins, range(len(parts)), strict=True))
        self.keys = set("".join([unit.codes for unit in self.units]))
        self.keys.update([unit.form for unit in self.units])
        self._found, self._near = {}, None

    def has(self, number: int, *names: str) -> bool:
        """Whether a unit has one of these classes; a number outside the line has none."""
        if not 0 <= number < len(self.units):
            return False
        codes, given = self.lexicon.codes, self.units[number].codes
        for name in names:  # noqa: SIM110 - the busiest loop of the room; a generator doubles its time
            if codes[name] in given:
                return True
        return False

    def any(self, name: str) -> bool:
        """Whether any unit has the class."""
        return self.lexicon.codes[name] in self.keys

    def where(self, *names: str) -> Sequence[int]:
        """The units that have one of these classes."""
        if len(names) == 1:
            return self._numbers_of(self.lexicon.codes[names[0]])
        codes, keys = self.lexicon.codes, self.keys
        wanted = [code for name in names if (code := codes[name]) in keys]
        if len(wanted) < 2:
            return self._numbers_of(wanted[0]) if wanted else ()
        return self._numbers_of_any(wanted)

    def numbers(self, keys: AbstractSet[str]) -> Sequence[int]:
        """The units that have one of these keys: the character of a class, or the form."""
        found = self._found.get(keys)
        if found is None:
            here = self.keys & keys
            found = self._found[keys] = self._numbers_of(here.pop()) if len(here) == 1 else self._numbers_of_any(here)
        return found

    def _numbers_of_any(self, keys: Iterable[str]) -> list[int]:
        return sorted({number for key in keys for number in self._numbers_of(key)})

    def _numbers_of(self, key: str) -> list[int]:
        if key not in self.keys:
            return []  # most of what is asked for is not there
        found = self._found.get(key)
        if found is None:
            units = self.units
            if is_code(key):
                found = [number for number, unit in enumerate(units) if key in unit.codes]
            else:
                found = [number for number, unit in enumerate(units) if unit.form == key]
            self._found[key] = found
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters from unit `start` to the end of unit `end - 1`."""
        return self.units[start].start, self.units[end - 1].end

    def rules(self, kind: str, without: str | None = None) -> Iterable[tuple[Rule, Match]]:
        """Every match of every rule of a kind, in the order of the data files; of rules `without` an attribute alone.

        `not_after` and `not_before` of a rule name classes that must not stand right before and right after the match.
        """
        if self._near is None:
            self._near = self.lexicon.shelf.by_kind(self.keys)
        rules = self._near.get(kind)
        if rules and without is not None:
            rules = [rule for rule in rules if without not in rule.attrs]
        return self._matches(rules) if rules else ()

    def _matches(self, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Match]]:
        for rule in rules:
            if not rule.pattern.may(self.keys):
                continue
            bound = "not_after" in rule.attrs or "not_before" in rule.attrs
            for match in rule.pattern.search(self, partial(self.may_stand, rule) if bound else None):
                yield rule, match

    def may_stand(self, rule: Rule, match: Match) -> bool:
        """Whether nothing stands beside a match that the rule does not allow there."""
        after, before = rule.attrs.get("not_after"), rule.attrs.get("not_before")
        if after is not None and self.has(match.start - 1, *after.split()):
            return False
        return before is None or not self.has(match.end, *before.split())
