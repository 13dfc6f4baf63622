"""Which distinct texts are near each other: typing errors, spellings, codes. Nothing is lost to where the error stands.

Every two values whose strings are within one edit (insertion, deletion, substitution, swap of neighbours) share a
*deletion variant* (Damerau 1964; the symmetric-delete index of Garbe 2012), so joining on variants finds them all
without comparing everything with everything. Small vocabularies are compared whole (Jaro–Winkler, Winkler 1990).
Proved by tests/people/linking/test_nearness.py against exhaustive comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.joining import distinct_pairs, equal_pairs
from aigaq.people.linking.values import Ids, Looked

WHOLE = 12_000  # distinct values that are compared each with each (at most 72 million comparisons, about two seconds)
TEXT_LEVELS = 4  # different, somewhat like, like, nearly the same, equal
CODE_LEVELS = 2  # different, one slip, equal
_LIKE = ((0.80, 1), (0.88, 2), (0.92, 3))  # Jaro–Winkler from which a level holds; the steps of splink's templates


def near_texts(values: Sequence[str], *, from_level: int = 1) -> Looked:
    """Pairs of texts that are alike, by Jaro–Winkler, at this level or above."""
    if len(values) <= WHOLE:
        one, other, like = _whole(values, _LIKE[from_level - 1][0])
    else:
        one, other = shared_signs(values, [_variants(value) for value in values])
        like = _likeness(values, one, other)
    level = np.zeros(len(like), np.uint8)
    for least, number in _LIKE[from_level - 1 :]:
        level[like >= least] = number
    kept = level > 0
    return Looked(len(values), TEXT_LEVELS, one[kept], other[kept], level[kept])


def near_codes(values: Sequence[str]) -> Looked:
    """Pairs of codes (numbers of documents, postal codes) that are one slip apart."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    one, other = shared_signs(values, [_variants(value) for value in values])
    apart = cpdist([values[k] for k in one], [values[k] for k in other], scorer=OSA.distance, dtype=np.uint8)
    kept = apart == 1
    level = np.ones(int(kept.sum()), np.uint8)
    return Looked(len(values), CODE_LEVELS, one[kept], other[kept], level)


def likeness(one: Sequence[str], other: Sequence[str]) -> NDArray[np.float32]:
    """Jaro–Winkler of texts, pair by pair, between 0 and 1."""
    if not one:
        return np.empty(0, np.float32)
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cpdist

    return np.asarray(cpdist(list(one), list(other), scorer=JaroWinkler.normalized_similarity, dtype=np.float32))


def _likeness(values: Sequence[str], one: Ids, other: Ids) -> NDArray[np.float32]:
    return likeness([values[k] for k in one], [values[k] for k in other])


def _whole(values: Sequence[str], cutoff: float) -> tuple[Ids, Ids, NDArray[np.float32]]:
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    least, step = np.float32(cutoff), 1_000
    found: list[tuple[Ids, Ids, NDArray[np.float32]]] = []
    for start in range(0, len(values), step):
        like = cdist(
            values[start : start + step],
            values[start:],
            scorer=JaroWinkler.normalized_similarity,
            score_cutoff=cutoff - 1e-3,  # at the very score, rapidfuzz leaves out what has it exactly
            dtype=np.float32,
        )
        row, place = np.nonzero(like >= least)
        later = place > row
        row, place = row[later], place[later]
        found.append(((row + start).astype(np.int32), (place + start).astype(np.int32), like[row, place]))
    if not found:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)
    one, other, like = (np.concatenate([part[k] for part in found]) for k in range(3))
    return one, other, like


def _variants(value: str) -> set[str]:
    """The value and every string with one character left out."""
    return {value, *(value[:at] + value[at + 1 :] for at in range(len(value)))}


def shared_signs(values: Sequence[str], signs: Iterable[set[str]]) -> tuple[Ids, Ids]:
    """Pairs of values that share a sign (a spelling, a key), each once, the lesser number first."""
    number: dict[str, int] = {}
    owners, keys = list[int](), list[int]()
    for at, own in enumerate(signs):
        for sign in own:
            owners.append(at)
            keys.append(number.setdefault(sign, len(number)))
    pairs = equal_pairs(np.array(keys, np.int64), most=1_000)
    owner = np.array(owners, np.int64)
    one, other = owner[pairs.one], owner[pairs.other]
    low, high = np.minimum(one, other), np.maximum(one, other)
    low, high = distinct_pairs(low[low != high], high[low != high], len(values))
    return low.astype(np.int32), high.astype(np.int32)
