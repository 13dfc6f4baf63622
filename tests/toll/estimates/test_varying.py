"""What the answer hangs on: published leave-one-out medians, and the findings they lead to."""

from __future__ import annotations

import pytest

from aigaq.toll.estimates.running import Asked, all_families
from aigaq.toll.estimates.varying import Row, findings_of, leave_one_out, sensitivity
from aigaq.toll.family import Code, FamilyName
from aigaq.toll.tables.table import Table
from tests.toll.made import independent
from tests.toll.published import published


def _silent(words: str) -> None:
    """Nobody listens."""


def test_kosovo_without_each_list() -> None:
    """Medians of long chains without each list (docs/methods/toll.md): insensitive to priors, sensitive to lists."""
    table = published("lcmcr_kosovo")
    full = all_families(table, Asked())
    rows = leave_one_out(table, Asked(), like=full, talk=_silent)
    told = {row.without: row.median for row in rows}
    assert rows[0].observed == 3269
    assert told["EXH"] == pytest.approx(6_850, rel=0.05)
    assert told["ABA"] == pytest.approx(7_236, rel=0.03)
    assert told["OSCE"] == pytest.approx(8_706, rel=0.05)
    assert told["HRW"] == pytest.approx(10_422, rel=0.03)
    classes, alphas = sensitivity(table, Asked(), like=full, talk=_silent)
    for row in (*classes, *alphas):
        assert row.median == pytest.approx(10_430, rel=0.02)
    found = list(findings_of(full[FamilyName.LATENT_CLASS], rows, classes, alphas))
    assert [(one.code, one.named["list"]) for one in found] == [(Code.LIST_DECIDES, "EXH")]


@pytest.mark.usefixtures("quick")
def test_two_lists_that_are_left_give_chapman_and_no_finding() -> None:
    table = independent()
    full = all_families(table, Asked())
    rows = leave_one_out(table, Asked(), like=full, talk=_silent)
    assert [(row.by, row.without) for row in rows] == [("chapman", "A"), ("chapman", "B"), ("chapman", "C")]
    b, c, both = table.sizes[1], table.sizes[2], int(table.overlaps[1, 2])
    assert rows[0].median == pytest.approx((b + 1) * (c + 1) / (both + 1) - 1)
    assert not list(findings_of(full[FamilyName.LATENT_CLASS], rows, (), ()))


@pytest.mark.usefixtures("quick")
def test_two_lists_that_share_nobody_give_no_number() -> None:
    table = Table.of("ABC", {(1, 0, 0): 9, (0, 1, 0): 8, (0, 0, 1): 7, (1, 1, 0): 5, (1, 0, 1): 4})
    rows = leave_one_out(table, Asked(), like=all_families(table, Asked()), talk=_silent)
    assert [(row.without, row.median is None) for row in rows] == [("A", True), ("B", False), ("C", False)]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("row", "code"),
    [
        (Row(by="latent_class", observed=1, classes=5, median=9e4, rhat=1.0), Code.CLASSES_DECIDE),
        (Row(by="latent_class", observed=1, alpha=(1.0, 1.0), median=1.0, rhat=1.0), Code.PRIOR_DECIDES),
        (Row(by="latent_class", observed=1, classes=5, median=9e4, rhat=1.2), None),  # too rough to be held against it
    ],
)
def test_what_moves_the_median_is_named(row: Row, code: Code | None) -> None:
    full = all_families(independent(), Asked(classes=3))
    classes, alphas = ((row,), ()) if row.classes else ((), (row,))
    found = list(findings_of(full[FamilyName.LATENT_CLASS], (), classes, alphas))
    assert [one.code for one in found] == ([code] if code else [])
