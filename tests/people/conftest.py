"""No test of persons waits for an estimate."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_estimate(unestimated: None) -> None:
    """Builds of these tests link and count; how many are uncounted is asked elsewhere."""
