"""Places are found again in the text of another extractor, and never guessed."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.statements import CellAnchor, Designation, Hedge, Link, TextAnchor, TextSpan, make_anchor
from aigaq.statements.places import NO_TEXT, Place, Texts, locate, moved
from tests.statements.making import ITEM, figure, text_span

TEXT = "On Monday 12 people died in the town.\nOn Tuesday 30 people died in the town, the ministry said."


def texts(text: str, part: str = "text") -> Texts:
    return Texts((part,), lambda name: text)


def anchor_of(text: str, exact: str, nth: int = 0) -> TextAnchor:
    start = [found.start() for found in re.finditer(re.escape(exact), text)][nth]
    here = Designation(item=ITEM, span=text_span(exact, start), words="w")
    anchor = make_anchor(here, lambda part, first, last: text[max(0, first) : last])
    assert isinstance(anchor, TextAnchor)
    return anchor


def quote(place: Place | None, text: str) -> str | None:
    return None if place is None else text[place.start : place.end]


def test_the_same_text_gives_the_same_place() -> None:
    start = TEXT.index("30")
    assert locate(anchor_of(TEXT, "30"), texts(TEXT)) == Place("text", start, start + 2)


@given(st.text(alphabet="ab1 \n", min_size=1, max_size=120), st.data())
def test_every_place_of_a_text_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    here = Designation(item=ITEM, span=text_span(text[start:end], start), words="w")
    anchor = make_anchor(here, lambda part, first, last: text[max(0, first) : last])
    assert locate(anchor, texts(text)) == Place("text", start, end)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", " "),
        lambda text: text.replace(" ", "\n\n  "),
        lambda text: text.replace(" ", ""),
        lambda text: text.replace("people", "peo\u00adple"),
        lambda text: f"A title that was not there before.\n\n{text}\nA foot.",
        lambda text: text.replace("On Monday 12 people died in the town.", "[cut]"),
        lambda text: text[text.index("On Tuesday") :],
    ],
)
def test_another_extractor(change: object) -> None:
    assert callable(change)
    text = change(TEXT)
    place = locate(anchor_of(TEXT, "30"), texts(text, "page 1"))
    assert quote(place, text) == "30"


def test_with_less_around_it() -> None:
    text = TEXT.replace("the ministry said", "a spokesman told us").replace("On Monday", "On Sunday")
    assert quote(locate(anchor_of(TEXT, "30"), texts(text)), text) == "30"


def test_what_is_gone_is_nowhere() -> None:
    assert locate(anchor_of(TEXT, "30"), texts("Nothing of it. 30 days on.")) is None
    assert locate(anchor_of(TEXT, "30"), NO_TEXT) is None


def test_of_several_equal_places_none_is_chosen_unless_they_can_be_counted() -> None:
    three = ("x" * 40 + " 12 " + "x" * 40 + "\n") * 3
    anchor = anchor_of(three, "12", nth=1)
    assert anchor.nth == 1
    spread = three.replace(" 12 ", "  12  ")
    assert locate(anchor, texts(spread)) == Place("text", spread.index("12", 60), spread.index("12", 60) + 2)
    assert locate(anchor, texts(spread, "page 1")) is None


def test_a_cell_is_its_own_place() -> None:
    anchor = CellAnchor(item=ITEM, sheet="figures", key="F001", column="value")
    assert locate(anchor, NO_TEXT) == Place("figures", cell=("F001", "value"), item=ITEM)


def at(text: str, words: str) -> TextSpan:
    return text_span(words, text.index(words))


def test_all_spans_move_with_the_place() -> None:
    speaker = Link(name="ministry", span=at(TEXT, "the ministry"))
    hedge = Hedge(type="doubt", span=at(TEXT, "said"), hedged=at(TEXT, "people died"))
    whole = at(TEXT, "30 people died in the town")
    told = figure(30, start=TEXT.index("30"), span=whole, speakers=(speaker,))
    text = "A title.\n\n" + TEXT.replace("died in", "died\n in")
    place = locate(anchor_of(TEXT, "30"), texts(text, "page 1"))
    after = moved(told, place, texts(text, "page 1"))
    spans: list[Any] = [after.span, getattr(after, "num", None), after.speakers[0].span]
    assert [(one.part, text[one.start : one.end] == one.quote) for one in spans] == [("page 1", True)] * 3
    assert spans[0].quote == "30 people died\n in the town"
    hedged = moved(
        Designation(item=ITEM, span=at(TEXT, "30"), words="w", hedges=(hedge,)), place, texts(text, "page 1")
    )
    span: Any = hedged.hedges[0].span
    assert (span.quote, span.start) == ("said", text.index("said"))


def test_what_cannot_move_whole_stays_as_decided() -> None:
    told = figure(30, start=TEXT.index("30"), span=at(TEXT, "30 people died in the town"))
    text = TEXT.replace("30 people died in the town", "30 died")
    place = Place("text", text.index("30"), text.index("30") + 2)
    assert moved(told, place, texts(text)) == told
    assert moved(told, None, texts(text)) == told
