"""Ages: levels and chances."""

from __future__ import annotations

import numpy as np

from aigaq.people.linking.years import Years


def test_levels() -> None:
    years = Years(["0", "1", "3", "30", "34"])
    one, other = np.array([0, 0, 0, 3, 3, 4], np.int32), np.array([0, 1, 2, 4, 3, 0], np.int32)
    assert years.levels(one, other).tolist() == [3, 2, 1, 0, 3, 0]


def test_chances() -> None:
    chances = Years(["20", "21", "40"]).chances(np.array([0.5, 0.25, 0.25]))
    assert np.allclose(chances, [2 * 0.75 * 0.25, 0, 2 * 0.5 * 0.25, 0.375])
