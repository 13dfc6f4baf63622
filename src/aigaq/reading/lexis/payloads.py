"""What a case was set to be read with, as tables: TOML as people write it, or JSON as a case may keep it.

Proved by tests/reading/test_packs.py and tests/reading/test_sides.py.
"""

from __future__ import annotations

import tomllib
from typing import Any

import msgspec

from aigaq.errors import FormatError


def decoded(payload: bytes, where: str, *, hint: str) -> dict[str, Any]:
    """The tables of a setting; FormatError where it is neither TOML nor JSON."""
    try:
        return msgspec.json.decode(payload, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:
        return tomllib.loads(payload.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"neither TOML nor JSON: {error}", where=where, hint=hint) from error
