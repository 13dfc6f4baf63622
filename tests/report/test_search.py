"""The search: its words as scripts of one constant, bounded and the same every time; its index is the one published."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from aigaq.report import search
from aigaq.report.book import Book
from aigaq.report.material import Material
from aigaq.report.search import GROUPS, LONGEST, search_pages
from aigaq.report.site import site
from aigaq.report.words import words
from tests.report.conftest import book_of
from tests.report.hostile import BAD, hostile
from tests.report.made_up import decided, material
from tests.report.many import many
from tests.report.markup import read

VENDOR = resources.files("aigaq.report") / "static" / "vendor"
HEAD, TAIL = "(window.aigaqSearch = window.aigaqSearch || []).push(", ");\n"
GROUP, HREF, TITLE, TEXT, UNDER, STANDING, KEYS, LANGUAGE, ICON, FLAGS = range(10)


def rows_of(script: str) -> list[list[Any]]:
    assert script.startswith(HEAD) and script.endswith(TAIL) and script.count("\n") == 1
    rows: list[list[Any]] = json.loads(script[len(HEAD) : -len(TAIL)])
    return rows


def made(book: Book) -> tuple[str, list[list[Any]]]:
    pages = dict(search_pages(book))
    return pages["search.html"], [row for name, text in pages.items() if name.endswith(".js") for row in rows_of(text)]


def test_what_others_made_is_what_they_published() -> None:
    told = tomllib.loads((VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))
    files = {name: sha for one in told.values() for name, sha in one["sha256"].items()}
    there = {entry.name for entry in VENDOR.iterdir()} - {"VENDOR.toml"}
    assert set(files) == there
    for name, sha in files.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == sha, name
    assert all(one["version"] and one["licence"] and one["origin"] for one in told.values())
    assert "Permission is hereby granted" in (VENDOR / "minisearch.LICENSE.txt").read_text(encoding="utf-8")


def test_a_report_carries_the_licence_of_what_it_carries(folder: Path) -> None:
    for name in ("minisearch.js", "minisearch.LICENSE.txt", "VENDOR.toml"):
        assert (folder / "static" / "vendor" / name).read_bytes() == (VENDOR / name).read_bytes()


def test_all_of_the_real_case_can_be_found(january: Material) -> None:
    text, rows = made(book_of(january))
    found = {row[HREF] for row in rows}
    assert set(site(january).statements.values()) <= found
    assert set(site(january).sources.values()) <= found
    assert set(site(january).subjects.values()) <= found
    assert {row[GROUP] for row in rows} >= {GROUPS.index(name) for name in ("subject", "figure", "event", "position", "claim", "source", "item")}  # fmt: skip
    assert len(rows) == len(january.said) + 303 + len(site(january).subjects) + len(january.held)
    assert sum(len(json.dumps(row, ensure_ascii=False).encode()) for row in rows) < 400_000
    assert "Search" in read(text).words and words("en")("search.left_out", shown="", total="")[:10] not in read(text).words  # fmt: skip


def test_every_address_leads_somewhere(folder: Path) -> None:
    for language in ("", "ru/", "kk/"):
        rows = rows_of((folder / language / "search-data.js").read_text(encoding="utf-8"))
        ids: dict[str, set[str]] = {}
        for row in rows:
            name, _, anchor = row[HREF].partition("#")
            if name not in ids:
                ids[name] = set(read((folder / language / name).read_text(encoding="utf-8")).values("id"))
            assert not anchor or anchor in ids[name], row


def test_marks_are_those_of_the_page(january_book: Book) -> None:
    text, rows = made(january_book)
    page = text[text.index('id="search-icons"') :].partition("</div>")[0]
    icons = page.count("<span>")
    assert 3 < icons < 40
    assert {row[ICON] for row in rows} == {-1, *range(icons)}


def test_who_read_a_statement_and_what_became_of_it_is_told() -> None:
    _, rows = made(book_of(decided(material(), "figure")))
    by_title = {row[TITLE]: row for row in rows}
    withdrawn = by_title["500 attackers, Lower Example"]
    assert withdrawn[FLAGS] == 1 and withdrawn[STANDING] == words("en").word("standing", "withdrawn")
    assert by_title["Looting, Lower Example"][FLAGS] == 2, "read by machine"
    assert "The mayor, Ada Example" in withdrawn[UNDER]
    (taken_back,) = [row for row in rows if row[GROUP] == GROUPS.index("withdrawal")]
    assert "500 attackers" in taken_back[TITLE], "a withdrawal names what it concerns"


def test_a_quote_stands_in_its_context_and_is_cut(january_book: Book) -> None:
    _, rows = made(book_of(material()))
    (row,) = [row for row in rows if row[TITLE].startswith("12 killed")]
    assert "12 people died in the Example Region, 7 of them" in row[TEXT]
    assert row[LANGUAGE] == "en" and not row[FLAGS] & 4, "the language is that of the quote"
    items = {row[TITLE]: (row[LANGUAGE], row[FLAGS]) for row in rows if row[GROUP] == GROUPS.index("item")}
    assert items["Сводка"] == ("ru", 4), "here that of the title"
    _, rows = made(january_book)
    assert max(len(row[TEXT]) for row in rows) <= LONGEST + 2


def test_ids_and_keys_are_searched_and_not_shown(january: Material) -> None:
    _, rows = made(book_of(january))
    first = next(row for row in rows if "F001" in row[KEYS].split())
    anchor = first[HREF].partition("#s-")[2]
    assert anchor in first[KEYS].split() and "F001" not in first[TITLE] + first[TEXT] + first[UNDER]
    assert any("aa5135" in row[KEYS].split() and row[GROUP] == GROUPS.index("source") for row in rows)


def test_a_large_case_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 250)
    monkeypatch.setattr(search, "SHARD", 100)
    book = book_of(decided(many(300), "claim"))
    pages = dict(search_pages(book))
    assert list(pages) == ["search.html", "search-data.js", "search-data-2.js", "search-data-3.js"]
    shards = [rows_of(text) for name, text in pages.items() if name.endswith(".js")]
    assert [len(rows) for rows in shards] == [100, 100, 50]
    page = read(pages["search.html"])
    assert "250 of" in page.words and re.findall(r"search-data(?:-\d)?\.js", str(page.values("src"))) == list(pages)[1:]
    groups = [GROUPS[row[GROUP]] for rows in shards for row in rows]
    first = next(place for place, group in enumerate(groups) if group not in ("subject", "source", "item"))
    assert groups[first] == "claim", "those a person decided come first"


def test_the_bound_holds_the_data_to_some_megabytes() -> None:
    rows = made(book_of(many(600)))[1]
    each = len(json.dumps(rows, ensure_ascii=False).encode()) / len(rows)
    assert each * search.MOST < 20_000_000
    assert each * search.SHARD < 4_000_000


def test_hostile_words_stay_words() -> None:
    pages = dict(search_pages(book_of(hostile())))
    script = pages["search-data.js"]
    assert not set("<>&\u202e\u2066\x00\x07\u2028\ud800") & set(script)
    assert any(BAD[:9] in row[TITLE] + row[TEXT] for row in rows_of(script))
    assert all(row[LANGUAGE] in ("", "und", "en", "ru", "kk") for row in rows_of(script))
    assert script.encode("utf-8")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_without_a_script_the_page_is_a_list_of_doors(january: Material, language: str) -> None:
    text, _ = made(book_of(january, language=language))
    page = read(text)
    assert not page.faults
    doors = set(page.values("href"))
    assert {"figures.html", "days.html", "sources.html", "register.html", "statements-figure.html", "side-official.html"} <= doors  # fmt: skip
    assert set(site(january).subjects.values()) <= doors
    assert words(language)("search.plain") in page.words
    assert [tag.attributes.get("hidden", "shown") for tag in page.tags if tag.attributes.get("id") == "search"] == [
        None
    ]


def test_the_same_case_gives_the_same_words(january: Material) -> None:
    assert dict(search_pages(book_of(january))) == dict(search_pages(book_of(january)))
