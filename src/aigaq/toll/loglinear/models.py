"""Log-linear models as sets of terms, a term being a set of lists as bits (list j is bit j; 0 is the intercept).

A hierarchical model holds with a term all its subsets, so the largest terms, which none contains, name it:
`[123,14,34]`. The main effect of every list is in every model, and the interaction of all lists in none: the uncounted
follow from its absence (Bishop, Fienberg and Holland 1975, section 6.4). Counts of models: 8 of three lists, 113 of four
(Dedekind's numbers, OEIS A006126 less one). Proved by tests/toll/loglinear/test_models.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Term = int
Model = tuple[Term, ...]  # all its terms, by size, then by lists


def members(term: Term) -> tuple[int, ...]:
    """The lists of a term, counted from 0."""
    return tuple(j for j in range(term.bit_length()) if term >> j & 1)


def names_of(pair: Term, lists: Sequence[str]) -> tuple[str, str]:
    """The names of the two lists of a pair."""
    one, other = members(pair)
    return lists[one], lists[other]


def ordered(terms: Iterable[Term]) -> Model:
    """By size, then by lists."""
    return tuple(sorted(set(terms), key=lambda term: (term.bit_count(), members(term))))


def pairs_of(lists: int) -> Model:
    """Every pair of lists."""
    return ordered(1 << i | 1 << j for i, j in combinations(range(lists), 2))


def main_effects(lists: int) -> Model:
    """The intercept and one term a list: independence."""
    return (0, *(1 << j for j in range(lists)))


def with_pairs(lists: int, pairs: Iterable[Term]) -> Model:
    """Main effects and these pairs."""
    return ordered((*main_effects(lists), *pairs))


def closed(largest: Iterable[Term], lists: int) -> Model:
    """The hierarchical model of these terms: all their subsets, and every main effect."""
    found = set(main_effects(lists))
    for term in largest:
        part = term
        while part:
            found.add(part)
            part = (part - 1) & term
    return ordered(found)


def name_of(model: Sequence[Term]) -> str:
    """The terms that no other contains, larger ones first, by the numbers of lists: `[123,14,34]`."""
    largest = [one for one in model if one and not any(one != other and one & other == one for other in model)]
    largest.sort(key=lambda term: (-term.bit_count(), members(term)))
    # Numbers of two digits need something between them.
    between = "" if max(model).bit_length() < 10 else "."
    return "[" + ",".join(between.join(str(j + 1) for j in members(term)) for term in largest) + "]"


@cache
def hierarchical(lists: int) -> tuple[Model, ...]:
    """All hierarchical models of few lists, without the interaction of all."""
    terms = [term for term in range(1, 2**lists - 1) if term.bit_count() > 1]
    terms.sort(key=lambda term: (term.bit_count(), members(term)))
    return tuple(closed(chosen, lists) for chosen in _antichains(terms, 0, ()))


def _antichains(terms: Sequence[Term], at: int, chosen: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    """Sets of terms none of which contains another."""
    yield chosen
    for k in range(at, len(terms)):
        if not any(one & terms[k] in (one, terms[k]) for one in chosen):
            yield from _antichains(terms, k + 1, (*chosen, terms[k]))


def holds(cells: NDArray[np.int64], terms: Sequence[Term]) -> NDArray[np.bool_]:
    """[cells, terms]: whether the cell holds all lists of the term."""
    masks = np.asarray(terms, np.int64)
    held: NDArray[np.bool_] = (cells[:, None] & masks) == masks
    return held
