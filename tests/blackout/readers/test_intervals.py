"""Tables of stated intervals, each row with its own precision."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.blackout.outage import State
from aigaq.blackout.series import NetworkKind
from tests.blackout.readers.files import NOON, csv_file, read_series
from tests.shared import shared

HEADER = ["start", "end", "time_precision", "layer", "network", "place", "state", "what"]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows"), [("shutdown", 17), ("shutdown_detail", 31)])
def test_every_row_of_january_2022_is_read(name: str, rows: int) -> None:
    read = read_series([shared(f"facts/{name}.csv")], time_zone="Asia/Almaty")
    assert len(read.stated) == rows and not read.rejected
    if name == "shutdown":
        windows = [one for one in read.stated if one.state is State.ON and one.end is not None]
        assert len(windows) == 5 and windows[0].start == (1641403800 - 1800, 1641403800 + 1800)


@pytest.mark.parametrize(
    ("start", "precision", "bound"),
    [
        ("2022-01-05T11:00Z", "15min", (NOON - 900, NOON + 900)),
        ("2022-01-05T11:00Z", "minute", (NOON, NOON + 59)),
        ("2022-01-05T11:00Z", "bound", (None, NOON + 59)),
        ("2022-01-05T17:00", "minute", (NOON, NOON + 59)),
        ("2022-01-05", "day", (1641319200, 1641405599)),
        ("2022-01-05/2022-01-06", "interval", (1641319200, 1641491999)),
        ("", "", None),
    ],
)
def test_bounds(tmp_path: Path, start: str, precision: str, bound: tuple[int | None, int] | None) -> None:
    row = (start, "2022-01-10", precision, "mobile+fixed", "kcell", "Almaty", "down", "dark")
    (one,) = read_series([csv_file(tmp_path, HEADER, [row])], time_zone="Asia/Almaty").stated
    assert one.start == bound
    assert (one.entity, one.parent, one.state) == ("kcell", "Almaty", State.OFF)
    assert one.kinds == (NetworkKind.MOBILE, NetworkKind.FIXED)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"start": "soon"}, "not_a_time"),
        ({"start": "", "end": ""}, "not_a_time"),
        ({"end": "2021-12-01"}, "ends_before_start"),
        ({"network": "", "place": ""}, "no_place"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, changed: dict[str, str], why: str) -> None:
    good = dict(
        zip(HEADER, ("2022-01-05", "2022-01-10", "day", "all", "kcell;tele2", "kz", "indicator", ""), strict=True)
    )
    read = read_series([csv_file(tmp_path, HEADER, [list(good.values()), list((good | changed).values())])])
    assert [(one.row, str(one.why)) for one in read.rejected] == [(3, why)]
    assert (read.stated[0].entity, read.stated[0].state) == ("kz", None)
