"""Intervals that files state become spells of the finest place that is known, with their doubt; nothing is widened."""

from __future__ import annotations

import msgspec
import pytest

from aigaq.blackout.fusing import FileRow, Service, file_row, spells_of_files
from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.spans import OPEN
from aigaq.blackout.outage import State
from aigaq.blackout.readers import Stated
from aigaq.blackout.series import NetworkKind
from aigaq.statements.codes import code_list
from aigaq.statements.vocabulary import Side, TimePrecision
from tests.blackout.making import places

ROW = Stated(
    source="stop",
    file="invented.csv",
    row=7,
    entity="Upper Vale",
    state=State.OFF,
    start=(100, 200),
    end=(None, 900),
    precision=TimePrecision.DAY,
    words="an invented cut",
)


def _spells(**changed: object) -> list[tuple[str, tuple[NetworkKind, ...], tuple[str, ...]]]:
    one = msgspec.structs.replace(ROW, **changed)
    return [
        (spell.place, spell.networks, spell.operators) for spell in spells_of_files([("item", one)], places=places())
    ]


def test_a_row_is_a_spell_with_its_doubt_and_its_observer() -> None:
    (spell,) = spells_of_files([("item", ROW)], places=places())
    assert (spell.id, spell.place, spell.service) == ("item:stop:7:0", "upper", Service.DARK)
    assert (spell.start, spell.end, spell.precision) == ((100, 200), (None, 900), TimePrecision.DAY)
    assert (spell.observer, spell.observer_kind, spell.side) == ("stop", "compilation", Side.NGO)
    assert (spell.sources, spell.words, spell.at) == (("item",), "an invented cut", 150)


def test_a_day_is_no_instant() -> None:
    (spell,) = spells_of_files([("item", msgspec.structs.replace(ROW, start=(0, 86_399)))], places=places())
    assert (spell.start, spell.at) == ((0, 86_399), None)


def test_a_region_is_not_its_country() -> None:
    assert _spells(parent="vale", places=("vale", "Upper Vale")) == [("upper", (NetworkKind.ALL,), ())]


def test_an_area_nobody_knows_keeps_no_place_and_widens_nothing() -> None:
    assert _spells(entity="some villages", parent="vale", places=("vale",)) == [("", (NetworkKind.ALL,), ())]


def test_several_places_are_a_spell_each() -> None:
    told = _spells(entity="two towns", parent="vale", places=("Upper Vale", "lower", "upper"))
    assert [place for place, _, _ in told] == ["upper", "lower"]


def test_a_network_is_of_the_place_it_lies_in() -> None:
    told = _spells(entity="AS64500", parent="vale", places=("vale",), networks=("AS64500",))
    assert told == [("vale", (NetworkKind.UNKNOWN,), ("AS64500",))]
    mobile = _spells(entity="vale", networks=("North",), kinds=(NetworkKind.MOBILE,))
    assert mobile == [("vale", (NetworkKind.MOBILE,), ("North",))]


@pytest.mark.parametrize(
    ("state", "service"), [(State.OFF, Service.DARK), (State.DEGRADED, Service.DEGRADED), (State.ON, Service.UP)]
)
def test_what_a_state_says_of_service(state: State, service: Service) -> None:
    (spell,) = spells_of_files([("item", msgspec.structs.replace(ROW, state=state))], places=places())
    assert spell.service is service


def test_an_indicator_is_no_spell_and_what_is_not_stated_is_open() -> None:
    assert _spells(state=None) == []
    (spell,) = spells_of_files([("item", msgspec.structs.replace(ROW, start=None, end=None))], places=places())
    assert (spell.start, spell.end) == (OPEN, OPEN)


def test_observers_of_files_are_codes_of_the_lists() -> None:
    for kind, side in table().files.values():
        assert kind in code_list("observers")
        assert side in {one.value for one in Side}


def test_a_spell_leads_back_to_its_row() -> None:
    (spell,) = spells_of_files([("item", ROW)], places=places())
    assert file_row(spell) == FileRow("item", "stop", 7)
    for changed in (
        {"id": "item:vale:stop:0"},
        {"id": "a statement"},
        {"observer": "a baker"},
        {"sources": ("other",)},
    ):
        assert file_row(msgspec.structs.replace(spell, **changed)) is None


def test_a_place_nobody_knows_stands_in_the_words() -> None:
    (spell,) = spells_of_files([("item", msgspec.structs.replace(ROW, entity="some villages"))], places=places())
    assert (spell.place, spell.words) == ("", "some villages: an invented cut")


@pytest.mark.parametrize("last", [12 * 3600 + 86_399, 12 * 3600 + 86_340])
def test_a_day_over_all_zones_is_the_day_on_the_clocks_of_its_place(last: int) -> None:
    midnight = 1_930_608_000  # 7 March 2031, 00:00 UTC
    wide = (midnight - 14 * 3600, midnight + last)
    day = (midnight - 5 * 3600, midnight + 19 * 3600 - 60)  # UTC+5
    for changed, told in (({}, day), ({"entity": "some villages"}, wide)):
        one = msgspec.structs.replace(ROW, start=wide, end=(None, wide[1]), **changed)
        (spell,) = spells_of_files([("item", one)], places=places())
        assert (
            spell.start[0] == told[0]
            and spell.start[1] is not None
            and 0 <= spell.start[1] - told[1] < 60
            or spell.start == told
        )
        assert spell.end == (None, wide[1]), "a bound is left as told"
    near = msgspec.structs.replace(ROW, start=(midnight - 14 * 3600 + 1, midnight + last + 1))
    assert spells_of_files([("item", near)], places=places())[0].start == near.start
