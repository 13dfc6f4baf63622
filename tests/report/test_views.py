"""Cards: quote in context, chain, standing, decision and reading apart; hostile text goes nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigaq.report.views import Viewer, passages_of, span_words
from aigaq.report.words import words
from aigaq.statements import CellSpan, InstantSpan, IntervalSpan, RegionSpan, Standing, TextSpan, Withdrawal
from tests.report.conftest import viewer_of
from tests.report.made_up import BULLETIN, decided, material


def test_a_quote_stands_in_its_paragraph(viewer: Viewer) -> None:
    for said in viewer.material.said:
        card = viewer.card(said)
        span = said.statement.span
        assert isinstance(span, TextSpan) and card.passage is not None
        assert card.passage.quote == span.quote
        if said.statement.language == "en":
            assert card.passage.before + card.passage.quote + card.passage.after in BULLETIN


def test_a_text_that_does_not_hold_the_quote_is_no_context() -> None:
    whole = replace(material(), text=lambda item, part, start, end: "x" * 2000)
    assert set(passages_of(whole).values()) == {None}
    card = viewer_of(whole).card(whole.said[0])
    assert card.passage is not None and card.passage.before == "" and card.text_href is None


def test_withdrawal_and_withdrawn_lead_to_each_other(viewer: Viewer) -> None:
    back = next(said for said in viewer.material.said if isinstance(said.statement, Withdrawal))
    gone = next(said for said in viewer.material.said if said.standing is Standing.WITHDRAWN)
    assert [one.href for one in viewer.card(back).targets] == [viewer.card(gone).href]
    assert [one.href for one in viewer.card(gone).changed_by] == [viewer.card(back).href]
    assert viewer.card(gone).struck and not viewer.card(back).struck


def test_standing_and_decision_are_two_things() -> None:
    whole = decided(material(), "figure")
    card = viewer_of(whole).card(next(said for said in whole.said if said.standing is Standing.WITHDRAWN))
    assert (card.standing_word, card.decided, card.reading_word) == ("withdrawn by its speaker", True, "person")
    assert "by a person: reader-1" in card.makers and "figure.number-noun" in card.makers


def test_the_chain_runs_outwards_and_says_what_only_the_description_names(viewer: Viewer) -> None:
    card = next(card for card in map(viewer.card, viewer.material.said) if card.speaker == "a baker")
    assert [(link.name, link.side, link.described) for link in card.chain] == [
        ("a baker", "witness", False),
        ("The Example Bulletin", "media", True),
    ]


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (TextSpan(start=1000, end=1010, quote="x" * 10), "part text, characters 1,000 to 1,010"),
        (CellSpan(sheet="Dead", row=12, column="Name", quote="x"), "sheet Dead, row 12, column Name"),
        (InstantSpan(series="a", start="2031-03-04", end="2031-03-05"), "series a, 2031-03-04 to 2031-03-05"),
        (RegionSpan(page=3, box=(1, 2, 3, 4)), "page 3, box 1, 2, 3, 4"),
        (IntervalSpan(from_ms=1500, to_ms=2500), "recording, 1,500 to 2,500 ms"),
    ],
)
def test_every_kind_of_span_has_words(span: TextSpan, text: str) -> None:
    assert span_words(span, words("en")) == text
