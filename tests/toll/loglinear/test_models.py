from itertools import combinations

import pytest

from aigaq.toll.loglinear.models import closed, hierarchical, main_effects, name_of, pairs_of, with_pairs


@pytest.mark.parametrize(("lists", "count"), [(2, 1), (3, 8), (4, 113), (5, 6893)])
def test_hierarchical_models_are_as_many_as_antichains_that_cover(lists: int, count: int) -> None:
    # OEIS A006126: 1, 2, 9, 114, 6894 with the interaction of all lists, which no model here holds.
    models = hierarchical(lists)
    assert len(models) == len(set(models)) == count


def test_a_hierarchical_model_holds_all_subsets_of_its_terms() -> None:
    for model in hierarchical(4):
        assert set(main_effects(4)) <= set(model)
        assert 0b1111 not in model
        assert all(one & other in model for one, other in combinations(model, 2))
        assert model == closed(model, 4)


def test_models_are_named_by_their_largest_terms() -> None:
    assert name_of(main_effects(4)) == "[1,2,3,4]"
    assert name_of(with_pairs(4, [0b0011])) == "[12,3,4]"
    assert name_of(closed([0b0111, 0b1001, 0b1100], 4)) == "[123,14,34]"
    assert name_of(with_pairs(11, [0b100_0000_0001])) == "[1.11,2,3,4,5,6,7,8,9,10]"


def test_names_tell_models_apart() -> None:
    assert len({name_of(model) for model in hierarchical(4)}) == 113


def test_pairs() -> None:
    assert pairs_of(3) == (0b011, 0b101, 0b110)
