"""What is refused, and with which words."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting.checking import checked
from aigaq.errors import FormatError, UsageError
from tests.blackout.detecting.examples import series


def test_values_no_network_can_have() -> None:
    with pytest.raises(FormatError, match="below zero") as told:
        checked(series(np.array([-1.0, 2])), None, False)
    assert told.value.where == "a place, traffic"
    assert told.value.hint is not None and "missing" in told.value.hint
    checked(series(np.array([np.nan, 0.0])), None, False)
    with pytest.raises(FormatError, match="too large to reckon with, the largest 1e\\+300"):
        checked(series(np.array([np.nan, 1e300, 5])), None, False)
    checked(series(np.array([1e99, 0.0])), None, False)


def test_words_that_do_not_fit() -> None:
    with pytest.raises(UsageError):
        checked(series(np.ones(2)), (5, 5), False)
    with pytest.raises(UsageError):
        checked(series(np.ones(2)), (5, 6), True)
