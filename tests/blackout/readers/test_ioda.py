"""IODA's raw signals, alerts and events as its API answers them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.outage import State
from aigaq.blackout.series import Kind, NetworkKind
from aigaq.errors import FormatError, NotReadable
from aigaq.statements.vocabulary import TimePrecision
from tests.blackout.readers.files import NOON, ioda, json_file, only, pairs, read_series, reasons, said, signal


@given(st.lists(st.none() | st.integers(0, 2**53) | st.floats(0, 1e300), min_size=1, max_size=50))
def test_values_and_nulls_come_back(tmp_path_factory: pytest.TempPathFactory, values: list[float | None]) -> None:
    path = json_file(tmp_path_factory.mktemp("ioda"), ioda([[signal(values)]]))
    read = read_series([path])
    assert pairs(only(read)) == [
        (NOON + 300 * at, None if value is None else float(value)) for at, value in enumerate(values)
    ]
    assert not read.rejected


@pytest.mark.parametrize(
    ("kind", "code", "name", "fqid", "entity", "parent"),
    [
        ("country", "KZ", "Kazakhstan", "geo.netacq.AS.KZ", "KZ", ""),
        ("region", "1234", "Almaty", "geo.netacq.AS.KZ.1234", "Almaty", "KZ"),
        ("asn", "9198", "AS9198 (KAZTELECOM-AS)", "asn.9198", "AS9198", ""),
        ("geoasn", "9198-KZ", "AS9198 -- Kazakhstan", "", "AS9198", "KZ"),
    ],
)
def test_entities(tmp_path: Path, kind: str, code: str, name: str, fqid: str, entity: str, parent: str) -> None:
    one = signal([1, 2], entityType=kind, entityCode=code, entityName=name, entityFqid=fqid)
    series = only(read_series([json_file(tmp_path, ioda([one]))]))
    assert (series.entity, series.parent) == (entity, parent)


@pytest.mark.parametrize(
    ("datasource", "kind", "network"),
    [
        ("bgp", Kind.COUNT, NetworkKind.ROUTING),
        ("ping-slash24", Kind.COUNT, NetworkKind.ALL),
        ("merit-nt", Kind.COUNT, NetworkKind.ALL),
        ("gtr", Kind.LEVEL, NetworkKind.ALL),
    ],
)
def test_what_a_datasource_counts(tmp_path: Path, datasource: str, kind: Kind, network: NetworkKind) -> None:
    series = only(
        read_series([json_file(tmp_path, ioda([[signal([1, 2], datasource=datasource, subtype="WEB_SEARCH")]]))])
    )
    assert (series.kind, series.network, series.signal) == (kind, network, f"{datasource} WEB_SEARCH")


def test_a_coarser_step_is_said(tmp_path: Path) -> None:
    read = read_series([json_file(tmp_path, ioda([[signal([1, 2], step=1800)]]))])
    assert (only(read).step, only(read).native_step) == (1800, 300)
    assert said(read, "a step of 1800 s is coarser than the source's own of 300 s")


def test_strings_and_rubbish_among_values(tmp_path: Path) -> None:
    read = read_series([json_file(tmp_path, ioda([[signal([5, "6", None, True, {"a": 1}, "many", -7, 8])]]))])
    assert [value for _, value in pairs(only(read))] == [5, 6, None, None, None, None, None, 8]
    assert reasons(read) == {"not_a_number": 3, "negative_count": 1}
    assert said(read, "numbers that stand as strings are read (1)")


@pytest.mark.parametrize(
    "changed",
    [{"step": 0}, {"step": "x"}, {"from": None}, {"from": 1e30}, {"values": None}, {"values": {}}, {"values": []}],
)
def test_a_signal_without_its_parts_is_refused_alone(tmp_path: Path, changed: dict[str, Any]) -> None:
    read = read_series([json_file(tmp_path, ioda([[signal([1, 2]), {**signal([3, 4]), **changed}], [7]]))])
    assert [value for _, value in pairs(only(read))] == [1, 2]
    assert reasons(read) == {"wrong_type": 2}
    assert sorted(one.row for one in read.rejected) == [2, 3]


def test_two_windows_of_one_signal_are_one_series(tmp_path: Path) -> None:
    early = json_file(tmp_path, ioda([[signal([1, 2, 3, None])]]), "a.json")
    late = json_file(tmp_path, ioda([[signal([3, 4], **{"from": NOON + 600})]]), "b.json")
    apart = json_file(tmp_path, ioda([[signal([7, 8], **{"from": NOON + 1800})]]), "c.json")
    read = read_series([late, early, apart])
    assert [value for _, value in pairs(only(read))] == [1, 2, 3, 4, None, None, 7, 8]
    assert said(read, "3 parts of one series are joined")


@pytest.mark.parametrize(
    "text",
    [
        '{"data": [[' + '{"values": ' + "[" * 100_000 + "]" * 100_000 + "}]]}",
        '{"data": [[{"values": [1e999]}',
        '{"data": 7}',
        '{"data": [[1, 2',
        '{"nothing": []}',
        "[[[]]]",
        '{"data": [NaN]}',
        '{"data": [{"time": 1}]}',
        "[" * 1_000_000,
    ],
)
def test_hostile_json_ends_in_one_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_series([json_file(tmp_path, text)])
    assert "made.json" in str(caught.value.where) and len(str(caught.value)) < 500


def test_a_number_beyond_all_bounds_refuses_its_signal(tmp_path: Path) -> None:
    text = json.dumps(ioda([[signal([1, 2]), signal([3, 4], entityCode="UZ")]])).replace("[3, 4]", "[3, 1e999]")
    read = read_series([json_file(tmp_path, text)])
    assert only(read).entity == "KZ" and reasons(read) == {"wrong_type": 1}


def test_a_json_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aigaq.blackout.readers import opening

    monkeypatch.setattr(opening, "LARGEST", 10)
    with pytest.raises(NotReadable, match="JSON file of"):
        read_series([json_file(tmp_path, ioda([[signal([1, 2])]]))])


def alert(time: Any, level: str, **changed: Any) -> dict[str, Any]:
    about = {"code": "KZ", "name": "Kazakhstan", "type": "country", "attrs": {"fqid": "geo.netacq.AS.KZ"}}
    usual = {
        "datasource": "bgp",
        "entity": about,
        "time": time,
        "level": level,
        "condition": "< 0.99",
        "value": 1,
        "historyValue": 9,
        "method": "median",
    }
    return usual | changed


def test_alerts_are_paired(tmp_path: Path) -> None:
    other = {"code": "9198", "name": "AS9198", "type": "asn"}
    data = [
        alert(NOON + 600, "critical"),
        alert(NOON + 900, "critical"),
        alert(NOON + 1800, "normal"),
        alert(NOON, "normal"),
        alert(NOON + 300, "critical", entity=other, datasource="ping-slash24"),
    ]
    stated = {(one.entity, one.start is None): one for one in read_series([json_file(tmp_path, ioda(data))]).stated}
    first, lone, network = stated["KZ", False], stated["KZ", True], stated["AS9198", False]
    assert len(stated) == 3
    assert (first.entity, first.start, first.end) == ("KZ", (NOON + 600, NOON + 899), (NOON + 1800, NOON + 2099))
    assert (lone.start, lone.end) == (None, (NOON, NOON + 299))
    assert (network.entity, network.networks, network.start, network.end) == (
        "AS9198",
        ("AS9198",),
        (NOON + 300, NOON + 899),
        None,
    )
    assert (first.precision, network.precision) == (TimePrecision.FIVE_MINUTES, TimePrecision.TEN_MINUTES)
    assert first.kinds == (NetworkKind.ROUTING,) and dict(first.fields)["historyValue"] == "9"


def test_bad_alerts_are_named(tmp_path: Path) -> None:
    data = [
        alert(NOON, "critical"),
        alert("soon", "critical"),
        alert(NOON, "purple"),
        alert(NOON, "normal", entity=7),
        5,
    ]
    read = read_series([json_file(tmp_path, ioda(data))])
    assert len(read.stated) == 1
    assert [(one.row, str(one.why)) for one in read.rejected] == [
        (5, "wrong_type"),
        (2, "not_a_time"),
        (3, "wrong_type"),
        (4, "no_place"),
    ]


CODF = {
    "location": "country/KZ",
    "start": NOON,
    "duration": 3600,
    "uncertainty": None,
    "method": "median",
    "datasource": "bgp",
    "status": 0,
    "fraction": None,
    "score": 1234.5,
    "location_name": "Kazakhstan",
    "overlaps_window": False,
}


def test_events_of_both_formats_are_the_same(tmp_path: Path) -> None:
    about = {"code": "KZ", "name": "Kazakhstan", "type": "country", "attrs": {}}
    other = {
        "entity": about,
        "from": NOON,
        "until": NOON + 3600,
        "datasource": "bgp",
        "method": "median",
        "score": 1234.5,
    }
    (codf,) = read_series([json_file(tmp_path, ioda([CODF]))]).stated
    (plain,) = read_series([json_file(tmp_path, ioda([other]))]).stated
    for one in (codf, plain):
        assert (one.entity, one.state, one.source) == ("KZ", State.DEGRADED, "ioda_events")
        assert (one.start, one.end) == ((NOON, NOON + 299), (NOON + 3600, NOON + 3899))
    assert dict(codf.fields)["score"] == "1234.5"


def test_events_that_cannot_be_are_refused(tmp_path: Path) -> None:
    changed: list[dict[str, Any]] = [
        {},
        {"duration": -5},
        {"start": "x", "duration": 1},
        {"location": None, "location_name": None},
        {"uncertainty": 600},
    ]
    read = read_series([json_file(tmp_path, ioda([CODF | one for one in changed]))])
    assert [(one.row, str(one.why)) for one in read.rejected] == [
        (2, "ends_before_start"),
        (3, "not_a_time"),
        (4, "no_place"),
    ]
    assert read.stated[1].start == (NOON - 600, NOON + 899)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["time", "level", "entity", "code", "from", "step", "values", "start", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(ANY, st.sampled_from([signal([1, 2]), alert(NOON, "critical"), CODF]))
def test_no_json_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, junk: Any, good: dict[str, Any]) -> None:
    try:
        read = read_series(
            [
                json_file(
                    tmp_path_factory.mktemp("any"),
                    ioda([good, junk, {**good, "step": junk, "time": junk, "start": junk}]),
                )
            ]
        )
    except FormatError:
        return
    assert len(read.series) + len(read.stated) >= 1
    assert all(np.isfinite(one.values[~one.missing]).all() for one in read.series)
