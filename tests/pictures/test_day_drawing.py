from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from aigaq.pictures import WIDTHS, Bar, Days, Lane, Mark, NetworkRow, NetworkSpell, draw_days
from tests.pictures import samples, strategies
from tests.pictures.checking import SVG, check, lines, parse, size

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [samples.thin_days, samples.full_days])
def test_samples_keep_to_the_rules(sample, language: str, width: int) -> None:  # type: ignore[no-untyped-def]
    check(draw_days(sample(language), width=width), width)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(days=strategies.timelines)
def test_any_timeline_keeps_to_the_rules(days: Days) -> None:
    for width in (328, 680):
        svg = draw_days(days, width=width)
        check(svg, width)
        assert svg == draw_days(days, width=width)


def days(*bars: Bar, spells: tuple[NetworkSpell, ...] = (), start: str = "", end: str = "") -> Days:
    network = (NetworkRow("Watch", Mark("measurement"), spells),) if spells else ()
    return Days("t", "d", (Lane("Lane", bars),), network, samples.DAY_WORDS["en"], start, end)


def said(svg: str) -> list[str]:
    return [words for *_, words in lines(parse(svg))]


def classes(svg: str) -> set[str]:
    return {node.get("class", "") for node in parse(svg).iter()}


def test_nothing_gives_an_empty_named_picture() -> None:
    root = check(draw_days(days(), width=328), 328)
    assert not list(root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("start", "precision", "cls"),
    [
        ("2031-01-05T10:00", "minute", "p-tick"),
        ("2031-01-05T10:00", "15min", "p-tick"),
        ("2031-01-05/2031-01-06", "interval", "p-bar"),
        ("2031-01-05T12:00/2031-01-05T18:00", "part_of_day", "p-pointed"),
        ("2031-01-05", "day", "p-day"),
        ("2031-01", "month", "p-month"),
        ("2031-01-05", "unknown", "p-month"),
        ("../2031-01-05", "bound", "p-bound"),
        ("2031-01-05/..", "interval", "p-bound"),
    ],
)
def test_precision_is_the_shape_of_the_bar(start: str, precision: str, cls: str) -> None:
    assert cls in classes(draw_days(days(Bar(start, precision=precision, label="1")), width=680))


def test_an_arrow_points_to_the_open_side() -> None:
    def tip(start: str) -> float:
        root = parse(
            draw_days(days(Bar(start, precision="bound", label="1"), start="2031-01-01", end="2031-01-10"), width=680)
        )
        data = next(node.attrib["d"] for node in root.iter() if node.get("class") == "p-bound")
        xs = [float(x) for x in re.findall(r"[ML]([\d.]+) ", data)]
        return xs[3] - xs[2]

    assert tip("../2031-01-05") < 0 < tip("2031-01-05/..")


def test_every_bar_has_the_shape_of_its_side_beside_it() -> None:
    svg = draw_days(days(Bar("2031-01-05", label="1", mark=Mark("ngo"))), width=680)
    groups = [node for node in parse(svg).iter() if node.get("class") == "p-ngo"]
    assert len(groups) == 2


def test_a_band_without_an_end_says_so() -> None:
    spell = NetworkSpell("down", ("2031-01-04", "2031-01-04"))
    assert "end not stated" in said(draw_days(days(spells=(spell,), start="2031-01-01", end="2031-01-31"), width=328))
    ended = replace(spell, end=("2031-01-09", "2031-01-09"))
    assert "end not stated" not in said(draw_days(days(spells=(ended,)), width=328))


def band(spell: NetworkSpell) -> list[tuple[float, float]]:
    svg = draw_days(days(spells=(spell,), start="2031-01-01", end="2031-01-10"), width=1088)
    data = next(node.attrib["d"] for node in parse(svg).iter() if node.get("class") == "p-down")
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", data)]


def test_the_edge_of_a_band_slants_with_the_doubt() -> None:
    end = ("2031-01-08T00:00", "2031-01-08T00:00")
    day = band(NetworkSpell("down", ("2031-01-04", "2031-01-04"), end))
    minutes = band(NetworkSpell("down", ("2031-01-04T10:00", "2031-01-04T10:05"), end))
    assert day[1][0] - day[0][0] > 80
    assert minutes[1][0] - minutes[0][0] < 1


def test_doubts_that_overlap_give_a_triangle() -> None:
    assert len(band(NetworkSpell("down", ("2031-01-04", "2031-01-04"), ("2031-01-04", "2031-01-04")))) == 3


def test_what_has_no_date_is_listed() -> None:
    svg = draw_days(days(Bar("", label="someday"), Bar("2031-01-05", label="then")), width=680)
    assert "Date not stated" in said(svg)
    assert "someday" in said(svg)


def test_what_lies_outside_is_listed() -> None:
    svg = draw_days(days(Bar("2031-03-05", label="later"), start="2031-01-01", end="2031-01-05"), width=680)
    assert "Outside these days" in said(svg)
    assert "later" in said(svg)


def test_many_days_fold_into_blocks_on_a_phone_and_not_on_a_desk() -> None:
    heads = [words for words in said(draw_days(samples.full_days("en"), width=328)) if words.endswith("2031")]
    assert heads == ["1 to 4 Jan 2031", "5 to 8 Jan 2031", "9 to 12 Jan 2031"]
    assert "1 to 12 Jan 2031" in said(draw_days(samples.full_days("en"), width=1088))


def test_few_events_of_a_month_do_not_fold() -> None:
    heads = [words for words in said(draw_days(samples.thin_days("en"), width=328)) if words.endswith("2031")]
    assert heads == ["1 to 31 Jan 2031"]


def test_every_event_is_drawn_or_listed_at_every_width() -> None:
    for width in WIDTHS:
        svg = draw_days(samples.full_days("en"), width=width)
        hrefs = {node.get("href") for node in parse(svg).iter(f"{SVG}a")}
        assert {f"#e{number}" for number in range(1, 14)} <= hrefs


def test_the_gutter_follows_the_longest_title() -> None:
    def gutter(title: str) -> float:
        made = Days(
            "t",
            "d",
            (Lane(title, (Bar("2031-01-01", label="1"),)),),
            (),
            samples.DAY_WORDS["en"],
            "2031-01-01",
            "2031-01-09",
        )
        rect = next(node for node in parse(draw_days(made, width=1088)).iter() if node.get("class") == "p-day")
        return float(rect.attrib["x"])

    assert gutter("Order") < gutter("Назначения и отставки") < gutter("W" * 60)
    assert gutter("W" * 60) == gutter("W" * 90) < 1088 / 2


def test_times_with_an_offset_move_to_the_clock_that_is_drawn() -> None:
    def x(offset: int | None) -> float:
        made = replace(
            days(Bar("2031-01-05T18:00Z", precision="minute"), start="2031-01-05", end="2031-01-06"), offset=offset
        )
        rect = next(node for node in parse(draw_days(made, width=680)).iter() if node.get("class") == "p-tick")
        return float(rect.attrib["x"])

    assert x(360) > x(0) == x(None)


def test_labels_do_not_lie_on_each_other() -> None:
    for language in LANGUAGES:
        for width in WIDTHS:
            for sample in (samples.thin_days, samples.full_days):
                boxes = [(a, b, y) for a, b, y, _ in lines(parse(draw_days(sample(language), width=width)))]
                for i, (left, right, y) in enumerate(boxes):
                    for other_left, other_right, other in boxes[i + 1 :]:
                        assert not (abs(y - other) < 11 and left < other_right - 1 and other_left < right - 1)


def test_a_hundred_years_are_drawn() -> None:
    made = days(Bar("1931", precision="year", label="then"), Bar("2031-01-05", label="now"))
    for width in WIDTHS:
        root = check(draw_days(made, width=width), width)
        assert size(root)[1] < 400


@pytest.mark.parametrize("width", WIDTHS)
def test_events_say_from_which_day_they_were_known(width: int) -> None:
    svg = draw_days(samples.remembered_days("en"), width=width)
    root = check(svg, width)
    links = {link.get("href"): since for since, link in dated_links(root) if since}
    assert links["#e1"] == "2031-01-02"
    assert links["#e9"] == "2031-01-08"
    assert links["#n2"] == "2031-01-09"
    heads = [node for node in root.iter(f"{SVG}g") if node.get("data-from") == "2031-01-09"]
    assert any(text.text == "Cable Watch" for node in heads for text in node.iter(f"{SVG}text"))


def dated_links(root: ElementTree.Element) -> list[tuple[str | None, ElementTree.Element]]:
    groups = [(node.get("data-from"), node) for node in root.iter(f"{SVG}g")]
    return [(since, link) for since, node in groups for link in node.findall(f"{SVG}a")]


def test_an_event_that_was_taken_back_regains_its_standing() -> None:
    svg = draw_days(samples.remembered_days("en"), width=680)
    before = [node for node in parse(svg).iter(f"{SVG}g") if node.get("data-until") == "2031-01-20"]
    assert before and all(node.get("display") == "none" for node in before)
    assert not any(part.get("class") == "p-slash" for node in before for part in node.iter())
    assert [link.get("aria-label") for node in before for link in node.iter(f"{SVG}a")] == ["the shaft falls in"]
