"""RIPE Atlas: one list says since when probes are gone; several make counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aigaq.blackout.series import NetworkKind
from tests.blackout.readers.files import NOON, json_file, pairs, read_series, reasons, said


def probe(number: int, status: str, since: Any, **changed: Any) -> dict[str, Any]:
    usual = {
        "id": number,
        "asn_v4": 9198,
        "country_code": "KZ",
        "is_anchor": False,
        "tags": [{"name": "Home", "slug": "home"}],
        "status": {"id": 1, "name": status, "since": since},
        "first_connected": 1500000000,
        "last_connected": since,
        "geometry": {"type": "Point", "coordinates": [76.9, 43.2]},
    }
    return usual | changed


def listed(probes: list[Any]) -> dict[str, Any]:
    return {"count": len(probes), "next": None, "previous": None, "results": probes}


def test_one_snapshot_states_disconnections(tmp_path: Path) -> None:
    probes = [
        probe(1, "Disconnected", "2022-01-05T11:15:00Z"),
        probe(2, "Connected", NOON),
        probe(3, "Disconnected", NOON, is_anchor=True),
        probe(4, "Never Connected", None),
    ]
    read = read_series([json_file(tmp_path, listed(probes))])
    home, anchor = read.stated
    assert not read.series and said(read, "one snapshot: no series")
    assert (home.entity, home.parent, home.start, home.end) == ("AS9198", "KZ", (NOON + 900, NOON + 900), None)
    assert (home.kinds, anchor.kinds) == ((NetworkKind.FIXED,), (NetworkKind.INFRASTRUCTURE,))
    assert home.words == "probe 1 disconnected" and dict(home.fields)["first_connected"] == "1500000000"


def test_snapshots_make_counts_by_network_and_kind(tmp_path: Path) -> None:
    counts = [3, 1, 0, 2]
    files = []
    for at, count in enumerate(counts):
        probes = [probe(number, "Connected" if number < count else "Disconnected", NOON - 50) for number in range(3)]
        anchor = probe(9, "Connected", NOON, is_anchor=True, last_connected=NOON + 600 * at)
        files.append(json_file(tmp_path, listed([*probes, anchor]), f"{9 - at}.json"))
    read = read_series(files)
    found = {one.network: [value for _, value in pairs(one)] for one in read.series}
    assert found == {NetworkKind.FIXED: [3, 1, 0, 2], NetworkKind.INFRASTRUCTURE: [1, 1, 1, 1]}
    assert all((one.entity, one.parent, one.step) == ("AS9198", "KZ", 600) for one in read.series)


def test_the_daily_archive_has_other_names(tmp_path: Path) -> None:
    made = {
        "meta": {"total_count": 1},
        "objects": [
            {
                "id": 7,
                "asn_v4": None,
                "country_code": "KZ",
                "status_name": "Disconnected",
                "status_since": NOON,
                "tags": ["datacentre"],
                "is_anchor": False,
            }
        ],
    }
    (one,) = read_series([json_file(tmp_path, made)]).stated
    assert (one.entity, one.networks, one.kinds, one.start) == ("KZ", (), (NetworkKind.INFRASTRUCTURE,), (NOON, NOON))


@pytest.mark.parametrize("since", [None, "soon", -5, 1e40, [1]])
def test_a_probe_gone_since_nobody_knows_is_refused(tmp_path: Path, since: Any) -> None:
    read = read_series([json_file(tmp_path, [probe(1, "Disconnected", since), {"country_code": "", "id": 2}, 4])])
    assert reasons(read) == {"not_a_time": 1, "no_place": 1, "wrong_type": 1} and not read.stated
