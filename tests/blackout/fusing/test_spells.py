"""Spells of statements and of series: each keeps its observer and its doubt, and none is merged."""

import numpy as np

from aigaq.blackout.detecting import Detection, detect
from aigaq.blackout.fusing import Service, Spell, spells_of_series
from aigaq.blackout.fusing.spans import OPEN
from aigaq.blackout.fusing.spells import mains_of, place_of
from aigaq.blackout.series import Kind, NetworkKind, Series
from aigaq.statements import Link, Side, Source
from tests.blackout.making import ITEM, at, fused, places, said

TEN = 600


def detected(drop: slice, missing: slice | None = None) -> Detection:
    """Two weeks of a flat signal of The Vale with one fall."""
    times = np.arange(0, 14 * 86_400, TEN, dtype=np.int64) + at("01-01T00:00")
    values = np.full(len(times), 1000.0)
    values[drop] = 0
    if missing is not None:
        values[missing] = np.nan
    return detect(Series(entity="vale", signal="bgp", times=times, values=values, step=TEN, kind=Kind.LEVEL))


def test_a_statement_of_two_places_is_a_spell_of_each_on_its_own_clock() -> None:
    upper, lower = sorted(
        fused(said("A", "down", "2022-01-05", places=("lower", "upper"), precision="day")), key=lambda one: one.start
    )
    assert (upper.place, lower.place) == ("upper", "lower")
    assert (upper.start[0], lower.start[0]) == (at("01-04T18:00"), at("01-04T19:00"))
    assert upper.id == lower.id == "A"


def test_a_row_that_restates_another_stays_a_spell_of_its_own() -> None:
    main = said("A", "down", "2022-01-05T10:30Z", precision="15min")
    detail = said("B", "down", "2022-01-05T10:40Z", same_as="A", networks=("north",))
    first, second = fused(main, detail)
    assert (first.restates, second.restates, second.group) == ("", "A", "A")
    assert first.start == (at("01-05T10:15"), at("01-05T10:45")) and second.operators == ("north",)


def test_a_row_that_names_none_or_itself_stands_for_itself() -> None:
    rows = {
        "A": said("A", "down", "2022-01-05", same_as="Z"),
        "B": said("B", "down", "2022-01-05", same_as="C"),
        "C": said("C", "down", "2022-01-05", same_as="B"),
        "D": said("D", "down", "2022-01-05", same_as="D"),
    }
    assert mains_of(rows) == {}


def test_what_is_no_state_of_service_is_no_spell_and_apps_are_no_network() -> None:
    told = fused(
        said("A", "statement", "2022-01-05"),
        said("B", "blocked", "2022-01-05", layer="apps"),
        said("C", "blocked", "2022-01-05", layer="mobile"),
    )
    assert [(one.id, one.service, one.networks) for one in told] == [
        ("B", Service.SIGN, ()),
        ("C", Service.DARK, (NetworkKind.MOBILE,)),
    ]


def test_the_observer_is_the_speaker_else_who_published_the_source_of_its_kind() -> None:
    sources = {
        "s": [Source(key="s", item=ITEM, row=2, publisher="The Courier", kind="media")],
        "t": [Source(key="t", item=ITEM, row=3, publisher="Probes", kind="measurement")],
    }
    named = said("A", "down", "2022-01-05", cited=("s",), speakers=(Link(name="J. Doe", side=Side.OFFICIAL),))
    shown = said("B", "down", "2022-01-05", cited=("s", "t"), observer_kind="measurement")
    bare = said("C", "down", "2022-01-05", cited=("x",))
    told = {one.id: one for one in fused(named, shown, bare, sources=sources)}
    assert (told["A"].observer, told["A"].side) == ("J. Doe", Side.OFFICIAL)
    assert (told["B"].observer, told["C"].observer) == ("Probes", "x")


def test_an_outage_of_a_series_is_a_spell_and_so_is_the_service_around_it() -> None:
    spells = spells_of_series([("item", detected(slice(900, 930)))], places=places())
    assert [one.service for one in spells] == [Service.UP, Service.DARK, Service.UP]
    before, dark, after = spells
    start = at("01-01T00:00") + 900 * TEN
    assert dark.start[0] is not None and dark.start[0] <= start <= (dark.start[1] or 0)
    assert (before.end, after.start) == (dark.start, dark.end)
    assert {(one.place, one.networks, one.observer) for one in spells} == {("vale", (NetworkKind.ALL,), "bgp")}


def test_a_gap_is_neither_dark_nor_service() -> None:
    whole = spells_of_series([("item", detected(slice(900, 930)))], places=places())
    holed = spells_of_series([("item", detected(slice(900, 930), slice(300, 400)))], places=places())
    assert [one.service for one in holed].count(Service.DARK) == 1
    gone = at("01-01T00:00") + 350 * TEN

    def covers(one: Spell) -> bool:
        return (one.start[1] or 0) <= gone <= (one.end[0] or 0)

    assert any(map(covers, whole)) and not any(map(covers, holed))


def test_an_entity_is_a_place_by_code_or_name_else_a_network_of_its_parent() -> None:
    assert place_of("VALE", "", places()) == ("vale", "")
    assert place_of("Upper Vale", "", places()) == ("upper", "")
    assert place_of("AS64500", "vale", places()) == ("vale", "AS64500")
    assert place_of("AS64500", "", places()) == ("", "AS64500")


def test_a_statement_without_times_has_open_edges() -> None:
    (one,) = fused(said("A", "degraded"))
    assert (one.start, one.end, one.at) == (OPEN, OPEN, None)
