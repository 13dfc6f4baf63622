"""The page of methods says the constants that the data files hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigaq.blackout.detecting.thresholds import common, thresholds
from aigaq.blackout.series import Kind

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "methods" / "blackout.md").read_text(encoding="utf-8")
ROWS = {
    "routes (bgp)": ("bgp", Kind.COUNT),
    "active probing": ("ping-slash24", Kind.COUNT),
    "telescopes": ("merit-nt", Kind.COUNT),
    "other counts": ("anything", Kind.COUNT),
    "traffic, other levels": ("anything", Kind.LEVEL),
    "shares, scores": ("connectivity", Kind.LEVEL),
}


@pytest.mark.parametrize("row", ROWS)
def test_gates(row: str) -> None:
    known = thresholds(*ROWS[row])
    found = re.search(rf"^\| {re.escape(row)} \| ([\d.]+) %; ([\d.]+) % \| ([\d.]+) % \|$", PAGE, re.MULTILINE)
    assert found is not None
    assert [float(one) / 100 for one in found.groups()] == pytest.approx([known.drop, known.quick, known.drift])


def test_constants() -> None:
    known = common()
    text = " ".join(PAGE.split())
    for words in (
        f"its share of {known.alarms:g} false alarms a series and week",
        f"Windows of two samples, of {known.middle_minutes} minutes and of {known.long_minutes // 60 and 'two hours'}",
        f"until {', '.join(f'{one:g}' for one in known.expected)} are expected",
        f"where service stands for {known.return_minutes} minutes",
        f"of the local week from {known.weeks_days} days on, of the day from {known.shape_days} days on",
        f"only near silence ({round(100 * known.shapeless_drop)} % missing) is called",
    ):
        assert words in text
    assert (known.samples, known.long_minutes, known.off, known.split_minutes, known.passes) == (2, 120, 0.8, 120, 4)
