"""Pages: well formed, complete without a script, calling nobody, marked on every page, and hostile words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigaq.report.templating import POLICY
from aigaq.report.words import words
from aigaq.report.write import write
from tests.report.hostile import BAD, hostile
from tests.report.made_up import BULLETIN_ID, TEXTS, material, place_name
from tests.report.many import many
from tests.report.markup import Markup, read


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@pytest.fixture(scope="module")
def read_pages(folder: Path) -> dict[Path, Markup]:
    return {path: read(path.read_text(encoding="utf-8")) for path in pages(folder)}


def language_of(path: Path, folder: Path) -> str:
    first = path.relative_to(folder).parts[0]
    return first if first in ("ru", "kk") else "en"


def scripts_of(path: Path) -> list[str]:
    """What a page runs: the search has its index and its words, every other page the comforts only."""
    more = ["minisearch.js", "search-data.js", "search.js"] if path.name == "search.html" else []
    return ["report.js", *more]


def test_every_page_is_well_formed_and_says_its_language(read_pages: dict[Path, Markup], folder: Path) -> None:
    assert len(read_pages) > 60
    for path, page in read_pages.items():
        assert not page.faults, path
        assert page.named("html")[0].attributes["lang"] == language_of(path, folder)
        assert page.named("html")[0].attributes["dir"] == "ltr"
        assert len(page.named("h1")) == 1


def test_every_page_is_marked_as_a_working_copy(read_pages: dict[Path, Markup], folder: Path) -> None:
    for path, page in read_pages.items():
        t = words(language_of(path, folder))
        assert page.words.count(t("working.text")) == 2, path
    for language in ("en", "ru", "kk"):
        style = (folder / "static" / f"print-{language}.css").read_text(encoding="utf-8")
        assert words(language)("working.line") in style and "counter(page)" in style


def test_no_page_calls_anybody(read_pages: dict[Path, Markup], folder: Path) -> None:
    for path, page in read_pages.items():
        policies = [tag.attributes.get("content") for tag in page.named("meta") if "http-equiv" in tag.attributes]
        assert policies == [POLICY]
        scripts = page.named("script")
        assert [Path(str(tag.attributes["src"])).name for tag in scripts] == scripts_of(path)
        assert not any("type" in tag.attributes for tag in scripts), "a classic script"
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes)
        for address in (*page.values("href"), *page.values("src")):
            assert not re.match(r"[a-z]+:|//", address), (path, address)
    for style in (path for path in (folder / "static").iterdir() if path.is_file()):
        assert not re.search(r"@import|url\(|fetch|XMLHttp|import\s*\(", style.read_text(encoding="utf-8"))


def test_every_link_leads_somewhere(read_pages: dict[Path, Markup]) -> None:
    ids = {path: set(page.values("id")) for path, page in read_pages.items()}
    for path, page in read_pages.items():
        for address in (*page.values("href"), *page.values("src")):
            name, _, anchor = address.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), (path, address)
            assert not anchor or anchor in ids[target], (path, address)


def test_every_quote_has_a_language_and_every_statement_a_card(read_pages: dict[Path, Markup]) -> None:
    cards: dict[str, int] = {}
    for path, page in read_pages.items():
        assert all(
            tag.attributes.get("lang") and tag.attributes.get("dir") == "auto" for tag in page.named("blockquote")
        )
        if re.match(r"statements-", path.name):
            for tag in page.named("article"):
                cards[str(tag.attributes["id"])] = cards.get(str(tag.attributes["id"]), 0) + 1
    assert len(cards) == len(material().said) and set(cards.values()) == {3}, "one card in each language"


def test_the_first_page_says_that_nobody_has_decided(folder: Path, decided_folder: Path) -> None:
    for language, name in (("en", "index.html"), ("ru", "ru/index.html"), ("kk", "kk/index.html")):
        t = words(language)
        page = read((folder / name).read_text(encoding="utf-8"))
        assert t("head.nobody") in page.words and t.n("head.nobody_machine", 15) in page.words
        assert not [tag for tag in page.tags if "big" in str(tag.attributes.get("class")).split()]
        after = read((decided_folder / name).read_text(encoding="utf-8"))
        assert t("head.nobody") not in after.words and t.n("head.decided", 9) in after.words
        assert len([tag for tag in after.tags if "big" in str(tag.attributes.get("class")).split()]) == 4


def test_the_first_page_holds_what_is_known(folder: Path) -> None:
    page = read((folder / "index.html").read_text(encoding="utf-8"))
    for text in ("“hooligans and wreckers”", "Ben Example", "The role of the water company", "not later than 7 March 2031", BULLETIN_ID, "the bytes are not text"):  # fmt: skip
        assert text in page.words
    times = [tag.attributes["datetime"] for tag in page.named("time")]
    assert "2031-03-03" in times
    assert len(page.named("figure")) == 3, "two charts and the days"


def test_texts_are_shown_whole(folder: Path) -> None:
    for item, text in TEXTS.items():
        page = read((folder / f"item-{item[:12]}.html").read_text(encoding="utf-8"))
        shown = re.sub(r"\s|\d", "", page.words)
        assert re.sub(r"\s|\d", "", text) in shown


def test_methods_say_what_is_not_proved(folder: Path) -> None:
    text = read((folder / "methods.html").read_text(encoding="utf-8")).words
    assert "Nothing here is anchored to an outside clock" in text
    assert "does not show that a server ever sent these bytes" in text
    assert "aigaq verify CASE" in text and "figure.number-verb" in text and "cd" * 32 in text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    folder = write(hostile(), tmp_path / "out", place_name=place_name).parent
    shown = 0
    for path in pages(folder):
        text = path.read_text(encoding="utf-8")
        page = read(text)
        assert not page.faults, path
        assert len(page.named("script")) == len(scripts_of(path))
        assert not set("\u202e\u2066\x00\x07") & set(text)
        assert "49" not in page.words or "{{ 7*7 }}" in page.words
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes)
        assert not any(value.startswith("javascript") for value in page.values("href"))
        shown += text.count("U+202E")
    assert shown > 100 and len(BAD) > 50


def test_a_large_case_is_paged_and_its_first_page_stays_small(tmp_path: Path) -> None:
    whole = many(900)
    folder = write(whole, tmp_path / "out", languages=("en",), place_name=place_name).parent
    sizes = {path.name: path.stat().st_size for path in pages(folder)}
    assert {"statements-figure-2.html", "days-2.html", "statements-event-2.html"} <= set(sizes)
    assert sizes["index.html"] < 1_000_000
    assert max(sizes.values()) < 1_500_000
    cards = sum(
        len(read(path.read_text(encoding="utf-8")).named("article")) for path in folder.glob("statements-*.html")
    )
    assert cards == len(whole.said)
    known = {path: set(read(path.read_text(encoding="utf-8")).values("id")) for path in pages(folder)}
    for path in (
        folder / "index.html",
        folder / "days-2.html",
        folder / "side-official.html",
        *sorted(folder.glob("subject-*.html")),
    ):
        for address in read(path.read_text(encoding="utf-8")).values("href"):
            name, _, anchor = address.partition("#")
            target = folder / name if name else path
            assert target.is_file() and (not anchor or anchor in known[target]), (path.name, address)
