"""January 2022 as the shipped tables state it: windows, the gap of Almaty, the spread of onsets, conflicts, marks.

The truth is what notes of the development data hold of the same sources (read by hand): five windows, a gap of Almaty to
10 January about 03:00 UTC, onsets from 10:30 to 11:32 UTC, five contradictions. No series of it is known, and none is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec
import pytest

from aigaq.blackout.character import Told, Verdict
from aigaq.blackout.conflicts import Conflict, Kind
from aigaq.blackout.fusing import Beginning, Gap, Spell, Window
from aigaq.blackout.marking import Mark, mark_of
from aigaq.blackout.series import NetworkKind
from aigaq.blackout.shading import Ground
from aigaq.blackout.telling import Basis, Judgement
from aigaq.build import build
from aigaq.statements import Event, Store
from aigaq.statements.blackouts import Blackouts, Heard, Marked, Shade
from aigaq.values.places import Gazetteer
from tests.blackout.making import at
from tests.january import january_case

T = TypeVar("T")
HALF = 30 * 60
WINDOWS = [
    ("01-05T17:30", "01-05T22:00"),
    ("01-06T10:30", "01-06T14:00"),
    ("01-07T02:30", "01-07T06:00"),
    ("01-08T02:30", "01-08T10:00"),
    ("01-09T02:30", "01-09T06:00"),
]
CONFLICTS = {
    (Kind.ROUTES, "kz"): (["D12", "N05"], ["D13", "N07", "Z02"]),
    (Kind.TWO_ONSETS, "kz"): (["D10", "N04"], ["Z01"]),
    (Kind.NET_IS_GROSS, "almaty"): (["D27", "F260", "N14", "Z05"], ["D26"]),
    (Kind.ENDS, "kz"): (["D30", "Z03"], ["D26", "D27", "D29", "D30", "N14", "N16", "N17", "Z04"]),
    (Kind.ADMISSION, "kz"): (["D29", "Z06"], ["D30", "Z03", "Z07"]),
    # Of November 2022, the control case: a power fault by officials, a shutdown by the tracker.
    (Kind.CAUSE, "astana"): (["D31", "Z10"], ["D31", "Z09"]),
}
"""All that are found, by kind and place: the keys of the rows of either side."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    case = january_case(tmp_path_factory.mktemp("january"))
    build(case)
    with Store.open(case) as opened:
        yield opened


def told(store: Store, what: Heard, kind: type[T]) -> list[T]:
    return [msgspec.json.decode(body, type=kind) for body in Blackouts(store).bodies(what)]


def keys(store: Store) -> dict[str, str]:
    return {one.id: one.key for one in told(store, Heard.SPELL, Spell)}


def test_nothing_was_measured_here_and_that_is_said(store: Store) -> None:
    (basis,) = told(store, Heard.BASIS, Basis)
    assert basis == Basis(stated=52, series=0, items=0, not_read=0)


def test_five_windows_of_the_country(store: Store) -> None:
    found = [one for one in told(store, Heard.WINDOW, Window) if one.place == "kz"]
    assert [(one.start, one.end) for one in found] == [
        ((at(start) - HALF, at(start) + HALF), (at(end) - HALF, at(end) + HALF)) for start, end in WINDOWS
    ]
    (other,) = [one for one in told(store, Heard.WINDOW, Window) if one.place != "kz"]
    assert other.place == "almaty" and other.start == (at("01-10T02:45"), at("01-10T03:15")), "back for four hours"


def test_almaty_was_dark_to_the_tenth_and_outlasted_the_rest(store: Store) -> None:
    gaps = {one.place: one for one in told(store, Heard.GAP, Gap) if one.start[0] and one.start[0] < at("02-01T00:00")}
    almaty = gaps["almaty"]
    assert almaty.start == (at("01-05T10:15"), at("01-05T11:32")) and almaty.began_in == "kz"
    assert almaty.sharpest == (at("01-10T02:45"), at("01-10T03:15"))
    assert set(almaty.outlasts) == {"kz", "astana"} == set(gaps) - {"almaty"}
    assert len(almaty.untold) == 5, "of no window is it said that it reached Almaty"


def test_the_onset_is_spread_over_five_observers(store: Store) -> None:
    (one,) = told(store, Heard.ONSET, Beginning)
    assert (one.place, one.first, one.last) == ("kz", at("01-05T10:30"), at("01-05T11:32"))
    named = keys(store)
    assert [named[dating.spell] for dating in one.told] == ["N04", "D11", "N06", "N07", "D16"]
    assert len(one.observers) == 5 and [named[spell] for spell in one.by_day] == ["N16"]


def test_exactly_these_conflicts_are_named(store: Store) -> None:
    found = told(store, Heard.CONFLICT, Conflict)
    assert {(one.kind, one.place): tuple(sorted(side.keys) for side in one.sides) for one in found} == CONFLICTS
    assert len(found) == len(CONFLICTS)
    hours = next(one.hours for one in found if one.kind is Kind.NET_IS_GROSS)
    assert hours is not None and (hours.stated, hours.left_out) == (111, 4)
    assert 111 <= hours.gross[0] < 111.75 and 112.5 < hours.gross[1] <= 113 and hours.net[1] < 110


def test_every_side_has_its_sources(store: Store) -> None:
    for one in told(store, Heard.CONFLICT, Conflict):
        assert all(side.sources and side.observers and side.statements for side in one.sides), one.kind


def test_what_the_cut_looks_like(store: Store) -> None:
    january, november = told(store, Heard.ASSESSMENT, Judgement)
    held = {one.name: one.holds for one in january.assessment.features}
    assert january.assessment.verdict is Verdict.FITS_ORDER and january.place == "kz"
    for name in ("mobile_first", "near_protest", "official_says_ordered", "operator_says_ordered"):
        assert held[name] is Told.YES, name
    assert held["routes_stay"] is Told.UNKNOWN, "it is contested"
    assert held["starts_on_hour"] is Told.UNKNOWN
    assert november.place == "astana" and november.assessment.verdict is Verdict.CANNOT_TELL


def test_marks_of_places_and_times(store: Store) -> None:
    places = Gazetteer.shipped()
    spells, windows, gaps = (
        told(store, Heard.SPELL, Spell),
        told(store, Heard.WINDOW, Window),
        told(store, Heard.GAP, Gap),
    )
    ground = Ground(spells, windows, gaps, places)

    def mark(place: str, when: str, until: str = "", network: NetworkKind | None = None) -> Shade:
        return mark_of(ground, place, (at(when), at(until or when)), network=network).mark

    assert mark("kz", "01-05T12:00") is Shade.DARK
    assert mark("kz", "01-06T12:00") is Shade.WINDOW
    assert mark("aktau", "01-06T12:00") is Shade.WINDOW
    assert mark("almaty", "01-06T12:00") is Shade.UNKNOWN, "a window of the country, in the gap of Almaty"
    assert mark("almaty", "01-06T12:00", network=NetworkKind.MOBILE) is Shade.UNKNOWN
    assert mark("almaty", "01-08T20:00") is Shade.DARK
    assert mark("kz", "01-05T00:00", "01-05T23:59") is Shade.UNKNOWN, "a day has both"
    assert mark("kz", "01-20T00:00") is Shade.NORMAL
    assert mark("kz", "01-02T12:00") is Shade.UNKNOWN and mark("geneva", "01-06T12:00") is Shade.UNKNOWN


def test_statements_are_marked_and_none_is_rejected(store: Store) -> None:
    marks = Blackouts(store)
    counts = marks.counts()
    assert counts[Marked.STATEMENT.value, Shade.DARK.value] == 2
    (airport,) = [row for row in store.statements(kind="event") if row.statement.key == "E18"]
    assert isinstance(airport.statement, Event) and airport.statement.time == "2022-01-05T22:52+06:00"
    (one,) = marks.marks(airport.id)
    body = msgspec.json.decode(one.body, type=Mark)
    assert (one.place, one.mark) == ("almaty", "dark")
    assert body.when == (at("01-05T16:52"),) * 2 and body.dark and not body.light
    assert all(row.standing.value == "standing" for row in store.statements(kind="event"))
    assert not any(marks.marks(row.id) for row in store.statements(kind="connectivity"))
