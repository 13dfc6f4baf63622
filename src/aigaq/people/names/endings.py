"""What the end of a name says: whose child (patronymic: the father's name), which sex, and the stem a surname shares.

Works on readings, so that one table serves all scripts: Кабенұлы, Кабенович and Kabenovich have the father `kaben`.
Proved by tests/people/names/test_endings.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from aigaq.people.names.tables import toml

PATRONYMIC, SURNAME = "patronymic", "surname"
MALE, FEMALE = "male", "female"
_SHORTEST = 6  # letters of a word with a patronymic's ending; two stand before any ending


@dataclass(frozen=True, slots=True)
class Ending:
    """A reading taken apart: the kind its ending tells (empty: none), its stem, and the sex it tells."""

    kind: str
    stem: str
    sex: str | None = None
    firm: bool = True
    tail: str = ""


@lru_cache(maxsize=1 << 15)
def ending(reading: str) -> Ending:
    """What the end of a reading says."""
    word = toml("endings")["patronymic"]["words"].get(reading)
    if word is not None:
        return Ending(PATRONYMIC, word, MALE)
    for tail, sex in _patronymics():
        if reading.endswith(tail) and len(reading) >= _SHORTEST and len(reading) - len(tail) > 1:
            return Ending(PATRONYMIC, father_stem(reading[: -len(tail)]), sex)
    for row in toml("endings")["surname"]:
        tail = row["ending"]
        if reading.endswith(tail) and len(reading) - len(tail) > 1:
            stem = reading[: len(reading) - row["drop"]] + row.get("put", "")
            return Ending(SURNAME, stem, row["sex"] or None, bool(row.get("firm")), tail)
    return Ending("", reading)


def apart(reading: str) -> str | None:
    """The sex told by a word that stands alone after the father's name (ұлы, кызы, оглы); None for any other word."""
    words = toml("endings")["patronymic"]["apart"]
    return MALE if reading in words["male"] else FEMALE if reading in words["female"] else None


def father_stem(name: str) -> str:
    """A father's name as patronymics show it: without its last vowels (Сергей, Сергеевич; Илья, Ильич)."""
    return name.rstrip("aeiou") if len(name.rstrip("aeiou")) > 1 else name


@cache
def _patronymics() -> tuple[tuple[str, str], ...]:
    table = toml("endings")["patronymic"]
    tails = [(tail, sex) for sex in (MALE, FEMALE) for tail in table[sex]]
    return tuple(sorted(tails, key=lambda row: (-len(row[0]), row[0])))
