"""The standing rule: what a withdrawal reaches, as of when, and that order never matters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.statements import (
    AnyStatement,
    CellSpan,
    Dated,
    Designation,
    Link,
    Standing,
    Target,
    Withdrawal,
    became,
    row_id,
    standing,
)
from tests.statements.making import ITEM, figure, statements, text_span

DEAD = figure(164, start=40, places=("kz",), said=Dated("2022-01-09"))
IN_TOWN = figure(103, start=80, places=("almaty",), said=Dated("2022-01-09"))
OTHERS = figure(164, start=120, speaker="The Example", places=("kz",))


def taken_back(target: Target, becomes: Standing = Standing.WITHDRAWN, **fields: Any) -> Withdrawal:
    span = text_span("removed", 300)
    return Withdrawal(**{"item": ITEM, "span": span, "becomes": becomes, "target": target, **fields})


def reached(withdrawal: Withdrawal, *among: AnyStatement, as_of: str | None = None) -> list[AnyStatement]:
    judged = standing([withdrawal, *among], as_of)
    return [one for one in among if judged[row_id(one)] is not Standing.STANDING]


@pytest.mark.parametrize(
    ("target", "reaches"),
    [
        (Target(), []),
        (Target(speaker="Interior Ministry"), [DEAD, IN_TOWN]),
        (Target(speaker="interior ministry"), [DEAD, IN_TOWN]),
        (Target(speaker="Ministry"), []),
        (Target(low=164), [DEAD, OTHERS]),
        (Target(low=164, high=164), [DEAD, OTHERS]),
        (Target(high=103), [IN_TOWN]),
        (Target(low=164, speaker="Interior Ministry"), [DEAD]),
        (Target(places=("almaty",)), [IN_TOWN]),
        (Target(places=("almaty", "kz")), []),
        (Target(measure="killed"), [DEAD, IN_TOWN, OTHERS]),
        (Target(measure="injured"), []),
        (Target(span=text_span("164", 40)), [DEAD]),
        (Target(span=text_span("x" * 100, 30)), [DEAD, IN_TOWN, OTHERS]),
        (Target(span=text_span("16", 40)), []),
        (Target(span=text_span("164", 40), measure="injured"), []),
    ],
)
def test_what_a_target_reaches(target: Target, reaches: list[AnyStatement]) -> None:
    assert reached(taken_back(target), DEAD, IN_TOWN, OTHERS) == reaches


def test_a_wider_measure_reaches_the_narrower() -> None:
    in_hospital = figure(7, measure="hospitalised")
    assert reached(taken_back(Target(measure="injured", low=7)), in_hospital) == [in_hospital]
    assert reached(taken_back(Target(measure="hospitalised")), figure(7, measure="injured")) == []


def test_an_organisation_is_named_by_its_code() -> None:
    said = figure(9, speakers=(Link(name="a spokesman", org="prosecutors"),))
    assert reached(taken_back(Target(speaker="prosecutors")), said) == [said]


def test_a_span_reaches_only_its_own_item() -> None:
    elsewhere = figure(164, start=40, item="cd" * 32)
    assert reached(taken_back(Target(span=text_span("164", 40))), elsewhere) == []
    assert reached(taken_back(Target(low=164)), elsewhere) == [elsewhere]


def test_a_row_of_a_table() -> None:
    cells = [CellSpan(sheet="s", row=row, column="value_min", quote="8") for row in (2, 3)]
    rows = [figure(8, span=cell, num=cell, key=key) for cell, key in zip(cells, ("F1", "F2"), strict=True)]
    assert reached(taken_back(Target(key="F2")), *rows) == [rows[1]]
    assert reached(taken_back(Target(span=cells[0])), *rows) == [rows[0]]


def test_words_that_go_with_a_withdrawn_span_go_too() -> None:
    called = Designation(item=ITEM, span=text_span("bandits", 44), words="bandits")
    assert reached(taken_back(Target(span=text_span("164 bandits", 40))), DEAD, called) == [DEAD, called]
    assert reached(taken_back(Target(span=text_span("164 bandits", 40), measure="killed")), DEAD, called) == [DEAD]


def test_a_withdrawal_takes_no_withdrawal_back() -> None:
    first = taken_back(Target(low=164))
    second = taken_back(Target(span=text_span("removed it", 299)))
    assert reached(second, first) == []
    assert reached(first, second, DEAD) == [DEAD]


def test_saying_it_again_later_stands() -> None:
    again = figure(164, start=200, said=Dated("2022-01-20"))
    withdrawal = taken_back(Target(low=164), time="../2022-01-10")
    assert reached(withdrawal, DEAD, again) == [DEAD]
    by_span = taken_back(Target(span=again.num), time="../2022-01-10")
    assert reached(by_span, again) == [again]


@pytest.mark.parametrize(
    ("fields", "as_of", "counts"),
    [
        ({"time": "2022-01-10"}, "2022-01-09", False),
        ({"time": "2022-01-10"}, "2022-01-10", True),
        ({"time": "2022-01-10"}, "2022-01", True),
        ({"time": "../2022-01-12"}, "2022-01-11", False),
        ({"time": "../2022-01-12"}, "2022-01-12", True),
        ({"time": "2022-01-09/2022-01-12"}, "2022-01-10", False),
        ({"time": "2022-01-12/.."}, "2022-02-01", False),
        ({"time": "2022-01-12/..", "said": Dated("2022-01-19")}, "2022-01-19", True),
        ({"said": Dated("2022-01-19")}, "2022-01-18", False),
        ({"said": Dated("2022-01-19")}, "2022-01-19", True),
        ({"time": "2022-01-30", "said": Dated("2022-01-19")}, "2022-01-19", True),
        ({}, "2030", False),
        ({}, "2022/..", True),
        ({"time": "long ago"}, "2030", False),
        ({}, None, True),
    ],
)
def test_as_of(fields: dict[str, Any], as_of: str | None, counts: bool) -> None:
    undated = figure(164, start=40)
    assert (reached(taken_back(Target(low=164), **fields), undated, as_of=as_of) == [undated]) is counts


def test_as_of_is_a_date() -> None:
    with pytest.raises(FormatError):
        standing([DEAD], as_of="last week")


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (Standing.SUPERSEDED, Standing.WITHDRAWN, Standing.WITHDRAWN),
        (Standing.DISOWNED, Standing.WITHDRAWN, Standing.DISOWNED),
        (Standing.CORRECTED, Standing.SUPERSEDED, Standing.CORRECTED),
        (Standing.DENIED, Standing.CORRECTED, Standing.DENIED),
        (Standing.STANDING, Standing.SUPERSEDED, Standing.SUPERSEDED),
        (Standing.STANDING, Standing.STANDING, Standing.STANDING),
    ],
)
def test_the_gravest_tells(first: Standing, second: Standing, left: Standing) -> None:
    withdrawals = [taken_back(Target(low=164), becomes) for becomes in (first, second)]
    assert standing([DEAD, *withdrawals])[row_id(DEAD)] is left


def test_what_led_to_it() -> None:
    new = figure(225, start=500)
    withdrawal = taken_back(Target(low=164), Standing.SUPERSEDED, replaced_by=Target(low=225, measure="killed"))
    judged = became([withdrawal, DEAD, IN_TOWN, new])
    assert judged[row_id(DEAD)].by == (row_id(withdrawal),)
    assert judged[row_id(DEAD)].replaced_by == (row_id(new),)
    assert judged[row_id(withdrawal)].targets == (row_id(DEAD),)
    assert judged[row_id(IN_TOWN)].by == ()
    assert judged[row_id(new)].standing is Standing.STANDING


@given(st.lists(statements(), max_size=8), st.randoms(use_true_random=False))
def test_order_does_not_matter(said: list[AnyStatement], random: Any) -> None:
    mixed = [*said, DEAD, IN_TOWN, taken_back(Target(low=164), replaced_by=Target(low=103))]
    judged = became(mixed)
    random.shuffle(mixed)
    assert became(mixed) == judged
    assert set(judged) == {row_id(one) for one in mixed}
