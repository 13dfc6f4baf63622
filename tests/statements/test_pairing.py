"""Decisions on rows of lists: what is written reads back, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.statements import decode_decision
from aigaq.statements.pairing import (
    OF_FATES,
    OF_PAIRS,
    FateDecision,
    OnRows,
    PairDecision,
    RowSeen,
    decode_on_rows,
    encode_on_rows,
    pair_of,
)
from aigaq.statements.persons import Fate

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
ROWS = st.builds(RowSeen, list=TEXT, key=TEXT, item=TEXT, cells=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple))
DECISIONS: st.SearchStrategy[OnRows] = st.one_of(
    st.builds(
        PairDecision, verdict=st.sampled_from(OF_PAIRS), one=ROWS, other=ROWS, reason=TEXT, person=st.none() | TEXT
    ),
    st.builds(
        FateDecision,
        verdict=st.sampled_from(OF_FATES),
        row=ROWS,
        status=st.sampled_from(Fate),
        reason=TEXT,
        person=st.none() | TEXT,
    ),
)


@given(DECISIONS)
def test_round_trip(decision: OnRows) -> None:
    payload = encode_on_rows(decision)
    assert decode_on_rows(payload) == decision
    with pytest.raises(FormatError):
        decode_decision(payload)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'{"on":"pair"}',
        b'{"on":"house","verdict":"same"}',
        b'{"on":"pair","verdict":"accept","one":{"list":"a","key":"1","item":"x"},"other":{"list":"b","key":"1","item":"x"}}',
        b'{"on":"fate","verdict":"same","row":{"list":"a","key":"1","item":"x"},"status":"dead"}',
        b'{"on":"pair","verdict":"same","one":{"list":"a","key":"1","item":"x"},"other":{"list":"b","key":"1","item":"x"},"more":1}',
        b"\xff",
    ],
)
def test_what_is_none_is_refused(payload: bytes) -> None:
    with pytest.raises(FormatError):
        decode_on_rows(payload)


def test_a_pair_has_one_order() -> None:
    a, b = RowSeen(list="a", key="2", item="x"), RowSeen(list="a", key="10", item="y")
    assert pair_of(a, b) == pair_of(b, a) == (b, a)
