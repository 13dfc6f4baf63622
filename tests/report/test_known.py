"""The control "as known on" in Chromium: nothing of later days is told, by mark, row, word or address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from aigaq.pictures import Period, draw_days, draw_figures, draw_map, drawn
from aigaq.report.templating import environment
from tests.pictures import map_samples, samples

pytestmark = pytest.mark.browser

STATICS = ("report.css", "report.js", "known.css", "known.js")
TITLE = {"en": "As known on", "ru": "Что было известно на день", "kk": "Сол күні белгілі болғаны"}


@dataclass(frozen=True)
class Known:
    """The words of the control, as a page hands them in."""

    title: str
    days: tuple[tuple[str, str, str], ...]
    back: str = "Earlier"
    next: str = "Later"
    all: str = "All that is held"
    counted: str = "Counted by the day it was said to be published."
    plain: str = "With scripts on, the page can be set to any day on which the account changed."
    say: str = "{n} of 22 statements had been made."
    count: str = "22"
    note: str = "1 rests on an inferred date."


def days() -> tuple[tuple[str, str, str], ...]:
    chart = samples.remembered("en")
    found = sorted({period.start for point in chart.points for period in point.periods if len(period.start) == 10})
    points = [min(period.start for period in point.periods) for point in chart.points if point.periods]
    return tuple((day, f"day {day}", str(sum(one <= day for one in points))) for day in found)


def made(folder: Path, language: str = "en", direction: str = "ltr") -> Path:
    """A page with the control, all three drawings, a table, and words for each reign."""
    (folder / "static").mkdir(exist_ok=True)
    for name in STATICS:
        text = (resources.files("aigaq.report") / "static" / name).read_text("utf-8")
        (folder / "static" / name).write_text(text, encoding="utf-8")
    chart = samples.remembered(language)
    country = map_samples.country(language)
    taken = (Period("2031-01-06"), Period("2031-01-10", "withdrawn"))
    country = replace(
        country, places=(*country.places[:3], replace(country.places[3], periods=taken), *country.places[4:])
    )
    rows = "".join(
        f'<tr id="f{i}" data-from="{p.periods[0].start}"><td>{p.label}</td></tr>' for i, p in enumerate(chart.points)
    )
    targets = "".join(f'<li id="{kind}{n}">{kind}{n}</li>' for kind in "enm" for n in range(14))
    source = """{% import "known_part.html" as k %}<!doctype html>
<html lang="{{ language }}" dir="{{ direction }}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}"><title>t</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="static/report.css"><link rel="stylesheet" href="static/known.css">
<script src="static/known.js"></script></head><body><main class="wrap"><h1>h</h1>{{ k.known_of(known) }}
<p><a id="nav" href="page.html" data-keep-day>page</a> <a id="plain" href="page.html">page</a>
<a id="row" href="page.html#f3" data-keep-day>row</a></p>
<p><span id="reign" hidden data-from="2031-01-09" data-until="2031-01-11">164 stood</span>
<span id="now" data-from="2031-01-11">164 was withdrawn</span></p>
<p id="tally" data-when="all">tally</p><p id="of-today" data-when="day" hidden>the tally is of today</p>
<figure>{{ figures }}</figure><figure>{{ timeline }}</figure><figure>{{ map }}</figure>
<table><tbody>{{ rows }}</tbody></table><ul>{{ targets }}</ul></main></body></html>"""
    page = (
        environment()
        .from_string(source)
        .render(
            language=language,
            direction=direction,
            known=Known(TITLE[language], days()),
            figures=Markup(drawn(draw_figures, chart)),
            timeline=Markup(drawn(draw_days, samples.remembered_days(language))),
            map=Markup(drawn(draw_map, country)),
            rows=Markup(rows),
            targets=Markup(targets),
        )
    )
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


def opened(chromium: Any, path: Path, day: str = "", *, width: int = 1400, **options: Any) -> Any:
    page = chromium.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(path.as_uri() + (f"#on={day}" if day else ""))
    return page


SHOWN = """() => [...document.querySelectorAll('svg.pic a')]
  .filter(a => a.getClientRects().length && a.closest('svg').getBoundingClientRect().width).map(a => a.getAttribute('aria-label'))"""
TEXTS = """() => [...document.querySelectorAll('svg.pic text')]
  .filter(t => t.getBoundingClientRect().width).map(t => t.textContent)"""


def state(page: Any) -> tuple[str, str, str]:
    chosen = page.evaluate("document.getElementById('known-on').value")
    return chosen, page.evaluate("location.hash"), page.inner_text("#known-say")


def test_later_statements_vanish_and_earlier_ones_regain_their_standing(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10")
    labels = page.evaluate(SHOWN)
    assert {"164 then", "103 then"} <= set(labels)
    assert not {"164 now", "103 now", "225 now", "225 then", "238 now"} & set(labels)
    assert not any("225" in text or "238" in text for text in page.evaluate(TEXTS))
    rows = page.evaluate("[...document.querySelectorAll('tr')].filter(r => !r.hidden).map(r => r.textContent)")
    assert rows == ["164", "103", "more than 150", "dozens"]
    assert page.is_visible("#reign") and not page.is_visible("#now")
    assert page.inner_text("#known-say") == "4 of 22 statements had been made."
    assert page.evaluate("document.querySelectorAll('svg.w1088 .p-slash').length") > 0
    struck = "[...document.querySelectorAll('svg.w1088 .p-struck')].filter(t => t.getClientRects().length).map(t => t.textContent)"
    assert page.evaluate(f"{struck}.filter(t => t === '164' || t === '103')") == []
    page.select_option("#known-on", "2031-01-11")
    assert "164" in page.evaluate(struck)
    assert page.is_visible("#now") and not page.is_visible("#reign")
    assert page.said == []


def test_the_line_is_veiled_after_the_day_and_not_before(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-16", reduced_motion="reduce")
    veils = page.evaluate(
        "[...document.querySelectorAll('svg.w1088 .p-veil')].map(v => ['x', 'width', 'data-x0', 'data-x1'].map(a => Number(v.getAttribute(a))))"
    )
    first, second = veils
    assert first[2] < first[0] < first[3] and first[1] > 0
    assert second[0] == second[2] and second[1] > second[3] - second[2]
    page.select_option("#known-on", "")
    assert page.evaluate("[...document.querySelectorAll('.p-veil')].every(v => v.getAttribute('width') === '0')")


def test_a_number_that_was_taken_back_had_a_line_until_then(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10")
    lines = "[...document.querySelectorAll('svg.w1088 .p-run')].filter(p => p.getClientRects().length).map(p => p.getAttribute('d'))"
    then = page.evaluate(lines)
    page.select_option("#known-on", "")
    assert then and then[0] != page.evaluate(lines)[0]


def test_the_map_and_the_timeline_follow(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-05")
    links = "[...document.querySelectorAll('svg.w1088 a')].filter(a => a.getClientRects().length).map(a => a.getAttribute('href'))"
    found = set(page.evaluate(links))
    assert {"#m1", "#m2", "#m3", "#m5", "#e1", "#e3"} <= found
    assert not {"#m4", "#m6", "#m7", "#m8", "#e9", "#n2"} & found
    assert "Cable Watch" not in page.evaluate(TEXTS)
    assert "Western Province" not in page.evaluate(TEXTS)
    page.select_option("#known-on", "")
    found = set(page.evaluate(links))
    assert {f"#m{n}" for n in range(1, 9)} <= found and {"#e9", "#n2"} <= found


def test_arrows_list_keys_and_address_are_one_state(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path))
    every = [day for day, _, _ in days()]
    assert state(page)[:2] == ("", "")
    assert page.get_attribute("#known-next", "aria-disabled") == "true"
    page.click("#known-back")
    assert state(page)[:2] == (every[-1], f"#on={every[-1]}")
    page.keyboard.press("ArrowLeft")
    assert state(page)[:2] == (every[-2], f"#on={every[-2]}")
    page.keyboard.press("Home")
    assert state(page)[:2] == (every[0], f"#on={every[0]}")
    assert page.get_attribute("#known-back", "aria-disabled") == "true"
    assert page.evaluate("document.activeElement.id") == "known-back"
    page.keyboard.press("ArrowLeft")
    page.evaluate("document.getElementById('known-back').click()")
    assert state(page)[0] == every[0]
    page.focus("#known-on")
    page.keyboard.press("ArrowDown")
    assert state(page)[:2] == (every[1], f"#on={every[1]}")
    page.focus("#known-next")
    page.keyboard.press("End")
    assert state(page)[:2] == ("", "")
    page.evaluate("location.hash = '#on=2031-01-16'")
    page.wait_for_function("document.getElementById('known-on').value === '2031-01-16'")
    assert page.said == []


def test_a_day_between_is_kept_and_steps_go_on_from_it(chromium: Any, tmp_path: Path) -> None:
    path = made(tmp_path)
    page = opened(chromium, path, "2031-01-17")
    assert state(page)[:2] == ("2031-01-16", "#on=2031-01-17")
    assert page.inner_text("#nav") and page.get_attribute("#nav", "href") == "page.html#on=2031-01-17"
    page.click("#known-back")
    assert state(page)[0] == "2031-01-16"
    page = opened(chromium, path, "2031-01-17")
    page.click("#known-next")
    assert state(page)[0] == "2031-01-18"
    page = opened(chromium, path, "2001-01-01")
    assert page.inner_text("#known-say") == "0 of 22 statements had been made."
    page.click("#known-next")
    assert state(page)[0] == days()[0][0]


@pytest.mark.parametrize("bad", ["soon", "2031-1-1", "2031-01-10x", "%E0%A4%A", "2031-01-100"])
def test_an_address_that_names_no_day_shows_everything(chromium: Any, tmp_path: Path, bad: str) -> None:
    page = opened(chromium, made(tmp_path), bad)
    assert page.inner_text("#known-say") in ("22 of 22 statements had been made.", "4 of 22 statements had been made.")
    if bad != "2031-01-10x":
        assert state(page)[0] == ""


def test_links_that_ask_for_it_take_the_day_along(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-16")
    assert page.get_attribute("#nav", "href") == "page.html#on=2031-01-16"
    assert page.get_attribute("#plain", "href") == "page.html"
    assert page.get_attribute("#row", "href") == "page.html#f3&on=2031-01-16"
    page.select_option("#known-on", "")
    assert page.get_attribute("#nav", "href") == "page.html"
    assert page.get_attribute("#row", "href") == "page.html#f3"


def test_an_address_may_name_a_place_and_a_day(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path))
    page.goto(page.url + "#f3&on=2031-01-16")
    assert state(page)[0] == "2031-01-16"
    assert page.evaluate("scrollY") > 0 and page.evaluate("document.getElementById('f3').getBoundingClientRect().top < innerHeight")  # fmt: skip
    page.evaluate("location.hash = '#f16&on=2031-01-10'")
    page.wait_for_function("document.getElementById('known-on').value === '2031-01-10'")
    assert not page.is_visible("#f16"), "the day was asked for; what came later is not told"


def test_a_link_to_what_is_not_yet_known_shows_everything(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10")
    page.evaluate("location.hash = '#f0'")
    page.wait_for_timeout(50)
    assert state(page)[0] == "2031-01-10"
    page.evaluate("location.hash = '#f16'")
    page.wait_for_function("document.getElementById('known-on').value === ''")
    assert page.is_visible("#f16")


def test_tallies_of_today_give_way_to_a_word_that_they_are(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10")
    assert page.is_visible("#of-today") and not page.is_visible("#tally")
    page.select_option("#known-on", "")
    assert page.is_visible("#tally") and not page.is_visible("#of-today")


def test_without_a_script_everything_is_there(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10", java_script_enabled=False)
    assert page.is_visible("#f16") and page.is_visible("#now") and not page.is_visible("#reign")
    assert not page.is_visible("#known-row")
    assert page.inner_text("#known-day") == "All that is held"
    assert page.is_visible(".known .plain")


def test_paper_names_the_day(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path), "2031-01-10")
    page.emulate_media(media="print")
    assert page.is_visible("#known-day") and page.inner_text("#known-day") == "day 2031-01-10"
    assert not page.is_visible("#known-row")


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "light", "kk"), (1400, "dark", "ru")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Any, tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(chromium, made(tmp_path, language), "2031-01-10", width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.evaluate(
        "['known-back', 'known-on', 'known-next'].map(id => document.getElementById(id).getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    assert all(wide >= 44 and high >= 44 for wide, high in sizes)
    found = Axe().run(page, options={"rules": {"region": {"enabled": False}}}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []


def test_arrows_turn_with_the_page(chromium: Any, tmp_path: Path) -> None:
    page = opened(chromium, made(tmp_path, direction="rtl"))
    page.focus("#known-back")
    page.keyboard.press("ArrowRight")
    assert state(page)[0] == days()[-1][0]
