"""Anchors bind to exactly one statement or to none, whatever a better reader adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import UsageError
from aigaq.statements import CellSpan, Claim, Designation, RegionSpan, TextAnchor, bind, make_anchor
from aigaq.statements.anchors import CONTEXT, Slice
from tests.statements.making import ITEM, figure, text_span


def reader(text: str) -> Slice:
    def part(name: str, start: int, end: int) -> str:
        return text[max(0, start) : max(0, end)] if name == "text" else ""

    return part


TEXT = "On Monday 12 people died in the town. On Monday 12 people died in the town. Then 12 more were hurt."


def test_what_an_anchor_holds() -> None:
    start = TEXT.index("12", 20)
    second = figure(12, start=start)
    anchor = make_anchor(second, reader(TEXT))
    assert anchor == TextAnchor(
        item=ITEM,
        part="text",
        kind="figure",
        exact="12",
        prefix=TEXT[start - 32 : start],
        suffix=TEXT[start + 2 : start + 34],
        nth=0,
    )


def test_equal_places_are_told_apart_by_their_number() -> None:
    text = "x" * 40 + "12" + "x" * 40
    text = text * 3
    places = [figure(12, start=40 + 82 * nth) for nth in range(3)]
    anchors = [make_anchor(place, reader(text)) for place in places]
    assert [getattr(anchor, "nth", None) for anchor in anchors] == [0, 1, 2]
    assert [bind(anchor, places, reader(text)) for anchor in anchors] == places
    # A reader that misses the first place still binds the others to their own.
    assert bind(anchors[2], places[1:], reader(text)) == places[2]
    assert bind(anchors[0], places[1:], reader(text)) is None


def test_none_or_several_is_unbound() -> None:
    one = figure(12, start=10)
    anchor = make_anchor(one, reader(TEXT))
    assert bind(anchor, [], reader(TEXT)) is None
    assert bind(anchor, [figure(12, start=10, measure="injured"), one], reader(TEXT)) is None
    assert bind(anchor, [figure(12, start=10, item="cd" * 32)], reader(TEXT)) is None
    assert bind(anchor, [Claim(item=ITEM, span=text_span("12", 10), what="x")], reader(TEXT)) is None
    assert bind(anchor, [one], reader(TEXT.replace("Monday", "Sunday"))) is None


def test_an_amended_reading_of_the_same_place_binds() -> None:
    anchor = make_anchor(figure(12, start=10), reader(TEXT))
    better = figure(12, start=10, measure="injured", span=text_span(TEXT[:37], 0))
    assert bind(anchor, [better, figure(12, start=48)], reader(TEXT)) == better


def test_rows_bind_by_key_when_the_table_is_sorted() -> None:
    before = CellSpan(sheet="figures", row=7, column="value_min", quote="8")
    after = CellSpan(sheet="figures", row=2, column="value_min", quote="8")
    row = figure(8, span=before, num=before, key="F001")
    anchor = make_anchor(row, reader(""))
    moved = figure(8, span=after, num=after, key="F001")
    assert bind(anchor, [moved, figure(8, span=before, num=before, key="F002")], reader("")) == moved
    assert bind(anchor, [moved, moved], reader("")) is None


@pytest.mark.parametrize(
    "span", [RegionSpan(page=1, box=(0, 0, 1, 1)), CellSpan(sheet="s", row=1, column="c", quote="")]
)
def test_other_places_have_no_anchor(span: RegionSpan | CellSpan) -> None:
    with pytest.raises(UsageError, match="needs a place"):
        make_anchor(Designation(item=ITEM, span=span, words="x"), reader(""))


@given(st.text(alphabet="ab1 ", min_size=1, max_size=120), st.data())
def test_an_anchor_binds_to_its_own_statement(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    here = Designation(item=ITEM, span=text_span(text[start:end], start), words="w")
    everywhere = [
        Designation(item=ITEM, span=text_span(text[at : at + end - start], at), words="w")
        for at in range(len(text) - (end - start) + 1)
    ]
    anchor = make_anchor(here, reader(text))
    assert bind(anchor, everywhere, reader(text)) == here
    assert isinstance(anchor, TextAnchor)
    assert len(anchor.prefix) <= CONTEXT and len(anchor.suffix) <= CONTEXT
