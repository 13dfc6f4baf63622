"""Mistakes in words, days and years, as hands, ears and keyboards make them.

Which letters are near, sound or look alike is data (keyboards.toml, sounds.tsv, lookalikes.tsv). A mistake may leave a
word as it was where it offers nothing to mistake. Proved by tests/people/town/test_mistakes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from aigaq.people.town import tables
from aigaq.people.town.dice import Dice, Shares

Slip = Callable[[Dice, str], str]
_SHORT = 3  # letters; a shorter word is not mistyped


def typing(dice: Dice, word: str) -> str:
    """A slip of the finger: a near letter, one too many, one left out, or two in the wrong order."""
    if len(word) < _SHORT:
        return word
    at = dice.below(len(word))
    kind = dice.below(4)
    near = _near().get(word[at].lower(), "")
    if kind == 0 and near:
        letter = dice.pick(near)
        return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at + 1 :]
    if kind == 1:
        return word[: at + 1] + word[at].lower() + word[at + 1 :]
    at = max(at, 1)  # a name that lost its first letter is seen by who types it
    if kind == 2 or at == len(word) - 1:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def sound(dice: Dice, word: str) -> str:
    """One spelling taken for another of the same sound."""
    chances = _sounding(word)
    if chances is None:
        return word
    at, size, other = chances.draw(dice)
    made = word[:at] + other + word[at + size :]
    return made[:1].upper() + made[1:] if word[0].isupper() else made


def lookalike(dice: Dice, word: str) -> str:
    """One letter typed in the other layout."""
    table = _look()
    places = [at for at, letter in enumerate(word) if letter in table]
    if not places:
        return word
    at = dice.pick(places)
    return word[:at] + table[word[at]] + word[at + 1 :]


def wrong_digit(dice: Dice, year: int) -> int:
    """Another last digit, or the one before it off by one."""
    if dice.chance(0.5):
        return year - year % 10 + (year + dice.between(1, 9)) % 10
    return year + (10 if dice.chance(0.5) else -10)


@cache
def _near() -> dict[str, str]:
    near: dict[str, str] = {}
    for rows in tables.toml("keyboards")["rows"]:
        for row_at, row in enumerate(rows):
            below = rows[row_at + 1] if row_at + 1 < len(rows) else ""
            for at, letter in enumerate(row):
                beside = row[max(at - 1, 0) : at] + row[at + 1 : at + 2] + below[max(at - 1, 0) : at + 1]
                near[letter] = near.get(letter, "") + beside
                for other in below[max(at - 1, 0) : at + 1]:
                    near[other] = near.get(other, "") + letter
    return near


@cache
def _look() -> dict[str, str]:
    pairs = [(row["one"], row["other"]) for row in tables.rows("lookalikes")]
    return dict(pairs) | {other: one for one, other in pairs}


@cache
def _sounds() -> dict[str, list[tuple[str, float]]]:
    made: dict[str, list[tuple[str, float]]] = {}
    for row in tables.rows("sounds"):
        one, other, weight = row["one"], tables.nothing(row["other"]), float(row["weight"])
        made.setdefault(one, []).append((other, weight))
        if row["both"] == "yes":
            made.setdefault(other, []).append((one, weight))
    return made


@lru_cache(maxsize=16384)
def _sounding(word: str) -> Shares[tuple[int, int, str]] | None:
    """What may be misheard in a word: place, letters replaced, by what."""
    table, lower, found = _sounds(), word.lower(), list[tuple[tuple[int, int, str], float]]()
    for at in range(len(lower)):
        for size in (1, 2, 3):
            letters = lower[at : at + size]
            if len(letters) == size:
                found += [((at, size, other), weight) for other, weight in table.get(letters, ()) if at or other]
    return Shares(found) if found else None
