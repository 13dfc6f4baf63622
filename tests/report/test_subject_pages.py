"""Pages of subjects: every figure once, its sources one click away, and a table that holds what the chart holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aigaq.report.book import Book
from aigaq.report.material import Material
from aigaq.report.subject_pages import subject_pages, view
from aigaq.report.subjects import LONG
from tests.report.conftest import book_of
from tests.report.many import many
from tests.report.markup import Markup, read


@pytest.fixture(scope="module")
def pages(january_folder: Path) -> dict[str, Markup]:
    return {path.name: read(path.read_text(encoding="utf-8")) for path in january_folder.glob("*.html")}


def subject_pages_of(pages: dict[str, Markup]) -> dict[str, Markup]:
    return {name: page for name, page in pages.items() if name.startswith("subject-")}


def test_every_figure_has_a_row_on_the_page_of_its_subject(january: Material, january_book: Book, pages: dict[str, Markup]) -> None:  # fmt: skip
    for group in january_book.subjects.groups:
        ids = set(pages[january_book.site.subjects[group.subject.key]].values("id"))
        assert {f"f-{january_book.site.anchors[said.id]}" for said in group.figures} <= ids
    assert len(subject_pages_of(pages)) == len(january_book.subjects.groups)


def test_every_mark_leads_to_a_row_of_the_same_page(pages: dict[str, Markup]) -> None:
    drawn = 0
    for page in subject_pages_of(pages).values():
        ids = set(page.values("id"))
        marks = [href for href in page.values("href") if href.startswith("#f-")]
        assert {href[1:] for href in marks} <= ids
        drawn += len(marks)
    assert drawn > 183


def test_every_row_has_its_sources_one_click_away(january: Material, pages: dict[str, Markup]) -> None:
    cited = [said for said in january.by_kind("figure") if said.statement.cited]
    assert len(cited) > 150
    for page in subject_pages_of(pages).values():
        rows = [tag for tag in page.named("tr") if str(tag.attributes.get("id", "")).startswith("f-")]
        links = [href for href in page.values("href") if re.match(r"register(-\d+)?\.html#source-\d+$", href)]
        assert not rows or links


def test_the_list_names_every_subject_once(january_book: Book, pages: dict[str, Markup]) -> None:
    listed = [tag.attributes["href"] for tag in pages["figures.html"].named("a") if "data-keep-day" in tag.attributes]
    doors = [str(href) for href in listed if re.fullmatch(r"subject-\w+\.html", str(href))]
    assert sorted(doors) == sorted(january_book.site.subjects.values())
    assert "184 figures" in pages["figures.html"].words


def test_a_number_taken_back_is_struck_in_its_row(january_book: Book, pages: dict[str, Markup]) -> None:
    group = next(one for one in january_book.subjects.groups if any(getattr(said.statement, "low", 0) == 20000 for said in one.figures))  # fmt: skip
    page = pages[january_book.site.subjects[group.subject.key]]
    assert "withdrawn" in page.words and page.named("s")


def test_a_long_subject_is_paged_and_nothing_is_lost() -> None:
    whole = many(3000)
    book = book_of(whole)
    made = dict(subject_pages(book))
    long = next(group for group in book.subjects.groups if len(group.figures) > LONG)
    stem = book.site.subjects[long.subject.key].removesuffix(".html")
    names = [name for name in made if re.fullmatch(rf"{stem}(-\d+)?\.html", name)]
    assert len(names) == -(-len(long.figures) // LONG)
    rows = [str(tag.attributes["id"]) for name in names for tag in read(made[name]).named("tr") if tag.attributes.get("id")]  # fmt: skip
    own = {f"f-{book.site.anchors[said.id]}" for said in long.figures}
    assert own <= set(rows)


def test_a_table_stands_under_each_line_of_the_chart(january_book: Book) -> None:
    for group in january_book.subjects.groups:
        made = view(january_book, group)
        anchors = {f"#{row.anchor}" for table in made.tables for row in table.rows}
        marks: set[str] = set(re.findall(r'href="(#f-[^"]+)"', str(made.drawing or "")))
        assert marks <= anchors
        assert len(anchors - marks) <= made.undated + made.worded + made.denied
        assert made.figures == len(group.figures) == len(made.tables[0].rows)
