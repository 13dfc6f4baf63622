"""Tells encodings of one byte a letter apart, by which reading has the letters of a language.

Each encoding is tried with the languages written in it; a reading is scored by the natural logarithm of how likely its
letters are in the language, with a price for scripts mixed in a word, strange signs and capitals after small letters
(data/encodings.toml, data/letters.toml). Two encodings that differ only in bytes the file does not use give the same
text and do not compete. Otherwise the best must be 1,000 times likelier than the next, or the file fits two ways and
nobody guesses. charset-normalizer was weighed and left: it ranks, where evidence needs to hear "it fits two ways", and
it does not know kz1048. Proved by tests/intake/test_letters.py.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """One encoding tried: how likely its best language is, over how many letters."""

    name: str
    label: str
    language: str
    score: float
    letters: int

    @property
    def mean(self) -> float:
        """The score a letter: nearer to zero is likelier."""
        return self.score / max(1, self.letters)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The readings that are left, likeliest first: one is an answer, two are a tie, none fits.

    `same` names the other encodings that give the very same text.
    """

    readings: tuple[Reading, ...]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Language:
    price: dict[str, float]
    unknown: float
    joined: float  # the next letter is not ASCII either
    apart: float


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    label: str
    languages: tuple[tuple[str, _Language], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    clear: float
    least: float
    mark: float
    strange: float
    odd: float
    marks: str
    shares: tuple[float, ...]


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("aigaq.intake") / "data" / name).read_text(encoding="utf-8"))


@cache
def _rule() -> _Rule:
    return _Rule(**_data("encodings.toml")["rule"])


@cache
def _encodings() -> tuple[_Encoding, ...]:
    letters = _data("letters.toml")
    return tuple(
        _Encoding(row["name"], row["label"], tuple(one for names in row["languages"] for one in _mixed(names, letters)))
        for row in _data("encodings.toml")["encoding"]
    )


def _mixed(names: str, letters: dict[str, Any]) -> Iterator[tuple[str, _Language]]:
    """A language alone, or one within another in several shares: a text in one may hold a few names of the other."""
    first, _, second = names.partition("+")
    for share in _rule().shares if second else (1.0,):
        yield names, _language([(share, letters[first]), (1 - share, letters[second or first])])


def _language(tables: list[tuple[float, dict[str, Any]]]) -> _Language:
    shares: dict[str, float] = {}
    for weight, table in tables:
        total = sum(table["letters"].values())
        for letter, count in table["letters"].items():
            shares[letter] = shares.get(letter, 0.0) + weight * count / total
    joined = sum(weight * table["next"] for weight, table in tables)
    price = {letter: log(share) for letter, share in shares.items() if share}
    return _Language(price, min(price.values()) - _rule().clear, log(joined), log(1 - joined))


def names() -> tuple[str, ...]:
    """The encodings that are tried, in their order."""
    return tuple(encoding.name for encoding in _encodings())


def weigh(runs: Iterable[bytes], used: frozenset[int]) -> Verdict:
    """Which encoding these bytes are in.

    Args:
        runs: stretches of non-ASCII bytes with at most one ASCII byte on either side.
        used: every non-ASCII byte value of the whole file.
    """
    rule, sample = _rule(), b"\n".join(runs)
    groups: dict[str, list[Reading]] = {}
    for encoding in _encodings():
        signs = _signs(encoding.name, used)
        if signs is not None:
            groups.setdefault(signs, []).append(_best(encoding, sample.decode(encoding.name), rule))
    for group in groups.values():
        group.sort(key=lambda reading: -reading.score)
    leaders = sorted((group[0] for group in groups.values()), key=lambda reading: -reading.score)
    fitting = [reading for reading in leaders if reading.mean >= rule.least]
    near = [reading for reading in fitting if fitting[0].score - reading.score < rule.clear]
    same = tuple(reading.label for group in groups.values() for reading in group[1:] if near and group[0] == near[0])
    return Verdict(tuple(near[:2]), same)


def _signs(name: str, used: frozenset[int]) -> str | None:
    """What the bytes mean in an encoding; None where one means nothing, or a control character."""
    try:
        signs = bytes(sorted(used)).decode(name)
    except UnicodeDecodeError:
        return None
    return None if any("\x80" <= sign <= "\x9f" for sign in signs) else signs


def _best(encoding: _Encoding, text: str, rule: _Rule) -> Reading:
    signs = sum(not sign.isascii() for sign in text)
    # Sorted, because floats added in another order make another sum; two ASCII signs cost nothing.
    counted = Counter(pairwise(" " + text))
    pairs = sorted(pair for pair in counted.items() if not "".join(pair[0]).isascii())
    scores = [(_score(pairs, language, rule), name) for name, language in encoding.languages]
    score, language = max(scores, key=lambda pair: pair[0])
    return Reading(encoding.name, encoding.label, language, score, signs)


def _score(pairs: list[tuple[tuple[str, str], int]], language: _Language, rule: _Rule) -> float:
    return sum(count * _price(before, sign, language, rule) for (before, sign), count in pairs)


def _price(before: str, sign: str, language: _Language, rule: _Rule) -> float:
    """What a sign costs after another."""
    price = 0.0 if sign.isascii() else _sign(sign, language, rule)
    return price + _joint(before, sign, language, rule) if before.isalpha() and sign.isalpha() else price


def _sign(sign: str, language: _Language, rule: _Rule) -> float:
    if sign.isalpha():
        return language.price.get(sign.lower()[0], language.unknown)
    return rule.mark if sign in rule.marks else rule.strange


def _joint(before: str, sign: str, language: _Language, rule: _Rule) -> float:
    """The price of two letters side by side, at least one of them not ASCII."""
    if before.isascii() and sign.isascii():
        return 0.0
    odd = rule.odd if before.islower() and sign.isupper() else 0.0
    return odd + (language.apart if before.isascii() or sign.isascii() else language.joined)
