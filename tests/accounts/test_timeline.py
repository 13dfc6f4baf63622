"""Events and the network as known on a day, and rows that restate another."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts import timeline
from aigaq.accounts.timeline import fold
from aigaq.statements import Dated, Source, row_id
from aigaq.values import parse_when
from tests.accounts.making import OTHER, event, figure, spell, stored

MAIN = spell("2022-01-05T10:30Z", "N04")
DETAIL = spell("2022-01-05T10:30Z", "D10", "N04", item=OTHER)
ALONE = spell("2022-01-05T11:32Z", "D16", item=OTHER)


def test_a_row_that_restates_another_is_its_detail_and_counts_once() -> None:
    with stored([MAIN, DETAIL, ALONE]) as store:
        made = timeline(store)
    assert [one.row for one in made.network] == [row_id(MAIN), row_id(ALONE)]
    assert [one.row for one in made.network[0].details] == [row_id(DETAIL)]
    assert made.not_folded == ()


def test_a_detail_stands_for_itself_before_its_main_row_is_known() -> None:
    main, detail = (
        spell("2022-01-05T10:30Z", "N04", said=Dated("2022-01-20")),
        spell("2022-01-05T10:30Z", "D10", "N04", item=OTHER, said=Dated("2022-01-06")),
    )
    with stored([main, detail]) as store:
        early, late = (timeline(store, as_known_on=parse_when(day)) for day in ("2022-01-10", "2022-01-20"))
    assert ([one.row for one in early.network], early.not_folded) == ([row_id(detail)], (row_id(detail),))
    assert ([one.row for one in late.network], late.not_folded) == ([row_id(main)], ())


def test_what_cannot_be_folded_is_named() -> None:
    rows = {
        "a": spell("2022-01-05", "N1"),
        "b": spell("2022-01-05", "N1"),
        "c": spell("2022-01-05", "D1", "N1"),
        "d": spell("2022-01-05", "D2", "N9"),
        "e": spell("2022-01-05", "D3", "D4"),
        "f": spell("2022-01-05", "D4", "D3"),
        "g": spell("2022-01-05", "D5", "D5"),
        "h": spell("2022-01-05", "D6", "D7"),
        "i": spell("2022-01-05", "D7", "N8"),
        "j": spell("2022-01-05", "N8"),
    }
    assert fold(rows) == ({"h": "j", "i": "j"}, ("c", "d", "e", "f", "g"))


@given(st.lists(st.sampled_from(["", "k0", "k1", "k2", "k3", "k4"]), max_size=5), st.randoms(use_true_random=False))
def test_folding_loses_no_row_and_has_no_order(names: list[str], random: Any) -> None:
    rows = {f"r{n}": spell("2022-01-05", f"k{n}", same or None) for n, same in enumerate(names)}
    mains, alone = fold(rows)
    assert not set(mains) & set(mains.values())
    assert set(mains) | set(alone) == {row for row, one in rows.items() if one.same_as}
    mixed = list(rows.items())
    random.shuffle(mixed)
    assert fold(dict(mixed)) == (mains, alone)


def test_events_by_time_and_undated_ones_last() -> None:
    times = [None, "2022-01-05T17:00+06:00", "2022-01-05T10:00Z", "2022-01-02"]
    with stored([event(time, str(time)) for time in times]) as store:
        made = timeline(store)
    assert [one.statement.time for one in made.events] == [times[3], times[2], times[1], None]


def test_events_are_known_when_their_sources_were_published() -> None:
    march = event("2022-01-02", cited=("s",))
    sources = [Source(key="s", item=OTHER, row=2, published=Dated("2022-01-15"))]
    with stored([march, figure(1, "2022-01")], sources=sources) as store:
        before, after = (timeline(store, as_known_on=parse_when(day)) for day in ("2022-01-14", "2022-01-15"))
    assert (before.events, before.tally.known) == ((), 0)
    assert [(one.row, one.known, one.dated.value) for one in after.events] == [(row_id(march), "2022-01-15", "cited")]
