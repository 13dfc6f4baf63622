"""Reads the limits of this room: data/<name>.toml, each limit with its source or reason beside it, as a typed record.

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
    return msgspec.convert(_read(name), kind)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("aigaq.toll") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
