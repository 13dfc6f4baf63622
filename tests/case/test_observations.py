"""Observations: their blob goes both ways, no word of it stands in the log, and what cannot be is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.adding.thoughts import undo
from aigaq.case.log.descriptions import new_salt
from aigaq.case.log.vocabulary import Notice, Outcome
from aigaq.case.observations import Seen, decode_seen, encode_seen, observations, observe
from aigaq.errors import Error, FormatError, NotFound, UsageError
from tests.case.conftest import Made, add

SEEN = Seen(locator="https://news.example/1", interval="2031-03-01T10:00+06:00", observer="An Invented Reader")
TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)


@given(TEXT, TEXT, st.sampled_from(["2031", "2031-03-01/..", "2031-03-01T10:00Z"]), st.sampled_from([None, *Notice]))
def test_the_blob_goes_both_ways(locator: str, observer: str, interval: str, notice: Notice | None) -> None:
    seen = Seen(locator=locator, observer=observer, interval=interval, notice=notice)
    blob = encode_seen(seen, new_salt())
    assert decode_seen(blob) == seen
    read = json.loads(blob)
    assert json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == blob
    assert len(read["salt"]) == 32


@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_else(blob: bytes) -> None:
    try:
        decode_seen(blob)
    except Error:
        return
    assert json.loads(blob)["locator"] is not None


@pytest.mark.parametrize(
    "blob",
    [b'{"interval":"2031","locator":"x"}', b'{"interval":"soon","locator":"x","observer":"y"}', b"[]",
     b'{"interval":"2031","locator":"x","observer":1}'],
)  # fmt: skip
def test_what_is_no_observation(blob: bytes) -> None:
    with pytest.raises(FormatError):
        decode_seen(blob)


def test_fields_of_a_newer_aigaq_are_skipped() -> None:
    assert decode_seen(b'{"interval":"2031","locator":"x","new":1,"observer":"y","salt":"z"}').locator == "x"


def test_it_is_logged_read_and_undone(made: Made) -> None:
    case = made.open()
    (item,) = add(case, b"a picture")
    with case.writing() as batch:
        seen = Seen(locator=SEEN.locator, interval=SEEN.interval, observer=SEEN.observer, notice="account_gone")
        first = observe(batch, seen, outcome=Outcome.ANSWERED, code=404, evidence=item)
        second = observe(batch, SEEN, outcome=Outcome.DNS)
    read, lost = observations(made.open())
    found = {one.entry: one for one in read}
    assert (set(found), lost) == ({first, second}, ())
    assert (found[first].notice, found[first].code, found[first].evidence) == (Notice.ACCOUNT_GONE, 404, item)
    assert (found[second].outcome, found[second].notice, found[second].method) == (Outcome.DNS, None, "told")
    raw = b"".join(view.raw for view in case.entries())
    assert b"example" not in raw and b"Reader" not in raw and b"account" not in raw
    with case.writing() as batch:
        undo(batch, [second])
    assert [one.entry for one in observations(case)[0]] == [first]


def test_a_blob_that_is_not_here_is_said(made: Made) -> None:
    case = made.open()
    with case.writing() as batch:
        entry = observe(batch, SEEN, outcome=Outcome.ANSWERED)
    blob = next(view.fields["seen"] for view in case.entries() if view.kind == "observe")
    (made.path / "blobs" / "sha256" / blob[:2] / blob).unlink()
    assert observations(made.open()) == ((), (entry,))


@pytest.mark.parametrize("outcome", [Outcome.DNS, Outcome.TCP, Outcome.TLS, Outcome.TIMEOUT])
def test_where_no_page_came_there_is_no_code_and_no_notice(made: Made, outcome: Outcome) -> None:
    noticed = Seen(locator="x", interval="2031", observer="y", notice="deleted")
    with pytest.raises(UsageError), made.open().writing() as batch:
        observe(batch, SEEN, outcome=outcome, code=404)
    with pytest.raises(UsageError), made.open().writing() as batch:
        observe(batch, noticed, outcome=outcome)


def test_what_is_refused_logs_nothing(made: Made) -> None:
    case = made.open()
    before = len(list(case.entries()))
    for seen, told, error in (
        (SEEN, {"outcome": Outcome.UNKNOWN}, UsageError),
        (SEEN, {"outcome": Outcome.ANSWERED, "code": 99}, UsageError),
        (SEEN, {"outcome": Outcome.ANSWERED, "evidence": "f" * 64}, NotFound),
        (Seen(locator=" ", interval="2031", observer="x"), {"outcome": Outcome.ANSWERED}, FormatError),
        (Seen(locator="x", interval="2031", observer=""), {"outcome": Outcome.ANSWERED}, FormatError),
        (Seen(locator="x", interval="soon", observer="y"), {"outcome": Outcome.ANSWERED}, FormatError),
        (Seen(locator="\ud800", interval="2031", observer="y"), {"outcome": Outcome.ANSWERED}, FormatError),
        (Seen(locator="x", interval="2031", observer="y", notice="odd"), {"outcome": Outcome.ANSWERED}, UsageError),
    ):
        with pytest.raises(error), case.writing() as batch:
            observe(batch, seen, **told)
    assert len(list(made.open().entries())) == before
