"""The limits of fusion, from data/fusing.toml. Proved by tests/blackout/fusing/test_limits.py."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from aigaq.blackout.character import Happening
from aigaq.blackout.series import NetworkKind


class _Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    together: int
    observers_fewest: int
    apart: int
    window_longest: int
    by_reach: int
    unended_reach: int
    routes_reach: int
    day_off: int
    hours_off: float


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ordered: str
    admitted: str
    hours: str
    left_out: str
    unit: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; its comments say what each entry means and where it comes from."""

    slack: dict[str, int]
    limits: _Limits
    service: dict[str, str]
    files: dict[str, tuple[str, str]]
    apps: dict[str, tuple[str, ...]]
    networks: dict[str, tuple[NetworkKind, ...]]
    asked: _Asked
    happenings: dict[str, Happening]


@cache
def table() -> Table:
    """What fusion, conflicts and marks go by."""
    text = (files("aigaq.blackout") / "data" / "fusing.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Table)
