"""The engine on a town it has not seen: floors a little under what it reaches, so that a loss of the kind is noticed.

Rows without a name are counted as nobody's: no machine links them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aigaq.people.linking import b_cubed, link, pair_score
from tests.people.town.linked import records
from tests.people.town.made import town

LISTS = ("official", "families", "kazakh", "ngo")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("linked") / "t", 1200, seed=11)


@pytest.mark.parametrize(
    ("lists", "pairs", "rows"),
    [
        (LISTS, 0.95, 0.975),
        (("official", "kazakh"), 0.95, 0.985),  # Russian and Kazakh
        (("official", "ngo"), 0.96, 0.985),  # Cyrillic and Latin, with copies
        (("kazakh", "ngo"), 0.95, 0.98),  # Kazakh and Latin
        (("families", "ngo"), 0.94, 0.98),  # ages and initials against births, in other letters
        (("official",), 0.85, 0.99),  # one list in which nearly nobody stands twice
    ],
)
def test_floors(folder: Path, lists: tuple[str, ...], pairs: float, rows: float) -> None:
    made, truth = records(folder, lists)
    truth = np.where(made.named, truth, 10**9 + np.arange(len(truth)))
    linked = link(made, within=True)
    assert pair_score(linked.persons, truth).f1 > pairs
    assert b_cubed(linked.persons, truth).f1 > rows


def test_the_truth_is_no_column(folder: Path) -> None:
    made, _ = records(folder, LISTS)
    assert "person" not in {name for name, _, _ in made.columns}
