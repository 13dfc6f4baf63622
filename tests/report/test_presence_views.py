"""Presence in the report: who saw it last, who missed it first, why, and never a removal out of a blocked page.

All observations here are invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from aigaq.accounts.addresses import address
from aigaq.accounts.presence import Presence, State, Why, presences
from aigaq.case.log.vocabulary import Notice, Outcome
from aigaq.case.observations import Observation
from aigaq.report.material import Material
from aigaq.report.presence_views import elsewhere, presence_facts
from aigaq.report.register import register_pages
from aigaq.report.source_pages import source_pages
from aigaq.report.words import known_languages, words
from aigaq.statements import Source
from tests.report.conftest import book_of
from tests.report.hostile import BAD
from tests.report.made_up import BULLETIN_ID, material
from tests.report.markup import read

PLACE = "https://news.example/story"
SOURCE = Source(key="s1", item=BULLETIN_ID, row=2, title="A story", locator=PLACE)


def look(
    when: str,
    by: str,
    outcome: str = "answered",
    *,
    code: int | None = None,
    notice: Notice | None = None,
    locator: str = PLACE,
) -> Observation:
    return Observation(f"{when}{by}{outcome}{code}", locator, when, by, Outcome(outcome), notice, code)


GONE = (
    look("2031-03-01T10:00Z", "Ada Example"),
    look("2031-03-05", "an archive", code=404, notice=Notice.DELETED),
    look("2031-03-06", "Ben Example", code=404, notice=Notice.ACCOUNT_GONE),
    look("2031-03-07", "Ben Example", "refused", code=403),
)


def observed(looks: Iterable[Observation], *sources: Source) -> Material:
    found: dict[str, Presence] = {address(one.locator): one for one in presences(looks)}
    return replace(material(), sources=sources, presences=found)


def said(whole: Material, *locators: str | None) -> list[tuple[str, str]]:
    return [(one.label, one.value) for one in presence_facts(locators, book_of(whole).viewer)]


def test_every_state_and_reason_has_words_in_every_language() -> None:
    for language in known_languages():
        for section, codes in (("presence", State), ("presence_why", Why)):
            for code in codes:
                assert words(language).word(section, code) != code.replace("_", " ")


def test_last_seen_first_missing_and_why() -> None:
    facts = dict(said(observed(GONE), None, "http://News.example/story/"))
    assert facts["Still there?"].startswith("removed: not found by two looks")
    assert facts["Last seen"] == "1 March 2031, 10:00 UTC, by Ada Example"
    assert facts["First missing"] == "5 March 2031, by an archive: the page says that it was deleted"
    assert facts["Other reasons"] == "the page says that the account is gone"
    assert set(facts) == {"Still there?", "Last seen", "First missing", "Other reasons"}


def test_what_is_kept_back_is_said_and_is_no_removal() -> None:
    facts = dict(said(observed([GONE[0], GONE[3], look("2031-03-08", "C", "dns")]), PLACE))
    assert facts["Still there?"] == "there when somebody last got through to it"
    assert facts["Since then"] == (
        "7 March 2031, by Ben Example: the server refused; "
        "8 March 2031, by C: not reached; this says nothing of the page"
    )
    assert "First missing" not in facts
    assert "Tried" in dict(said(observed([GONE[3]]), PLACE))


def test_two_addresses_of_one_source_are_told_apart() -> None:
    other = look("2031-03-02", "C", locator="https://mirror.example/")
    values = [
        value
        for label, value in said(observed([*GONE, other]), PLACE, "https://mirror.example/")
        if label == "Still there?"
    ]
    assert [value.rpartition(" (")[2] for value in values] == [f"{PLACE})", "https://mirror.example/)"]
    assert said(observed(GONE), "https://nobody.looked.example/") == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_it_stands_in_the_register_and_with_the_item(language: str) -> None:
    whole = observed([*GONE, look("2031-03-02", "C", locator="shelf 7")], SOURCE)
    held = replace(whole.held[0], locator="https://news.example/story#part")
    whole = replace(whole, held=(held, *whole.held[1:]))
    book = book_of(whole, language=language)
    register = read(dict(register_pages(book))["register.html"])
    pages = {name: read(text) for name, text in source_pages(book)}
    title = words(language)("presence.title")
    for page in (register, pages["sources.html"], pages[book.site.items[held.sha256]]):
        assert page.faults == []
        assert title in page.words
        assert "Ada Example" in page.words
    assert words(language)("presence.note") in register.words
    assert words(language)("presence.elsewhere") in pages["sources.html"].words
    assert "shelf 7" in pages["sources.html"].words


def test_nothing_is_said_where_nobody_looked() -> None:
    book = book_of(replace(material(), sources=(SOURCE,)))
    pages = dict(register_pages(book)) | dict(source_pages(book))
    assert not any("Still there?" in text or words("en")("presence.elsewhere") in text for text in pages.values())
    assert elsewhere(book.viewer) == ()


def test_words_of_observers_are_no_markup() -> None:
    bad = BAD.replace("\ud800", "")  # a blob is Unicode
    whole = observed([look("2031-03-01", bad), look("2031-03-01", "x", locator=bad)], SOURCE)
    for text in (*dict(register_pages(book_of(whole))).values(), *dict(source_pages(book_of(whole))).values()):
        page = read(text)
        assert page.faults == []  # an inline script is one
        assert page.values("onclick") == []
        assert "\u202e" not in text
