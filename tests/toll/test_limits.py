"""Limits are read as typed records, and every number in their files has its reason above it."""

from __future__ import annotations

import re
from importlib.resources import files

import msgspec
import pytest

from aigaq.toll.estimates.varying import Limits
from aigaq.toll.latent.sampling import Limits as LatentLimits
from aigaq.toll.limits import limits

FILES = ("decomposable", "estimate", "latent", "loglinear", "overlap")


@pytest.mark.parametrize("name", FILES)
def test_every_limit_has_its_reason(name: str) -> None:
    lines = (files("aigaq.toll") / "data" / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            above = [one for one in lines[:at] if one.strip() and not re.match(r"\w+ = ", one)]
            assert above[-1].startswith(("#", "[")), line
            assert any(one.startswith("#") for one in above[-2:]), line


def test_limits_are_typed() -> None:
    assert limits("estimate", Limits).apart.warned > 1
    assert limits("latent", LatentLimits).chains.agree == 1.01


def test_what_is_missing_is_no_limit() -> None:
    class Wanted(msgspec.Struct):
        never: float

    with pytest.raises(msgspec.ValidationError, match="never"):
        limits("estimate", Wanted)
