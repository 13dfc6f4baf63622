"""What a word on the command line names."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aigaq.case import Case, Description, Keystore
from aigaq.case.adding import thoughts
from aigaq.case.log.vocabulary import Outcome
from aigaq.case.observations import Seen, observe
from aigaq.cli.naming import thing
from aigaq.errors import NotFound


@pytest.fixture
def case(tmp_path: Path) -> Case:
    case = Case.create(tmp_path / "case", title="Invented", keys=Keystore(tmp_path / "keys"))
    with case.writing() as batch:
        batch.add(io.BytesIO(b"invented"), description=Description(locator="https://news.example/held"))
    return case


def test_items_entries_and_batches_by_their_beginnings(case: Case) -> None:
    (item,) = case.items()
    (one,) = item.acquired
    assert thing(case, None, item.sha256[:10].upper()) == ("item", item.sha256)
    assert thing(case, None, one.entry[:10]) == ("entry", one.entry)
    assert thing(case, None, one.batch[:10]) == ("batch", one.batch)


def test_locators_as_they_were_observed_or_described(case: Case) -> None:
    with pytest.raises(NotFound):
        thing(case, None, "https://news.example/seen")
    with case.writing() as batch:
        seen = Seen(locator="http://News.example/seen/", interval="2031-03-01", observer="A. Reader")
        entry = observe(batch, seen, outcome=Outcome.ANSWERED)
    assert thing(case, None, "https://news.example/seen") == ("locator", "https://news.example/seen")
    assert thing(case, None, "https://news.example/held")[0] == "locator"
    with case.writing() as batch:
        thoughts.undo(batch, [entry])
    with pytest.raises(NotFound):
        thing(case, None, "https://news.example/seen")


@pytest.mark.parametrize("text", ["ffffffffff", "fff", "", "https://", "nowhere"])
def test_nothing(case: Case, text: str) -> None:
    with pytest.raises(NotFound):
        thing(case, None, text)


def test_more_than_one_thing_is_named(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = case.items()
    monkeypatch.setattr(thoughts, "batches_from", lambda index, short: (item.sha256[:32],))
    with pytest.raises(NotFound, match="more than one"):
        thing(case, None, item.sha256[:8])
