"""Pictures of the toll in a browser: real text stays inside, nothing scrolls sideways, a screen reader is told."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from aigaq.pictures import SWITCH, draw_crossings, draw_intervals, draw_traces, drawn
from tests.pictures.test_browser import OUTSIDE
from tests.pictures.toll_samples import chains, even, far, lists

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 760, 1400])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_real_text_stays_inside_and_axe_finds_nothing(chromium: Browser, language: str, width: int) -> None:
    pictures = drawn(draw_intervals, even(language)) + drawn(draw_intervals, far(language))
    pictures += drawn(draw_crossings, lists(7)) + drawn(draw_traces, chains())
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(
        f"<!doctype html><html lang={language}><title>t</title><style>{SWITCH}</style><main><h1>h</h1>{pictures}</main>"
    )
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rules = {"rules": {"color-contrast": {"enabled": False}, "region": {"enabled": False}}}
    found = Axe().run(page, options=rules).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []
    page.close()
