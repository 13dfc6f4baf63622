"""The register: every source once, under its address, with what is said of it and what rests on it."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest

from aigaq.accounts import Citation, DatedBy, Told
from aigaq.report.book import Book
from aigaq.report.material import Material
from aigaq.report.register import RESTS, Register, outside, register_pages
from aigaq.report.site import site
from aigaq.report.source_pages import source_pages
from aigaq.report.words import words
from aigaq.statements import DateBasis, Dated, Seen, Source
from tests.report.conftest import book_of
from tests.report.hostile import BAD
from tests.report.made_up import BULLETIN_ID, material
from tests.report.many import many
from tests.report.markup import read

HELD = Source(key="s1", item=BULLETIN_ID, row=2, sheet="sources", title="Сводка", title_kind="printed", publisher="Пример", published=Dated("2031-03-11", DateBasis.INFERRED), locator="https://example.org/a/", language="ru", kind="agency", relation="syndicated", origin="the police", seen=Seen.EXCERPT, note="read twice")  # fmt: skip
CITED = Source(key="s2", item=BULLETIN_ID, row=3, sheet="sources", author="A. Writer", locator="shelf 7", locator_read="https://example.org/b")  # fmt: skip


def sourced(whole: Material, *sources: Source, cited: str = "s1") -> Material:
    """The case with these sources; every statement rests on the one cited."""
    named = tuple(Citation(one.key, one) for one in sources if one.key == cited)
    told = {said.id: Told(row=said.id, known="2031-03-09", dated=DatedBy.SAID, sources=named) for said in whole.said}
    return replace(whole, sources=sources, told=told)


def pages_of(whole: Material, language: str = "en") -> dict[str, str]:
    return dict(register_pages(book_of(whole, language=language)))


def test_all_sources_of_the_real_case_are_there_under_their_addresses(january: Material) -> None:
    pages = {name: read(text) for name, text in pages_of(january).items()}
    assert list(pages) == ["register.html", "register-2.html", "register-3.html", "register-4.html"]
    anchors = [str(tag.attributes["id"]) for page in pages.values() for tag in page.named("article")]
    assert anchors == [f"source-{n}" for n in range(1, 304)]
    assert not any(page.faults for page in pages.values())
    known = {name: set(page.values("id")) for name, page in pages.items()}
    for address in site(january).sources.values():
        name, _, anchor = address.partition("#")
        assert anchor in known[name]
    first = pages["register.html"].words
    assert "303 sources. None of them is held. 303 are cited and not held." in first
    for source in january.sources[:100]:
        assert (source.title or source.key) in first and (source.locator or "") in first


def test_every_statement_of_the_real_case_is_linked_from_each_of_its_sources(january: Material) -> None:
    register = Register(book_of(january).viewer)
    cited = sum(len(set(said.statement.cited)) for said in january.said)
    assert sum(len(some) for some in register.resting.values()) == cited > 700
    assert register.unknown == ()
    pages = "".join(pages_of(january).values())
    for said in january.said:
        if said.statement.cited:
            assert site(january).statements[said.id] in pages


def test_what_is_said_of_a_source() -> None:
    page = read(pages_of(sourced(material(), HELD, CITED))["register.html"]).words
    assert "2 sources. None of them is held. 2 are cited and not held." in page
    for text in ("Сводка", "Пример", "11 March 2031 (inferred)", "Russian", "as printed", "news agency", "syndicated", "the police", "an excerpt", "read twice", "sheet sources, row 2, id s1", "https://example.org/a/", "cited, not held", "15 statements rest on it", "No statement rests on it.", "A. Writer", "Address that was read"):  # fmt: skip
        assert text in page, text
    assert "all numbers of the same subject : 12 killed, Example Region (the police)" in page


def test_a_source_is_held_where_an_item_is_described_by_its_address() -> None:
    whole = sourced(material(), HELD, CITED)
    whole = replace(whole, held=(replace(whole.held[0], locator="http://EXAMPLE.org/b/"), *whole.held[1:]))
    register = Register(book_of(whole).viewer)
    assert [len(register.holding(source)) for source in whole.sources] == [0, 1]
    page = read(pages_of(whole)["register.html"])
    assert "One is held. One is cited and not held." in page.words
    assert f"item-{whole.held[0].sha256[:12]}.html" in page.values("href")
    told = {key: replace(one, sources=(Citation("s1", HELD, (BULLETIN_ID,)),)) for key, one in whole.told.items()}
    assert Register(book_of(replace(whole, told=told)).viewer).held == 2, "or where the accounts say so"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_only_the_marked_links_leave_the_report(january: Material, language: str) -> None:
    leaving = 0
    for text in pages_of(january, language).values():
        page = read(text)
        for tag in page.named("a"):
            if re.match(r"[a-z]+:|//", str(tag.attributes["href"])):
                assert tag.attributes["rel"] == "external noreferrer noopener nofollow"
                assert tag.attributes["referrerpolicy"] == "no-referrer"
                leaving += 1
        assert page.words.count(words(language)("register.open")) == len(re.findall('class="outside"', text))
        assert 'http-equiv="x-dns-prefetch-control" content="off"' in text
    assert leaving > 303


@pytest.mark.parametrize(
    "locator",
    ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "ftp://example.org/x", "shelf 7", "//example.org", "https://", "https://a b", 'https://example.org/"x', "https://example.org/\u202ex", "file:///etc/passwd", "http://[", "", BAD],
)  # fmt: skip
def test_what_is_no_plain_address_is_no_link(locator: str) -> None:
    assert outside(locator) == ""


def test_plain_addresses_are_links() -> None:
    assert outside(" https://example.org/a?b=c#d ") == "https://example.org/a?b=c#d"
    assert outside("HTTP://example.org") == "HTTP://example.org"
    assert outside("https://пример.қаз/қала") == "https://пример.қаз/қала"


def test_hostile_sources_stay_words() -> None:
    source = Source(key=BAD, item=BULLETIN_ID, row=1, sheet=BAD, title=BAD, publisher=BAD, author=BAD, locator=f"javascript:{BAD}", origin=BAD, language=BAD, kind=BAD, relation=BAD, note=BAD)  # fmt: skip
    page = read(pages_of(sourced(material(), source, cited=BAD))["register.html"])
    assert not page.faults and len(page.named("script")) == 1
    assert not any(value.startswith("javascript") for value in page.values("href"))
    assert "U+202E" in page.words


def test_a_source_of_many_statements_has_pages_of_its_own() -> None:
    whole = sourced(many(620), HELD)
    pages = {name: read(text) for name, text in pages_of(whole).items()}
    assert list(pages) == ["register.html", "source-1.html", "source-1-2.html"]
    assert "source-1.html" in pages["register.html"].values("href")
    assert f"{620 - RESTS} more on the full list" in pages["register.html"].words
    lines = [set(pages[name].values("href")) & set(site(whole).statements.values()) for name in list(pages)[1:]]
    assert [len(some) for some in lines] == [500, 120]
    assert "register.html#source-1" in pages["source-1-2.html"].values("href")
    assert not any(page.faults for page in pages.values())


def test_the_page_of_sources_counts_and_leads_here(january_book: Book) -> None:
    page = read(dict(source_pages(january_book))["sources.html"])
    assert "303 sources. None of them is held. 303 are cited and not held." in page.words
    assert "register.html" in page.values("href")


def test_ids_that_no_table_explains_are_listed() -> None:
    page = read(dict(source_pages(book_of(material())))["sources.html"]).words
    assert words("en")("sources.none_cited") in page
    assert pages_of(material()) == {}
    whole = material()
    one = replace(
        whole.said[0], statement=msgspec.structs.replace(whole.said[0].statement, cited=("s1", "nobody-knows"))
    )
    whole = sourced(replace(whole, said=(one, *whole.said[1:])), HELD)
    assert Register(book_of(whole).viewer).unknown == ("nobody-knows",)
    text = read(dict(source_pages(book_of(whole)))["sources.html"]).words
    assert "Cited by an id that no table explains nobody-knows" in text
