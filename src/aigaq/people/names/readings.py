"""What a token may sound like: one reading for each writing system that fits it, in 23 letters of our own.

    a e i o u · b c(ch) d f g h j(zh, dzh) k l m n p r s t v w(sh) z

A letter group may stand for several sounds (w: v, u or sh; x: ks or kh; ch, c, j, y): every system that fits gives its
reading, the likeliest first. Proved by tests/people/names/test_readings.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from aigaq.people.names import letters
from aigaq.people.names.arabic import without_article
from aigaq.people.names.tables import systems, toml

MOST = 6
VOWELS = frozenset("aeiou")


@lru_cache(maxsize=1 << 14)
def readings(token: str) -> tuple[str, ...]:
    """The readings of a token, the likeliest first, at most `MOST`; empty only where it has no letter."""
    word = letters.repaired(letters.fold(token))
    if not word:
        return ()
    word = letters.known(word)
    own = letters.script_of(word)
    if own == letters.ARABIC:
        word = without_article(word)
    own = own if own != letters.OTHER else letters.LATIN
    strangers = {letters.script(letter) for letter in word} - {own, letters.LATIN, letters.OTHER}
    found = []
    for system in systems(own):
        if system.fits(word):
            sound = system.groups.read(word)
            for name in sorted(strangers):
                sound = systems(name)[0].groups.read(sound)
            found.append(folded(sound))
    return tuple(dict.fromkeys(one or word for one in found))[:MOST]


def folded(sound: str) -> str:
    """A sound string with what is one sound to the ear made one: dj, dz, ie, doubled letters."""
    for pattern, put in _folds():
        sound = pattern.sub(put, sound)
    return sound


def slots(sound: str) -> str:
    """The consonants of a reading, and `a` for every run of vowels between them."""
    return _RUN.sub(r"\1", _VOWEL.sub("a", sound))


_VOWEL = re.compile("[aeiou]+")
_RUN = re.compile(r"(.)\1+")


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["find"]), row["put"]) for row in toml("sounds")["fold"])
