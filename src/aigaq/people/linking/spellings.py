"""How near two names are whatever their script and spelling: through skeletons and keys of `people.names`.

Every distinct name is spelled out once. Levels: `equal` (the same letters) · `same in another spelling` (a shared
skeleton) · `alike` (a typing error apart, or a shared consonant key and nearly the same skeleton, or one of several
tokens shared) · `somewhat alike` (a shared key, or skeletons half like) · `the initial fits` (one of the two is an
initial, which is never more) · different. Proved by tests/people/linking/test_spellings.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.nearness import likeness, near_texts, shared_signs
from aigaq.people.linking.values import Ids, Levels, Looked
from aigaq.people.names import broad, skeletons
from aigaq.people.names import likeness as sounds

TOP = 5
SAME, ALIKE, SOMEWHAT, FITS = 4, 3, 2, 1
_STEP = np.array([0, 0, SOMEWHAT, ALIKE], np.uint8)  # of the levels of texts; what is hardly like a name is another
_CLOSE = 0.85  # Jaro–Winkler of two skeletons from which a shared key means a slip
_APART = 0.6  # Jaro–Winkler below which no exchange of sounds makes one name of two
_SOUNDS = 0.75  # likeness of two names, sound by sound, from which it means another spelling
_AFTER = ("", "h", "s", "a", "u", "o")  # what makes another sound of a letter where letters go in pairs
_READINGS = 16  # of a name of several ambiguous tokens


def near_names(values: Sequence[str]) -> Looked:
    """The near pairs among distinct names; each value is one or several tokens with spaces between."""
    tokens = [value.split() for value in values]
    weak = np.array([len(own) == 1 and len(own[0]) == 1 for own in tokens], bool)
    spelled = [_joined([skeletons(token) for token in own]) for own in tokens]
    keyed = [_joined([broad(token) for token in own]) for own in tokens]
    first = [min(spelling, default="") for spelling in spelled]
    found = _Found(len(values), weak)
    like = near_texts(values, from_level=2)
    found.add(like.one, like.other, _STEP[np.minimum(like.level, ALIKE)])
    found.add(*_by_skeleton(first))
    one, other = shared_signs(values, keyed)
    like_bare = likeness([first[k] for k in one], [first[k] for k in other])
    close = like_bare >= _CLOSE
    for at in np.flatnonzero(~close & (like_bare >= _APART)).tolist():  # few, and only for them is every sound weighed
        close[at] = sounds(values[one[at]], values[other[at]]) >= _SOUNDS
    found.add(one, other, np.where(close, ALIKE, SOMEWHAT))
    found.add(*shared_signs(values, _parts(tokens, spelled)), ALIKE)
    found.add(*shared_signs(values, spelled), SAME)
    found.fits(*_initials(values, spelled, weak))
    return found.looked()


class _Found:
    """The highest level at which each pair was found; a pair with an initial is found by its initial alone."""

    def __init__(self, size: int, weak: NDArray[np.bool_]) -> None:
        self.size, self.weak = size, weak
        self.keys, self.levels = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]

    def add(self, one: Ids, other: Ids, level: NDArray[np.integer] | int) -> None:
        whole = ~(self.weak[one] | self.weak[other])
        self._keep(one, other, np.broadcast_to(np.asarray(level, np.uint8), len(one)), whole)

    def fits(self, one: Ids, other: Ids) -> None:
        self._keep(one, other, np.full(len(one), FITS, np.uint8), one != other)

    def _keep(self, one: Ids, other: Ids, level: Levels, kept: NDArray[np.bool_]) -> None:
        low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
        self.keys.append((low * self.size + high)[kept])
        self.levels.append(level[kept])

    def looked(self) -> Looked:
        key, level = np.concatenate(self.keys), np.concatenate(self.levels)
        order = np.lexsort((level, key))
        key, level = key[order], level[order]
        last = np.flatnonzero(np.r_[key[1:] != key[:-1], np.ones(min(len(key), 1), bool)])
        last = last[level[last] > 0]
        held = key[last]
        size = max(self.size, 1)
        one, other = (held // size).astype(np.int32), (held % size).astype(np.int32)
        return Looked(self.size, TOP, one, other, level[last], weak=self.weak, same_from=SAME)


def _by_skeleton(first: Sequence[str]) -> tuple[Ids, Ids, Levels]:
    """Pairs of values whose skeletons are like."""
    bare = sorted(set(first))
    place = {text: at for at, text in enumerate(bare)}
    holders: list[list[int]] = [[] for _ in bare]
    for at, text in enumerate(first):
        holders[place[text]].append(at)
    like = near_texts(bare, from_level=2)
    ones, others, levels = list[int](), list[int](), list[int]()
    for a, b, level in zip(like.one.tolist(), like.other.tolist(), like.level.tolist(), strict=True):
        for one, other in product(holders[a], holders[b]):
            ones.append(one)
            others.append(other)
            levels.append(level)
    return np.array(ones, np.int32), np.array(others, np.int32), _STEP[np.minimum(np.array(levels, np.int64), ALIKE)]


def _parts(tokens: Sequence[list[str]], spelled: Sequence[set[str]]) -> list[set[str]]:
    """What a name shares with a longer one: the spelling of any of its tokens."""
    return [
        {skeleton for token in own for skeleton in skeletons(token)} if len(own) > 1 else spelling
        for own, spelling in zip(tokens, spelled, strict=True)
    ]


def _initials(values: Sequence[str], spelled: Sequence[set[str]], weak: NDArray[np.bool_]) -> tuple[Ids, Ids]:
    """Each initial with every value that begins with a sound it may stand for."""
    begins: dict[str, list[int]] = {}
    for at, spelling in enumerate(spelled):
        for sound in {text[:1] for text in spelling if text}:
            begins.setdefault(sound, []).append(at)
    pairs = {
        (at, other)
        for at in np.flatnonzero(weak).tolist()
        for sound in _sounds_of(values[at])
        for other in begins.get(sound, ())
    }
    held = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    return held[:, 0], held[:, 1]


def _sounds_of(initial: str) -> set[str]:
    """The sounds an initial may stand for: of a letter, and of the letter pairs that begin with it (Z. for Zh…)."""
    return {text[:1] for after in _AFTER for text in skeletons(initial + after) if text}


def _joined(sets: list[frozenset[str]]) -> set[str]:
    """One choice of spelling for each token, at most so many together."""
    return {" ".join(one) for one in islice(product(*(sorted(one) for one in sets)), _READINGS)}
