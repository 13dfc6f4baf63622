"""One beginning, several observers: who tells of the same, how far apart they are, and what was known when."""

from __future__ import annotations

from typing import Any

import pytest

from aigaq.report.material import Material
from aigaq.report.network import spell_of
from aigaq.report.network_spread import spreads
from aigaq.report.places import shipped_name
from aigaq.statements import Layer, Link, NetworkState, Side, TimePrecision
from tests.report.conftest import book_of
from tests.report.markup import read
from tests.report.test_network import network_of, rows


def told(name: str, time: str, **more: Any) -> dict[str, Any]:
    """What an invented observer says."""
    return {"speakers": (Link(name=name, side=Side.MEASUREMENT),), "start": (time, time), "state": NetworkState.DOWN, "time_precision": TimePrecision.MINUTE, "places": ("astana",), **more}  # fmt: skip


def test_five_observers_date_the_beginning_of_the_cut_side_by_side(january: Material) -> None:
    network = book_of(january, shipped_name).network
    (spread,) = spreads(network)
    assert [said.statement.key for said in spread.members] == ["N04", "D11", "N06", "N07", "D16"]
    assert spread.title == "Down, Kazakhstan: 5 January 2022, UTC+06:00" and spread.since == "2022-01-05"
    sentences = " ".join(spread.said[-1].value)
    assert "5 observers." in sentences and "One says only that it was so by 17:32." in sentences
    assert "The first dates it 16:30, the last 17:15: 45 minutes apart." in sentences
    assert "from 16:15 to 17:30" in sentences
    ((_, _, name, since),) = spread.by_day
    assert name == "JURIST" and since == "2022-01-31"


def test_what_was_known_on_a_day_tells_of_no_later_one(january: Material) -> None:
    (spread,) = spreads(book_of(january, shipped_name).network)
    said = {one.since: " ".join(one.value) for one in spread.said}
    assert list(said) == ["2022-01-05", "2022-01-06", "2022-01-11"]
    assert "3 observers." in said["2022-01-05"] and "the last 17:00" in said["2022-01-05"]
    assert "4 observers." in said["2022-01-06"] and "17:15" not in said["2022-01-06"]
    drawn = str(spread.drawing)
    assert 'data-from="2022-01-11"' in drawn and drawn.count("RIPE") >= 3


def test_no_moment_is_made_of_several(january: Material) -> None:
    (spread,) = spreads(book_of(january, shipped_name).network)
    # The mean of the four named times would be 16:52:30.
    assert "16:52" not in str(spread.drawing) + str(spread.said)


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (told("B", "2031-03-04T11:00Z"), True),
        (told("B", "2031-03-04T11:01Z"), False),
        (told("A", "2031-03-04T10:30Z"), False),
        (told("B", "2031-03-04T10:30Z", state=NetworkState.UP), False),
        (told("B", "2031-03-04T10:30Z", places=("almaty",)), False),
        (told("B", "2031-03-04T10:30Z", layer=Layer.MOBILE), True),
        (told("B", "2031-03-04T10:30Z", time_precision=TimePrecision.PART_OF_DAY), False),
        (told("B", "2031-03-04"), False),
    ],
)
def test_what_is_one_beginning(second: dict[str, Any], together: bool) -> None:
    assert bool(spreads(network_of(rows(told("A", "2031-03-04T10:00Z"), second)))) is together


def test_a_state_that_is_none_is_no_beginning() -> None:
    for state in (NetworkState.STATEMENT, NetworkState.INDICATOR, NetworkState.UNKNOWN):
        some = (told("A", "2031-03-04T10:00Z", state=state), told("B", "2031-03-04T10:10Z", state=state))
        assert spreads(network_of(rows(*some))) == ()


def test_two_who_agree_are_two_and_are_said_once() -> None:
    (spread,) = spreads(network_of(rows(told("A", "2031-03-04T10:00Z"), told("B", "2031-03-04T10:00Z"))))
    assert spread.said[-1].value == ("2 observers.", "It is dated 15:00.")


def test_two_bounds_say_only_by_when() -> None:
    open_ = [told(name, "x", start=("..", f"2031-03-04T{hour}:00Z")) for name, hour in (("A", "10"), ("B", "11"))]
    network = network_of(rows(*open_))
    (spread,) = spreads(network)
    assert len(spread.said[-1].value) == 2 and "2 say only" in spread.said[-1].value[1]
    assert {spell_of(said).start for said in spread.members} == {("..", "2031-03-04T10:00Z"), ("..", "2031-03-04T11:00Z")}  # fmt: skip


def test_over_midnight_the_day_is_said() -> None:
    some = (told("A", "2031-03-04T18:50Z", places=()), told("B", "2031-03-04T19:10Z", places=()))
    whole = rows(*({**one, "place": "the valley"} for one in some), told("C", "2031-03-09T10:00Z"))
    (spread,) = spreads(network_of(whole))
    assert network_of(whole).offset == 300
    told_ = " ".join(spread.said[-1].value)
    assert "4 March 2031, 23:50" in told_ and "5 March 2031, 00:10" in told_


def test_the_drawing_is_whole_and_every_mark_leads_to_its_statement(january: Material) -> None:
    network = book_of(january, shipped_name).network
    (spread,) = spreads(network)
    page = read(f"<main>{spread.drawing}</main>")
    assert not page.faults
    assert set(page.values("href")) == {network.address(said) for said in spread.members}
