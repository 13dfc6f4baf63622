"""The page of posts: 53 changes, each known from a day, worded by the law's stage; labels of speakers in quotes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aigaq.report.material import Material
from aigaq.report.pages import PARTS
from aigaq.report.places import shipped_name
from aigaq.report.post_pages import first_posts, post_pages
from aigaq.report.posts import position_of
from aigaq.report.words import words
from aigaq.statements import LegalStatus
from tests.report.browsing import assert_looks_right, in_three_languages, opened
from tests.report.conftest import book_of
from tests.report.hostile import BAD, hostile
from tests.report.made_up import material
from tests.report.markup import read
from tests.report.test_posts import posts

LANGUAGES = ("en", "ru", "kk")
ROW = re.compile(r'<tbody id="post-(\d+)"( data-from="[\d-]+")?>(.*?)</tbody>', re.DOTALL)


def page_of(whole: Material, language: str = "en") -> str:
    ((name, text),) = post_pages(book_of(whole, shipped_name, language))
    assert name == "posts.html"
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_three_changes_are_there_each_known_from_a_day(january: Material, language: str) -> None:
    text = page_of(january, language)
    page = read(text)
    assert not page.faults
    found = ROW.findall(text)
    assert [int(row[0]) for row in found] == list(range(1, 54)) and all(row[1] for row in found)
    for said in january.by_kind("position"):
        position = position_of(said)
        assert position.person in page.words and " ".join(str(position.post).split()) in page.words
    assert words(language).n("posts.changes", 53) in page.words and words(language)("posts.law") in page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_officials_convicted_in_closed_trials_are_worded_so(january: Material, language: str) -> None:
    text, t = page_of(january, language), words(language)
    shown = {read(inner).words for _, _, inner in ROW.findall(text)}
    phrases = {
        LegalStatus.CONVICTED_CLOSED_TRIAL: t("posts.convicted_closed"),
        LegalStatus.CONVICTED: t("posts.convicted"),
        LegalStatus.SUSPECT: t("posts.detained_suspect"),
    }
    for said in january.by_kind("position"):
        position = position_of(said)
        if position.legal_status in phrases:
            told = phrases[position.legal_status]
            line = f"{told[:1].upper()}{told[1:]} : {position.post}"
            assert any(position.person in row and line in row.replace("  ", " ") for row in shown), line


def test_every_row_has_its_sources_and_every_link_leads_somewhere(january: Material, january_folder: Path) -> None:
    text = page_of(january)
    for _, _, inner in ROW.findall(text):
        assert re.search(r'<a href="register(-\d+)?\.html#source-\d+">', inner)
    page = read(text.partition("<main")[2].partition("</main>")[0])
    ids = {"": set(read(text).values("id"))}
    ids["posts.html"] = ids[""]
    for address in page.values("href"):
        name, _, anchor = address.partition("#")
        if name not in ids:
            ids[name] = set(read((january_folder / name).read_text(encoding="utf-8")).values("id"))
        assert not anchor or anchor in ids[name], address
    assert len(page.values("href")) > 250


def test_no_year_is_told_before_it_came(january: Material) -> None:
    for _, since, inner in ROW.findall(page_of(january)):
        shown = re.sub(r"<[^>]*>", " ", inner)
        assert all(year <= since[12:16] for year in re.findall(r"\b20[23]\d\b", shown)), shown


def test_the_first_page_has_twelve_and_leads_to_all(january: Material) -> None:
    book = book_of(january, shipped_name)
    first = first_posts(book)["posts"]
    assert isinstance(first, tuple) and len(first) == 12
    text = "".join(text for name, text in PARTS["first"](book) if name == "index.html")
    section = re.search(r'<section id="posts".*?</section>', text, re.DOTALL)
    assert section is not None and section[0].count("<tbody") == 12
    assert '<a href="posts.html" data-keep-day>' in section[0] and 'id="post-' not in section[0]


def test_what_speakers_call_people_stays_in_quotation_marks_with_the_speaker_named() -> None:
    for language, label in (("en", "“hooligans and wreckers”"), ("ru", "«hooligans and wreckers»"), ("kk", "«hooligans and wreckers»")):  # fmt: skip
        text = dict(PARTS["first"](book_of(material(), language=language)))["index.html"]
        section = re.search(r'<section id="called".*?</section>', text, re.DOTALL)
        assert section is not None
        called = read(section[0]).words
        assert label in called and "The mayor, Ada Example" in called
        bare = re.sub(r"<blockquote.*?</blockquote>", "", section[0], flags=re.DOTALL)
        assert read(bare).words.count("hooligans and wreckers") == read(bare).words.count(label)


def test_a_post_of_a_text_opens_its_quote_and_names_who_says_so() -> None:
    ((_, text),) = post_pages(book_of(material()))
    page = read(text)
    assert not page.faults
    assert "Ben Example" in page.words and "The Example Bulletin" in page.words and "<blockquote" in text


def test_without_a_post_there_is_no_page() -> None:
    whole = material()
    bare = replace(whole, said=tuple(said for said in whole.said if said.kind != "position"))
    assert list(post_pages(book_of(bare))) == [] and first_posts(book_of(bare)) == {"posts": ()}


def test_many_changes_are_paged() -> None:
    many = posts(*({"key": str(n), "about": "2031-03-06", "person": f"Example {n}"} for n in range(130)))
    pages = dict(post_pages(book_of(many)))
    assert {name: len(ROW.findall(text)) for name, text in pages.items()} == {"posts.html": 100, "posts-2.html": 30}


def test_hostile_words_stay_words() -> None:
    for language in LANGUAGES:
        ((_, text),) = post_pages(book_of(hostile(), language=language))
        page = read(text)
        assert not page.faults and all("src" in tag.attributes for tag in page.named("script"))
        assert BAD not in text and not set("\u202e\u2066\x00\x07\ud800") & set(text)
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes)


@pytest.fixture(scope="module")
def shown(january: Material, january_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("posts")
    return in_three_languages(folder, january_folder / "static", "posts.html", partial(page_of, january))


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium: Any, shown: Path) -> None:
    assert_looks_right(chromium, shown, "posts.html")


@pytest.mark.browser
def test_on_a_day_no_later_detention_or_conviction_is_told(chromium: Any, shown: Path) -> None:
    page = opened(chromium, shown / "en" / "posts.html")
    page.goto(f"{page.url}#on=2022-01-13")
    rows = page.inner_text("#by-day") + page.inner_text("#by-name")
    assert "Detained on suspicion" in rows and "Karim Massimov" in rows
    for later in ("onvicted", "2023", "2024", "Bektanov", "Iskakov", "Kudebayev"):
        assert later not in rows, later
    assert page.locator("tbody[id^=post-]:not([hidden])").count() == int(page.inner_text("#known-say").split()[0])
    page.context.close()
