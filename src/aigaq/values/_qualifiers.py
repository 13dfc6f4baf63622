"""The words that say how exact a number is, right before or after it, and the joins of ranges.

Codes are those of design §5. The words are those of data/quantities.<lang>.toml. Proved by
tests/values/test_quantities.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aigaq.values import tables

_REACH = 40
_CHANGE_REACH = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """The qualifier of a number and the span of the number with the words that qualify it."""

    qualifier: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """The qualifying words of one language, compiled."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    after_signs: re.Pattern[str]
    codes_before: dict[str, str]
    codes_after: dict[str, str]
    join: re.Pattern[str]
    opens: re.Pattern[str]
    open_join: re.Pattern[str]
    comes_from: re.Pattern[str]
    from_join: re.Pattern[str]
    changes: re.Pattern[str]
    from_tails: tuple[str, ...] = ()
    until: re.Pattern[str] | None = None
    steps: re.Pattern[str] | None = None
    reaching: frozenset[str] = frozenset()
    rises: re.Pattern[str] | None = None
    rises_after: re.Pattern[str] | None = None

    def frame(self, plain: str, start: int, end: int) -> Frame:
        """The qualifier right before or after the number at start..end; the one before wins; else `exact`."""
        window = max(0, start - _REACH)
        before = self.before.search(plain[window:start]) if _worded(plain[window:start]) else None
        after = self.after_signs.match(plain, end) or self.after.match(plain, end)
        first = start if before is None else window + before.start(1)
        last = end if after is None else after.end(1)
        if before is not None and not self._reached(plain[max(0, first - _CHANGE_REACH) : first], before[1]):
            return Frame(self.codes_before[tables.key(before[1])], first, last)
        if after is not None and not self._reached_after(plain, after):
            return Frame(self.codes_after[tables.key(after[1])], first, last)
        return Frame("exact", start, end)

    def _reached(self, before: str, word: str) -> bool:
        """True where a word of "up to" says what a count came to: "вырос до 164" is 164, not up to 164."""
        return self.rises is not None and tables.key(word) in self.reaching and self.rises.search(before) is not None

    def _reached_after(self, plain: str, word: re.Match[str]) -> bool:
        """The same where the verb stands last: "164-ке дейін өсті"."""
        known = self.rises_after is not None and tables.key(word[1]) in self.reaching
        return known and self.rises_after is not None and self.rises_after.match(plain, word.end(1)) is not None

    def range_start(self, plain: str, start: int, end: int, next_start: int) -> int | None:
        """Where the range of two neighbouring numbers begins with its words; None where they are two numbers."""
        between = plain[end:next_start]
        window = max(0, start - _REACH)
        opened = self.opens.search(plain[window:start]) if self.open_join.fullmatch(between) else None
        if opened is not None:
            return window + opened.start(1)
        came = self.comes_from.search(plain[window:start]) if self.from_join.fullmatch(between) else None
        if came is not None:
            return None if self._changed(plain, start) else window + came.start(1)
        return start if self.join.fullmatch(between) else None

    def by_case(self, plain: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """A range by endings: the first number ends in that of "from", the second is followed by a word for "until"."""
        if self.until is None or not plain[first[0] : first[1]].casefold().endswith(self.from_tails):
            return False
        return plain[first[1] : second[0]].isspace() and self.until.match(plain, second[1]) is not None

    def is_change(self, plain: str, start: int, end: int, next_start: int) -> bool:
        """True where two neighbouring numbers are a change: rose from A to B."""
        came = self.comes_from.search(plain[max(0, start - _REACH) : start])
        return (
            came is not None and bool(self.from_join.fullmatch(plain[end:next_start])) and self._changed(plain, start)
        )

    def is_step(self, plain: str, start: int) -> bool:
        """True where a number is that by which something changed: "cut by two to 190"."""
        window = plain[max(0, start - _REACH) : start]
        return self.steps is not None and self.steps.search(window) is not None and self._changed(plain, start)

    def _changed(self, plain: str, start: int) -> bool:
        return self.changes.search(plain[max(0, start - _CHANGE_REACH) : start]) is not None


def _worded(text: str) -> bool:
    """False where what stands before a number cannot end a qualifying word or sign."""
    last = text.rstrip()[-1:]
    return bool(last) and not last.isdecimal() and last not in ",;:()[]"


@cache
def qualifiers(language: str) -> Qualifiers:
    """The qualifying words of a language, from its data file."""
    data = tables.toml(f"quantities.{language}")
    ranges = data["ranges"]
    reaching, changes = ranges.get("reaching", ()), _any(ranges["changes"])
    signs = tables.alternatives(ranges["signs"])
    before = _words_or_signs(data["before"], data["before_signs"])
    after = tables.alternatives(_all(data["after"])) or "(?!)"
    fillers = tables.alternatives(data["fillers"]) or "(?!)"
    return Qualifiers(
        before=_pattern(rf"({before})\s*(?:(?:{fillers})\s+)?$"),
        after=_pattern(rf"[\s-]+({after})(?!\w)"),
        after_signs=_pattern(rf"({tables.alternatives(_all(data['after_signs'])) or '(?!)'})"),
        codes_before=_codes(data["before"]) | _codes(data["before_signs"]),
        codes_after=_codes(data["after"]) | _codes(data["after_signs"]),
        join=_pattern(rf"\s?(?:{signs})\s?|\s+(?:{_any(ranges['joins'])})\s+"),
        opens=_pattern(rf"(?<!\w)({_any(ranges['open'])})\s+$"),
        open_join=_pattern(rf"\s+(?:{_any(ranges['open_joins'])})\s+|\s?(?:{signs})\s?"),
        comes_from=_pattern(rf"(?<!\w)({_any(ranges['from'])})\s+$"),
        from_join=_pattern(rf"\s+(?:{_any(ranges['from_joins'])})\s+"),
        changes=_pattern(rf"(?<!\w)(?:{changes})(?!\w)[^.!?;\n]*$"),
        from_tails=tuple(ranges.get("from_tails", ())),
        until=_pattern(rf"\s+(?:{_any(ranges['until'])})(?!\w)") if "until" in ranges else None,
        steps=_pattern(rf"(?<!\w)(?:{_any(ranges['steps'])})\s+$") if "steps" in ranges else None,
        reaching=frozenset(map(tables.key, reaching)),
        rises=_pattern(rf"(?<!\w)(?:{changes})(?!\w)(?:\s+[^\s.,;:!?()]+){{0,4}}[\s,–—-]*$") if reaching else None,
        rises_after=_pattern(rf"\s+(?:{changes})(?!\w)") if reaching else None,
    )


def _words_or_signs(words: dict[str, list[str]], signs: dict[str, list[str]]) -> str:
    return rf"(?<!\w)(?:{tables.alternatives(_all(words)) or '(?!)'})(?!\w)|(?:{tables.alternatives(_all(signs)) or '(?!)'})"


def _all(table: dict[str, list[str]]) -> list[str]:
    return [form for forms in table.values() for form in forms]


def _codes(table: dict[str, list[str]]) -> dict[str, str]:
    return {tables.key(form): code for code, forms in table.items() for form in forms}


def _any(words: list[str]) -> str:
    return tables.alternatives(words) or "(?!)"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
