"""Spelling skeletons and keys of one token: what a name sounds like in any script, finely and coarsely.

    skeletons  one for each way to read the token, with its vowels; two tokens that share one are the same name in another
               spelling. A patronymic is its father's name and `+`; a surname stands in the form both sexes share.
    keys       the consonants of the skeletons with an `a` for each run of vowels, those of the likeliest sounds of Latin
               letters (`guessing`), and consonant keys of Arabic and its romanisations (`arabic`). For finding candidates.

    broad      the keys with sounds that spellings exchange (қ х, ш ч, с з) made one.

All are sets because letters are ambiguous. Computed once for each distinct token. Proved by
tests/people/names/test_spelling.py and measured by bench/people_names.py.
"""

from __future__ import annotations

from functools import cache, lru_cache

from aigaq.people.names import letters
from aigaq.people.names.arabic import consonant_keys
from aigaq.people.names.endings import PATRONYMIC, SURNAME, ending
from aigaq.people.names.guessing import guesses
from aigaq.people.names.readings import readings, slots
from aigaq.people.names.tables import toml


@lru_cache(maxsize=1 << 17)
def skeletons(token: str) -> frozenset[str]:
    """The spelling skeletons of a token; the token itself where it has no letter."""
    return frozenset(_skeletons(token)) or frozenset({token})


@lru_cache(maxsize=1 << 17)
def keys(token: str) -> frozenset[str]:
    """The keys under which other spellings of a token are found; the token itself where it has no letter."""
    word = letters.repaired(letters.fold(token))
    if not word:
        return frozenset({token})
    own = letters.script_of(word)
    if own == letters.ARABIC:
        return frozenset(consonant_keys(word)) or frozenset({word})
    found = [slots(one) for one in _skeletons(token)]
    if own == letters.LATIN:
        if not any(key.endswith("+") for key in found):
            found = [*guesses(word), *found]
        found.extend(consonant_keys(word))
    return frozenset(found)


@lru_cache(maxsize=1 << 17)
def broad(token: str) -> frozenset[str]:
    """The keys with sounds that spellings of one name exchange made one: they find more, in blocks half as large again."""
    exchanged = _exchanged()
    return frozenset(key if key.startswith("*") else slots(key.translate(exchanged)) for key in keys(token))


@cache
def _exchanged() -> dict[int, str]:
    return str.maketrans(toml("sounds")["broad"])


@lru_cache(maxsize=1 << 14)  # asked for by skeletons and keys, one after the other
def _skeletons(token: str) -> tuple[str, ...]:
    found: list[str] = []
    for reading in readings(token):
        told = ending(reading)
        if told.kind == PATRONYMIC:
            found.append(f"{told.stem}+")
            continue
        if told.kind == SURNAME:
            found.append(told.stem)
        if not (told.kind and told.firm):
            found.append(reading)
    return tuple(dict.fromkeys(found))
