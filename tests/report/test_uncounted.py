"""The uncounted: refused in these words, with the reasons, and without a number or a range anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aigaq.report.book import Book
from aigaq.report.material import Material
from aigaq.report.phrases import capital
from aigaq.report.toll_views import reasons
from aigaq.report.uncounted import concerns, overlaps, uncounted_page
from aigaq.report.words import words
from tests.report.conftest import book_of
from tests.report.made_up import material
from tests.report.markup import read


def test_the_refusal_stands_on_every_page_that_counts_the_dead(january_folder: Path, january_book: Book) -> None:
    counting = {
        january_book.site.subjects[group.subject.key]
        for group in january_book.subjects.groups
        if concerns(group.subject)
    }
    assert counting
    for name in {"index.html", "figures.html", "uncounted.html", *counting}:
        page = read((january_folder / name).read_text(encoding="utf-8"))
        assert "No estimate of the uncounted can be made" in page.words, name
    other = {group for group in january_book.subjects.groups if not concerns(group.subject)}
    for group in other:
        text = (january_folder / january_book.site.subjects[group.subject.key]).read_text(encoding="utf-8")
        assert "No estimate of the uncounted" not in text


def test_the_page_says_why_and_holds_no_estimate(january_folder: Path) -> None:
    page = read((january_folder / "uncounted.html").read_text(encoding="utf-8"))
    t = words("en")
    for key in ("why", "needs_text", "dependence", "lists_note", "change_text", "not_known"):
        assert t(f"uncounted.{key}") in page.words
    assert not page.named("svg") or "p-veil" not in (january_folder / "uncounted.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_pair_of_lists_is_said_to_be_unknown(january: Material, language: str) -> None:
    book = book_of(january, language=language)
    found = overlaps(book.viewer)
    assert len(found.lists) > 2
    pairs = sum(len(row) for row in found.rows)
    assert pairs == len(found.lists) * (len(found.lists) - 1) // 2
    ((_, text),) = uncounted_page(book)
    assert text.count("hatched") == pairs
    assert words(language)("uncounted.refused") in read(text).words


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_refusal_of_the_toll_stands_with_it(january: Material, language: str) -> None:
    ((_, text),) = uncounted_page(book_of(january, language=language))
    assert january.toll is not None and january.toll.whole is not None
    (found,) = reasons(january.toll.whole.reasons, words(language))
    page = read(text).words
    assert capital(found.words) in page and found.next in page


def test_a_case_without_the_dead_has_no_such_page() -> None:
    whole = material()
    kept = tuple(said for said in whole.said if getattr(said.statement, "measure", "") != "killed")
    assert list(uncounted_page(book_of(replace(whole, said=kept)))) == []


def test_without_lists_of_names_that_is_said() -> None:
    ((name, text),) = uncounted_page(book_of(material()))
    assert name == "uncounted.html" and words("en")("uncounted.no_lists") in read(text).words
