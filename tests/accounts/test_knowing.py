"""From which day a statement was known: only where it is certain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aigaq.accounts import DatedBy, Reading
from aigaq.accounts.knowing import Dating, dating, reading_of
from aigaq.errors import UsageError
from aigaq.statements import AnyStatement, DateBasis, Dated, Source, Target
from tests.accounts.making import ITEM, OTHER, event, figure, spell, taken_back

TAKEN = date(2024, 3, 1)


def source(key: str, published: str | None, item: str = OTHER) -> Source:
    return Source(key=key, item=item, row=2, published=None if published is None else Dated(published, DateBasis.SHOWN))


def dated(statement: AnyStatement, *sources: Source) -> Dating:
    by_key: dict[str, tuple[Source, ...]] = {}
    for one in sources:
        by_key[one.key] = (*by_key.get(one.key, ()), one)
    return dating(statement, TAKEN, by_key)


@pytest.mark.parametrize(
    ("said", "known", "by"),
    [
        ("2022-01-09", "2022-01-09", DatedBy.SAID),
        ("2022-01-09T19:31Z", "2022-01-09", DatedBy.SAID),
        ("2022-01", "2022-01-31", DatedBy.SAID),
        ("2022-01-09/2022-01-12", "2022-01-12", DatedBy.SAID),
        ("../2022-01-12", "2022-01-12", DatedBy.SAID),
        ("2022-01-12/..", "2024-03-01", DatedBy.SAID),
        ("2024", "2024-03-01", DatedBy.SAID),
        ("2025-01-01", "2025-01-01", DatedBy.SAID),
        ("no date", "2024-03-01", DatedBy.TAKEN),
        (None, "2024-03-01", DatedBy.TAKEN),
    ],
)
def test_the_day_from_which_it_certainly_had_been_said(said: str | None, known: str, by: DatedBy) -> None:
    found = dated(figure(1, said))
    assert (str(found.known), found.by) == (known, by)


def test_the_first_day_on_which_it_may_have_been_said() -> None:
    assert dated(figure(1, "2022-01")).first == date(2022, 1, 1)
    assert dated(figure(1, "../2022-01-12")).first is None
    assert dated(figure(1)).first is None


@pytest.mark.parametrize(
    ("statement", "known"),
    [
        (event("2022-01-02", cited=("s1", "s2")), "2022-01-10"),
        (event("2022-01-02", cited=("s2",)), "2022-01-31"),
        (event("2022-01-02", cited=("s3",)), "2024-03-01"),
        (event("2022-01-02", cited=("nobody defines it",)), "2024-03-01"),
        (event("2022-01-20", cited=("s1",)), "2022-01-20"),
        (spell("2022-01-05T10:30Z", cited=("s1",)), "2022-01-10"),
        (spell("2022-01-15T10:30Z", cited=("s1",)), "2022-01-15"),
        (figure(1, as_of="2022-01-12", cited=("s1",)), "2022-01-12"),
        (figure(1, "2022-01-05", cited=("s1",)), "2022-01-05"),
    ],
)
def test_what_is_undated_has_the_date_of_its_earliest_source(statement: AnyStatement, known: str) -> None:
    found = dated(statement, source("s1", "2022-01-10"), source("s2", "2022-01"), source("s3", None))
    assert str(found.known) == known


def test_of_two_tables_that_define_a_key_its_own_goes_first_else_the_later() -> None:
    early, late, own = source("s", "2022-01-10"), source("s", "2022-02-10", "c3" * 32), source("s", "2022-03-10", ITEM)
    assert str(dated(event(None, cited=("s",)), early, late).known) == "2022-02-10"
    assert str(dated(event(None, cited=("s",)), early, late, own).known) == "2022-03-10"


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"time": "2022-01-09"}, "2022-01-09"),
        ({"time": "../2022-01-12"}, "2022-01-12"),
        ({"time": "../2022-02-12", "said": Dated("2022-01-20")}, "2022-01-20"),
        ({"time": "2022-01-12/.."}, "2024-03-01"),
        ({"cited": ("s1",)}, "2024-03-01"),
    ],
)
def test_a_withdrawal_counts_as_the_rule_of_standing_counts_it(fields: dict[str, Any], known: str) -> None:
    assert str(dated(taken_back(Target(low=1), **fields), source("s1", "2022-01-01")).known) == known


def test_readings() -> None:
    assert reading_of("held") is Reading.HELD
    with pytest.raises(UsageError, match="cannot be asked"):
        reading_of("provable")
    with pytest.raises(UsageError, match="no such reading"):
        reading_of("believed")
