from __future__ import annotations

import re

from aigaq.pictures import FigureChart, FigurePoint, Mark, Period, draw_figures
from aigaq.pictures.figure_runs import Dated, Run, reigns
from aigaq.pictures.times import extent
from tests.pictures import samples
from tests.pictures.checking import parse


def point(
    when: str, value: float, standing: str = "standing", *periods: Period, qualifier: str = "exact"
) -> FigurePoint:
    return FigurePoint(when, value, value, Mark("official", standing, qualifier), str(value), periods=periods)


def chart(*points: FigurePoint) -> FigureChart:
    return FigureChart("t", "d", points, samples.FIGURE_WORDS["en"])


def lines(*points: FigurePoint) -> list[tuple[str, str, list[float]]]:
    dated = [Dated(one, when) for one in points if (when := extent(one.when)) is not None]
    return [(r.since, r.until, [run.value for run in r.runs.get("", [])]) for r in reigns(chart(*points), dated)]


def test_without_periods_there_is_one_set_of_lines() -> None:
    assert lines(point("2031-01-01", 5), point("2031-01-05", 9, "withdrawn")) == [("", "", [5])]


def test_a_number_taken_back_had_a_line_until_then() -> None:
    taken = point("2031-01-05", 9, "withdrawn", Period("2031-01-05"), Period("2031-01-09", "withdrawn"))
    assert lines(point("2031-01-01", 5, "standing", Period("2031-01-01")), taken) == [
        ("", "2031-01-05", [5]),
        ("2031-01-05", "2031-01-09", [5, 9]),
        ("2031-01-09", "", [5]),
    ]


def test_supersession_alone_needs_no_second_line() -> None:
    first = point("2031-01-01", 5, "superseded", Period("2031-01-01"), Period("2031-01-05", "superseded"))
    assert lines(first, point("2031-01-05", 9, "standing", Period("2031-01-05"))) == [("", "", [5, 9])]


def test_what_became_known_long_after_its_date_has_no_line_before() -> None:
    late = point("2031-01-05", 9, "standing", Period("2031-03-01"))
    assert lines(point("2031-01-01", 5, "standing", Period("2031-01-01")), late) == [
        ("", "2031-03-01", [5]),
        ("2031-03-01", "", [5, 9]),
    ]


def test_a_run_keeps_the_day_it_was_known_from() -> None:
    dated = [Dated(point("2031-01-01", 5, "standing", Period("2031-01-02")), extent("2031-01-01") or None)]  # type: ignore[arg-type]
    (now,) = reigns(chart(dated[0].point), dated)
    assert now.runs[""] == [Run(dated[0].first, None, 5, since="2031-01-02")]


def classes(*points: FigurePoint) -> list[str]:
    svg = draw_figures(chart(*points), width=680)
    return [cls for node in parse(svg).iter() if (cls := node.get("class", "")).startswith("p-run")]


def test_a_number_that_is_not_exact_has_a_broken_line() -> None:
    exact, more = point("2031-01-01", 5), point("2031-01-05", 9, qualifier="more_than")
    assert classes(exact, more) == ["p-run", "p-run p-loose"]
    assert classes(exact, point("2031-01-05", 9)) == ["p-run"]
    for qualifier in ("at_least", "up_to", "about", "unknown"):
        assert classes(point("2031-01-01", 5, qualifier=qualifier), point("2031-01-05", 6, "withdrawn")) == [
            "p-run p-loose"
        ]


def test_broken_and_whole_lines_still_meet() -> None:
    svg = draw_figures(chart(point("2031-01-01", 5), point("2031-01-05", 9, qualifier="more_than")), width=680)
    whole, broken = (
        re.findall(r"[\d.]+ [\d.]+", node.get("d", ""))
        for node in parse(svg).iter()
        if "p-run" in node.get("class", "")
    )
    assert whole[-1] == broken[0]
