"""What is told and what is withheld: no number of a refused answer stands outside `withheld`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from aigaq.toll.estimates.answer import tell
from aigaq.toll.estimates.estimate import Estimate, estimate
from aigaq.toll.family import UNBOUNDED, Code, FamilyName, Finding, Outcome
from aigaq.toll.tables.table import Table
from tests.toll.made import declared, independent

pytestmark = pytest.mark.usefixtures("quick")

SUMMARY = {"mean", "median", "interval_80", "interval_95"}
APART = Table.of("ABC", {(1, 0, 0): 131, (0, 1, 0): 97, (0, 0, 1): 61, (1, 1, 0): 29})


@pytest.fixture(scope="module")
def clear() -> Estimate:
    return estimate(independent(), claimed=(900,))


@pytest.fixture(scope="module")
def refused() -> Estimate:
    return estimate(APART, claimed=(900,))


@pytest.fixture(scope="module")
def strata(refused: Estimate) -> Estimate:
    return estimate({"north": independent(600), "south": APART}, claimed=(900,))


def _numbers(told: Any, path: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _numbers(value, f"{path}.{name}")
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _numbers(value, path)
    elif isinstance(told, int | float) and not isinstance(told, bool):
        yield path, float(told)


def _estimates(found: Estimate) -> set[float]:
    """Every number that speaks of N in the full answer."""
    whole = tell(found, show_withheld=True)["withheld"]
    wanted = SUMMARY | {"estimate", "se", "value", "profile_95", "medians", "at"}
    return {value for path, value in _numbers(whole) if path.rpartition(".")[2] in wanted and value > found.observed}


def test_what_a_clear_answer_holds(clear: Estimate) -> None:
    told = tell(clear)
    assert msgspec.json.decode(msgspec.json.encode(told))["observed"] == clear.observed
    assert set(told["families"]) == {name.value for name in FamilyName}
    for name in ("loglinear", "decomposable", "latent_class"):
        assert SUMMARY | {"outcome", "reasons", "assumption"} <= set(told["families"][name])
    assert {"rhat", "ess", "classes"} <= set(told["families"]["latent_class"])
    assert told["families"]["bounds"]["lower_bound"]["value"] >= clear.observed
    assert set(told["undocumented"]) >= SUMMARY
    assert told["undocumented"]["exceeds"] == [{"figure": 900, "probability": 1.0}]
    assert told["total"]["median"] == told["undocumented"]["median"] + clear.observed
    assert [row["without"] for row in told["leave_one_out"]] == ["A", "B", "C"]
    assert set(told["sensitivity"]) == {"classes", "prior", "cap"}
    assert (told["classes"], told["cap"], told["seed"]) == (10, 5.0, 0)
    assert "withheld" not in told


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_reasons_are_words_in_every_language(refused: Estimate, language: str) -> None:
    told = tell(refused, language=language)
    assert told["reasons"]
    for reason in told["reasons"]:
        assert reason["words"]
        assert reason["next"]
        assert "{" not in reason["words"]
    assert all(family["assumption"] for family in told["families"].values())


def test_a_refused_answer_has_no_number_of_the_uncounted(refused: Estimate) -> None:
    told = tell(refused)
    assert told["outcome"] == "refused"
    assert (told["undocumented"], told["total"], told["leave_one_out"]) == (None, None, [])
    assert told["sensitivity"] == {"classes": [], "prior": [], "cap": []}
    for name in ("loglinear", "decomposable", "latent_class"):
        assert told["families"][name]["outcome"] == "refused"
        assert not SUMMARY & set(told["families"][name])
    bound = told["families"]["bounds"].pop("lower_bound")  # the one number, labelled as a bound
    assert bound["value"] >= refused.observed
    hidden = _estimates(refused) - {bound["value"], *bound["interval_95"]}
    assert hidden
    assert not hidden & {value for _, value in _numbers(told)}


def test_withheld_numbers_stand_where_they_are_asked_for(refused: Estimate) -> None:
    told = tell(refused, show_withheld=True)
    assert told["undocumented"] is None
    assert set(told["withheld"]["undocumented"]) >= SUMMARY
    assert set(told["withheld"]["families"]["latent_class"]) >= SUMMARY


def test_strata_stand_once_each_and_the_top_holds_totals(strata: Estimate) -> None:
    told = tell(strata)
    assert set(told["strata"]) == {"north", "south"}
    assert told["outcome"] == "refused"
    assert told["undocumented"] is None
    assert told["strata"]["north"]["undocumented"] is not None
    assert told["strata"]["south"]["undocumented"] is None
    assert set(told["strata"]["north"]) - {"table", "overlaps"} == set(told) - {"strata"}
    shown = {value for path, value in _numbers(told) if "south" in path}
    bound = told["strata"]["south"]["families"]["bounds"]["lower_bound"]
    south = next(one for one in strata.strata if one.stratum == "south")
    assert not shown & (_estimates(south) - {bound["value"], *bound["interval_95"]})


WANTING = (("few_lists",), ("not_connected",), ("not_connected", "no_family"))
OTHERWISE = (("families_apart",), ("no_family",), ("few_lists", "families_apart"), ("strata_refused",), ("no_lists",))


@pytest.mark.parametrize("codes", [*WANTING, *OTHERWISE])
def test_a_lower_bound_stands_only_where_lists_are_wanting(refused: Estimate, codes: tuple[str, ...]) -> None:
    found = replace(refused, findings=tuple(Finding(Code(one), Outcome.REFUSED) for one in codes))
    told = tell(found)
    assert told["outcome"] == "refused"
    bound = told["families"]["bounds"]["lower_bound"]
    assert (bound is not None) == (codes in WANTING)
    if bound is None:
        assert not _estimates(found) & {value for _, value in _numbers(told)}


def test_what_has_no_upper_end_is_none(clear: Estimate) -> None:
    whole = dict(clear.whole)
    endless = np.array(whole[FamilyName.LOGLINEAR])
    endless[:, : endless.shape[1] // 20] = UNBOUNDED
    whole[FamilyName.LOGLINEAR] = endless
    uncounted = {**clear.uncounted, FamilyName.LOGLINEAR: endless - clear.observed}
    family = tell(replace(clear, whole=whole, uncounted=uncounted))["families"]["loglinear"]
    for told in (family, family["undocumented"]):
        assert (told["mean"], told["interval_95"][1]) == (None, None)
        assert told["interval_80"][1] < UNBOUNDED // 2 and told["interval_95"][0] > 0


def test_a_refused_family_withholds_itself_alone() -> None:
    zeros = [(1, 1, 1)]
    counted = {cell: count for cell, count in independent().counted().items() if cell not in zeros}
    told = tell(estimate(Table.of("ABC", counted, zeros=zeros), declared=declared("A", "B", "C")))
    assert told["families"]["decomposable"]["outcome"] == "refused"
    assert not SUMMARY & set(told["families"]["decomposable"])
    assert set(told["families"]["latent_class"]) >= SUMMARY
    assert told["outcome"] == "with_warnings"
