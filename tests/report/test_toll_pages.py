"""The page of the uncounted with lists of persons: told, with warnings, by strata, refused without a number anywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import aigaq.examples
from aigaq.report.material import Material
from aigaq.report.places import shipped_name
from aigaq.report.toll_facts import TollFacts
from aigaq.report.uncounted import DRAWN, uncounted_page
from aigaq.report.words import words
from aigaq.report.write import write
from aigaq.toll.family import FamilyName
from aigaq.toll.wording import assumption
from tests.report.browsing import assert_accessible, assert_fits, opened
from tests.report.conftest import book_of
from tests.report.made_up import material, place_name
from tests.report.markup import Markup, read
from tests.report.toll_made import (
    AT_LEAST,
    SECRET,
    bound_alone,
    by_strata,
    endless,
    facts,
    invented,
    reason,
    refused,
    told,
)

LANGUAGES = ("en", "ru", "kk")


def page_of(toll: TollFacts, language: str = "en") -> Markup:
    ((name, text),) = uncounted_page(book_of(replace(material(), toll=toll), language=language))
    assert name == "uncounted.html"
    page = read(text)
    assert not page.faults
    return page


def folder_of(toll: TollFacts, folder: Path) -> Path:
    return write(replace(material(), toll=toll), folder / "out", place_name=place_name).parent


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_count_comes_first_and_the_estimate_apart_from_it(language: str) -> None:
    t, page = words(language), page_of(facts(), language)
    for key in ("holds_if", "pooled_if", "left_out_note"):
        assert " ".join(t(f"toll.{key}").split()) in page.words
    order = [page.words.index(t(key)) for key in ("toll.documented", "toll.estimate", "toll.lists")]
    assert order == sorted(order)
    assert t.n("toll.documented_n", 76) in page.words
    for key in ("families", "left_out", "settings", "linking_title", "chains", "against", "list_families"):
        assert t(f"toll.{key}") in page.words, key
    assert t("uncounted.refused") not in page.words
    assert len(page.named("figure")) == 4 and len(page.named("svg")) == 12


def test_words_of_a_policy_stay_words() -> None:
    page = page_of(facts())
    assert "the <i>mayor</i>" in page.words and "school <b>" in page.words
    assert not page.named("i")
    quote = page.named("blockquote")[0]
    assert quote.attributes["lang"] == "en" and quote.attributes["dir"] == "auto"


def test_the_truth_stands_beside_the_estimate_of_an_invented_case_only() -> None:
    truth = words("en")("toll.truth", n="145")
    page = page_of(facts(invented=invented()))
    assert truth in page.words and "All of it is invented." in page.words
    assert truth not in page_of(facts()).words
    assert "145" not in page_of(facts(refused(), invented=invented())).words, "not beside a refusal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_says_why_and_what_would_change_it(language: str) -> None:
    t, page = words(language), page_of(facts(refused()), language)
    for text in (t("uncounted.refused"), t("toll.refused_text"), t("toll.why_refused"), t("toll.next")):
        assert text in page.words
    assert len(page.named("figure")) == 1, "whom two lists share, and nothing else"
    assert not [tag for tag in page.named("table") if "estimates" in str(tag.attributes.get("class"))]


def written(number: int) -> set[str]:
    digits = str(number)
    parts = (digits[0], digits[1:4], digits[4:])
    return {digits, *(sign.join(parts) for sign in (",", "\u00a0", "\u202f", " ", "&nbsp;", "."))}


def test_no_number_of_a_refused_answer_is_in_any_file(tmp_path: Path) -> None:
    parts = by_strata(
        refused(reasons=[reason("strata_refused", "refused", strata="men")]), women=refused(), men=refused()
    )
    for name, toll in (("whole", facts(refused())), ("parts", parts)):
        folder = folder_of(toll, tmp_path / name)
        files = [path for path in folder.rglob("*") if path.is_file()]
        texts = [path.read_text(encoding="utf-8") for path in files]
        assert any(path.name.startswith("search-data") for path in files)
        ways = {way for number in SECRET for way in written(number)}
        assert not [(path, way) for path, text in zip(files, texts, strict=True) for way in ways if way in text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["few_lists", "not_connected"])
def test_where_lists_are_wanting_the_bound_is_told_and_called_so(language: str, code: str) -> None:
    t, page = words(language), page_of(facts(bound_alone(code)), language)
    for text in (t("uncounted.refused"), t("toll.refused_bound_text"), t("toll.lone_bound"), t("toll.lone_bound_note")):
        assert text in page.words
    assert " ".join(t("toll.at_least", n=t.number(AT_LEAST)).split()) in page.words
    assert f"{t('toll.holds_if')}: {assumption(FamilyName.BOUNDS, language=language)}." in page.words
    assert t("toll.refused_text") not in page.words
    assert len(page.named("figure")) == 1


def test_nothing_else_is_told_with_a_bound_and_no_bound_after_another_refusal(tmp_path: Path) -> None:
    withheld = [way for number in SECRET for way in written(number)]
    bound = [way for number in (AT_LEAST, AT_LEAST - 76) for way in written(number)]
    for name, codes in (
        ("wanting", ("few_lists",)),
        ("apart", ("few_lists", "families_apart")),
        ("none", ("no_family",)),
    ):
        folder = folder_of(facts(bound_alone(*codes)), tmp_path / name)
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
        assert not [way for text in texts for way in withheld if way in text], name
        pages = [text for text in texts if any(way in text for way in bound)]
        assert len(pages) == (3 if name == "wanting" else 0), "the page of the uncounted in three languages, or nowhere"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_upper_end_that_is_missing_is_said(language: str) -> None:
    t, page = words(language), page_of(facts(endless()), language)
    for low in (39, 115, 120, 121, 110, 80):
        assert t("toll.no_upper_end", low=t.number(low)) in page.words
    assert "None" not in page.words and "null" not in page.words


def test_the_search_for_numbers_would_find_one(tmp_path: Path) -> None:
    folder = folder_of(facts(told(median=float(SECRET[0]))), tmp_path)
    for name, sign in (("uncounted.html", ","), ("ru/uncounted.html", "\u00a0")):
        assert sign.join(("7", "777", "771")) in (folder / name).read_text(encoding="utf-8")
    assert not any(way in (folder / "index.html").read_text(encoding="utf-8") for way in written(SECRET[0])), (
        "other pages say no number"
    )


def test_each_stratum_stands_by_itself_and_a_refused_one_without_a_number() -> None:
    total = refused(reasons=[reason("strata_refused", "refused", strata="men")], overlaps=None)
    page = page_of(by_strata(total, women=told(), men=refused()))
    t = words("en")
    assert page.words.count(t("uncounted.refused")) == 2, "the total and one part"
    assert page.words.count(t.n("toll.documented_n", 30)) == 2
    assert "stratum-1" in page.values("id") and "#stratum-2" in page.values("href")
    assert len(page.named("figure")) == 5


def test_of_many_strata_only_the_families_are_drawn() -> None:
    many = {f"part {at}": told() for at in range(DRAWN + 1)}
    page = page_of(by_strata(told(leave_one_out=[], overlaps=None), **many))
    assert len(page.named("figure")) == 2 + 2 * len(many)


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_pages_say_what_came_of_it_and_lead_here(tmp_path: Path, language: str) -> None:
    t, root = words(language), Path() if language == "en" else Path(language)
    for name, toll, key in (("told", facts(), "toll.told_why"), ("refused", facts(refused()), "toll.refused_why")):
        folder = folder_of(toll, tmp_path / name) / root
        for page in ("index.html", "figures.html"):
            read_page = read((folder / page).read_text(encoding="utf-8"))
            assert t(key) in read_page.words and t("uncounted.why") not in read_page.words
            assert "uncounted.html" in read_page.values("href")


def test_lists_that_nobody_has_answered_yet_are_told_without_an_estimate() -> None:
    page = page_of(replace(facts(), answers={}))
    assert words("en")("toll.not_asked") in page.words and not page.named("figure")


def test_what_is_of_today_is_not_shown_of_another_day(january: Material) -> None:
    ((_, text),) = uncounted_page(book_of(replace(january, toll=facts()), shipped_name))
    assert 'data-when="all"' in text and words("en")("toll.of_today") in read(text).words


def test_the_shipped_town_is_estimated_beside_its_truth(town: tuple[Material, Path]) -> None:
    material, folder = town
    toll = material.toll
    assert toll is not None and toll.whole is not None and toll.whole.total is not None
    low, high = toll.whole.total.interval_95
    assert toll.truth is not None and high is not None and low <= toll.truth <= high
    truth = json.loads((Path(aigaq.examples.__file__).parent / "made-up-town/truth/truth.json").read_text("utf-8"))
    assert toll.truth == truth["dead"]
    for language, place in (("en", ""), ("ru", "ru/"), ("kk", "kk/")):
        page = read((folder / f"{place}uncounted.html").read_text(encoding="utf-8"))
        assert words(language)("toll.truth", n="145") in page.words and not page.faults
        assert words(language)("toll.invented") in page.words


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    total = refused(reasons=[reason("strata_refused", "refused", strata="men")])
    made = {
        "told": facts(invented=invented()),
        "refused": facts(refused()),
        "bound": facts(bound_alone("few_lists")),
        "endless": facts(endless()),
        "strata": by_strata(total, women=told(), men=refused()),
    }
    return {name: folder_of(toll, tmp_path_factory.mktemp(name)) for name, toll in made.items()}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "language", "width", "scheme"),
    [
        ("told", "", 360, "light"),
        ("told", "kk/", 1400, "dark"),
        ("refused", "ru/", 360, "dark"),
        ("strata", "ru/", 1400, "light"),
        ("bound", "kk/", 360, "light"),
        ("endless", "ru/", 360, "light"),
    ],
)
def test_it_looks_right(
    chromium: Any, shown: dict[str, Path], name: str, language: str, width: int, scheme: str
) -> None:
    page = opened(chromium, shown[name] / f"{language}uncounted.html", width=width, color_scheme=scheme)
    assert page.said == [] and all(url.startswith("file://") for url in page.asked)
    assert_accessible(page, name)
    assert_fits(page, name)
    page.context.close()


@pytest.mark.browser
def test_one_drawing_is_shown_and_paper_opens_every_table(chromium: Any, shown: dict[str, Path]) -> None:
    page = opened(chromium, shown["told"] / "uncounted.html", width=800)
    count = "all => all.map(f => [...f.querySelectorAll(':scope > svg')].filter(s => s.getClientRects().length).length)"
    assert page.eval_on_selector_all("figure", count) == [1, 1, 1, 1]
    page.emulate_media(media="print")
    assert page.locator("details table").first.evaluate("e => e.getBoundingClientRect().height") > 0
    page.context.close()


def test_the_drawings_are_a_small_page(shown: dict[str, Path]) -> None:
    size = (shown["told"] / "uncounted.html").stat().st_size
    assert size < 250_000
    assert not re.search(r"<script(?![^>]*src=)", (shown["told"] / "uncounted.html").read_text(encoding="utf-8"))
