"""Cloudflare Radar's answers, with and without its envelope."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.outage import State
from aigaq.blackout.series import Kind, NetworkKind
from aigaq.errors import FormatError
from tests.blackout.readers.files import NOON, json_file, only, pairs, read_series, reasons, said

META = {
    "aggInterval": "FIFTEEN_MINUTES",
    "confidenceInfo": {"annotations": [], "level": 5},
    "dateRange": [{"startTime": "2022-01-05T11:00:00Z", "endTime": "2022-01-05T12:00:00Z"}],
    "lastUpdated": "2022-01-12T00:00:00Z",
    "normalization": "MIN0_MAX",
    "units": [{"name": "*", "value": "bytes"}],
}
STAMPS = [f"2022-01-05T11:{minute:02d}:00Z" for minute in (0, 15, 30, 45)]


def answer(**changed: Any) -> dict[str, Any]:
    return {"meta": META, "serie_0": {"timestamps": STAMPS, "values": ["1.0", "0.5", "0.02", "0.01"]}} | changed


@pytest.mark.parametrize("enveloped", [True, False])
def test_a_time_series_of_strings(tmp_path: Path, enveloped: bool) -> None:
    made = {"success": True, "errors": [], "result": answer()} if enveloped else answer()
    read = read_series([json_file(tmp_path, made, "netflows_kz.json")])
    series = only(read)
    assert pairs(series) == [(NOON + 900 * at, value) for at, value in enumerate([1.0, 0.5, 0.02, 0.01])]
    assert (series.entity, series.kind, series.step) == ("netflows_kz", Kind.LEVEL, 900)
    for words in ("numbers that stand as strings are read (4)", "no absolute volume", "names no place"):
        assert said(read, words)


def test_the_step_is_what_the_answer_says(tmp_path: Path) -> None:
    sparse = {"timestamps": [STAMPS[0], STAMPS[2]], "values": ["1", "0"]}
    series = only(read_series([json_file(tmp_path, answer(serie_0=sparse))]))
    assert pairs(series) == [(NOON, 1), (NOON + 900, None), (NOON + 1800, 0)]


def test_its_own_annotations_and_missing_values_are_told(tmp_path: Path) -> None:
    meta = META | {
        "confidenceInfo": {"annotations": [{"startDate": "2022-01-05T11:00Z", "description": "pipeline trouble"}]}
    }
    read = read_series(
        [json_file(tmp_path, answer(meta=meta, serie_0={"timestamps": STAMPS, "values": ["1", None, "x", "0"]}))]
    )
    assert [value for _, value in pairs(only(read))] == [1, None, None, 0]
    assert said(read, "pipeline trouble") and reasons(read) == {"not_a_number": 1}


@pytest.mark.parametrize(
    "body", [7, {}, {"timestamps": STAMPS, "values": ["1"]}, {"timestamps": 3, "values": []}, {"timestamps": STAMPS}]
)
def test_a_body_that_does_not_fit_is_refused(tmp_path: Path, body: Any) -> None:
    read = read_series([json_file(tmp_path, answer(serie_1=body))])
    assert len(read.series) == 1 and reasons(read) == {"wrong_type": 1}


OUTAGE = {
    "id": "550",
    "asns": [9198],
    "asnsDetails": [{"asn": "9198", "name": "KAZTELECOM-AS", "location": {"code": "KZ"}}],
    "dataSource": "ALL",
    "description": "Internet shut down amid protests",
    "startDate": "2022-01-05T10:30:00Z",
    "endDate": "2022-01-11T02:15:00Z",
    "eventType": "OUTAGE",
    "locations": ["KZ"],
    "locationsDetails": [{"code": "KZ", "name": "Kazakhstan"}],
    "outage": {"outageCause": "GOVERNMENT_DIRECTED", "outageType": "NATIONWIDE"},
    "scope": None,
}


def test_an_annotated_outage(tmp_path: Path) -> None:
    (one,) = read_series([json_file(tmp_path, {"result": {"annotations": [OUTAGE]}})]).stated
    assert (one.source, one.entity, one.parent, one.networks, one.places) == (
        "radar_outages",
        "AS9198",
        "KZ",
        ("AS9198",),
        ("KZ",),
    )
    assert (one.cause, one.state) == ("GOVERNMENT_DIRECTED", State.OFF)
    assert one.start == (1641378600, 1641378659) and one.end is not None
    assert dict(one.fields)["description"] == "Internet shut down amid protests"


@pytest.mark.parametrize("gone", [*OUTAGE])
def test_any_key_may_be_missing(tmp_path: Path, gone: str) -> None:
    read = read_series(
        [json_file(tmp_path, {"annotations": [{name: value for name, value in OUTAGE.items() if name != gone}]})]
    )
    assert len(read.stated) == (0 if gone == "startDate" else 1)
    assert reasons(read) == ({"not_a_time": 1} if gone == "startDate" else {})


@pytest.mark.parametrize(
    ("scope", "entity", "kinds"),
    [("Almaty", "Almaty", ()), ("Mobile", "KZ", (NetworkKind.MOBILE,)), ("Nationwide", "KZ", ())],
)
def test_a_scope_is_a_place_or_a_kind(tmp_path: Path, scope: str, entity: str, kinds: tuple[NetworkKind, ...]) -> None:
    made = {**OUTAGE, "asns": [], "asnsDetails": None, "scope": scope}
    (one,) = read_series([json_file(tmp_path, {"annotations": [made]})]).stated
    assert (one.entity, one.kinds) == (entity, kinds)


def test_anomalies(tmp_path: Path) -> None:
    network = {
        "uuid": "a",
        "type": "AS",
        "status": "VERIFIED",
        "startDate": "2022-01-05T10:30:00Z",
        "asnDetails": {"asn": "9198", "name": "X", "locations": {"code": "KZ", "name": "Kazakhstan"}},
    }
    place = {
        "uuid": "b",
        "type": "LOCATION",
        "status": "UNVERIFIED",
        "startDate": "2022-01-05T10:30:00Z",
        "endDate": "2022-01-05T09:30:00Z",
        "locationDetails": {"code": "KZ"},
    }
    read = read_series(
        [
            json_file(
                tmp_path, {"result": {"trafficAnomalies": [network, place, {"startDate": "2022-01-05T10:30:00Z"}, 3]}}
            )
        ]
    )
    (one,) = read.stated
    assert (one.entity, one.parent, one.end, one.words) == ("AS9198", "KZ", None, "AS VERIFIED")
    assert sorted((one.row, str(one.why)) for one in read.rejected) == [
        (2, "ends_before_start"),
        (3, "no_place"),
        (4, "wrong_type"),
    ]


JUNK = (
    st.none()
    | st.integers()
    | st.text(max_size=6)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=4), st.integers(), max_size=2)
)


@given(
    st.dictionaries(st.sampled_from([*OUTAGE, "locationDetails", "asnDetails"]), JUNK, max_size=6),
    st.sampled_from(["annotations", "trafficAnomalies"]),
)
def test_no_annotation_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, junk: dict[str, Any], key: str
) -> None:
    read = read_series([json_file(tmp_path_factory.mktemp("any"), {key: [OUTAGE | junk]})])
    assert len(read.stated) + len(read.rejected) == 1


def test_annotations_that_are_no_list_are_one_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="JSON that is not as it should be"):
        read_series([json_file(tmp_path, {"annotations": 7})])
