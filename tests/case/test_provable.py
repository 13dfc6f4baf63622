"""By when an entry existed: the earliest stamp of any head that covers it, never tighter than what was said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.log.provable import Anchor, Claim, claimed, minute, provable
from aigaq.values import parse_when

LOG, OTHER = "a" * 64, "b" * 64
START = datetime(2022, 1, 5, 12, tzinfo=UTC)


def anchor(size: int, seconds: int, log: str = LOG) -> Anchor:
    return Anchor(START + timedelta(seconds=seconds), log, size, "0" * 64, "CN=Invented", 1, "f" * 64, "anchors/x")


def test_the_earliest_stamp_that_covers_the_entry_counts() -> None:
    anchors = [anchor(3, 60), anchor(9, 30), anchor(9, 90), anchor(20, 0, OTHER)]
    assert provable(LOG, 2, anchors).interval == "../2022-01-05T12:01Z"
    assert provable(LOG, 2, anchors).anchor == anchor(9, 30)
    assert provable(LOG, 3, anchors).anchor == anchor(9, 30)
    assert provable(LOG, 8, [anchor(3, 0), anchor(9, 90)]).anchor == anchor(9, 90)
    assert provable(LOG, 9, anchors).interval is None


def test_a_cosignature_is_a_claim_and_never_dates() -> None:
    claims = [Claim(1_641_384_000, LOG, 5, "x"), Claim(1, LOG, 2, "y"), Claim(5, OTHER, 9, "z")]
    found = provable(LOG, 3, [], claims)
    assert found.interval is None
    assert found.claims == (claims[0],)
    assert claimed(1_641_384_000) == "2022-01-05T12:00Z"
    assert claimed(1 << 62) == ""


@given(st.integers(0, 10**9), st.integers(0, 999_999))
def test_a_bound_is_never_made_tighter(seconds: int, micros: int) -> None:
    time = START + timedelta(seconds=seconds, microseconds=micros)
    written = datetime.strptime(minute(time), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    assert timedelta() <= written - time < timedelta(minutes=1)
    assert minute(time.astimezone(timezone(timedelta(hours=6)))) == minute(time)
    parse_when(f"../{minute(time)}")


def test_it_says_whose_word_it_is() -> None:
    said = anchor(3, 1).said
    assert "existed by 2022-01-05T12:01Z" in said
    assert "whose certificate you must judge: CN=Invented, serial 1, SHA-256 " + "f" * 64 in said
