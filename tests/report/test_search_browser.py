"""The search and the register in Chromium: what is typed is found, in three languages, by keyboard, and is never markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aigaq.report.material import Material
from aigaq.report.places import shipped_name
from aigaq.report.write import write
from tests.report.browsing import assert_accessible, opened
from tests.report.hostile import hostile
from tests.report.made_up import place_name

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real(january: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(january, tmp_path_factory.mktemp("search") / "out", place_name=shipped_name).parent


@pytest.fixture
def page(chromium: Any, real: Path) -> Iterator[Any]:
    page = opened(chromium, real / "search.html")
    yield page
    assert page.said == [] and all(url.startswith("file://") for url in page.asked)
    page.context.close()


def until(page: Any, holds: str) -> None:
    """Wait for something to be so. The page's own policy forbids the waiting that evaluates words."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never so: {holds}")


def ask(page: Any, text: str) -> str:
    """Type a question; what the page says of how much it found, once it has."""
    page.locator("#search-words").fill("")
    until(page, "document.getElementById('search-say').textContent === ''")
    page.locator("#search-words").fill(text)
    until(page, "document.getElementById('search-say').textContent !== ''")
    return str(page.locator("#search-say").inner_text())


def groups(page: Any) -> list[str]:
    return [str(one) for one in page.locator(".found:not([hidden]) h2").all_inner_texts()]


def marks(page: Any) -> set[str]:
    return {str(one).casefold() for one in page.locator("#search-found mark").all_inner_texts()}


def test_words_are_found_grouped_and_marked(page: Any) -> None:
    assert ask(page, "Nazarbayev") != "Nothing found."
    assert {one.split()[0] for one in groups(page)} >= {"Events", "Posts", "Claims", "Register"}
    assert "nazarbayev" in marks(page)
    assert not page.locator("#doors").is_visible()
    assert ask(page, "xyzzyplugh") == "Nothing found."
    assert page.locator("#doors").is_visible() and groups(page) == []


def test_a_number_is_one_word_however_it_is_written(page: Any) -> None:
    ways = [ask(page, text) for text in ("20,000", "20000", "20 000", "20\u00a0000")]
    assert len(set(ways)) == 1 and ways[0] != "Nothing found."
    assert marks(page) == {"20,000"}, "and never the beginning of a longer one"


def test_beginnings_near_spellings_and_all_words(page: Any) -> None:
    assert ask(page, "stolen bod") != "Nothing found."
    assert marks(page) >= {"stolen", "bodies"}
    assert ask(page, "Nazarbaev") == ask(page, "Nazarbayev")
    assert ask(page, "stolen xyzzyplugh") == "Nothing found."


def test_keys_and_ids_find_one_row(page: Any, real: Path) -> None:
    ask(page, "F001")
    assert groups(page)[0].startswith("Figures 1")
    href = str(page.locator(".found:not([hidden]) a").first.get_attribute("href"))
    short = href.partition("#s-")[2]
    assert ask(page, short) == "Found: 1" and ask(page, short + "0" * (64 - len(short))) == "Found: 1"
    assert (real / href.partition("#")[0]).is_file()


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("ru", "погибшие алматы", "погибшие"),
        ("ru", "ПОГИБШ", "погибшие"),
        ("kk", "қаза", "қаза"),
        ("kk", "каза", "қаза"),
        ("kk", "қазақстан", "қазақстан"),
        ("ru", "нападавш", "нападавшие"),
    ],
)
def test_cyrillic_and_kazakh(chromium: Any, real: Path, language: str, asked: str, found: str) -> None:
    page = opened(chromium, real / language / "search.html")
    assert not ask(page, asked).endswith("табылмады.") and not ask(page, asked).startswith("Ничего")
    assert any(one.startswith(found) for one in marks(page)), marks(page)
    page.context.close()


def test_yo_is_found_by_ye_and_back(chromium: Any, real: Path) -> None:
    page = opened(chromium, real / "ru" / "search.html")
    assert ask(page, "раскаленным") == ask(page, "раскалённым") != "Ничего не найдено."
    assert marks(page) == {"раскалённым"}
    page.context.close()


def test_the_question_stands_in_the_address(chromium: Any, real: Path, page: Any) -> None:
    said = ask(page, "Токаев 5%")
    until(page, "location.hash.length > 3")
    again = chromium.new_context().new_page()
    again.goto(page.url)
    until(again, "document.getElementById('search-say').textContent !== ''")
    assert again.locator("#search-words").input_value() == "Токаев 5%"
    assert again.locator("#search-say").inner_text() == said
    again.evaluate("location.hash = '#q=164'")
    until(again, "document.getElementById('search-words').value === '164'")
    again.evaluate("location.hash = '#q=%E0%A4%A'")
    until(again, "document.getElementById('search-words').value === ''")
    again.context.close()


def test_by_keyboard(page: Any) -> None:
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("bandits")
    until(page, "document.getElementById('search-say').textContent.startsWith('Found')")
    assert page.locator("#search-say").get_attribute("role") == "status"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-found') !== null")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-words"


def test_more_is_shown_on_request(page: Any) -> None:
    ask(page, "Almaty")
    first = page.locator(".found:not([hidden])", has=page.locator("button")).first.get_attribute("data-group")
    group = page.locator(f".found[data-group='{first}']")
    assert group.locator("li").count() == 10
    total = int(group.locator("small").inner_text())
    group.locator("button").press("Enter")
    assert group.locator("li").count() == min(total, 110)
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_without_scripts_the_doors_are_there(chromium: Any, real: Path) -> None:
    page = opened(chromium, real / "search.html", java_script_enabled=False)
    assert not page.locator("#search").is_visible() and page.locator("#search-plain").is_visible()
    assert page.locator("#doors a").count() > 100
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1400, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium: Any, real: Path, width: int, scheme: str) -> None:
    for name in ("search.html", "kk/search.html", "register-4.html", "ru/register-4.html"):
        page = opened(chromium, real / name, width=width, color_scheme=scheme)
        if "search" in name:
            ask(page, "2022")
        assert_accessible(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


def test_hostile_words_run_nothing_when_they_are_found(chromium: Any, tmp_path: Path) -> None:
    folder = write(hostile(), tmp_path / "out", languages=("en",), place_name=place_name).parent
    page = opened(chromium, folder / "search.html")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    assert ask(page, "script alert") != "Nothing found."
    assert page.locator("#search-found script").count() == 0
    assert "script" in marks(page)
    assert asked == [] and page.said == []
    page.context.close()


def test_a_source_is_one_click_from_its_statement(chromium: Any, real: Path) -> None:
    page = opened(chromium, real / "statements-figure.html")
    page.locator("ul.cited a[href*='register']").first.click()
    assert "/register" in page.url and "#source-" in page.url
    entry = page.locator(f"#{page.url.partition('#')[2]}")
    entry.wait_for(state="visible")
    assert entry.locator("h2").inner_text()
    page.context.close()
