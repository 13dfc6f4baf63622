"""The language of a paragraph: by script, by letters that one language has, and by its most frequent words.

The table is `data/languages.toml`; it also knows languages that no pack reads, so that what is not read can be named.
A declared language is a hint: it decides where the text itself does not. Proved by tests/reading/test_language.py.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from aigaq.errors import FormatError
from aigaq.reading.lexis.lexicon import DATA

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_SAMPLE = 4000
_ENOUGH = 0.04
_OTHER_WORDS = 3
_CERTAIN = 0.25
_FEW = 0.17  # one name in another language's letters does not make a sentence of that language
_LETTERS = 70


@dataclass(frozen=True, slots=True)
class Profile:
    """What a language is told by: its script, letters it stands out by, its most frequent words."""

    code: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]
    needs: frozenset[str] = frozenset()

    @staticmethod
    def of(code: str, row: Mapping[str, Any]) -> Profile:
        """The profile of a row of the table, or of a pack.

        Raises:
            FormatError: it has no script or no words.
        """
        try:
            letters, needs = frozenset(row.get("letters", "")), frozenset(row.get("needs", ""))
            return Profile(code, row["script"], letters, frozenset(row["words"].split()), needs)
        except (KeyError, AttributeError) as error:
            raise FormatError("a profile needs a script and words", where=code) from error


def language_of(text: str, hint: str | None = None, more: tuple[Profile, ...] = ()) -> str | None:
    """The code of the language; `und` where none of the table fits; None where there are no letters at all.

    Args:
        text: a paragraph; its first 4,000 characters decide.
        hint: the language the document is said to be in, or was found to be in so far.
        more: languages that the table does not know, or that these replace.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    letters = Counter("".join(words))
    script = _script_of(letters)
    counts = Counter(words)
    profiles, special = _by_script(more).get(script, ()), _special(more)
    if any(p.code == hint and _score(p, counts, letters, special) >= _CERTAIN for p in profiles):
        return hint
    best, score = UNKNOWN, 0.0
    hinted = any(profile.code == hint for profile in profiles)
    for profile in profiles:
        if hinted and profile.code != hint and not _stands_out(profile, counts, letters):
            continue
        value = _score(profile, counts, letters, special)
        if profile.code == hint and value > 0:
            value = value * 1.5 + _ENOUGH
        if value > score:
            best, score = profile.code, value
    return best if score >= _ENOUGH else _by_hint(profiles, hint)


def _score(profile: Profile, counts: Counter[str], letters: Counter[str], special: frozenset[str]) -> float:
    frequent = sum([number for word, number in counts.items() if word in profile.words])
    if profile.needs and letters.total() > _LETTERS and profile.needs.isdisjoint(letters) and _own(profile, letters):
        return 0.0
    marks = [(letter, number) for letter, number in letters.items() if letter in special]
    marked = sum([number if letter in profile.letters else -number for letter, number in marks])
    return max(0.0, frequent / counts.total() + 4 * marked / letters.total())


def _own(profile: Profile, letters: Counter[str]) -> bool:
    """Whether several of the letters occur by which the language stands out: two may be a slip."""
    return sum(letter in letters for letter in profile.letters) > 1


def _stands_out(profile: Profile, counts: Counter[str], letters: Counter[str]) -> bool:
    """Enough of another language to leave the one a text is said to be in: short lines share words with many."""
    if sum(word in profile.words for word in counts) >= _OTHER_WORDS:
        return True
    marked = sum([number for word, number in counts.items() if not profile.letters.isdisjoint(word)])
    return marked > _FEW * counts.total()


def _by_hint(profiles: Iterable[Profile], hint: str | None) -> str:
    """Too little to go by: the hint where its script fits, else the only language of the script, else unknown."""
    fitting = [profile.code for profile in profiles]
    if hint in fitting:
        return str(hint)
    return fitting[0] if len(fitting) == 1 else UNKNOWN


def _script_of(letters: Counter[str]) -> str:
    """The script of most letters."""
    scripts: Counter[str] = Counter()
    for letter, number in letters.items():
        scripts[_script(letter)] += number
    return max(scripts.items(), key=lambda item: (item[1], item[0]))[0]


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    point = ord(letter)
    ranges = _table()["scripts"].items()
    return next((name for name, text in ranges if any(low <= point <= high for low, high in _ranges(text))), "")


def _ranges(text: str) -> list[tuple[int, int]]:
    pairs = (pair.split("-") for pair in text.split())
    return [(int(low, 16), int(high, 16)) for low, high in pairs]


@cache
def _special(more: tuple[Profile, ...]) -> frozenset[str]:
    """Letters by which some language stands out."""
    return frozenset().union(*(profile.letters for profiles in _by_script(more).values() for profile in profiles))


@cache
def _by_script(more: tuple[Profile, ...]) -> Mapping[str, tuple[Profile, ...]]:
    known = {code: Profile.of(code, row) for code, row in _table()["languages"].items()}
    known.update((profile.code, profile) for profile in more)
    found: dict[str, tuple[Profile, ...]] = {}
    for profile in known.values():
        found[profile.script] = (*found.get(profile.script, ()), profile)
    return found


@cache
def _table() -> dict[str, Any]:
    path = DATA / "languages.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except ValueError as error:
        raise FormatError(f"the table of languages cannot be read: {error}", where=path) from error


@cache
def profile_of(language: str, more: tuple[Profile, ...] = ()) -> tuple[Profile, ...]:
    """The languages that share the script of a language, itself among them; empty where the table does not know it."""
    groups = _by_script(more).values()
    return next((group for group in groups if any(profile.code == language for profile in group)), ())
