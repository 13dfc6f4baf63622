"""Towns and provinces of the world: in which countries there is one of that name, and what it is called in a list.

The table is data/towns.tsv with its sources (GeoNames, CLDR). It places no event: a name many towns share has no point
and no code. It says of a word that it can be a place, and of which country. data/places.marks.tsv says the same of words that
are no places. Case endings are those of
data/inflections.<lang>.toml, read backwards. Proved by tests/values/test_towns.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from aigaq.values import tables

_LONGEST_TAIL = 5
_LEAST = 2
_APOSTROPHES = str.maketrans("’ʼё", "''е")


@dataclass(frozen=True, slots=True)
class Town:
    """A name and the countries that have a place so called, with their share of the people who live in such places."""

    name: str
    countries: Mapping[str, float]


class Towns:
    """Names of towns. `shipped()` is the table that comes with the program, read when first asked for."""

    def __init__(self, rows: Mapping[str, tuple[str, str]]) -> None:
        self._rows = rows
        self._found: dict[tuple[str, str], Town | None] = {}

    @staticmethod
    def shipped() -> Towns:
        """The towns of 15,000 people and more, and the first divisions of countries."""
        return _shipped()

    @staticmethod
    def marks() -> Towns:
        """What belongs to one country and is no place: its parliament, its money, who has led it; read likewise."""
        return _marks()

    def find(self, words: str, language: str) -> Town | None:
        """The town these words name, in whatever case they stand; None where no table has it."""
        asked = (words, language)
        if asked not in self._found:
            if len(self._found) > 20_000:
                self._found.clear()
            folded = _folded(words)
            form = next((form for form in _forms(folded, language) if form in self._rows), None)
            if form is None:
                self._found[asked] = None
            else:
                name, countries = self._rows[form]
                self._found[asked] = Town(words if form == folded else name, _shares(countries))
        return self._found[asked]


@cache
def _shipped() -> Towns:
    rows: dict[str, tuple[str, str]] = {}
    for name, countries in tables.rows("towns"):
        rows.setdefault(_folded(name), (name, countries))
    return Towns(rows)


@cache
def _marks() -> Towns:
    listed = (
        (name, code) for code, *cells in tables.rows("places.marks") for cell in cells for name in cell.split("|")
    )
    return Towns({_folded(name): (name, f"{code}:1") for name, code in listed if name})


def _folded(name: str) -> str:
    """For comparing: small letters, without the marks that texts leave out; letters of other scripts keep theirs."""
    if name.isascii():
        return name.lower()
    bare = name.lower().translate(_APOSTROPHES)
    if not any("\u00c0" <= letter < "\u0250" for letter in bare):
        return bare
    return "".join(letter for letter in unicodedata.normalize("NFD", bare) if not unicodedata.combining(letter))


def _shares(text: str) -> dict[str, float]:
    weights = {code: float(weight) for code, _, weight in (pair.partition(":") for pair in text.split("|"))}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _forms(words: str, language: str) -> Iterator[str]:
    """The words as they are, then what they may be in a list, the longest ending taken off first."""
    yield words
    before, space, last = words.rpartition(" ")
    for tail, base in _endings(language):
        if last.endswith(tail) and len(last) - len(tail) >= _LEAST:
            yield before + space + last[: len(last) - len(tail)] + base


@cache
def _endings(language: str) -> tuple[tuple[str, str], ...]:
    """Endings of case and what stands in their place in a list, the longest first."""
    pairs = {
        (tail, ending[len(ending) - rule["drop"] :])
        for rule in tables.toml(f"inflections.{language}").get("name", ())
        for tail in rule["forms"]
        for ending in rule["ends"]
        if 0 < len(tail) <= _LONGEST_TAIL
    }
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
