"""The page of the network: 52 rows of which 20 are details, all known from a day, drawn once, in three languages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aigaq.report.material import Material
from aigaq.report.network import spell_of
from aigaq.report.network_pages import first_network, network_pages, picture
from aigaq.report.pages import PARTS
from aigaq.report.places import shipped_name
from aigaq.report.words import words
from tests.report.browsing import assert_looks_right, in_three_languages, opened
from tests.report.conftest import book_of
from tests.report.hostile import BAD, hostile
from tests.report.made_up import material
from tests.report.markup import read
from tests.report.test_network import rows

LANGUAGES = ("en", "ru", "kk")
ROW = re.compile(r'<tbody id="n-(\w+)"( data-from="[\d-]+")?>(.*?)</tbody>', re.DOTALL)
DETAIL = re.compile(r'<li id="n-(\w+)" data-from="([\d-]+)">(.*?)</li>', re.DOTALL)


def page_of(whole: Material, language: str = "en") -> str:
    ((name, text),) = network_pages(book_of(whole, shipped_name, language))
    assert name == "network.html"
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_two_rows_are_there_and_twenty_stand_under_another(january: Material, language: str) -> None:
    text = page_of(january, language)
    page = read(text)
    assert not page.faults
    every = january.by_kind("connectivity")
    main, details = ROW.findall(text), DETAIL.findall(text)
    assert (len(every), len(main), len(details)) == (52, 32, 20)
    anchors = {f"n-{row[0]}" for row in (*main, *details)}
    assert len(anchors) == 52 and all(row[1] for row in main)
    whats = [spell_of(said).what or "" for said in every]
    assert len(whats) == 52 and all(what and " ".join(what.split()) in page.words for what in whats)
    t = words(language)
    assert t.n("network.rows", 52) in page.words and t.n("network.restating", 20) in page.words


def test_what_restates_another_is_drawn_and_counted_once(january: Material) -> None:
    book = book_of(january, shipped_name)
    made = picture(book.network, book.network.mains, book)
    assert made is not None and made.offset == 360
    drawn = [spell.href for row in made.network for spell in row.spells]
    assert len(drawn) == len(set(drawn)) == 32
    assert drawn and set(drawn) == {book.network.address(said) for said in book.network.mains}
    text = page_of(january)
    known = re.findall(r'<option value="([\d-]*)" data-n="(\d+)"', text)
    assert known[-1] == ("", "32") and known[0] == ("2022-01-04", "2"), "two rows of NewTimes.kz"
    assert read(text).words.count("32 of 32 statements had been made.") == 1


def test_every_row_has_its_sources_one_click_away(january: Material, january_folder: Path) -> None:
    text = page_of(january)
    for _, _, inner in ROW.findall(text):
        assert re.search(r'<a href="register(-\d+)?\.html#source-\d+">', inner)
    page = read(text.partition("<main")[2].partition("</main>")[0])
    ids: dict[str, set[str]] = {}
    hrefs = [href for href in page.values("href") if not href.startswith("network.html")]
    assert len(hrefs) > 90
    for address in hrefs:
        name, _, anchor = address.partition("#")
        name = name or "network.html"
        target = january_folder / name
        assert target.is_file(), address
        known = ids.setdefault(name, set(read(target.read_text(encoding="utf-8")).values("id")))
        assert not anchor or anchor in known, address
    here = set(read(text).values("id"))
    assert all(href.partition("#")[2] in here for href in page.values("href") if href.startswith("network.html#"))


def test_local_time_is_said_with_its_clock_and_as_printed(january: Material) -> None:
    text = page_of(january)
    page = read(text)
    assert "Times of day are shown on one clock, UTC+06:00" in page.words
    assert "5 January 2022, 16:30 UTC+06:00" in page.words and "as printed: 10:30 UTC" in page.words
    assert "Not later than 5 January 2022, 17:32 UTC+06:00" in page.words
    assert re.search(r"UTC\+05:00 or UTC\+06:00 .*Kazakhstan", page.words), "the clocks of the places are listed"


def test_no_day_is_told_before_it_came(january: Material) -> None:
    text = page_of(january)
    for _, since, inner in ROW.findall(text):
        own = re.sub(r"<details.*?</details>", "", inner, flags=re.DOTALL)
        shown = re.sub(r"<[^>]*>", " ", own)
        assert all(year <= since[12:16] for year in re.findall(r"\b20[23]\d\b", shown)), shown
    assert 'data-from="2022-12-31"' in "".join(row[2] for row in ROW.findall(text)), "a detail has its own day"


def test_the_first_page_has_the_beginning_and_at_most_twelve_rows(january: Material) -> None:
    book = book_of(january, shipped_name)
    first = first_network(book)
    spells, spread = first["spells"], first["spread"]
    assert isinstance(spells, tuple) and len(spells) == 5 and spread is not None
    text = "".join(text for name, text in PARTS["first"](book) if name == "index.html")
    section = re.search(r'<section id="network".*?</section>', text, re.DOTALL)
    assert section is not None and section[0].count("<tbody") == 5
    assert '<a href="network.html" data-keep-day>' in section[0] and 'id="n-' not in section[0]


def test_the_invented_case_has_one_row_and_no_spread() -> None:
    ((_, text),) = network_pages(book_of(material()))
    page = read(text)
    assert not page.faults and len(ROW.findall(text)) == 1
    assert "a baker" in page.words and "Lower Example" in page.words and 'id="spreads"' not in text
    assert words("en")("network.as_printed") in page.words
    first = first_network(book_of(material()))
    assert first["spread"] is None and isinstance(first["spells"], tuple) and len(first["spells"]) == 1


def test_without_a_statement_there_is_no_page() -> None:
    whole = material()
    bare = replace(whole, said=tuple(said for said in whole.said if said.kind != "connectivity"))
    assert list(network_pages(book_of(bare))) == []
    assert first_network(book_of(bare))["spells"] == ()


def test_a_row_that_names_none_that_is_found_says_so() -> None:
    ((_, text),) = network_pages(book_of(rows({"key": "A"}, {"key": "C", "same_as": "Z"})))
    assert words("en")("network.lost", key="Z") in read(text).words and len(ROW.findall(text)) == 2


def test_many_statements_are_paged_and_each_mark_leads_to_its_page() -> None:
    many = rows(*({"key": str(n), "start": (f"2031-03-{n % 28 + 1:02d}",) * 2, "what": f"row {n}"} for n in range(130)))
    pages = dict(network_pages(book_of(many)))
    assert list(pages) == ["network.html", "network-2.html"]
    assert [len(ROW.findall(text)) for text in pages.values()] == [100, 30]
    for name, text in pages.items():
        ids = set(read(text).values("id"))
        found = [href.partition("#") for href in read(text).values("href") if href.startswith("network")]
        assert all(anchor in ids for page, _, anchor in found if page == name and anchor)
        assert {page for page, _, anchor in found if anchor} == {name}


def test_hostile_words_stay_words() -> None:
    for language in LANGUAGES:
        ((_, text),) = network_pages(book_of(hostile(), language=language))
        page = read(text)
        assert not page.faults and all("src" in tag.attributes for tag in page.named("script"))
        assert BAD not in text and not set("\u202e\u2066\x00\x07\ud800") & set(text)
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes)


@pytest.fixture(scope="module")
def shown(january: Material, january_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    return in_three_languages(folder, january_folder / "static", "network.html", partial(page_of, january))


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium: Any, shown: Path) -> None:
    assert_looks_right(chromium, shown, "network.html")


@pytest.mark.browser
def test_on_a_day_only_what_was_said_by_then_is_shown(chromium: Any, shown: Path) -> None:
    page = opened(chromium, shown / "en" / "network.html")
    page.goto(f"{page.url}#on=2022-01-05")
    assert page.inner_text("#known-say") == "11 of 32 statements had been made."
    visible = "tbody[id^=n-]:not([hidden])"
    assert page.locator(visible).count() == 11
    text = page.inner_text("#spread-1")
    assert "3 observers." in text and "JURIST" not in text
    shown_then = page.locator("#spread-1 svg:visible text:visible").all_text_contents()
    assert "Cloudflare blog" in shown_then and "RIPE Labs" not in shown_then and "The Record" not in shown_then
    assert "the day only" not in text
    page.goto(f"{page.url.split('#')[0]}#on=2022-01-11")
    assert "5 observers." in page.inner_text("#spread-1")
    assert page.locator("#spread-1 svg:visible text:visible", has_text="RIPE Labs").count() == 1
    page.context.close()
