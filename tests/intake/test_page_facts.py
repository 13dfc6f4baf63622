"""What a page says of itself, and that nothing is chosen between dates that contradict each other."""

import pytest

from aigaq.intake.facts import chosen, cleaned, date_in_address, moment, pdf_moment
from aigaq.intake.page_facts import page_facts
from aigaq.intake.pages import tree_of
from aigaq.intake.renditions import Fact


def facts(head: str, body: str = "<p>Invented.") -> list[Fact]:
    return page_facts(tree_of(f"<html><head>{head}</head><body>{body}</body></html>"))


def used(head: str, body: str = "<p>Invented.") -> dict[str, tuple[str, str]]:
    return {fact.field: (fact.value, fact.basis) for fact in facts(head, body) if fact.used}


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_all_of_a_page() -> None:
    head = (
        "<title>Five hurt | The Invented Courier</title>"
        + meta("og:title", "Five hurt")
        + meta("og:site_name", "The Invented Courier")
        + meta("og:locale", "ru_RU")
        + meta("article:published_time", "2019-03-14T10:15:59+06:00")
        + meta("article:modified_time", "2019-03-15T10:15:00Z")
        + '<link rel=canonical href="https://courier.example/2019/03/14/five">'
        + '<meta name=author content="  A.\n Nobody ">'
    )
    assert used(head) == {
        "title": ("Five hurt", "stated"),
        "author": ("A. Nobody", "stated"),
        "site": ("The Invented Courier", "stated"),
        "language": ("ru", "stated"),
        "published": ("2019-03-14T10:15+06:00", "stated"),
        "modified": ("2019-03-15T10:15Z", "stated"),
        "canonical": ("https://courier.example/2019/03/14/five", "stated"),
    }


def test_what_readers_see_is_shown() -> None:
    body = "<article><h1>Five hurt</h1><time datetime='2019-03-14'>14 March</time></article>"
    assert used("", body) == {"title": ("Five hurt", "shown"), "published": ("2019-03-14", "shown")}
    assert used('<link rel=canonical href="https://courier.example/2019/03/14/x">')["published"] == (
        "2019-03-14",
        "address",
    )


def test_several_headings_are_no_title() -> None:
    assert used("<title>Five hurt</title>", "<h1>The Courier</h1><h1>Five hurt</h1>")["title"] == ("Five hurt", "shown")
    assert used("<title>Five hurt | Courier</title>", "<h1>Five hurt</h1>")["title"] == ("Five hurt", "shown")


def test_json_ld() -> None:
    article = '{"@type":["Thing","NewsArticle"],"headline":"H","datePublished":"2019-03-14","author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"C"},"inLanguage":"kk-KZ"}'
    expected = {
        "title": ("H", "stated"),
        "author": ("A, B", "stated"),
        "published": ("2019-03-14", "stated"),
        "site": ("C", "stated"),
        "language": ("kk", "stated"),
    }
    assert used(ld(article)) == expected
    assert used(ld('{"@graph":[{"@type":"WebPage","datePublished":"2001-01-01"},' + article + "]}")) == expected
    assert used(ld(f"[{article},{article}]")) == expected
    # A page that describes several articles, or writes no JSON, says nothing.
    assert used(ld(f"[{article},{article.replace('2019', '2020')}]")) == {}
    assert used(ld("{") + ld("[" * 100_000) + ld("7")) == {}


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("2019-03-14T20:15:00Z", "2019-03-15T02:15:00+06:00", "2019-03-15T02:15+06:00"),
        ("2019-03-14", "2019-03-14T10:00:00+06:00", "2019-03-14"),
        ("2019-03-14T10:00:00+06:00", "2019-03-14T09:00:00+06:00", "2019-03-14T10:00+06:00"),
        ("2019-03-14", "2019-03-16", None),
        ("2019-03-14T20:15:00Z", "2019-03-15T03:15:00+06:00", None),
        ("1970-01-01T00:00:00Z", "2019-03-16", "2019-03-16"),
        ("1899-05-01", "2019-03-16", "2019-03-16"),
        ("yesterday", "2019-03-16", "2019-03-16"),
    ],
)
def test_dates_that_agree_and_dates_that_do_not(one: str, other: str, value: str | None) -> None:
    head = meta("article:published_time", one) + meta("datePublished", other)
    assert used(head).get("published", (None,))[0] == value
    # Nothing that can be read as a date is thrown away.
    if value is None:
        assert len([fact for fact in facts(head) if fact.field == "published"]) == 2


def test_an_address_goes_for_nothing_where_the_page_says_more() -> None:
    head = meta("og:url", "https://courier.example/2011/01/01/x") + meta("article:published_time", "2019-03-14")
    assert used(head)["published"] == ("2019-03-14", "stated")


def test_values_that_are_none() -> None:
    assert (
        used(meta("article:author", "https://social.example/a") + meta("og:url", "/relative") + meta("og:title", " "))
        == {}
    )


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2019-03-14T10:15:00.123+0600", "2019-03-14T10:15+06:00"),
        ("2019-03-14 10:15", "2019-03-14T10:15"),
        ("20190314", "2019-03-14"),
        ("2019-03", "2019-03"),
        ("2019", "2019"),
        ("2019-02-30", None),
        ("2019-13", None),
        ("14.03.2019", None),
        ("", None),
    ],
)
def test_moments(words: str, value: str | None) -> None:
    assert moment(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("D:20190314101500+06'00'", "2019-03-14T10:15+06:00"),
        ("D:20190314101500Z", "2019-03-14T10:15Z"),
        ("D:20190314", "2019-03-14"),
        ("D:2019", "2019"),
        ("D:20191399", None),
        ("2019", None),
    ],
)
def test_moments_of_pdf(words: str, value: str | None) -> None:
    assert pdf_moment(words) == value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://a.example/2019/03/14/x", "2019-03-14"),
        ("https://a.example/news/2019-03-14-x", "2019-03-14"),
        ("https://a.example/x-20190314.html?d=20200101", "2019-03-14"),
        ("https://a.example/2019/03/14/about-2019-03-15", None),
        ("https://a.example/120190314", None),
        ("https://20190314.example/x", None),
    ],
)
def test_days_in_addresses(address: str, value: str | None) -> None:
    assert date_in_address(address) == value


def test_one_value_of_a_field_is_used() -> None:
    assert chosen([]) == []
    made = chosen(
        [Fact("title", "A", "stated", "x"), Fact("title", "A", "stated", "y"), Fact("title", "B", "shown", "z")]
    )
    assert [(fact.value, fact.origin, fact.used) for fact in made] == [("A", "x", True), ("B", "z", False)]
    assert cleaned("a\x00\x1b[31m\u2028b\ud800 c" + "d" * 900) == "a [31m b c" + "d" * 490
