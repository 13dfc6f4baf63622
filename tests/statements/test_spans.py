"""Spans: their JSON has a `type`, no `kind`, and refuses fields it does not know."""

import msgspec
import pytest
from hypothesis import given

from aigaq.statements import CellSpan, InstantSpan, IntervalSpan, RegionSpan, Span, TextSpan
from tests.statements.making import of_record

SPANS = (TextSpan, CellSpan, InstantSpan, RegionSpan, IntervalSpan)


@pytest.mark.parametrize("kind", SPANS)
def test_tags(kind: type[msgspec.Struct]) -> None:
    @given(of_record(kind))
    def check(span: Span) -> None:
        data = msgspec.json.decode(msgspec.json.encode(span))
        assert data["type"] == kind.__struct_config__.tag
        assert "kind" not in data
        assert msgspec.json.decode(msgspec.json.encode(span), type=Span) == span
        with pytest.raises(msgspec.ValidationError, match="colour"):
            msgspec.convert({**data, "colour": "red"}, Span)

    check()


def test_an_instant_says_from_and_to() -> None:
    data = msgspec.json.decode(msgspec.json.encode(InstantSpan(series="bgp", start="2022-01-05", end="2022-01-06")))
    assert data == {"type": "instant", "series": "bgp", "from": "2022-01-05", "to": "2022-01-06"}
