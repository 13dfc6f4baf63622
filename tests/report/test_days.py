"""Days: events in order, undated ones listed and never placed, observers never merged."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from aigaq.report.days import events_in_order, network_in_order, timeline
from aigaq.statements import Connectivity, Side
from tests.report.conftest import viewer_of
from tests.report.made_up import material

WHOLE = material()
VIEWER = viewer_of(WHOLE)
EVENTS, NETWORK = events_in_order(WHOLE.by_kind("event")), network_in_order(WHOLE.by_kind("connectivity"))


def test_events_stand_in_order_and_undated_ones_last() -> None:
    made = timeline(EVENTS, NETWORK, VIEWER)
    assert [event.number for event in (*made.dated, *made.undated)] == [1, 2, 3]
    assert [event.when for event in made.dated] == ["3 March 2031", "3 March 2031, 18:00–23:59, zone not stated"]
    assert [event.what for event in made.undated] == ["stones were thrown"]


def test_only_dated_events_are_drawn_and_each_leads_to_its_line() -> None:
    made = timeline(EVENTS, NETWORK, VIEWER)
    assert made.picture is not None
    bars = [bar for lane in made.picture.lanes for bar in lane.bars]
    assert sorted(bar.href or "" for bar in bars) == ["#event-1", "#event-2"]
    assert [bar.mark.machine for bar in bars if bar.mark] == [True, True]


def test_what_is_said_of_the_network() -> None:
    spell = timeline(EVENTS, NETWORK, VIEWER).network[0]
    assert (spell.state, spell.starts, spell.ends) == ("Down", "Began: 4 March 2031", "End not stated")


def test_two_observers_are_two_rows() -> None:
    one = NETWORK[0]
    assert isinstance(one.statement, Connectivity)
    link = msgspec.structs.replace(one.statement.speakers[0], name="another baker", side=Side.NGO)
    other = replace(one, statement=msgspec.structs.replace(one.statement, speakers=(link,)))
    made = timeline([], [one, other], VIEWER)
    assert made.picture is not None
    assert sorted(row.observer for row in made.picture.network) == ["a baker", "another baker"]


def test_nothing_dated_is_no_picture() -> None:
    assert timeline([], [], VIEWER).picture is None
    undated = [said for said in EVENTS if said.statement.span.quote == "stones were thrown"]  # type: ignore[union-attr]
    assert timeline(undated, [], VIEWER).picture is None
