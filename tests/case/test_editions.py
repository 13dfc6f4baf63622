"""Editions: which item is the next issue of which."""

import io

import pytest

from aigaq.case import verify
from aigaq.case.editions import editions, later, record_edition
from aigaq.errors import UsageError
from tests.case.conftest import Made


def test_editions_are_logged_and_found(made: Made) -> None:
    case = made.open()
    with case.writing() as batch:
        old, new = (batch.add(io.BytesIO(data)).item for data in (b"one", b"two"))
    assert editions(case) == {}
    with case.writing() as batch:
        record_edition(batch, old, new)
    assert editions(made.open()) == {old: new}
    assert verify(case.path).exit_code == 0


def test_an_edition_has_other_bytes(made: Made) -> None:
    case = made.open()
    with case.writing() as batch:
        item = batch.add(io.BytesIO(b"one")).item
    with pytest.raises(UsageError), case.writing() as batch:
        record_edition(batch, item, item)


def test_later_ones() -> None:
    assert later("a", {"a": "b", "b": "c"}) == ("b", "c")
    assert later("c", {"a": "b", "b": "c"}) == ()
    assert later("a", {"a": "b", "b": "a"}) == ("b",)
