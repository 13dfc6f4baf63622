"""Intervals that files of a case state, on the page of the network: listed with their row, named in words, on one clock."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import aigaq.report
from aigaq.blackout.fusing.limits import table
from aigaq.build import build
from aigaq.case import Case, Description, Handling, Role
from aigaq.report.blackout_tellers import ROWS, Teller, observers_of
from aigaq.report.blackout_views import BlackoutView, blackout_view
from aigaq.report.book import Book
from aigaq.report.gather import gather
from aigaq.report.hands import books
from aigaq.report.network_pages import network_pages
from aigaq.report.places import shipped_name
from aigaq.report.words import words
from aigaq.statements import Store
from tests.build.conftest import new_case
from tests.report.browsing import assert_looks_right, in_three_languages
from tests.report.markup import Markup, read

LANGUAGES = ("en", "ru", "kk")
STATIC = Path(aigaq.report.__file__).parent / "static"
STOP = """start_date_type,start_date,country,geo_scope,area_name,shutdown_type,affected_network,shutdown_extent,ordered_by,end_date,telcos_involved
precise,2031-03-04,Kazakhstan,"It affected more than one city in the same state, province, or region",Mangystau Region,Shutdown,Mobile,Full network,Security services,2031-03-09,"North & <i>South</i>"
precise,2031-03-06,Kazakhstan,"It only affected one city, county, or village",An aul <b>nobody</b> knows,Shutdown,Mobile,Full network,Unknown,2031-03-07,
"""
RADAR = {
    "result": {
        "annotations": [
            {
                "id": "1", "asns": [], "asnsDetails": [], "dataSource": "ALL", "description": "An invented shutdown",
                "startDate": "2031-03-05T10:30:00Z", "endDate": "2031-03-09T03:00:00Z", "eventType": "OUTAGE",
                "linkedUrl": "https://example.org", "locations": ["KZ"],
                "locationsDetails": [{"code": "KZ", "name": "Kazakhstan"}],
                "outage": {"outageCause": "GOVERNMENT_DIRECTED", "outageType": "NATIONWIDE"}, "scope": None,
            }
        ]
    }
}  # fmt: skip
IODA = {
    "data": [
        {
            "location": "country/KZ", "start": 1930474800, "duration": 316_800, "uncertainty": None, "method": "median",
            "datasource": "merit-nt", "status": 0, "fraction": None, "score": 9000, "location_name": "Kazakhstan",
            "overlaps_window": False,
        }
    ]
}  # fmt: skip
TABLE = """start,end,time_precision,state,layer,network,place,what
2031-03-06T17:00Z,2031-03-06T21:00Z,30min,up,all,,Kazakhstan,back for a while
2031-03-05,2031-03-10,day,down,all,,Almaty,dark to the 10th
2031-03-05T12:00Z,,30min,indicator,routing,,Kazakhstan,a burst of updates
"""
FILES = {"stop.csv": STOP, "radar.json": json.dumps(RADAR), "ioda.json": json.dumps(IODA), "intervals.csv": TABLE}


def put(case: Case, name: str, text: str) -> str:
    with case.writing() as batch:
        return batch.add(
            io.BytesIO(text.encode()),
            role=Role.SERIES,
            media="application/json" if name.endswith("json") else "text/csv",
            handling=Handling.PUBLIC,
            description=Description(title=name, file_name=name),
        ).item


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Book], dict[str, str]]:
    """The books of an invented case with four files, by language, and the items by the name of the file."""
    case = new_case(tmp_path_factory.mktemp("files") / "case")
    items = {name: put(case, name, text) for name, text in FILES.items()}
    build(case)
    with Store.open(case) as store:
        material = gather(case, store)
    return {code: next(books(material, {code: ""}, shipped_name)) for code in LANGUAGES}, items


def text_of(book: Book) -> str:
    return dict(network_pages(book))["network.html"]


def page_of(book: Book) -> Markup:
    page = read(text_of(book))
    assert not page.faults
    return page


def view_of(book: Book) -> BlackoutView:
    view = blackout_view(book)
    assert view is not None
    return view


Shelf = tuple[dict[str, Book], dict[str, str]]


def test_every_interval_is_listed_with_its_row_and_leads_to_its_file(shelf: Shelf) -> None:
    every, items = shelf
    book = every["en"]
    rows = view_of(book).stated
    assert [(one.place, one.state, one.file) for one in rows] == [
        ("Mangystau Region", "No service", "Access Now, list of shutdowns, row 2"),
        ("Almaty", "No service", "table of intervals, row 3"),
        ("Kazakhstan", "No service", "Cloudflare Radar, outages, row 1"),
        ("Kazakhstan", "Less service", "IODA, outages, row 1"),
        ("A place that the list of places does not have", "No service", "Access Now, list of shutdowns, row 3"),
        ("Kazakhstan", "Service", "table of intervals, row 2"),
    ]
    names = ("stop.csv", "intervals.csv", "radar.json", "ioda.json", "stop.csv", "intervals.csv")
    assert [one.href for one in rows] == [book.site.items[items[name]] for name in names]
    assert rows[0].networks == "North & <i>South</i> (mobile)" and rows[4].text.startswith("An aul <b>nobody</b> knows")
    assert len(rows) < ROWS and view_of(book).stated_silent == 1, "an indicator is counted, not listed"


def test_a_day_stays_a_day_and_times_stand_on_the_clock_of_the_place(shelf: Shelf) -> None:
    book = shelf[0]["en"]
    rows = {one.file: one for one in view_of(book).stated}
    assert rows["Access Now, list of shutdowns, row 2"].ends == "9 Mar 2031"
    assert rows["Access Now, list of shutdowns, row 3"].begins == "6 Mar 2031", "on the clock of what it lies in"
    assert rows["Cloudflare Radar, outages, row 1"].begins == "5 Mar 2031, 15:30", "10:30 in UTC"
    assert "All times of this part are on one clock, UTC+05:00." in page_of(book).words
    assert words("en")("network.as_printed") not in page_of(book).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_it_rests_on_and_nothing_in_codes(shelf: Shelf, language: str) -> None:
    page, t = page_of(shelf[0][language]), words(language)
    assert t.n("blackout.basis_intervals", 7) in page.words and t("blackout.stated") in page.words
    assert t.n("network.rows", 0) not in page.words, "no statements are not counted"
    assert t.n("blackout.stated_silent", 1) in page.words
    for code in table().files:
        assert t.word("series_file", code) != code
        assert "_" not in code or code not in page.words
    assert not page.named("i") and "<b>nobody</b>" in page.words


def test_who_tells_of_a_window_leads_to_the_file(shelf: Shelf) -> None:
    every, items = shelf
    book = every["en"]
    told = [window.told for one in view_of(book).episodes for window in one.windows]
    assert told == [(Teller("table of intervals, row 2", (book.site.items[items["intervals.csv"]],)),)]


def test_less_service_by_one_and_none_by_another_is_trouble_and_no_doubt_of_it(shelf: Shelf) -> None:
    lanes = [lane for one in view_of(shelf[0]["en"]).episodes for lane in one.lanes.lanes]
    country = next(lane for lane in lanes if lane.title == "Kazakhstan")
    assert any(line.startswith("no service or less of it, what is told differs") for line in country.stretches)


def test_observers_are_named_in_words_and_one_alone_is_no_spread(shelf: Shelf) -> None:
    book = shelf[0]["en"]
    named = observers_of(("radar_outages", "a <baker>", "radar_outages"), book)
    assert named == "Cloudflare Radar, outages, a <baker>"
    assert view_of(book).episodes[0].onset == "", "only one dates it to the minute"


@pytest.mark.browser
def test_the_page_of_files_looks_right(shelf: Shelf, chromium: Any, tmp_path: Path) -> None:
    pages = in_three_languages(tmp_path / "files", STATIC, "network.html", lambda language: text_of(shelf[0][language]))
    assert_looks_right(chromium, pages, "network.html")
