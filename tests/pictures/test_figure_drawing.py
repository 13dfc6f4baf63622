from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from aigaq.pictures import WIDTHS, FigureChart, FigurePoint, FigureWords, Mark, draw_figures
from tests.pictures import samples, strategies
from tests.pictures.checking import SVG, check, lines, parse

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [samples.thin, samples.single, samples.story, samples.many])
def test_samples_keep_to_the_rules(sample, language: str, width: int) -> None:  # type: ignore[no-untyped-def]
    chart = sample(language)
    assert isinstance(chart, FigureChart)
    root = check(draw_figures(chart, width=width), width)
    assert len(list(root.iter(f"{SVG}a"))) == len(chart.points)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(chart=strategies.charts)
def test_any_chart_keeps_to_the_rules(chart: FigureChart) -> None:
    for width in (328, 680):
        svg = draw_figures(chart, width=width)
        check(svg, width)
        assert svg == draw_figures(chart, width=width)


def point(when: str, value: float | None, **more: object) -> FigurePoint:
    made = FigurePoint(when, value, value, Mark("official"), str(value))
    return replace(made, **more)  # type: ignore[arg-type]


def chart(*points: FigurePoint) -> FigureChart:
    return FigureChart("t", "d", points, samples.FIGURE_WORDS["en"])


def said(svg: str) -> list[str]:
    return [words for *_, words in lines(parse(svg))]


def runs(svg: str) -> str:
    return "".join(node.get("d", "") for node in parse(svg).iter() if node.get("class") == "p-run")


def test_nothing_gives_an_empty_named_picture() -> None:
    root = check(draw_figures(chart(), width=328), 328)
    assert root.get("aria-label") == "t"
    assert not list(root.iter(f"{SVG}text"))


def test_one_number_of_one_day_is_drawn_by_value() -> None:
    svg = draw_figures(chart(point("2031-01-19", 225)), width=680)
    assert "19 Jan 2031" in said(svg)
    assert {"0", "50", "100", "150", "200", "250"} <= set(said(svg))
    assert not runs(svg)


def test_the_base_is_zero() -> None:
    two = chart(point("2031-01-01", 238), point("2031-02-01", 241))
    assert "0" in said(draw_figures(two, width=680))


def test_a_number_without_a_date_is_listed() -> None:
    svg = draw_figures(chart(point("2031-01-01", 5), point("2031-02-01", 6), point("", 12)), width=680)
    assert "Date not stated" in said(svg)
    assert "12" in said(svg)


def test_words_without_a_number_are_listed_and_get_no_point() -> None:
    vague = point("2031-01-01", None, label="dozens", mark=Mark("witness", qualifier="vague"))
    svg = draw_figures(chart(vague), width=680)
    assert said(svg) == ["Said without a number", "dozens"]


def test_a_vague_word_with_bounds_still_gets_no_point() -> None:
    vague = point("2031-01-01", 24, label="dozens", mark=Mark("witness", qualifier="vague"))
    assert "Said without a number" in said(draw_figures(chart(vague), width=680))


@pytest.mark.parametrize("standing", ["withdrawn", "disowned", "denied"])
def test_a_number_that_is_gone_has_a_mark_and_no_line(standing: str) -> None:
    gone = point("2031-01-01", 164, mark=Mark("official", standing))
    other = point("2031-01-20", 10, mark=Mark("media"))
    assert not runs(draw_figures(chart(gone, other), width=680))


def test_the_line_runs_while_the_number_stood() -> None:
    first = point("2031-01-01", 225, mark=Mark("official", "superseded"))
    svg = draw_figures(chart(first, point("2031-01-09", 227)), width=680)
    xs = [float(x) for x in re.findall(r"[ML]([\d.]+) ", runs(svg))]
    assert len(xs) == 4
    assert xs == sorted(xs)


def test_a_superseded_number_that_nothing_follows_has_no_line() -> None:
    last = point("2031-01-01", 225, mark=Mark("official", "superseded"))
    assert not runs(draw_figures(chart(last, point("2031-01-09", 3, mark=Mark("ngo"))), width=680))


def test_a_stated_end_ends_the_line() -> None:
    until = point("2031-01-01", 225, mark=Mark("official", "superseded"), until="2031-01-03")
    svg = draw_figures(chart(until, point("2031-01-09", 3, mark=Mark("ngo"))), width=680)
    assert len(re.findall("[ML]", runs(svg))) == 2


def test_only_the_side_of_the_line_has_one() -> None:
    others = [point(f"2031-01-0{day}", 9, mark=Mark("media")) for day in range(1, 5)]
    assert not runs(draw_figures(chart(*others), width=680))


def test_a_repeat_has_no_line() -> None:
    assert not runs(
        draw_figures(chart(point("2031-01-01", 5, holds=False), point("2031-01-05", 6, holds=False)), width=680)
    )


def test_two_panels_where_ten_days_hold_half() -> None:
    for width in WIDTHS:
        words = said(draw_figures(samples.story("en"), width=width))
        assert "one day is wide here" in words
        assert "the scale of time changes at the gap" in words
    even = [point(f"2031-{month:02d}-01", 5) for month in range(1, 13)]
    assert "one day is wide here" not in said(draw_figures(chart(*even), width=680))


def test_a_struck_number_is_struck_and_a_standing_one_is_not() -> None:
    assert draw_figures(samples.single("en"), width=680).count('class="p-struck"') == 1
    assert 'class="p-struck"' not in draw_figures(chart(point("2031-01-19", 225)), width=680)


def test_marks_of_one_day_and_number_stand_side_by_side() -> None:
    same = [point("2031-01-05", 100, mark=Mark("media"), who=str(i)) for i in range(3)]
    svg = draw_figures(chart(*same, point("2031-01-12", 90)), width=1088)
    spots = [node.get("transform") for node in parse(svg).iter() if node.get("class") == "p-media"]
    assert len(spots) == len(set(spots)) == 3


def test_labels_do_not_lie_on_each_other() -> None:
    for language in LANGUAGES:
        for width in WIDTHS:
            boxes = [(a, b, y) for a, b, y, _ in lines(parse(draw_figures(samples.story(language), width=width)))]
            for i, (left, right, y) in enumerate(boxes):
                for other_left, other_right, other in boxes[i + 1 :]:
                    assert not (abs(y - other) < 11 and left < other_right - 1 and other_left < right - 1)


def test_a_month_has_a_dashed_tail() -> None:
    svg = draw_figures(chart(point("2031-01", 5, mark=Mark("ngo")), point("2031-03-05", 6)), width=1088)
    assert 'class="p-tail"' in svg


def test_words_come_from_the_data() -> None:
    empty = FigureWords(samples.LOCALES["kk"], "", "", "", "")
    svg = draw_figures(replace(samples.story("kk"), words=empty, title="", description=""), width=1088)
    assert not re.search(r">[^<>{}]*[A-Za-z]{3,}[^<>{}]*</(?:text|tspan|desc)>", svg)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_known_later_changes_nothing_that_is_drawn_today(width: int) -> None:
    """Without a script the drawing is that of a chart without periods."""
    now = shown_now(parse(draw_figures(samples.remembered("en"), width=width)))
    plain = shown_now(parse(draw_figures(samples.story("en"), width=width)))
    assert now == plain
    check(draw_figures(samples.remembered("en"), width=width), width)


def shown_now(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Texts, and marks with their drawing, that no display="none" hides; the veil has no width."""
    if root.get("display") == "none" or root.get("width") == "0":
        return []
    found = [(root.get("d", root.get("r", "")), root.text or "")] if root.tag in (f"{SVG}path", f"{SVG}text") else []
    return [*found, *(entry for child in root for entry in shown_now(child))]


def test_a_struck_number_was_not_struck_before() -> None:
    svg = draw_figures(samples.remembered("en"), width=1088)
    before = [node for node in parse(svg).iter() if node.get("data-until") == "2031-01-11"]
    assert {text.get("class") for node in before for text in node.iter(f"{SVG}text")} == {"p-halo"}
    assert [link.get("aria-label") for node in before for link in node.iter(f"{SVG}a")] == ["164 then"]


def test_each_panel_has_a_veil_only_where_days_can_be_chosen() -> None:
    veils = [
        node
        for node in parse(draw_figures(samples.remembered("en"), width=680)).iter()
        if node.get("class") == "p-veil"
    ]
    assert len(veils) == 2
    for veil in veils:
        assert float(veil.attrib["data-t0"]) < float(veil.attrib["data-t1"])
        assert float(veil.attrib["data-x0"]) < float(veil.attrib["data-x1"]) <= float(veil.attrib["x"])
    # Days since 1970: 9 January 2031 is in the first panel.
    assert float(veils[0].attrib["data-t0"]) <= 22288 < float(veils[0].attrib["data-t1"])
    assert "p-veil" not in draw_figures(samples.story("en"), width=680)
