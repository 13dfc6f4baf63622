"""The language of a paragraph: by script, by letters that one language has, and by its most frequent words.

The table is `data/languages.toml`; it also knows languages that no pack reads, so that what is not read can be named.
A declared language is a hint: it decides where the text itself does not. Proved by tests/reading/test_language.py.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aigaq.errors import FormatError
from aigaq.reading.lexicon import DATA

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_SAMPLE = 4000
_ENOUGH = 0.04


@dataclass(frozen=True, slots=True)
class _Profile:
    code: str
    ranges: tuple[tuple[int, int], ...]
    letters: frozenset[str]
    words: frozenset[str]


def language_of(text: str, hint: str | None = None) -> str | None:
    """The code of the language; `und` where none of the table fits; None where there are no letters at all.

    Args:
        text: a paragraph; its first 4,000 characters decide.
        hint: the language the document is said to be in, or was found to be in so far.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    counts = Counter(words)
    letters = Counter("".join(words))
    best, score = UNKNOWN, 0.0
    for profile in _profiles().values():
        value = _score(profile, counts, letters, len(words))
        if profile.code == hint and value > 0:
            value = value * 1.5 + _ENOUGH
        if value > score:
            best, score = profile.code, value
    if score >= _ENOUGH:
        return best
    return _by_script(letters, hint)


def _score(profile: _Profile, counts: Counter[str], letters: Counter[str], size: int) -> float:
    total = sum(letters.values())
    own = sum(number for letter, number in letters.items() if _within(letter, profile.ranges))
    if own * 2 < total:
        return 0.0
    frequent = sum(number for word, number in counts.items() if word in profile.words)
    marked = sum(letters[letter] for letter in profile.letters)
    strange = sum(number for letter, number in letters.items() if letter in _special() and letter not in profile.letters)
    return max(0.0, frequent / size + 4 * (marked - strange) / total)


def _by_script(letters: Counter[str], hint: str | None) -> str:
    """Too little to go by: the hint where its script fits, else the only language of the script, else unknown."""
    first = letters.most_common(1)[0][0]
    fitting = [profile.code for profile in _profiles().values() if _within(first, profile.ranges)]
    if hint in fitting:
        return hint
    return fitting[0] if len(fitting) == 1 else UNKNOWN


def _within(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    point = ord(letter)
    return any(low <= point <= high for low, high in ranges)


@cache
def _special() -> frozenset[str]:
    return frozenset().union(*(profile.letters for profile in _profiles().values()))


@cache
def _profiles() -> Mapping[str, _Profile]:
    path = DATA / "languages.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf8"))
        ranges = {
            name: tuple((int(low, 16), int(high, 16)) for low, high in (r.split("-") for r in text.split()))
            for name, text in table["scripts"].items()
        }
        return {
            code: _Profile(code, ranges[row["script"]], frozenset(row.get("letters", "")), frozenset(row["words"].split()))
            for code, row in table["languages"].items()
        }
    except (KeyError, ValueError) as error:
        raise FormatError(f"the table of languages cannot be read: {error}", where=path) from error
