"""The page of the network with a blackout: lanes, windows, contradictions, what it fits, series; and bands among the days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import aigaq.report
from aigaq.blackout.character import Verdict
from aigaq.blackout.telling import Basis
from aigaq.report.blackout_facts import LARGEST
from aigaq.report.blackout_lanes import bands
from aigaq.report.blackout_maps import cut_views
from aigaq.report.blackout_series import series_views
from aigaq.report.blackout_tellers import Teller
from aigaq.report.blackout_views import blackout_view
from aigaq.report.day_pages import day_pages
from aigaq.report.material import Material
from aigaq.report.network_pages import network_pages
from aigaq.report.pages import PARTS
from aigaq.report.places import shipped_name
from aigaq.report.words import words
from tests.report.blackout_made import assessment, dark, detections, facts, judgement
from tests.report.browsing import assert_looks_right, in_three_languages
from tests.report.conftest import book_of
from tests.report.made_up import material
from tests.report.markup import Markup, read

LANGUAGES = ("en", "ru", "kk")
STATIC = Path(aigaq.report.__file__).parent / "static"


def text_of(whole: Material, language: str = "en") -> str:
    return dict(network_pages(book_of(whole, language=language)))["network.html"]


def page_of(whole: Material, language: str = "en") -> Markup:
    page = read(text_of(whole, language))
    assert not page.faults
    return page


def measured(count: int = 1) -> Material:
    """The invented case with series and without a statement on the network."""
    whole = material()
    said = tuple(one for one in whole.said if one.kind != "connectivity")
    told = facts(
        whole,
        spells=(),
        windows=(),
        gaps=(),
        conflicts=(),
        judgements=(judgement(whole, signal="ping <s>", spells=()),),
        basis=Basis(stated=0, series=count, items=1, not_read=0),
        series=partial(detections, count),
        marks={},
    )
    return replace(whole, said=said, blackout=told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lanes_windows_and_the_verdict_stand_before_the_rows(language: str) -> None:
    t, page = words(language), page_of(dark(), language)
    keys = ("title", "windows", "gaps", "assessment", "for_order", "for_failure", "accuracy", "conflicts")
    heads = [t(f"blackout.{key}") for key in keys]
    assert [page.words.index(head) for head in heads] == sorted(page.words.index(head) for head in heads)
    assert page.words.index(t("blackout.conflicts")) < page.words.index(t("network.list"))
    assert t("blackout.no_series") in page.words and t.n("blackout.basis_stated", 3) in page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_never_stands_without_its_accuracy_with_and_without_the_two_countries(language: str) -> None:
    page, told = page_of(dark(), language), assessment().accuracy
    point = "." if language == "en" else ","
    for figures in (told.all, told.without_dominant):
        assert f"{figures.auc:.2f}".replace(".", point) in page.words
    assert words(language)("blackout.assessment_note") in page.words
    assert not re.search(r"\bprove[ds]?\b|\bconfirm", page.words) or language != "en"


def test_each_verdict_is_in_the_words_of_the_room() -> None:
    told = ("Fits an order", "Fits a failure", "Cannot be told")
    for verdict, said in zip((Verdict.FITS_ORDER, Verdict.FITS_FAILURE, Verdict.CANNOT_TELL), told, strict=True):
        from msgspec.structs import replace as changed

        whole = material()
        one = judgement(whole, assessment=changed(assessment(), verdict=verdict))
        assert f"{said}: probability of an order" in page_of(dark(judgements=(one,))).words


def test_the_window_stands_with_who_tells_of_it_and_a_gap_with_what_it_outlasts() -> None:
    view = blackout_view(book_of(dark()))
    assert view is not None
    (episode,) = view.episodes
    (window,) = episode.windows
    assert window.place == "Example Region" and window.told == (Teller("a <b>nurse</b>", ()),)
    assert "12:00–13:00" in window.opened or "Mar" in window.opened
    (gap,) = episode.gaps
    assert (gap.place, gap.hours) == ("Lower Example", "47–49 hours")
    assert gap.told.startswith("Beginning: ") and "Longer than Example Region." in gap.told
    assert "Nobody says that a window of the wider place reached it." in gap.told
    assert episode.windows_told == "Example Region: one window."


def test_both_sides_of_a_contradiction_lead_to_their_statements_and_sources() -> None:
    whole = dark()
    book = book_of(whole)
    view = blackout_view(book)
    assert view is not None
    (one,) = view.conflicts
    assert [side.says for side in one.sides] == ["Hours with service left out", "Beginning and return as told"]
    assert "47–49 hours in all, and 43–45.2" in one.hours or "43–45.3" in one.hours
    hrefs = {line.href for side in one.sides for line in side.told}
    assert hrefs == {book.site.statements[said.id] for said in whole.said if said.kind in ("connectivity", "claim")}
    assert hrefs <= set(page_of(whole).values("href"))


def test_hostile_words_stay_words() -> None:
    page = page_of(dark())
    assert "a <b>nurse</b>" in page.words and "the <u>mayor</u>" in page.words
    assert not page.named("u") and not page.named("i")
    assert "ping <s>" in page_of(measured()).words


def test_lanes_are_a_place_and_a_network_each_and_the_same_stands_in_words() -> None:
    view = blackout_view(book_of(dark()))
    assert view is not None
    lanes = view.episodes[0].lanes
    assert [lane.title for lane in lanes.lanes] == [
        "Example Region", "Lower Example", "Lower Example: First <i>operator</i> (mobile)",
    ]  # fmt: skip
    whole, town, operator = lanes.lanes
    assert [line.partition(":")[0] for line in whole.stretches] == ["no service", "window of service", "no service"]
    assert not any(line.startswith("window") for line in town.stretches), "nobody says that it reached the town"
    assert operator.stretches[0].startswith("no service") and "16:00–22:00" in town.stretches[0]
    assert lanes.drawing is not None and lanes.drawing.count("<svg") == 3


def test_the_part_tells_of_today_and_no_day_but_today_shows_it(january: Material) -> None:
    ((_, text),) = network_pages(book_of(january, shipped_name))
    inner = text.partition('<div data-when="all">')[2]
    assert inner.partition("</section>")[0].count('id="lanes"') == 1
    assert words("en")("blackout.of_today") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_of_series_alone_has_a_page_of_the_network(language: str) -> None:
    whole, t = measured(), words(language)
    page = page_of(whole, language)
    for key in ("series", "measured", "accuracy"):
        assert t(f"blackout.{key}") in page.words
    assert t("blackout.no_series") not in page.words and t("network.list") not in page.words
    assert "network.html" in dict(book_of(whole).menu)
    index = read(dict(PARTS["first"](book_of(whole, language=language)))["index.html"])
    assert "network.html" in index.values("href")


def test_of_many_series_those_with_the_largest_outages_are_drawn() -> None:
    book = book_of(measured(LARGEST + 2))
    drawn, left = series_views(book)
    assert (len(drawn), left) == (LARGEST, 2)
    areas = {
        f"{one.series.entity}, {one.series.signal}": max((o.area for o in one.outages), default=0)
        for _, one in detections(LARGEST + 2)
    }
    assert [one.title for one in drawn] == sorted(areas, key=lambda title: -areas[title])[:LARGEST]


def test_without_a_blackout_nothing_of_it_is_said() -> None:
    text = text_of(material())
    assert 'id="lanes"' not in text and 'id="conflicts"' not in text
    assert bands(book_of(material())) == () and blackout_view(book_of(material())) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_days_have_bands_of_the_network_below_the_events(language: str) -> None:
    t = words(language)
    ((_, text),) = day_pages(book_of(dark(), language=language))
    ((_, without),) = day_pages(book_of(material(), language=language))
    assert t("blackout.bands") in text and t("blackout.bands_key") in text
    assert t("blackout.bands") not in without
    assert text.count('class="p-down"') > without.count('class="p-down"')


def test_bands_are_known_from_the_day_of_the_last_statement_they_rest_on(january: Material) -> None:
    book = book_of(january, shipped_name)
    made = bands(book)
    assert [track.title for track in made] == ["Kazakhstan", "Astana", "Almaty"]
    days = {told.known for told in january.told.values()}
    assert all(track.since in days for track in made) and all(track.offset == 360 for track in made)


def test_january_shows_five_windows_the_longer_gap_and_the_five_named_contradictions(january: Material) -> None:
    view = blackout_view(book_of(january, shipped_name))
    assert view is not None and view.no_series
    country = view.episodes[0]
    assert [one.place for one in country.windows] == ["Kazakhstan"] * 5 + ["Almaty"]
    almaty = country.gaps[0]
    assert (almaty.place, almaty.hours) == ("Almaty", "111–113 hours"), "the longest stands first"
    assert "10 Jan, 08:45–09:15" in almaty.told and "Longer than" in almaty.told
    assert country.windows_told == "Kazakhstan: 5 windows. Almaty: one window."
    assert [len(teller.links) for one in country.windows for teller in one.told] == [2, 2, 2, 2, 2, 1]
    assert country.onset.startswith("4 observers date the beginning to the minute or the hour, 45 minutes apart")
    assert "16:30 (Cloudflare" in country.onset and "17:15 (RIPE Labs)" in country.onset
    assert country.onset.endswith("By 5 Jan, 17:32 it had begun, says Kloop."), "a bound dates nothing"
    titles = [one.title for one in view.conflicts]
    for kind in ("Routes withdrawn", "One source dates", "Hours given as net", "Over, or going on", "Not admitted"):
        assert any(title.startswith(kind) for title in titles), kind
    assert all(line.href for one in view.conflicts for side in one.sides for line in side.told)
    assert all(side.told for one in view.conflicts for side in one.sides)
    assert country.assessment.verdict in ("Fits an order", "Fits a failure", "Cannot be told")


def test_the_map_has_only_who_was_surely_cut(january: Material) -> None:
    book = book_of(january, shipped_name)
    assert january.blackout is not None
    told, *_ = cut_views(january.blackout.told[0], book)
    assert told.credit
    groups = dict(told.groups)
    dark_places = groups.pop(words("en")("blackout.cut_dark")).split(", ")
    assert "Almaty" in dark_places and told.drawing.count("<svg") == 2
    assert not {name for names in groups.values() for name in names.split(", ")} & set(dark_places)
    for name in dark_places:
        assert name in re.sub(r"</?tspan[^>]*>", " ", str(told.drawing)) or len(name.split()) > 1
    assert cut_views(january.blackout.told[1], book) == (), "nobody was surely cut for a moment"


def test_moments_at_which_others_were_cut_have_small_maps(january: Material) -> None:
    assert january.blackout is not None
    book = book_of(january, shipped_name)
    most, *others = cut_views(january.blackout.told[0], book)
    assert others and all(one.drawing.count("<svg") == 1 for one in others)
    dark_then = [dict(one.groups)[words("en")("blackout.cut_dark")] for one in (most, *others)]
    assert len(set(dark_then)) == len(dark_then), "each shows another set of places"
    assert "Astana" in dark_then[0] and "Astana" not in dark_then[1], "on the 9th Astana was back"
    text = dict(network_pages(book))["network.html"]
    assert text.count('class="cuts"') == 1 and words("en")("blackout.cut_others") in read(text).words


def test_an_episode_without_a_map_says_why(january: Material) -> None:
    view, t = blackout_view(book_of(january, shipped_name)), words("en")
    assert view is not None
    assert [bool(one.cuts) or one.not_cut for one in view.episodes][:2] == [True, t("blackout.cut_nobody")]
    other = blackout_view(book_of(dark()))
    assert other is not None and other.episodes[0].not_cut == t("blackout.cut_no_borders")
    assert t("blackout.cut_no_borders") in page_of(dark()).words


def test_series_are_detected_once_for_all_languages() -> None:
    asked = []

    def told() -> Iterator[tuple[str, Any]]:
        asked.append(1)
        return detections()

    whole = measured()
    assert whole.blackout is not None
    whole = replace(whole, blackout=replace(whole.blackout, series=told))
    for language in LANGUAGES:
        assert words(language)("blackout.series") in page_of(whole, language).words
    assert asked == [1]


def test_the_moment_lies_inside_the_episode(january: Material) -> None:
    from aigaq.report.blackout_maps import moment

    assert january.blackout is not None
    one = january.blackout.told[0]
    at = moment(one, book_of(january, shipped_name), ["mangystau_region", "aktobe_region"])
    assert at is not None and one.start[0] is not None and one.end[1] is not None
    assert one.start[0] <= at <= one.end[1]
    assert moment(one, book_of(january, shipped_name), ["nowhere known"]) is None


@pytest.mark.browser
def test_the_page_looks_right(chromium: Any, tmp_path: Path) -> None:
    pages = in_three_languages(tmp_path / "told", STATIC, "network.html", partial(text_of, dark()))
    assert_looks_right(chromium, pages, "network.html")


@pytest.mark.browser
def test_the_page_of_series_looks_right(chromium: Any, tmp_path: Path) -> None:
    pages = in_three_languages(tmp_path / "series", STATIC, "network.html", partial(text_of, measured()))
    assert_looks_right(chromium, pages, "network.html")


@pytest.mark.browser
def test_the_days_look_right(chromium: Any, tmp_path: Path) -> None:
    def days(language: str) -> str:
        return dict(day_pages(book_of(dark(), language=language)))["days.html"]

    assert_looks_right(chromium, in_three_languages(tmp_path / "days", STATIC, "days.html", days), "days.html")
