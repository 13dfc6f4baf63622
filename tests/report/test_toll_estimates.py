"""An estimate on a page: no number without its assumption, every picture with its table, nothing where it is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from aigaq.report.toll_drawings import Heads
from aigaq.report.toll_estimates import MODELS, EstimateView, estimate_view
from aigaq.report.toll_facts import answer_in
from aigaq.report.words import words
from aigaq.toll.family import FamilyName
from aigaq.toll.wording import assumption
from tests.report.toll_made import AT_LEAST, bound_alone, endless, refused, told

EN = words("en")
HEADS = Heads("all who are counted", 76, ((100, "the mayor"),), 145)


def view(answer: dict[str, Any], language: str = "en") -> EstimateView:
    return estimate_view(answer_in(json.dumps(answer)), HEADS, words(language))


def test_a_refused_answer_has_reasons_and_overlaps_only() -> None:
    made = view(refused())
    assert made.refused and made.numbers is None
    assert made.overlap is not None and "p-box" in made.overlap.drawing
    assert [one.grave for one in made.reasons] == [True]


@pytest.mark.parametrize(("language", "number"), [("en", "8,888,881"), ("ru", "8\u00a0888\u00a0881")])
def test_a_bound_that_stands_alone_has_its_assumption(language: str, number: str) -> None:
    made = view(bound_alone("few_lists", observed=76), language)
    assert made.refused and made.numbers is None and made.bound is not None
    assert assumption(FamilyName.BOUNDS, language=language) == made.bound.assumption
    more, whole = made.bound.lines
    assert number in whole.value and words(language).number(AT_LEAST - 76) in more.value
    assert view(bound_alone("families_apart"), language).bound is None and view(told(), language).bound is None


def test_numbers_without_an_upper_end_say_so_in_words_and_pictures() -> None:
    numbers = view(endless()).numbers
    assert numbers is not None and numbers.left_out_drawing is not None
    log_linear, _, latent = numbers.families
    assert (log_linear.wide, log_linear.narrow) == ("120 and more, no upper end", "121 and more, no upper end")
    assert latent.wide == "118 to 210"
    assert "39 and more, no upper end" in numbers.lead
    assert "115 and more, no upper end" in numbers.lines[1].value
    assert numbers.left_out[0].wide == "80 and more, no upper end"
    assert numbers.settings[0].wide == "110 and more, no upper end"
    for drawing in (numbers.drawing, numbers.left_out_drawing):
        assert "no upper end" in drawing and "None" not in drawing


def test_every_family_stands_with_its_assumption_and_a_refused_one_without_a_number() -> None:
    numbers = view(told()).numbers
    assert numbers is not None
    assert len(numbers.families) == len(MODELS) and all(row.assumption for row in numbers.families)
    log_linear, graphs, latent = numbers.families
    assert (log_linear.median, log_linear.wide) == ("138", "120 to 165")
    assert (graphs.median, graphs.wide, graphs.narrow) == ("", "", "") and graphs.reasons[0].grave
    assert latent.reasons and numbers.latent_assumption == latent.assumption


def test_bounds_are_told_one_by_one_and_why_there_is_none() -> None:
    numbers = view(told()).numbers
    assert numbers is not None
    assert [row.value for row in numbers.bounds] == ["130", "none: nobody is on both, or on two", "160", "130", "190"]
    assert all(row.assumption for row in numbers.bounds)
    assert [row.spans for row in numbers.bounds] == [1] * 5


def test_rows_of_one_assumption_tell_it_once() -> None:
    answer = told()
    pairs = answer["families"]["bounds"]["chapman"]
    answer["families"]["bounds"]["chapman"] = pairs * 3
    numbers = view(answer).numbers
    assert numbers is not None and [row.spans for row in numbers.bounds] == [1, 3, 0, 0, 1, 1, 1]


def test_the_pictures_have_the_numbers_of_the_tables() -> None:
    numbers = view(told()).numbers
    assert numbers is not None and numbers.left_out_drawing is not None
    for row in numbers.families:
        assert not row.median or f"{row.median} ({row.wide})" in numbers.drawing
    for without in numbers.left_out:
        assert without.median in numbers.left_out_drawing or without.median == ""
    for text in ("76 documented", "100 (the mayor)", "145 known truth", "at least about 130"):
        assert text in numbers.drawing, text


def test_two_lists_that_are_left_give_a_bound() -> None:
    numbers = view(told()).numbers
    assert numbers is not None
    assert [row.median for row in numbers.left_out] == ["99", "at least about 88", ""]


def test_chains_are_drawn_of_those_on_no_list() -> None:
    numbers = view(told()).numbers
    assert numbers is not None and numbers.traces is not None
    assert [(one.label, one.value) for one in numbers.modes] == [("140", "80\u00a0%"), ("190", "20\u00a0%")]
    assert "1. 64 on no list" in numbers.traces and "2. 114 on no list" in numbers.traces
    assert "8,000 draws" in numbers.sampler[0]


def test_without_chains_there_is_no_picture_of_them() -> None:
    answer = told()
    answer["families"]["latent_class"] = {"outcome": "refused", "reasons": []}
    numbers = view(answer).numbers
    assert numbers is not None and numbers.traces is None and numbers.sampler == () and numbers.modes == ()


def test_a_figure_that_was_given_stands_with_its_probability() -> None:
    numbers = view(told()).numbers
    assert numbers is not None
    (line,) = numbers.exceeds
    assert "100 (the mayor)" in line and "97\u00a0%" in line


def test_the_doubt_of_linking_is_told_or_that_it_is_not_in_the_numbers() -> None:
    numbers = view(told()).numbers
    assert numbers is not None and "74 to 81" in numbers.linking[0] and "7\u00a0%" in numbers.linking[1]
    alone = view(told(linkages=None, linking_share=None)).numbers
    assert alone is not None and alone.linking == (EN("toll.linking_none"),)


def test_pairs_that_share_nobody_and_pairs_that_cannot_are_told_apart() -> None:
    overlap = view(told()).overlap
    assert overlap is not None
    assert overlap.rows[2] == (("0", "none"), ("impossible", "barred"), ("20", "own"))
    assert [one.value for one in overlap.once] == ["60", "12", "2"]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_pictures_carry_a_name_and_a_description(language: str) -> None:
    made = view(told(), language)
    assert made.numbers is not None and made.overlap is not None
    for drawing in (made.numbers.drawing, made.numbers.left_out_drawing, made.numbers.traces, made.overlap.drawing):
        assert drawing is not None
        assert len(re.findall(r'role="img" aria-label="[^"]{10,}"', drawing)) == 3
        assert len(re.findall(r"<desc>[^<]{10,}</desc>", drawing)) == 3
