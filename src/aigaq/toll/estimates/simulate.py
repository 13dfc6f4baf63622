"""Lists of made-up peoples whose size is known: the only way to see how often an interval holds the truth.

A recipe (data/simulate.toml) says how persons come onto lists: by hidden groups (Manrique-Vallier 2016), by an ease of
their own (Rasch 1960), by lists that depend on one another, by lists that copy. For a person of group g with trait
a ~ Normal(0, spread²), the chance of the cell x is

    P(x) ∝ exp( Σ_j x_j (logit p_gj + a) + Σ_pairs θ_ij x_i x_j ),

which without pairs is one chance for each list. Some recipes lie outside every family of models, for real lists may too.
Coverage is measured with these by bench/toll.py and told in docs/methods/toll.md. Proved by tests/toll/estimates/test_simulate.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import msgspec
import numpy as np
from numpy.typing import NDArray

from aigaq.errors import NotFound, UsageError
from aigaq.toll.family import FamilyName
from aigaq.toll.limits import limits
from aigaq.toll.tables.table import Table

Bits = NDArray[np.int8]
Chances = NDArray[np.float64]


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share of all persons, and the chance of each list to have one of them."""

    share: float
    chances: tuple[float, ...]


class Copy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List `by` takes over this share of the persons of list `taken_from`; lists are counted from 1."""

    taken_from: int
    by: int
    share: float


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How lists are made; see data/simulate.toml. `within`: the families of models that hold such a people."""

    words: str
    persons: int
    groups: tuple[Group, ...]
    within: tuple[FamilyName, ...]
    spread: float = 0.0
    pairs: tuple[tuple[int, int, float], ...] = ()
    copies: tuple[Copy, ...] = ()


class _Recipes(msgspec.Struct, frozen=True):
    kinds: dict[str, Recipe]


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """A table with the number of all persons, on lists or on none. `copied`: lists tied by copying, as `Table.joined` takes them."""

    kind: str
    whole: int
    table: Table
    copied: tuple[tuple[str, ...], ...]


def recipes() -> Mapping[str, Recipe]:
    """Every kind by its name."""
    return limits("simulate", _Recipes).kinds


def simulate(kind: str | Recipe, *, seed: int = 0, persons: int | None = None) -> Known:
    """One people and its lists, called A, B and so on.

    Args:
        kind: a name of `recipes()`, or a recipe of one's own.
        seed: the same seed gives the same table.
        persons: how many there are, if not as many as the recipe says.

    Raises:
        NotFound: no such kind.
        UsageError: fewer than one person.
        FormatError: nobody came onto any list.
    """
    name, recipe = ("", kind) if isinstance(kind, Recipe) else (kind, _found(kind))
    whole = recipe.persons if persons is None else persons
    if whole < 1:
        raise UsageError(f"{whole} persons", hint="give 1 or more")
    numbers = np.random.default_rng([abs(seed), *name.encode()])
    groups = zip(recipe.groups, _sizes(recipe, whole), strict=True)
    on = np.concatenate([_group(group, size, recipe, numbers) for group, size in groups])
    for copy in recipe.copies:
        on[:, copy.by - 1] |= on[:, copy.taken_from - 1] & (numbers.random(whole) < copy.share)
    lists = [chr(ord("A") + at) for at in range(on.shape[1])]
    counted = Counter(map(tuple, on[on.any(axis=1)].tolist()))
    copied = tuple((lists[copy.taken_from - 1], lists[copy.by - 1]) for copy in recipe.copies)
    return Known(kind=name, whole=whole, table=Table.of(lists, counted), copied=copied)


def _found(kind: str) -> Recipe:
    if kind not in recipes():
        raise NotFound(f"no made-up people of the kind {kind}", hint=f"one of {', '.join(recipes())}")
    return recipes()[kind]


def _sizes(recipe: Recipe, whole: int) -> list[int]:
    """Persons of each group: shares of the whole, rounded so that they add up."""
    ends = np.rint(np.cumsum([group.share for group in recipe.groups]) * whole).astype(int)
    ends[-1] = whole
    sizes: list[int] = np.diff(ends, prepend=0).tolist()
    return sizes


def _group(group: Group, size: int, recipe: Recipe, numbers: np.random.Generator) -> Bits:
    """[persons, lists]: who of one group is on which list."""
    chances = np.array(group.chances)
    if recipe.pairs:
        cells, law = _law(chances, recipe)
        return np.asarray(cells[numbers.choice(len(cells), size, p=law)], np.int8)
    if recipe.spread:
        odds = chances / (1 - chances) * np.exp(recipe.spread * numbers.normal(size=(size, 1)))
        chances = odds / (1 + odds)
    return np.asarray(numbers.random((size, len(group.chances))) < chances, np.int8)


def _law(chances: Chances, recipe: Recipe) -> tuple[Bits, Chances]:
    """All cells and their probabilities where lists depend on one another in pairs."""
    cells = np.array(list(product((0, 1), repeat=len(chances))), np.int8)
    logs = cells @ np.log(chances / (1 - chances))
    for one, other, term in recipe.pairs:
        logs = logs + term * (cells[:, one - 1] & cells[:, other - 1])
    heights = np.exp(logs - logs.max())
    return cells, heights / heights.sum()
