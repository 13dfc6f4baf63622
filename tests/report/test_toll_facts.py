"""What is read from the rows of the toll: everything a page needs, and of a refused answer no number."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aigaq.build import build
from aigaq.report.material import Material
from aigaq.report.toll_facts import answer_in, toll_of
from aigaq.statements import Store
from tests.build.conftest import add, new_case
from tests.report.toll_made import AT_LEAST, SECRET, bound_alone, by_strata, endless, facts, invented, refused, told


def test_an_answer_is_read_whole() -> None:
    answer = answer_in(json.dumps(told()))
    assert not answer.refused
    assert answer.undocumented is not None and answer.undocumented.exceeds[0].figure == 100
    assert answer.overlaps is not None and [pair.shared for pair in answer.overlaps.pairs] == [12, 0, 0]
    assert [len(chain) for chain in answer.families["latent_class"].traces] == [100] * 4


def test_of_a_refused_answer_no_number_is_left() -> None:
    answer = answer_in(json.dumps(refused()))
    left = msgspec.json.encode(answer).decode()
    assert answer.refused and not any(str(number) in left for number in SECRET)
    assert answer.overlaps is not None and answer.reasons[0].named["times"] == 7.5, "the overlaps and the reasons are"


@pytest.mark.parametrize("codes", [("few_lists",), ("not_connected",), ("few_lists", "no_family")])
def test_of_lists_that_are_wanting_the_lower_bound_is_left_and_nothing_else(codes: tuple[str, ...]) -> None:
    answer = answer_in(json.dumps(bound_alone(*codes)))
    assert answer.lower_bound is not None and answer.lower_bound.value == AT_LEAST
    assert answer.lower_bound.interval_95 is None, "alone it would pass for a range"
    left = msgspec.json.encode(answer).decode()
    assert not any(str(number) in left for number in SECRET)


@pytest.mark.parametrize(
    "codes", [(), ("no_family",), ("families_apart",), ("few_lists", "families_apart"), ("few_lists", "of tomorrow")]
)
def test_of_any_other_refusal_no_bound_is_left(codes: tuple[str, ...]) -> None:
    answer = answer_in(json.dumps(bound_alone(*codes)))
    assert answer.lower_bound is None and answer.families == {}


def test_an_upper_end_may_be_missing() -> None:
    answer = answer_in(json.dumps(endless()))
    assert answer.total is not None and answer.total.interval_95 == (115.0, None)
    assert answer.families["loglinear"].interval_80 == (121.0, None)


def test_of_a_refused_family_no_number_is_left() -> None:
    planted = told()
    planted["families"]["loglinear"] |= {"outcome": "refused", "median": SECRET[0]}
    family = answer_in(json.dumps(planted)).families["loglinear"]
    assert family.median is None and family.interval_95 is None and not family.stands


def test_the_whole_is_the_total_where_there_are_strata() -> None:
    parts = by_strata(told(median=200.0), women=told(), men=refused())
    assert parts.strata == ("women", "men")
    assert parts.whole is parts.total and parts.whole is not None and parts.whole.total is not None
    assert parts.whole.total.median == 200.0
    assert facts().strata == () and facts().total is None


def test_truth_is_told_only_of_an_invented_case() -> None:
    assert facts().truth is None
    assert facts(invented=invented()).truth == 145


def test_a_case_without_lists_says_why(january: Material) -> None:
    told = january.toll
    assert told is not None and not told.has_lists
    assert told.whole is not None and told.whole.refused
    assert [one.code for one in told.whole.reasons] == ["no_lists"]


def test_a_store_without_rows_tells_nothing(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    build(case)
    with Store.open(case) as store:
        facts = toll_of(store)
    assert facts is None or not facts.has_lists
    add(case, "Police said 12 people were killed.", language="en")
    build(case)
    with Store.open(case) as store:
        facts = toll_of(store)
    assert facts is not None and not facts.has_lists and not facts.rule.is_set


def test_a_case_with_lists_whose_answer_is_missing_has_lists() -> None:
    unanswered = replace(facts(), answers={})
    assert unanswered.has_lists and unanswered.whole is None
