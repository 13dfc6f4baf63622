"""Whether a log-linear model has one finite estimate on a table: existence and identifiability.

Fienberg and Rinaldo (2012), "Maximum likelihood estimation in log-linear models", Annals of Statistics 40, and its
supplement: the estimate exists if and only if some table that is positive in every cell has the observed margins, that
is if  max s  with  Aᵀx = Aᵀn,  x_w ≥ s  is above 0. Only which cells are filled matters: Aᵀn and the margins of the
table of 0 and 1 that is filled alike lie inside one face of the same cone. So the programme is solved on 0 and 1, well
scaled, and kept by (cells filled, model). The model is identified if A has full column rank, over the cells that are
left once terms without a person are at −∞ (Chan, Silverman and Vincent 2021, arXiv 1902.05156, section 3); the rank is
counted in whole numbers. Proved by tests/toll/loglinear/test_existence.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import chain, combinations

import numpy as np

from aigaq.errors import UsageError
from aigaq.toll.loglinear.models import Model, Term, holds, names_of, pairs_of, with_pairs
from aigaq.toll.loglinear.shape import Bools, Ints, Shape
from aigaq.toll.loglinear.thresholds import thresholds
from aigaq.toll.loglinear.told import Checked
from aigaq.toll.tables.table import Table

_PRIME = 2_147_483_629  # products of two residues fit 64 bits
_POSITIVE = 1e-5  # a hundred times the tolerance of the programme, whose margins are scaled by the number of cells


class Identifiability(IntEnum):
    """What became of a model on a table; the numbers are those of Chan, Silverman and Vincent."""

    OK = 0
    INFINITE = 1  # the estimate does not exist
    NOT_IDENTIFIED = 2  # more than one estimate fits equally
    BOTH = 3


def check(table: Table, pairs: Iterable[tuple[str, str]]) -> Identifiability:
    """Existence and identifiability of the model of main effects and these pairs of lists, named as in the table.

    Raises:
        UsageError: a pair that is not of two lists of the table, or more lists than are enumerated.
    """
    lists = len(table.lists)
    if lists > thresholds().most_lists:
        raise UsageError(f"{lists} lists; models of at most {thresholds().most_lists} are checked")
    shape = Shape.of(table)
    return check_model(shape, table.counts > 0, with_pairs(lists, [_term(table, pair) for pair in pairs]))


def _term(table: Table, pair: Sequence[str]) -> Term:
    found = 0
    for name in pair:
        if name not in table.lists:
            raise UsageError(f"no list `{name}`", hint=f"the lists are {', '.join(table.lists)}")
        found |= 1 << table.lists.index(name)
    if found.bit_count() != 2:
        raise UsageError(f"{tuple(pair)} is no pair of lists")
    return found


def check_model(shape: Shape, filled: Bools, model: Model) -> Identifiability:
    """Existence and identifiability of any model; `filled` [cells] says which observed cells hold anyone."""
    cells = tuple(int(cell) for cell in shape.cells[filled])
    barred = tuple(int(cell) for cell in np.flatnonzero(shape.shut))
    return _checked(shape.lists, barred, cells, model)


@lru_cache(maxsize=4096)
def _checked(lists: int, barred: tuple[int, ...], filled: tuple[int, ...], model: Model) -> Identifiability:
    shut = np.zeros(2**lists, np.bool_)
    shut[list(barred)] = True
    shape = Shape(lists, np.array(filled, np.int64), shut)
    finite, gone = shape.split(np.ones(len(filled), np.bool_), model)
    left = shape.left(gone)
    infinite = not _exists(left, np.isin(left, shape.cells), finite)
    doubtful = not _full_rank(left, finite)
    return Identifiability(infinite + 2 * doubtful)


def _exists(left: Ints, filled: Bools, finite: Model) -> bool:
    """Whether a table positive in all cells `left` has the margins of the one that is 1 where `filled`."""
    if filled.all():
        return True
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack

    design = holds(left, finite).astype(np.float64).T  # Aᵀ [terms, cells]
    margins = len(left) * design[:, filled].sum(axis=1)
    # With x = y + s, y ≥ 0:  Aᵀy + s·Aᵀ1 = Aᵀn, and the largest s is sought.
    equal = hstack([csr_array(design), csr_array(design.sum(axis=1)[:, None])], format="csr")
    cost = np.zeros(len(left) + 1)
    cost[-1] = -1.0
    solved = linprog(cost, A_eq=equal, b_eq=margins, bounds=(0, None), method="highs")
    return bool(solved.x is not None and solved.status == 0 and solved.x[-1] > _POSITIVE)


def _full_rank(left: Ints, finite: Model) -> bool:
    """Whether the columns of A over the cells `left` are independent.

    AᵀA is of whole numbers and singular only where they are not. Elimination modulo a prime never takes a singular one
    for regular, and a regular one for singular only where the prime divides its determinant.
    """
    held = holds(left, finite)
    gram = (held.T.astype(np.int64) @ held.astype(np.int64)) % _PRIME
    for k in range(len(gram)):
        found = np.flatnonzero(gram[k:, k])
        if not len(found):
            return False
        pivot = k + int(found[0])
        gram[[k, pivot]] = gram[[pivot, k]]
        factors = gram[k + 1 :, k] * pow(int(gram[k, k]), -1, _PRIME) % _PRIME
        gram[k + 1 :] = (gram[k + 1 :] - factors[:, None] * gram[k] % _PRIME) % _PRIME
    return True


def identifiability(table: Table) -> tuple[Checked, ...]:
    """Codes of the models that tell most: main effects, all pairs, the pairs that share anyone; of three lists each set.

    Empty where the lists are fewer than three or more than are enumerated.
    """
    lists = len(table.lists)
    if not 3 <= lists <= thresholds().most_lists:
        return ()
    every = pairs_of(lists)
    shape = Shape.of(table)
    met = tuple(term for term in every if shape.margins(table.counts, [term])[0])
    sets = [(), every, met]
    if lists == 3:
        sets += chain.from_iterable(combinations(every, size) for size in range(len(every)))
    filled = table.counts > 0
    return tuple(
        Checked(
            pairs=tuple(names_of(term, table.lists) for term in pairs),
            code=int(check_model(shape, filled, with_pairs(lists, pairs))),
        )
        for pairs in dict.fromkeys(sets)
    )
