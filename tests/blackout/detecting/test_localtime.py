"""Local time against zoneinfo, sample by sample, through changes of clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from aigaq.blackout.detecting.localtime import DAY, WEEK, hours, local_seconds, reference_days, slots
from aigaq.errors import UsageError


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/St_Johns", "Asia/Almaty", "Asia/Yangon", "Australia/Lord_Howe"]
)
def test_local_clocks_are_zoneinfos(name: str) -> None:
    times = np.arange(1_616_000_000, 1_618_000_000, 1800, dtype=np.int64)  # March and April 2021
    local = local_seconds(times, name)
    for at in range(0, len(times), 37):
        moment = datetime.fromtimestamp(int(times[at]), ZoneInfo(name))
        assert local[at] == int(moment.replace(tzinfo=UTC).timestamp())
        assert hours(local)[at] == moment.hour


def test_weeks_begin_on_monday_and_slots_are_of_the_step() -> None:
    monday = int(datetime(2022, 1, 3, tzinfo=UTC).timestamp())
    slot, count = slots(np.array([monday, monday + 599, monday + 600, monday + 7 * DAY - 1]), 600, WEEK)
    assert (slot.tolist(), count) == ([0, 0, 1, 1007], 1008)
    assert slots(np.array([monday]), 2 * DAY, DAY)[1] == 1


def test_a_reference_of_days_has_both_its_ends_in() -> None:
    first, last = reference_days(date(2022, 1, 1), date(2022, 1, 3), time_zone="Asia/Almaty")
    assert (first, last - first) == (int(datetime(2021, 12, 31, 18, tzinfo=UTC).timestamp()), 3 * DAY)
    spring = reference_days(date(2021, 3, 28), date(2021, 3, 28), time_zone="Europe/Berlin")
    assert spring[1] - spring[0] == 23 * 3600  # the day the clock goes forward
    with pytest.raises(UsageError, match="ends before it begins"):
        reference_days(date(2022, 1, 3), date(2022, 1, 1))
