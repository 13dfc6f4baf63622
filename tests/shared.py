"""Finds the development data beside the checkout, or skips the test with a reason."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared(relative: str) -> Path:
    """The path of a file or folder of the development data; skips where it is missing."""
    base = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared"))
    path = base / relative
    if not path.exists():
        pytest.skip(f"development data is not here: {relative}")
    return path
