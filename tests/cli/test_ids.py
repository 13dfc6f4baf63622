"""Short ids name one thing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.cli.ids import DIGITS, Ids

HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
ALIKE = st.builds(lambda head, tail: "a" * head + tail[head:], st.integers(0, 63), HEX)


@given(st.sets(HEX | ALIKE, min_size=1, max_size=40))
def test_a_short_id_names_one_thing(known: set[str]) -> None:
    ids = Ids(sorted(known))
    for one in known:
        short = ids.short(one)
        assert len(short) >= DIGITS
        assert [other for other in known if other.startswith(short)] == [one]


def test_no_longer_than_needed() -> None:
    assert Ids(["0" * 64, "1" * 64]).short("1" * 64) == "1" * DIGITS
    assert Ids(["a" * 10 + "0" * 54, "a" * 10 + "1" * 54]).short("a" * 10 + "1" * 54) == "a" * 10 + "1"
