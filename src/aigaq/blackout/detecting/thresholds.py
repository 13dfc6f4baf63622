"""Thresholds of a signal: what must be missing, and for how long, before it is called an outage.

They are data (data/detecting.toml), one profile for each kind of signal with its reason. A signal is known by the head of
its name in the source's own words; where the name says nothing, counts and levels have a profile each. Proved by
tests/blackout/detecting/test_thresholds.py.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from aigaq.blackout.series import Kind


class Common(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for every signal; the fields are explained beside their values in data/detecting.toml."""

    alarms: float
    samples: int
    middle_minutes: int
    long_minutes: int
    most_minutes: int
    expected: tuple[float, ...]
    return_minutes: int
    split_minutes: int
    near: float
    sure_minutes: int
    off: float
    shapeless_drop: float
    shapeless_noise: float
    weeks_days: int
    shape_days: int
    smooth_minutes: int
    passes: int
    few: float
    exact: float
    modes_days: int
    modes_share: float
    modes_fall: float


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The gates of one kind of signal, as shares of the expected; `reason` says why they are what they are."""

    name: str
    signals: tuple[str, ...]
    drop: float
    quick: float
    drift: float
    floor: float
    reason: str
    model: str = "auto"
    kind: str = ""


@cache
def _data() -> tuple[Common, tuple[Thresholds, ...]]:
    text = (files("aigaq.blackout.detecting") / "data" / "detecting.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return msgspec.convert(data["common"], Common), msgspec.convert(data["profile"], tuple[Thresholds, ...])


def common() -> Common:
    """What holds for every signal."""
    return _data()[0]


def thresholds(signal: str, kind: Kind) -> Thresholds:
    """The gates for a signal of this name, else for its kind (counts or levels)."""
    folded = signal.casefold().replace("_", " ").strip()
    profiles = _data()[1]
    fits = [
        (len(word), index) for index, profile in enumerate(profiles) for word in profile.signals if _heads(word, folded)
    ]
    if fits:
        return profiles[max(fits, key=lambda fit: (fit[0], -fit[1]))[1]]
    wanted = "count" if kind is Kind.COUNT else "level"
    return next(profile for profile in profiles if profile.kind == wanted)


def _heads(word: str, folded: str) -> bool:
    """Whether the word begins the name: `up` begins `up /24s` and not `upstream delay`."""
    rest = folded[len(word) :]
    return folded.startswith(word) and (len(word) > 4 or not rest[:1].isalpha())
