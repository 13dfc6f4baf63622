"""Latin spellings of names, letter by letter, by the systems of data/letters.tsv.

Written apart from the tables that aigaq reads names with: a generator that spelled by them would flatter the reader.
Proved by tests/people/town/test_spelling.py.
"""

from __future__ import annotations

from functools import cache, lru_cache

from aigaq.people.town import tables

OWN = "own"
_PLACES = ("start", "after", "end", "any")
_VOWELS = frozenset("аәеёиоөуұүыіэюяьъй")


def systems() -> tuple[str, ...]:
    """Names of the systems; `own` leaves a name as its language writes it."""
    return (OWN, *(name for name in tables.rows("letters")[0] if name not in ("letters", "where")))


@lru_cache(maxsize=65536)
def spell(word: str, system: str) -> str:
    """A word in a system; its first letter stays a capital. Signs the table does not know stay."""
    if system == OWN or not word:
        return word
    rules = _rules(system)
    lower, out, at = word.lower(), list[str](), 0
    while at < len(lower):
        found = _longest(lower, at, rules)
        letters, latin = found or (lower[at], lower[at])
        out.append(latin)
        at += len(letters)
    made = "".join(out)
    return made[:1].upper() + made[1:] if word[0].isupper() else made


def _longest(word: str, at: int, rules: dict[tuple[str, str], str]) -> tuple[str, str] | None:
    for size in (3, 2, 1):
        letters = word[at : at + size]
        for place in _PLACES:
            if (letters, place) in rules and len(letters) == size and _holds(place, word, at, size):
                return letters, rules[letters, place]
    return None


def _holds(place: str, word: str, at: int, size: int) -> bool:
    if place == "start":
        return at == 0
    if place == "after":
        return at > 0 and word[at - 1] in tables.toml("names")["after"]
    return place == "any" or at + size == len(word)


@cache
def _rules(system: str) -> dict[tuple[str, str], str]:
    return {(row["letters"], row["where"]): tables.nothing(row[system]) for row in tables.rows("letters")}
