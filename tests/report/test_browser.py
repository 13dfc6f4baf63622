"""In Chromium: no request leaves, nothing scrolls sideways, axe finds nothing, print carries the mark, theme works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aigaq.report.write import write
from tests.report.browsing import assert_accessible, assert_fits, opened
from tests.report.hostile import hostile
from tests.report.made_up import place_name

pytestmark = pytest.mark.browser
PAGES = (
    "index.html",
    "figures.html",
    "days.html",
    "places.html",
    "statements.html",
    "statements-figure.html",
    "sources.html",
    "methods.html",
)


def item_page(folder: Path) -> str:
    return max(folder.glob("item-*.html"), key=lambda path: path.stat().st_size).name


@pytest.mark.parametrize(
    ("width", "scheme", "names"),
    [
        (360, "light", (*PAGES, "ru/index.html")),
        (1400, "dark", ("index.html", "kk/statements.html")),
    ],
)
def test_axe_finds_nothing(
    chromium: Any, decided_folder: Path, width: int, scheme: str, names: tuple[str, ...]
) -> None:
    for name in (*names, item_page(decided_folder)):
        page = opened(chromium, decided_folder / name, width=width, color_scheme=scheme)
        assert_accessible(page, name)
        page.context.close()


def test_nothing_scrolls_sideways(chromium: Any, folder: Path) -> None:
    for language in ("", "ru/", "kk/"):
        for name in (*PAGES, item_page(folder)):
            page = opened(chromium, folder / (language + name))
            assert_fits(page, language + name)
            page.context.close()


def test_no_request_leaves_and_the_policy_is_never_broken(chromium: Any, folder: Path) -> None:
    for name in (*PAGES, item_page(folder), "kk/index.html"):
        page = opened(chromium, folder / name)
        assert page.asked and all(url.startswith("file://") for url in page.asked)
        assert page.said == [], name
        page.context.close()


def test_one_drawing_is_shown_at_each_width(chromium: Any, folder: Path) -> None:
    for width in (360, 800, 1400):
        page = opened(chromium, folder / "index.html", width=width)
        shown = "figure => [...figure.querySelectorAll(':scope > svg')].filter(s => getComputedStyle(s).display != 'none').length"
        assert page.eval_on_selector_all("figure", f"figures => figures.map({shown})") == [1, 1, 1]
        page.context.close()


def test_it_reads_whole_without_scripts(chromium: Any, folder: Path) -> None:
    page = opened(chromium, folder / "index.html", java_script_enabled=False)
    assert page.locator(".theme").is_hidden()
    fold = page.locator("details.open").first
    assert not fold.locator("blockquote").is_visible()
    fold.locator("summary").click()
    assert fold.locator("blockquote mark").is_visible()
    page.context.close()


def test_light_and_dark_can_be_chosen(chromium: Any, folder: Path) -> None:
    page = opened(chromium, folder / "index.html")
    button = page.get_by_role("button", name="Light or dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    button.press("Enter")
    button.press("Enter")
    assert page.evaluate(paper) != before
    assert button.get_attribute("aria-label") == "Light or dark: Dark"
    page.context.close()


def test_targets_are_large_enough(chromium: Any, folder: Path) -> None:
    page = opened(chromium, folder / "index.html", width=360)
    boxes = page.eval_on_selector_all(
        "button, nav a, summary", "all => all.map(e => [e.textContent, e.getBoundingClientRect().height])"
    )
    assert boxes and min(height for _, height in boxes) >= 24
    page.context.close()


def test_motion_and_forced_colours(chromium: Any, folder: Path) -> None:
    page = opened(chromium, folder / "statements.html", forced_colors="active", reduced_motion="reduce")
    card = page.locator(".card").first
    assert float(card.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)")) > 0
    assert page.evaluate("document.getAnimations().length") == 0
    page.context.close()


def test_print_opens_every_quote_and_hides_the_way_about(chromium: Any, folder: Path) -> None:
    page = opened(chromium, folder / "ru" / "index.html")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".working p").is_visible()
    assert page.locator("details.open blockquote").first.evaluate("e => e.getBoundingClientRect().height") > 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.context.close()


def test_hostile_words_run_nothing(chromium: Any, tmp_path: Path) -> None:
    folder = write(hostile(), tmp_path / "out", languages=("en",), place_name=place_name).parent
    for name in ("index.html", "statements-figure.html", "sources.html", item_page(folder)):
        page = chromium.new_context().new_page()
        asked: list[str] = []
        page.on("dialog", lambda dialog, asked=asked: asked.append(dialog.message))
        page.goto((folder / name).as_uri())
        assert asked == []
        page.context.close()
