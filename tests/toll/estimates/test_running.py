"""All families on one table, in full and lightly."""

from __future__ import annotations

import pytest

from aigaq.toll.estimates.running import MODELS, Asked, all_families, light_effort, light_families, varied
from aigaq.toll.family import FamilyName
from aigaq.toll.latent import LatentClass, Settings
from tests.toll.made import independent
from tests.toll.published import published


def test_every_family_answers_and_says_what_it_does() -> None:
    heard = list[str]()
    found = all_families(independent(), Asked(classes=4), talk=heard.append)
    assert list(found) == list(FamilyName)
    assert all(found[name].draws is not None for name in MODELS)
    assert found[FamilyName.BOUNDS].draws is None
    told = found[FamilyName.LATENT_CLASS].told
    assert isinstance(told, LatentClass)
    assert told.classes == 4
    assert heard[:2] == ["log-linear models", "decomposable graphs"]
    assert heard[2].startswith("latent classes, ")


def test_light_runs_agree_with_full_ones() -> None:
    table = independent()
    full = all_families(table, Asked())
    light = light_families(table, Asked(), like=full)
    assert set(light) == set(MODELS)
    for name in MODELS:
        one, other = full[name].summary, light[name].summary
        assert one is not None
        assert other is not None
        assert other.median == pytest.approx(one.median, rel=0.03)


def test_a_table_that_had_to_be_tempered_is_tempered_lightly_too() -> None:
    plain = all_families(independent(), Asked())
    assert light_effort(plain).rungs == 1
    assert light_effort(all_families(published("gaza_pub"), Asked())).rungs > 1


def test_settings_change_one_at_a_time() -> None:
    asked = Asked(classes=7, seed=3).settings
    assert varied(asked, classes=5) == Settings(classes=5, seed=3)
    assert varied(asked, alpha=(1.0, 2.0)) == Settings(classes=7, alpha=(1.0, 2.0), seed=3)
