"""Marks ask on the page of an item and of a statement; they reject nothing, and where nothing asks nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigaq.report.blackout_marks import item_sentences, sentences, tag_of
from aigaq.report.source_pages import source_pages
from aigaq.report.statement_pages import statement_pages
from aigaq.report.words import words
from aigaq.statements.blackouts import Shade
from tests.report.blackout_made import dark, mark
from tests.report.conftest import book_of
from tests.report.made_up import BULLETIN_ID, material, place_name
from tests.report.markup import read

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_statement_asks_and_rejects_nothing(language: str) -> None:
    whole, t = dark(), words(language)
    pages = dict(statement_pages(book_of(whole, language=language)))
    page = read(pages["statements-event.html"])
    assert not page.faults
    assert page.words.count(t("blackout.question")) == 2 and page.words.count(t("blackout.mark")) == 2
    assert t("blackout.by_happened") in page.words and t("blackout.by_said") in page.words
    assert t("blackout.question") not in read(pages["statements-figure.html"]).words
    before = dict(statement_pages(book_of(replace(whole, blackout=None), language=language)))["statements-event.html"]
    assert t("blackout.question") not in read(before).words
    standing = t.word("standing", "standing")
    assert page.words.count(standing) == read(before).words.count(standing), "every statement stands as it stood"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_an_item_asks(language: str) -> None:
    whole, t = dark(), words(language)
    book = book_of(whole, language=language)
    pages = dict(source_pages(book))
    page = read(pages[book.site.items[BULLETIN_ID]])
    assert not page.faults
    (told,) = item_sentences(BULLETIN_ID, whole, t, place_name)
    assert told in page.words and t("blackout.question") in told and "2031" in told
    text = pages[book.site.items[BULLETIN_ID]]
    for tag in (t("blackout.tag_dark"), t("blackout.tag_window")):
        assert text.count(f"· {tag}</li>") == 1
    others = [name for item, name in book.site.items.items() if item != BULLETIN_ID]
    assert others and not any(t("blackout.mark") in read(pages[name]).words for name in others)


def test_it_says_where_and_when_on_the_clock_of_the_place() -> None:
    whole = dark()
    event = whole.by_kind("event")[0].id
    assert sentences(event, whole, words("en"), place_name) == (
        "Lower Example, 4 March 2031, 00:00–01:00 UTC+05:00: no service, by all that is told. "
        "This is when it happened. A question, no rejection: how did it get out, and when?",
    )


def test_dark_at_one_place_counts_before_a_window_at_another() -> None:
    whole = dark(marks={"x": (mark(Shade.WINDOW), mark())})
    assert tag_of("x", whole, words("en")) == "in the dark"
    assert len(sentences("x", whole, words("en"), place_name)) == 2
    assert tag_of("y", whole, words("en")) == "" == tag_of("x", material(), words("en"))
