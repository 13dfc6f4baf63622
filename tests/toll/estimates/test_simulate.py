"""Made-up peoples: shares, odds ratios and copies come out as the recipe says, and the same seed gives the same lists."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.errors import NotFound, UsageError
from aigaq.toll.estimates.simulate import Copy, Group, Known, Recipe, recipes, simulate

MANY = 400_000


def cells(known: Known) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """[2] × lists: the persons of every cell, those on no list among them."""
    full = known.table.dense()
    full[(0,) * full.ndim] = known.whole - known.table.observed
    return full


@pytest.mark.parametrize("kind", recipes())
def test_every_recipe_is_whole_and_gives_lists_that_share_persons(kind: str) -> None:
    recipe = recipes()[kind]
    known = simulate(kind)
    assert sum(group.share for group in recipe.groups) == pytest.approx(1)
    assert len({len(group.chances) for group in recipe.groups}) == 1
    assert known.whole == recipe.persons > known.table.observed
    assert sum(known.table.captures[1:]) > 0
    assert recipe.words


def test_chances_are_those_of_the_groups() -> None:
    recipe = Recipe(
        words="",
        persons=MANY,
        groups=(Group(share=0.75, chances=(0.1, 0.4)), Group(share=0.25, chances=(0.8, 0.2))),
        within=(),
    )
    full = cells(simulate(recipe)) / MANY
    for cell in product((0, 1), repeat=2):
        chance = sum(
            group.share * prod(p if bit else 1 - p for p, bit in zip(group.chances, cell, strict=True))
            for group in recipe.groups
        )
        assert full[cell] == pytest.approx(chance, abs=4 * (chance / MANY) ** 0.5)


def test_a_pair_has_its_odds_ratio_given_the_other_lists() -> None:
    recipe = Recipe(
        words="", persons=MANY, groups=(Group(share=1, chances=(0.3, 0.2, 0.4)),), within=(), pairs=((1, 2, 1.5),)
    )
    full = cells(simulate(recipe)).astype(float)
    for third in (0, 1):
        part = full[:, :, third]
        assert np.log(part[0, 0] * part[1, 1] / (part[0, 1] * part[1, 0])) == pytest.approx(1.5, abs=0.06)
    assert np.log(full[0, 1, 0] * full[1, 0, 1] / (full[1, 1, 0] * full[0, 0, 1])) < 0
    apart = full.sum(axis=1)
    assert np.log(apart[0, 0] * apart[1, 1] / (apart[0, 1] * apart[1, 0])) == pytest.approx(0, abs=0.04)


def test_unequal_persons_stand_on_several_lists_more_often() -> None:
    alike = Recipe(words="", persons=MANY, groups=(Group(share=1, chances=(0.2, 0.2, 0.2)),), within=())
    unequal = Recipe(words="", persons=MANY, groups=alike.groups, within=(), spread=1.0)
    assert cells(simulate(unequal))[1, 1, 1] > 2 * cells(simulate(alike))[1, 1, 1]


def test_a_list_that_copies_has_its_share_of_the_other() -> None:
    recipe = Recipe(
        words="",
        persons=MANY,
        groups=(Group(share=1, chances=(0.3, 0.1, 0.2)),),
        within=(),
        copies=(Copy(taken_from=1, by=2, share=0.6),),
    )
    known = simulate(recipe)
    first, second, _ = known.table.sizes
    both = int(known.table.overlaps[0, 1])
    assert both / first == pytest.approx(0.6 + 0.4 * 0.1, abs=0.006)
    assert (second - both) / (MANY - first) == pytest.approx(0.1, abs=0.003)
    assert known.copied == (("A", "B"),)


@given(seed=st.integers(0, 10**6), persons=st.integers(200, 3000), kind=st.sampled_from(sorted(recipes())))
@settings(max_examples=25, deadline=None)
def test_the_same_seed_gives_the_same_lists(seed: int, persons: int, kind: str) -> None:
    one, other = (simulate(kind, seed=seed, persons=persons) for _ in range(2))
    assert one.table.digest == other.table.digest
    assert one.table.observed <= one.whole == persons
    assert simulate(kind, seed=seed + 1, persons=persons).table.digest != one.table.digest


def test_what_cannot_be_made_is_said() -> None:
    with pytest.raises(NotFound, match="no made-up people of the kind town") as error:
        simulate("town")
    assert "independent" in (error.value.hint or "")
    with pytest.raises(UsageError, match="0 persons"):
        simulate("pair", persons=0)
