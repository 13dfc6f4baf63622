"""Digits and scripts of any text.

Digits: Unicode general category Nd. Scripts: the first word of a character's Unicode name, which for letters is its
script; Unicode's own table is not in the standard library. Proved by tests/values/test_scripts.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_UNSCRIPTED = frozenset({"MODIFIER", "MASCULINE", "FEMININE", "FULLWIDTH", "HALFWIDTH", "MICRO", "MATHEMATICAL"})


def digits(text: str) -> str:
    """The text with every decimal digit of any script as an ASCII digit. One character for one: offsets stay."""
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def scripts(text: str) -> Mapping[str, float]:
    """The share of each script among the letters of the text, the greatest first; empty where there are no letters.

    Names are Unicode's, capitalised: Latin, Cyrillic, Arabic, Cjk. The shares sum to 1.
    """
    counts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        name = _script(character)
        if name is not None:
            counts[name] += times
    total = counts.total()
    return {name: count / total for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}


def fold(text: str) -> str:
    """The text for comparison only, never for storage: compatibility form, case folded, marks on letters kept."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@cache
def _script(character: str) -> str | None:
    if not character.isalpha():
        return None
    words = unicodedata.name(character, "").split(" ")
    kind = words[1] if words[0] in _UNSCRIPTED and len(words) > 1 else words[0]
    return kind.partition("-")[0].capitalize() or None
