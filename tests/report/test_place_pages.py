"""Places: the map's numbers are the list's, every place leads to all that is said there, and what has no place is told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aigaq.pictures import unplaced
from aigaq.report.book import Book
from aigaq.report.material import Material, Said
from aigaq.report.place_index import PlaceIndex, country_of, place_of_code, town_of
from aigaq.report.place_pages import MAP_WIDTHS, STATEMENTS, group_of, map_of, place_pages
from aigaq.report.places import shipped_name
from aigaq.statements import Point
from tests.report.conftest import book_of
from tests.report.made_up import material
from tests.report.markup import read

WHOLE = material()


@pytest.fixture(scope="module")
def places(january_folder: Path) -> str:
    return (january_folder / "places.html").read_text(encoding="utf-8")


def rows(page: str, part: str) -> dict[str, tuple[int, int]]:
    """A part of the list: events and statements of each place, as they are today."""
    found = re.search(rf'id="places-{part}".*?</table>', page, re.S)
    assert found, part
    made = {}
    for row in re.findall(r"<tr data-from.*?</tr>", found[0], re.S):
        name = re.search(r"<bdi>(.*?)</bdi>", row)
        today = re.findall(r"<span(?![^>]*hidden)[^>]*>(\d+)</span>", row)
        assert name and len(today) == 2
        made[name[1]] = (int(today[0]), int(today[1]))
    return made


def changed(said: Said, number: int, **fields: Any) -> Said:
    return replace(said, id=f"{number:064x}", statement=msgspec.structs.replace(said.statement, **fields))


def with_events(*fields: dict[str, Any]) -> Book:
    """The invented case with other events, under the names of the shipped gazetteer."""
    first = WHOLE.by_kind("event")[0]
    events = tuple(changed(first, number, **one) for number, one in enumerate(fields, 1))
    others = tuple(said for said in WHOLE.said if said.kind != "event")
    return book_of(replace(WHOLE, said=(*others, *events)), shipped_name)


def test_the_list_counts_what_the_case_has(places: str, january: Material) -> None:
    told = {"drawn": "almaty", "area": "kz", "beyond": "geneva", "unlisted": "online"}
    for part, code in told.items():
        every = [said for said in january.said if code in said.statement.places]
        events = sum(said.kind == "event" for said in every)
        assert rows(places, part)[shipped_name(code, "en")] == (events, len(every))
    assert rows(places, "only")["Shymkent"][0] == 0


def test_every_event_of_a_drawn_place_is_on_the_map_with_its_number(january_book: Book, places: str) -> None:
    picture = map_of(january_book)
    hidden = set(unplaced(picture))
    drawn = Counter(place.listed for place in picture.places if place not in hidden)
    index = january_book.place_index
    for code in ("almaty", "astana", "taldykorgan", "zhanaozen", "aktau", "mangystau_region", "almaty_region"):
        events = sum(said.kind == "event" for said in index.at[code])
        assert drawn[index.address(code)] == events, code
    assert not drawn[index.address("geneva")] and not drawn[index.address("kz")]
    assert all(re.fullmatch(r"days\.html#event-\d+", place.href or "") for place in picture.places)
    assert len(re.findall(r'<svg[^>]*class="pic', places)) == len(MAP_WIDTHS)


def test_each_place_leads_to_a_page_with_all_that_is_said_there(january_folder: Path, january: Material) -> None:
    index = PlaceIndex(january)
    for code, every in index.at.items():
        names = sorted(january_folder.glob(f"{index.stem(code)}*.html"))
        assert len(names) == -(-len(every) // STATEMENTS)
        text = "".join(path.read_text(encoding="utf-8") for path in names)
        lines = re.findall(r'<ul class="said">(.*?)</ul>', text, re.S)
        assert sum(one.count("<li data-from") for one in lines) == len(every), code
    page = read((january_folder / f"{index.stem('almaty')}.html").read_text(encoding="utf-8"))
    assert "Clock: Asia/Almaty" in page.words and "Lies in: Kazakhstan" in page.words
    several = read((january_folder / f"{index.stem('kz')}.html").read_text(encoding="utf-8"))
    assert "Several clocks: " in several.words and "Asia/Aqtau" in several.words


def test_a_place_that_the_gazetteer_does_not_know_says_so() -> None:
    book = book_of(WHOLE)
    pages = dict(place_pages(book))
    assert rows_of_unknown(pages["places.html"]) == ["Lower Example", "Example Region"]
    town = pages[book.place_index.address("lower_example")]
    assert "The gazetteer does not know this place" in town
    assert "stones were thrown" not in town and "the post office was looted" in town


def rows_of_unknown(page: str) -> list[str]:
    part = page[page.index('id="places-unlisted"') :]
    return re.findall(r'<th scope="row"><a [^>]*><bdi>(.*?)</bdi>', part.partition("</table>")[0])


def test_what_names_no_place_or_only_words_for_one_is_listed() -> None:
    book = with_events({"places": (), "place": "the old mill"}, {"places": (), "place": None, "what": "a bell rang"})
    page = dict(place_pages(book))["places.html"]
    worded, none = page.index('id="worded"'), page.index('id="unplaced"')
    assert "people gathered" in page[worded:none] and "a bell rang" in page[none:]


def test_without_events_there_are_no_places() -> None:
    assert list(place_pages(book_of(replace(WHOLE, said=tuple(s for s in WHOLE.said if s.kind != "event"))))) == []


def test_an_own_point_counts_only_where_one_place_is_named() -> None:
    point = Point(lat=43.238, lon=76.945, precision="100m")
    book = with_events(
        {"places": ("almaty",), "place": "a square", "point": point},
        {"places": ("almaty", "aktau"), "point": point},
        {"places": ("mangystau_region",), "point": None},
    )
    one, several, other, region = map_of(book).places
    assert (one.point, one.within, one.label, one.town) == ((76.945, 43.238), 0.1, "a square", "Almaty")
    assert several.precision == other.precision == "settlement" and several.point != one.point != other.point
    assert (region.point, region.region) == (None, "mangystau_region")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Almaty, a made-up square", "A made-up square"),
        ("Алматы: площадь", "Площадь"),
        ("Almaty", "Almaty"),
        ("Almatyville hall", "Almatyville hall"),
        ("the hall of Almaty", "the hall of Almaty"),
    ],
)
def test_a_point_in_a_town_is_named_without_the_town(words: str, label: str) -> None:
    point = Point(lat=43.238, lon=76.945, precision="100m")
    assert map_of(with_events({"places": ("almaty",), "place": words, "point": point})).places[0].label == label


def test_borders_are_those_of_the_country_of_most_events() -> None:
    assert map_of(with_events({"places": ("berlin",)})).regions == ()
    here = map_of(with_events({"places": ("berlin",)}, {"places": ("almaty",)}, {"places": ("aktau",)}))
    assert len(here.regions) > 10
    assert "Borders" not in dict(place_pages(book_of(WHOLE)))["places.html"]


def test_groups() -> None:
    event = WHOLE.by_kind("event")[:1]
    figure = WHOLE.by_kind("figure")[:1]
    assert group_of("nowhere", event, {"a"}, "a") == "unlisted"
    assert group_of("nowhere", figure, set(), "a") == "unlisted"
    assert group_of("almaty", figure, {"a"}, "a") == "only"
    assert group_of("kz", event, {"a"}, "a") == "area"
    assert group_of("almaty", event, {"a"}, "a") == "drawn"
    assert group_of("berlin", event, {"a"}, "b") == "beyond"


def test_what_a_place_lies_in() -> None:
    assert country_of("zhanaozen") == "kz" and country_of("nowhere") is None
    assert town_of("almaty") == "almaty" and town_of("kz") is None
    assert place_of_code("nowhere") is None


def test_addresses_do_not_depend_on_the_order_of_the_material(january: Material) -> None:
    turned = PlaceIndex(replace(january, said=january.said[::-1]))
    assert all(turned.address(code) == PlaceIndex(january).address(code) for code in turned.at)
    assert PlaceIndex(january).address("nowhere") == ""
