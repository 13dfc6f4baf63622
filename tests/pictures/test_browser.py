"""What only a browser can tell: real widths of text, which drawing is shown, what a screen reader is told."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from aigaq.pictures import SIDES, SWITCH, WIDTHS, Mark, draw_days, draw_figures, draw_map, drawn, icon
from aigaq.pictures.measure import text_width
from tests.pictures import map_samples, samples

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ru", "kk")


def page_of(chromium: Browser, language: str, width: int, scheme: str = "light") -> Page:
    icons = "".join(icon(Mark(side), label=side) for side in SIDES)
    figures = drawn(draw_figures, samples.story(language)) + drawn(draw_figures, samples.thin(language))
    timelines = drawn(draw_days, samples.full_days(language)) + drawn(draw_days, samples.thin_days(language))
    maps = drawn(draw_map, map_samples.country(language)) + drawn(draw_map, map_samples.crowded(language))
    targets = "".join(f"<p id={kind}{n}>{kind}{n}</p>" for kind in "fenm" for n in range(60)) + "<p id=mine>"
    page = chromium.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.set_content(
        f"<!doctype html><html lang={language}><title>t</title><style>{SWITCH}</style>"
        f"<main><h1>h</h1>{icons}{figures}{timelines}{maps}{targets}</main>"
    )
    return page


OUTSIDE = """() => [...document.querySelectorAll('svg.pic text')].filter(node => {
  const svg = node.closest('svg'), [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number), box = node.getBBox();
  return svg.getBoundingClientRect().width && (box.x < -1 || box.x + box.width > width + 1 || box.y < -1 || box.y + box.height > height + 1);
}).map(node => node.textContent)"""


@pytest.mark.parametrize("width", [360, 760, 1400])
@pytest.mark.parametrize("language", LANGUAGES)
def test_real_text_stays_inside_and_the_page_does_not_scroll_sideways(
    chromium: Browser, language: str, width: int
) -> None:
    page = page_of(chromium, language, width)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.evaluate(
        "[...document.querySelectorAll('svg.pic')].filter(s => s.getBoundingClientRect().width).map(s => s.getAttribute('width'))"
    )
    assert shown == [str({360: 328, 760: 680, 1400: 1088}[width])] * 6
    page.close()


def test_measured_widths_are_upper_estimates(chromium: Browser) -> None:
    page = chromium.new_page()
    words = [
        "225",
        "межправительственная",
        "Қазақстан Республикасы",
        "protests over a fuel price",
        "ЖЩШЫ",
        "үңғәіһөұ",
        "more than 150",
    ]
    for bold in (False, True):
        spans = "".join(f"<div><span>{word}</span></div>" for word in words)
        page.set_content(f"<style>span{{font:{700 if bold else 400} 13px 'Noto Sans'}}</style>{spans}")
        real = page.evaluate("[...document.querySelectorAll('span')].map(s => s.getBoundingClientRect().width)")
        for word, width in zip(words, real, strict=True):
            assert width <= text_width(word, bold=bold) <= width * 1.12, word
    page.close()


def test_paper_has_the_drawing_of_680(chromium: Browser) -> None:
    page = page_of(chromium, "en", 1400)
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('svg.pic')].filter(s => s.getBoundingClientRect().width).map(s => s.getAttribute('width'))"
    )
    assert set(shown) == {str(WIDTHS[1])}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_meets_named_images_and_links(chromium: Browser, scheme: str) -> None:
    page = page_of(chromium, "en", 1400, scheme)
    found = (
        Axe()
        .run(page, options={"rules": {"color-contrast": {"enabled": False}, "region": {"enabled": False}}})
        .response["violations"]
    )
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []
    page.close()


@pytest.mark.parametrize(
    ("scheme", "ink", "official"),
    [("light", "rgb(21, 24, 28)", "rgb(11, 79, 150)"), ("dark", "rgb(236, 238, 236)", "rgb(127, 178, 240)")],
)
def test_a_drawing_without_a_page_has_its_own_colours(chromium: Browser, scheme: str, ink: str, official: str) -> None:
    page = page_of(chromium, "en", 1400, scheme)
    assert page.evaluate("getComputedStyle(document.querySelector('svg.w1088 text:not(.p-q)')).fill") == ink
    assert page.evaluate("getComputedStyle(document.querySelector('svg.w1088 .p-official .p-full')).fill") == official
    assert page.evaluate("getComputedStyle(document.querySelector('svg.ic path')).fill") == official
    page.close()


def test_the_theme_of_the_page_wins(chromium: Browser) -> None:
    page = page_of(chromium, "en", 1400, "dark")
    page.add_style_tag(content=":root{--ink:#111111;--official:#222222}")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('svg.w1088 text:not(.p-q)')).fill") == "rgb(17, 17, 17)"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('svg.ic path')).fill") == "rgb(34, 34, 34)"
    page.close()


def test_a_link_is_reached_by_keyboard_and_seen(chromium: Browser) -> None:
    page = page_of(chromium, "en", 1400)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "a"
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth") == "3px"
    page.close()
