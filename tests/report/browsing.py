"""How pages are looked at in a browser: opened, asked by axe, made narrow, copied with what they load."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
WIDTHS = (1400, 1136, 728, 360, 320)
LANGUAGES = ("en", "ru", "kk")


def opened(chromium: Any, path: Path, *, width: int = 1400, **options: Any) -> Any:
    page = chromium.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.asked = []
    page.said = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(path.as_uri())
    return page


def assert_accessible(page: Any, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    response = Axe().run(page, options=RULES).response
    found = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in response["violations"]]
    assert len(response["passes"]) > 10 and found == [], name


def assert_fits(page: Any, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


def in_three_languages(folder: Path, static: Path, name: str, page_of: Callable[[str], str]) -> Path:
    """A page in three languages, each in a folder of its own with what it loads."""
    for language in LANGUAGES:
        shutil.copytree(static, folder / language / "static")
        (folder / language / "static" / f"print-{language}.css").touch()
        (folder / language / name).write_text(page_of(language), encoding="utf-8")
    return folder


def assert_looks_right(chromium: Any, folder: Path, name: str) -> None:
    """Nothing for axe and nothing beyond the edge, in each language, light and dark, narrow and wide."""
    for language, width, scheme in (("en", 360, "light"), ("ru", 1400, "dark"), ("kk", 360, "dark")):
        page = opened(chromium, folder / language / name, width=width, color_scheme=scheme)
        assert_accessible(page, language)
        assert_fits(page, language)
        page.context.close()
