"""Made-up series are what they say: repeatable, with the cuts they name."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.made import KINDS, made, made_curfew


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_is_a_series_and_its_cuts_are_there(kind: str) -> None:
    one, again, other = made(kind, 4, weeks=4), made(kind, 4, weeks=4), made(kind, 5, weeks=4)
    assert np.array_equal(one.series.values, again.series.values, equal_nan=True)
    assert not np.array_equal(one.series.values, other.series.values, equal_nan=True)
    for start, end, missing in one.truth:
        inside = (one.series.times >= start) & (one.series.times < end)
        left = np.nansum(one.series.values[inside]) / one.expected[inside & ~one.series.missing].sum()
        assert left == pytest.approx(1 - missing, abs=0.15)


def test_a_curfew_has_its_nights() -> None:
    one = made_curfew(1, nights=5, before=3)
    assert [end - start for start, end, _ in one.truth] == [8 * 3600] * 5
