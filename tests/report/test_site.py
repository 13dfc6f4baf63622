"""Addresses: short ids tell all apart, pages hold what they should, nothing has two addresses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aigaq.report.site import PAGE, page_name, paged, shorts, site
from tests.report.made_up import material
from tests.report.many import many


@given(st.sets(st.text(alphabet="01", min_size=16, max_size=16)))
def test_short_ids_tell_all_apart(ids: set[str]) -> None:
    short = shorts(ids)
    assert len(set(short.values())) == len(ids)
    assert all(one.startswith(cut) and len(cut) >= 12 for one, cut in short.items())


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_pages_join_to_the_list(things: list[int], size: int) -> None:
    pages = paged(things, size)
    assert [one for page in pages for one in page] == things
    assert all(len(page) <= size for page in pages) and pages


def test_names_of_pages() -> None:
    assert [page_name("days", n) for n in (1, 2)] == ["days.html", "days-2.html"]


def test_every_statement_has_its_own_address() -> None:
    made = site(material())
    assert len(set(made.statements.values())) == len(material().said)
    assert all("." not in name.removesuffix(".html") for name in made.items.values())


def test_statements_are_paged_by_kind() -> None:
    whole = many(4 * PAGE * 2)
    made = site(whole)
    pages = [made.statements[said.id].partition("#")[0] for said in whole.by_kind("figure")]
    assert pages[0] == "statements-figure.html" and "statements-figure-2.html" in pages
    assert max(map(pages.count, pages)) == PAGE
