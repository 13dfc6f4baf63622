"""Pages of days: every event with its own date, its place and sources, from the first day to the last verdict."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigaq.report.book import Book
from aigaq.report.day_pages import EVENTS, ON_FIRST, address, day_pages, first_days
from aigaq.report.days import event_of, events_in_order
from aigaq.report.material import Material
from tests.report.conftest import book_of
from tests.report.made_up import material
from tests.report.many import many
from tests.report.markup import Markup, read


@pytest.fixture(scope="module")
def days(january_folder: Path) -> Markup:
    return read((january_folder / "days.html").read_text(encoding="utf-8"))


def listed(page: Markup) -> dict[str, str]:
    """The events of a page by anchor, each with the day from which it is shown."""
    return {
        str(tag.attributes["id"]): str(tag.attributes.get("data-from"))
        for tag in page.named("li")
        if str(tag.attributes.get("id")).startswith("event-")
    }


def drawn(text: str) -> list[set[str]]:
    """Where the marks of each drawing of a page lead."""
    return [set(re.findall(r'<a href="([^"]*#event-\d+)"', svg)) for svg in re.findall(r"<svg.*?</svg>", text, re.S)]


def test_all_events_to_the_last_year_stand_on_the_page_with_the_day_they_were_known(
    days: Markup, january: Material
) -> None:
    found = listed(days)
    assert list(found) == [f"event-{number}" for number in range(1, 59)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", since) for since in found.values())
    assert found["event-58"] == "2025-01-27"
    months = [str(tag.attributes["id"]) for tag in days.named("section")]
    assert months == sorted(months) and months[0] == "month-2022-01" and months[-1] == "month-2025-01"


def test_the_picture_has_every_event_and_the_years_after(january_folder: Path) -> None:
    text = (january_folder / "days.html").read_text(encoding="utf-8")
    every = {f"#event-{number}" for number in range(1, 59)}
    assert [links for links in drawn(text) if links] == [every] * 3
    for words, drawings in (
        ("1–27 Jan 2022", 1),
        ("one day is wide here", 3),
        ("28 Jan 2022 – 31 Jan 2025", 3),
        ("the scale of time changes here", 3),
    ):
        assert text.count(words) == drawings, words
    assert text.count(">2025</text>") >= 1
    for lane in ("Verdict", "Compensation", "Law", "UN finding"):
        assert f">{lane}</text>" in text


def test_an_event_leads_to_its_places_and_its_sources(january_folder: Path, january: Material) -> None:
    text = (january_folder / "days.html").read_text(encoding="utf-8")
    entries = re.findall(r'<li id="event-\d+".*?</details></div></li>', text, re.S)
    assert len(entries) == 58
    assert all(re.search(r'href="place-[0-9a-f]+\.html"', entry) for entry in entries)
    assert all(re.search(r'href="register(-\d+)?\.html#source-\d+"', entry) for entry in entries)
    # Nobody is named as the speaker of these rows: the sides whose accounts hold the event are.
    assert all("As told by" in entry for entry in entries)
    assert not any("No speaker" in entry.partition("<details")[0] for entry in entries)


def test_local_time_is_that_of_the_place(january_folder: Path) -> None:
    text = (january_folder / "days.html").read_text(encoding="utf-8")
    west = re.search(r'<li id="event-1".*?</li>', text, re.S)
    assert west and "17:20–18:00 UTC+05:00" in west[0] and "local time" in west[0]
    clocks = read(text[text.index('id="clocks"') :]).words
    assert "UTC+05:00 Zhanaozen Mangystau Region" in " ".join(clocks.split())
    assert "UTC+05:00 or UTC+06:00" in clocks and "clock not known" in clocks


def test_the_first_page_lists_the_most_told_and_draws_them_all(january_folder: Path, january_book: Book) -> None:
    text = (january_folder / "index.html").read_text(encoding="utf-8")
    every = {f"days.html#event-{number}" for number in range(1, 59)}
    assert [links for links in drawn(text) if links] == [every] * 3
    shown = first_days(january_book)["events"]
    assert isinstance(shown, tuple) and len(shown) == ON_FIRST
    assert [event.number for event in shown] == sorted(event.number for event in shown)
    least = min(len(event.card.sources) for event in shown)
    told = sorted((len(said.statement.cited) for said in january_book.events), reverse=True)
    assert least == told[ON_FIRST - 1]


def test_events_are_paged_and_the_picture_of_the_first_page_leads_to_their_pages() -> None:
    book = book_of(many(900))
    pages = dict(day_pages(book))
    assert len(book.events) == 180 and set(pages) == {"days.html", "days-2.html"}
    assert list(listed(read(pages["days-2.html"]))) == [f"event-{number}" for number in range(EVENTS + 1, 181)]
    assert address(EVENTS) == "days.html#event-100" and address(EVENTS + 1) == "days-2.html#event-101"
    drawing = str(first_days(book)["events_drawing"])
    assert "days-2.html#event-" in drawing and "days.html#event-1" in drawing


def test_undated_events_stand_under_a_head_of_their_own() -> None:
    page = dict(day_pages(book_of(material())))["days.html"]
    at = page.index('id="undated"')
    assert page.index("the post office was looted") < at < page.rindex("stones were thrown")
    assert "not drawn" in page[at:]


def test_a_case_without_events_says_so() -> None:
    from dataclasses import replace

    whole = replace(material(), said=tuple(said for said in material().said if said.kind != "event"))
    page = dict(day_pages(book_of(whole)))["days.html"]
    assert "No event has been read." in page and "<svg class" not in page.partition("<main")[2]
    assert first_days(book_of(whole))["events_total"] == 0


def test_the_order_is_that_of_the_day(january_book: Book) -> None:
    assert january_book.events == events_in_order(january_book.material.by_kind("event"))
    days = [(event_of(said).time or "")[:7] for said in january_book.events]
    assert days == sorted(days)
