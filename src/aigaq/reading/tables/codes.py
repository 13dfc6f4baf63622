"""Words of cells to codes: what the mapping says, else the code itself, else its label in any language, else its word.

Open lists keep a word they do not know as it is, and it is said; closed vocabularies have no place for it, so it goes to
the note. Proved by tests/reading/tables/test_codes.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from aigaq.reading.tables.cells import words
from aigaq.statements.codes import code_list
from aigaq.values.places import Gazetteer
from aigaq.values.scripts import fold


@cache
def _labels(name: str) -> Mapping[str, str]:
    """Every way to write a code of a list, folded, and the code; a label of two codes stands for neither."""
    found: dict[str, str] = {}
    double: set[str] = set()
    for code, row in code_list(name).items():
        for label in {fold(code.replace("_", " ")), *(fold(label) for label in row.labels.values())}:
            if found.setdefault(label, code) != code:
                double.add(label)
    return {label: code for label, code in found.items() if label not in double}


def code_of(word: str, name: str, codes: Mapping[str, str]) -> tuple[str, bool]:
    """The code a word of a cell stands for in a code list, and whether the list knows it."""
    if word in codes:
        word = codes[word]
    known = code_list(name)
    if word in known or (name == "units" and len(word) == 3 and word.isascii() and word.isupper()):
        return word, True
    found = _labels(name).get(fold(word))
    return (word, False) if found is None else (found, True)


def word_of(word: str, field: str, vocabulary: type[StrEnum], codes: Mapping[str, str]) -> StrEnum | None:
    """The word of a closed vocabulary a cell stands for; None where it stands for none."""
    word = codes.get(word, word)
    plain = fold(word)
    for known in vocabulary:
        if plain == fold(known.value) or plain == fold(known.value.replace("_", " ")):
            return known
    for code, others in words().get(_family(field), {}).items():
        if plain in others and code in vocabulary._value2member_map_:
            return vocabulary(code)
    return None


def _family(field: str) -> str:
    """Fields that share their words."""
    return {"seen_from": "side", "said_basis": "published_basis"}.get(field, field)


@cache
def place_codes() -> Mapping[str, str]:
    """The codes of the shipped gazetteer by every name of a place, folded; a name of two places stands for neither."""
    found: dict[str, str] = {}
    double: set[str] = set()
    for place in Gazetteer.shipped():
        for name in {fold(name) for names in place.names.values() for name in names}:
            if found.setdefault(name, place.code) != place.code:
                double.add(name)
    return {name: code for name, code in found.items() if name not in double}


def place_of(word: str, codes: Mapping[str, str]) -> tuple[str, bool]:
    """The gazetteer's code of a place named by its code or its name, and whether one is known (or the mapping says so)."""
    if word in codes:
        return codes[word], True
    if Gazetteer.shipped().get(word) is not None:
        return word, True
    found = place_codes().get(fold(word))
    return (word, False) if found is None else (found, True)
