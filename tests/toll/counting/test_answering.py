"""What a build keeps of an answer, and that totals from what is kept are the totals of the estimates."""

from __future__ import annotations

import json

import pytest

from aigaq.toll.counting.answering import Asked, answer_of, no_lists, total_of
from aigaq.toll.estimates.estimate import estimate
from aigaq.toll.tables.table import Table
from tests.toll.made import declared, independent

pytestmark = pytest.mark.usefixtures("quick")

TOLD = declared("A", "B", "C")
NORTH, SOUTH = independent(800, seed=2), independent(1200, seed=3)


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    return {
        "north": answer_of(Asked("north", NORTH, declared=TOLD)),
        "south": answer_of(Asked("south", SOUTH, drawn=(SOUTH,) * 12, ladder={0.5: SOUTH, 0.1: SOUTH}, declared=TOLD)),
    }


def test_an_answer_is_the_estimate_in_six_digits(answers: dict[str, str]) -> None:
    told = json.loads(answers["north"])
    found = estimate(NORTH, declared=TOLD).undocumented
    assert found is not None
    assert told["undocumented"]["median"] == pytest.approx(found.median, rel=1e-5)
    assert told["undocumented"]["interval_95"] == pytest.approx(found.interval_95, rel=1e-5)
    assert answer_of(Asked("north", NORTH, declared=TOLD)) == answers["north"]  # equal bytes


def test_the_ladder_and_the_linkages_are_told(answers: dict[str, str]) -> None:
    told = json.loads(answers["south"])
    n = SOUTH.observed
    assert told["ladder"] == [{"threshold": 0.1, "observed": n}, {"threshold": 0.5, "observed": n}]
    assert told["linkages"] == {"sampled": 12, "observed_range": [n, n]}


def test_a_total_of_what_was_kept_is_the_total(answers: dict[str, str]) -> None:
    straight = estimate({"north": NORTH, "south": SOUTH}, declared=TOLD)
    told = json.loads(total_of(answers, outside=0))
    assert straight.total is not None
    assert told["observed"] == straight.observed
    assert told["total"]["median"] == pytest.approx(straight.total.median, rel=0.01)
    assert told["total"]["interval_95"] == pytest.approx(straight.total.interval_95, rel=0.02)
    assert told["strata"] == ["north", "south"]
    assert told["outcome"] == straight.outcome.value
    assert {one["code"] for one in told["reasons"]} == {one.code.value for one in straight.findings}


def test_persons_in_no_stratum_are_said(answers: dict[str, str]) -> None:
    told = json.loads(total_of(answers, outside=7))
    assert [one["named"] for one in told["reasons"] if one["code"] == "outside_strata"] == [{"persons": 7}]
    assert told["outcome"] == "with_warnings"


def test_a_stratum_without_anybody_refuses_the_total(answers: dict[str, str]) -> None:
    nobody = answer_of(Asked("east", None))
    told = json.loads(total_of(answers | {"east": nobody}, outside=0))
    assert (told["outcome"], told["total"], told["undocumented"]) == ("refused", None, None)
    assert next(one["named"] for one in told["reasons"] if one["code"] == "strata_refused") == {"strata": "east"}


def test_a_refused_stratum_keeps_no_number_but_its_bound() -> None:
    apart = Table.of("ABC", {(1, 0, 0): 131, (0, 1, 0): 97, (0, 0, 1): 61})
    told = json.loads(answer_of(Asked("", apart)))
    assert told["outcome"] == "refused"
    assert told["kept"]["whole"] == {}
    assert told["undocumented"] is None


def test_without_lists_there_is_a_reason_and_no_number() -> None:
    told = json.loads(no_lists(3))
    assert told["outcome"] == "refused"
    assert [(one["code"], one["named"]) for one in told["reasons"]] == [("no_lists", {"counted": 3})]
