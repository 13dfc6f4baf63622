"""The whole way from what was read to the answer, on made-up series whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from aigaq.blackout.answer import Answer, Asked
from aigaq.blackout.answering import answer
from aigaq.blackout.detecting import detect
from aigaq.blackout.made import made, made_curfew
from aigaq.blackout.outage import State
from aigaq.blackout.readers import Read, Rejected, Stated, Why
from aigaq.blackout.series import NetworkKind, Series
from aigaq.errors import FormatError, UsageError
from aigaq.statements.vocabulary import TimePrecision

ZONE = "Asia/Almaty"
ASKED = Asked(files=(), reference=None, time_zone=ZONE, seasonal=False, kind=None, context=None)


def told(*series: Series, stated: tuple[Stated, ...] = (), **more: Any) -> Answer:
    read = Read(series=series, stated=stated, rejected=more.pop("rejected", ()), noticed=("n",))
    return answer(read, asked=ASKED, **({"workers": 1} | more))


def seconds(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def test_outages_are_those_of_detection() -> None:
    one = made("traffic", 3, weeks=3).series
    found, plain = told(one), detect(one, time_zone=ZONE)
    assert len(found.outages) == len(plain.outages) > 0
    for said, outage in zip(found.outages, plain.outages, strict=True):
        assert tuple(map(seconds, said.start)) == outage.start
        assert tuple(map(seconds, said.end)) == outage.end
        assert (said.entity, said.signal, said.state) == (one.entity, one.signal, outage.state)
        assert said.depth == pytest.approx(outage.depth, abs=1e-4)
    assert [(seconds(gap.start), seconds(gap.end)) for gap in found.no_data] == [
        (gap.start, gap.end) for gap in plain.gaps
    ]
    (baseline,) = found.baselines
    assert (baseline.how, baseline.samples, baseline.missing) == ("itself", len(one.times), int(one.missing.sum()))
    assert baseline.thresholds == plain.thresholds


def test_the_true_cuts_are_told_and_judged() -> None:
    one = made("ping", 11, weeks=3)
    found = told(one.series)
    for first, last, _ in one.truth:
        assert any(
            (seconds(said.start[1]) or 0) < last and (seconds(said.end[0]) or 0) > first for said in found.outages
        )
    for said in found.outages:
        assert said.assessment.verdict in ("fits_order", "fits_failure", "cannot_tell")
        assert {feature.holds for feature in said.features} <= {"yes", "no"}
        names = [feature.name for feature in said.features] + list(said.assessment.untold)
        assert len(names) == len(set(names))
        assert 0 < said.assessment.accuracy.auc_without_dominant < said.assessment.accuracy.auc < 1


def test_processes_give_the_same() -> None:
    many = [replace(made("tests", seed, weeks=1).series, entity=f"AS{seed}", parent="Northland") for seed in range(20)]
    assert told(*many, workers=2) == told(*many, workers=1)


def test_a_declared_reference_is_used_and_said() -> None:
    curfew = made_curfew(2, nights=30)
    start = int(curfew.series.times[0])
    period = (start, start + 14 * 86_400)
    found = told(curfew.series, reference=period)
    assert found.baselines[0].how == "reference"
    assert tuple(map(seconds, found.baselines[0].reference or ())) == period
    assert len(found.outages) >= 29
    assert {said.assessment.verdict for said in found.outages} >= {"fits_order"}


def test_a_gap_raises_nothing() -> None:
    one = made("bgp", 5, weeks=2, outages=0, baits=False).series
    values = one.values.copy()
    values[500:560] = np.nan
    found = told(replace(one, values=values))
    assert found.outages == ()
    assert any((seconds(gap.end) or 0) - (seconds(gap.start) or 0) == 60 * one.step for gap in found.no_data)


def test_a_series_that_cannot_be_searched_does_not_stop_the_others() -> None:
    good = made("ping", 4, weeks=2).series
    bad = replace(good, entity="below", values=-np.abs(good.values) - 1)
    found = told(good, bad)
    assert [one.entity for one in found.not_judged] == ["below"]
    assert "below zero" in found.not_judged[0].why
    assert [one.entity for one in found.baselines] == [good.entity]
    with pytest.raises(FormatError, match="below zero"):
        told(bad)
    with pytest.raises(UsageError, match="reference period"):
        told(good, reference=(0, 86_400))


def test_what_observers_and_files_say_against_each_other() -> None:
    traffic = replace(made("ping", 4, weeks=2).series, entity="Northtown", signal="traffic", network=NetworkKind.ALL)
    usual = np.full(len(traffic.times), 5000.0) + np.random.default_rng(1).normal(0, 2, len(traffic.times)).round()
    routes = replace(traffic, signal="bgp", network=NetworkKind.ROUTING, values=usual)
    first = detect(traffic).outages[0]
    late = (first.start[1] + 7200, first.start[1] + 7200)
    row = Stated(source="stop", file="f", row=2, entity="Northtown", state=State.OFF, start=late, end=None, precision=TimePrecision.MINUTE)  # fmt: skip
    found = told(routes, traffic, stated=(row,))
    kinds = {one.kind for one in found.conflicts}
    assert {"routes_up_traffic_gone", "onsets_apart"} <= kinds
    assert all(one.words for one in found.conflicts)
    assert found.stated[0].start is not None
    assert seconds(found.stated[0].start[0]) == late[0]
    assert found.stated[0].end is None


def test_nothing_but_refusals_is_an_answer_too() -> None:
    refused = Rejected(file="f", row=3, why=Why.NEGATIVE, words="-3")
    found = told(rejected=(refused,))
    assert (found.outages, found.rejected, found.noticed) == ((), (refused,), ("n",))


def test_each_step_is_heard() -> None:
    heard: list[tuple[str, int, int]] = []
    told(made("ping", 4, weeks=2).series, talk=lambda *step: heard.append(step))
    assert heard[0] == ("series searched", 1, 1)
    assert heard[-1][1] == heard[-1][2]


def test_an_open_edge_is_null() -> None:
    one = made("ping", 4, weeks=2, outages=0, baits=False).series
    values = one.values.copy()
    values[-40:] = 0
    (said,) = told(replace(one, values=values)).outages
    assert said.end[1] is None
    assert said.end[0] == f"{datetime.fromtimestamp(int(one.times[-1]), UTC):%Y-%m-%dT%H:%M:%S}Z"
