"""Reads the data of this room, data/<name>.toml: as it is, or limits, each with its source or reason, as a typed record.

Proved by tests/toll/test_limits.py.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

Limits = TypeVar("Limits", bound=msgspec.Struct)


def limits(name: str, kind: type[Limits]) -> Limits:
    """The content of data/<name>.toml as a record of `kind`."""
    return msgspec.convert(toml(name), kind)


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of data/<name>.toml; read once, and not to be changed."""
    return tomllib.loads((files("aigaq.toll") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
