"""The page of explanations: every claim under one or by its question, whose judgement it is, and nothing told early."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aigaq.accounts.explanations import Explanation, Explanations, Proponent, Shift
from aigaq.report.explanation_pages import UNDER_NONE, explanation_pages
from aigaq.report.material import Material
from aigaq.report.places import shipped_name
from aigaq.report.words import words
from aigaq.statements import Claim, Side, row_id
from tests.report.browsing import assert_looks_right, in_three_languages, opened
from tests.report.conftest import book_of
from tests.report.hostile import BAD, hostile
from tests.report.made_up import material
from tests.report.markup import Markup, read

LANGUAGES = ("en", "ru", "kk")


def page_of(whole: Material, language: str = "en") -> str:
    ((name, text),) = explanation_pages(book_of(whole, shipped_name, language))
    assert name == "explanations.html"
    return text


def claim_id(whole: Material) -> str:
    return whole.by_kind("claim")[0].id[:16]


def small(**given: Any) -> Material:
    """The invented case with one explanation for its one claim."""
    whole = material()
    one = Explanation(id="water", title={"ru": "Цена воды"}, supports=(claim_id(whole),), **given)
    return replace(whole, explanations=Explanations(made_by="A. Example", explanation=(one,)))


def part(text: str, anchor: str) -> Markup:
    """A section of the page."""
    found = re.search(rf'<section id="{anchor}".*?</section>', text, re.DOTALL)
    assert found is not None, anchor
    return read(found[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_is_there_and_the_page_is_whole(january: Material, language: str) -> None:
    page = read(page_of(january, language))
    assert not page.faults
    claims = [said.statement for said in january.by_kind("claim")]
    assert len(claims) == 37
    for claim in claims:
        assert isinstance(claim, Claim) and " ".join(claim.what.split()) in page.words
    t = words(language)
    read_ = january.explanations
    assert read_ is not None and isinstance(read_.made_by, dict)
    assert t("explanations.judged") in page.words and read_.made_by[language] in page.words
    for one in read_.explanation:
        assert isinstance(one.title, dict) and one.title[language] in page.words


def test_claims_stand_where_the_file_puts_them_and_the_others_under_their_question(january: Material) -> None:
    text, file = page_of(january), january.explanations
    assert file is not None
    by_key = {said.statement.key: said for said in january.by_kind("claim")}
    placed: set[str] = set()
    for one in file.explanation:
        section = part(text, f"explanation-{one.id}")
        for key, said in by_key.items():
            assert isinstance(said.statement, Claim) and key is not None
            assert (said.statement.what in section.words) == (key in (*one.supports, *one.contradicts)), key
        placed |= {*one.supports, *one.contradicts}
    left = part(text, "under-none")
    assert len(placed) == 22
    for key, said in by_key.items():
        assert isinstance(said.statement, Claim)
        assert (said.statement.what in left.words) == (key not in placed), key
        question = file.questions[str(said.statement.question)]
        assert isinstance(question, dict)
        assert (question["en"] in left.words) or key in placed


def test_the_table_counts_claims_by_side(january: Material) -> None:
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page_of(january).split('id="all"')[1].split("</section>")[0], re.DOTALL)
    shown = {}
    for row in rows[1:]:
        cells = [
            re.sub(r"<(b|span)[^>]* hidden>\w+</\1>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        ]
        shown[read(cells[0]).words] = [read(cell).words for cell in cells[2:]]
    assert shown["Attack by “terrorists” from outside"] == ["4 official", "1 official 1 media 1 witness"]
    assert shown["Excessive force by the state"] == ["2 NGO", "1 official"]
    assert shown["Social revolt over price and inequality"] == ["none", "none"]
    assert len(shown) == 6


def test_sources_of_one_publisher_are_told_apart(january: Material) -> None:
    section = part(page_of(january), "explanation-excessive-force")
    for date in ("26 January 2022", "5 May 2022", "20 December 2022"):
        assert f"Human Rights Watch , {date}" in section.words.replace("Watch,", "Watch ,")


def test_explanations_stand_in_the_order_in_which_they_were_first_put_forward(january: Material) -> None:
    text = page_of(january)
    found = re.findall(r'<section id="explanation-([\w-]+)"[^>]*data-from="([\d-]+)"', text)
    assert [name for name, _ in found][:2] == ["price-and-inequality", "attack-from-outside"]
    assert [day for _, day in found] == sorted(day for _, day in found)
    assert dict(found)["attempted-coup"] == "2022-01-10" and dict(found)["excessive-force"] == "2022-01-26"


def test_a_claim_is_shown_from_the_day_it_was_known(january: Material) -> None:
    text, days = page_of(january), Counter[str]()
    for day, line in re.findall(r'<li data-from="([\d-]+)">\s*<p class="line"><bdi lang="\w+">(.*?)</bdi>', text):
        days[f"{day} {line}"] += 1
    assert days["2022-01-05 &#39;terrorist gangs&#39; seized the airport and five aircraft"] == 1
    assert days["2024-01-31 influential people unhappy with the change of 2019, with sway over security bodies and crime"] == 1  # fmt: skip
    known = re.findall(r'<option value="([\d-]+)" data-n="(\d+)"', text)
    assert known[0] == ("2022-01-04", "1") and ("2022-01-05", "2") in known and known[-1][1] == "37"


def test_no_day_is_told_before_it_came(january: Material) -> None:
    """Dates in the words of a part are none of them after the first day on which the part is shown."""
    text = page_of(january)
    for day, inner in re.findall(r'<li data-from="(\d{4})-[\d-]+">((?:(?!<li).)*?)</li>', text, re.DOTALL):
        shown = re.sub(r"<[^>]*>", " ", re.sub(r'<(?:a|span|b)[^>]*data-from="[^"]*".*?</(?:a|span|b)>', "", inner))
        assert all(year <= day for year in re.findall(r"\b20[23]\d\b", shown)), shown


def test_every_link_of_the_page_leads_somewhere(january_folder: Path) -> None:
    text = (january_folder / "explanations.html").read_text(encoding="utf-8")
    page = read(text.partition("<main")[2].partition("</main>")[0])
    ids: dict[str, set[str]] = {"": set(page.values("id"))}
    assert len(page.values("href")) > 150
    for address in page.values("href"):
        name, _, anchor = address.partition("#")
        target = january_folder / (name or "explanations.html")
        assert target.is_file(), address
        if anchor:
            known = ids.setdefault(name, set(read(target.read_text(encoding="utf-8")).values("id")))
            assert anchor in known, address


def test_without_a_file_claims_stand_by_their_question() -> None:
    text = page_of(material())
    page = read(text)
    t = words("en")
    assert t("explanations.none_set") in page.words and t("explanations.judged") not in page.words
    assert t("explanations.no_question") in page.words and "The role of the water company" in page.words
    assert 'id="all"' not in text and t("claims.title") in page.words


def test_without_a_claim_there_is_no_page() -> None:
    whole = material()
    bare = replace(whole, said=tuple(said for said in whole.said if said.kind != "claim"))
    assert list(explanation_pages(book_of(bare))) == []


def test_a_statement_without_a_key_is_named_by_its_id_and_words_fall_back() -> None:
    text = page_of(small())
    section = part(text, "explanation-water")
    assert "The role of the water company" in section.words
    assert '<bdi lang="ru">Цена воды</bdi>' in text, "the title is in Russian only, and says so"
    assert words("en")("explanations.all_placed") in part(text, "under-none").words


def test_what_no_row_has_is_named() -> None:
    section = part(page_of(small(contradicts=("K99",), events=("E77",))), "explanation-water")
    assert f"{words('en')('explanations.missing')}: K99, E77" in section.words


def test_who_puts_it_forward_without_a_date_is_shown_from_the_day_the_case_began() -> None:
    voice = Proponent(name="The water board", side=Side.OFFICIAL, sources=("nowhere",))
    text = page_of(small(proponent=(voice,)))
    section = part(text, "explanation-water")
    assert "The water board" in section.words and "date not known" in section.words and "nowhere" in section.words
    assert re.search(r'<ul class="voices">\s*<li data-from="2031-03-10">', text)


def test_many_claims_under_none_lead_to_the_list_of_all() -> None:
    whole = material()
    (said,) = whole.by_kind("claim")
    assert isinstance(said.statement, Claim)
    more = []
    for number in range(UNDER_NONE + 5):
        statement = Claim(item=said.statement.item, span=said.statement.span, what=f"invented claim {number}", made_by=said.statement.made_by)  # fmt: skip
        more.append(replace(said, id=row_id(statement), statement=statement))
    text = page_of(replace(whole, said=(*whole.said, *more)))
    assert text.count("invented claim") < 2 * UNDER_NONE + 10
    assert words("en").n("nav.more", 6) in read(text).words and "statements-claim.html" in text


def test_hostile_words_stay_words() -> None:
    whole = hostile()
    one = Explanation(id="bad", title={BAD: BAD}, summary=BAD, proponent=(Proponent(name=BAD, sources=(BAD,)),), supports=(claim_id(whole), BAD))  # fmt: skip
    shift = Shift(when="2031", what={"en": BAD}, explanation="bad", sources=(BAD,))
    file = Explanations(made_by=BAD, basis=BAD, questions={BAD: BAD}, explanation=(one,), shift=(shift,))
    for language in LANGUAGES:
        text = page_of(replace(whole, explanations=file), language)
        page = read(text)
        assert not page.faults and all("src" in tag.attributes for tag in page.named("script"))
        assert not set("\u202e\u2066\x00\x07\ud800") & set(text)
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes)
        assert page.words.count("U+202E") > 6


@pytest.fixture(scope="module")
def shown(january: Material, january_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explanations")
    return in_three_languages(folder, january_folder / "static", "explanations.html", partial(page_of, january))


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium: Any, shown: Path) -> None:
    assert_looks_right(chromium, shown, "explanations.html")


@pytest.mark.browser
def test_on_a_day_only_what_was_put_forward_by_then_is_told(chromium: Any, shown: Path) -> None:
    page = opened(chromium, shown / "en" / "explanations.html")
    page.goto(f"{page.url}#on=2022-01-06")
    text = page.inner_text("main")
    assert "Social revolt over price and inequality" in text and "Attack by “terrorists” from outside" in text
    for later in ("Attempted coup", "Excessive force", "2023", "2024", "Asylov", "Human Rights Watch"):
        assert later not in text.replace(page.inner_text(".known"), ""), later
    row = page.inner_text("#all tbody tr:nth-child(2)")
    assert "1 official" in row and "4" not in row, "of four claims one was made by then"
    assert "K.-J. Tokayev" in page.inner_text("#explanation-attack-from-outside")
    page.goto(f"{page.url.split('#')[0]}#on=2024-01-31")
    assert "Excessive force by the state" in page.inner_text("main")
    page.context.close()


@pytest.mark.browser
def test_where_nothing_was_said_yet_that_is_said(chromium: Any, shown: Path) -> None:
    page = opened(chromium, shown / "en" / "explanations.html")
    page.goto(f"{page.url}#on=2022-01-10")
    coup = page.inner_text("#explanation-attempted-coup")
    assert coup.count(words("en")("explanations.no_claim")) == 2 and "First said: 10 January 2022" in coup
    assert page.inner_text("#all tbody tr:nth-child(4) td:nth-child(3)").strip() == words("en")("explanations.none")
    page.goto(f"{page.url.split('#')[0]}#on=2022-01-05")
    social = page.inner_text("#explanation-price-and-inequality")
    assert words("en")("explanations.voices") not in social and words("en")("explanations.beside") not in social
    page.context.close()
