"""The letters of a token: cleaned, folded, each script told from the others, doubles of another script put right.

A letter is folded as Unicode does (NFKC, casefold), so that case and composition make no difference. What stands between
letters (apostrophes, marks of direction, soft-sign strokes, digits) says nothing of the sound and is left out.
Proved by tests/people/names/test_letters.py.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from aigaq.people.names.tables import systems, toml

LATIN, CYRILLIC, ARABIC, OTHER = "latin", "cyrillic", "arabic", "other"
LONGEST = 40
"""Letters of a token that are looked at: more is no name, and must cost no more than one."""

_RANGES = (
    (0x0041, 0x024F, LATIN),
    (0x0250, 0x02AF, LATIN),
    (0x0400, 0x052F, CYRILLIC),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x1C80, 0x1C8F, CYRILLIC),
    (0x1E00, 0x1EFF, LATIN),
    (0x2C60, 0x2C7F, LATIN),
    (0x2DE0, 0x2DFF, CYRILLIC),
    (0xA640, 0xA69F, CYRILLIC),
    (0xFB50, 0xFEFC, ARABIC),
)


def fold(token: str) -> str:
    """The letters of a token in one case and one form, marks kept on them, everything else left out."""
    if token.isascii():
        return "".join(letter for letter in token.lower() if letter.isalpha())[:LONGEST]
    text = unicodedata.normalize("NFKC", token[: 4 * LONGEST]).casefold()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    return "".join(letter for letter in text if letter.isalpha())[:LONGEST]


@cache
def script(letter: str) -> str:
    """The script of a letter, as far as it matters here."""
    code = ord(letter)
    return next((name for first, last, name in _RANGES if first <= code <= last), OTHER)


@lru_cache(maxsize=1 << 16)
def script_of(word: str) -> str:
    """The script of most letters of a folded word; of two equal shares not Latin, which is what doubles come from."""
    counts: dict[str, int] = {}
    for letter in word:
        name = script(letter)
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: (counts[name], name != LATIN, name)) if counts else OTHER


def repaired(word: str) -> str:
    """The folded word with letters of another script, where all of them only look foreign, as letters of its own."""
    own = script_of(word)
    foreign = {letter for letter in word if script(letter) != own}
    doubles = _doubles().get(own, {})
    if not foreign or not all(letter in doubles for letter in foreign):
        return word
    return "".join(doubles.get(letter, letter) if letter in foreign else letter for letter in word)


def base(letter: str) -> str:
    """A letter without its marks."""
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))


def bare(letter: str) -> str:
    """A letter without its marks, or in Latin letters where no table knows its script; itself as the last resort."""
    found = base(letter)
    if found and found != letter and all(script(one) != OTHER for one in found):
        return found
    return _romanised(letter) or found or letter


def known(word: str) -> str:
    """The word with every letter that no table has replaced by one that a table has, where there is one."""
    table = _known()
    return word if all(letter in table for letter in word) else "".join(_in_table(letter) for letter in word)


def _in_table(letter: str) -> str:
    return letter if letter in _known() else bare(letter)


@cache
def _known() -> frozenset[str]:
    return frozenset(
        letter
        for name in (LATIN, CYRILLIC, ARABIC)
        for system in systems(name)
        for group in system.groups.values
        for letter in group
    )


@cache
def _doubles() -> dict[str, dict[str, str]]:
    pairs: dict[str, str] = toml("homoglyphs")["letters"]
    return {CYRILLIC: pairs, LATIN: {cyrillic: latin for latin, cyrillic in pairs.items()}}


def _romanised(letter: str) -> str:
    try:
        from anyascii import anyascii
    except ImportError:
        return ""
    return "".join(one for one in str(anyascii(letter)).lower() if one.isalpha())
