"""Figures: a chart and its table hold the same numbers; what cannot be drawn is in the table all the same."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from aigaq.report.figures import Line, anchor, by_date, chart, date_of, drawable, figure_of, row
from aigaq.report.material import Said
from aigaq.statements import Stance
from tests.report.conftest import viewer_of
from tests.report.made_up import material

VIEWER = viewer_of(material())
FIGURES = VIEWER.material.by_kind("figure")


def figure(low: int) -> Said:
    return next(said for said in FIGURES if figure_of(said).low == low)


def address(said: Said) -> str:
    return f"#{anchor(said, VIEWER)}"


def changed(said: Said, stance: Stance) -> Said:
    return replace(said, statement=msgspec.structs.replace(figure_of(said), stance=stance))


def test_every_number_with_a_date_is_a_mark_and_has_the_number_of_its_row() -> None:
    figures = [said for said in FIGURES if drawable(said, VIEWER)]
    made = chart("of all", [Line("here", tuple(FIGURES))], VIEWER, address)
    assert made is not None
    assert [point.href for point in made.points] == [
        f"#{row(said, VIEWER).anchor}" for said in by_date(figures, VIEWER)
    ]
    assert {point.label for point in made.points} == {row(said, VIEWER).number for said in figures}
    assert all(point.mark.machine for point in made.points)


def test_a_part_has_a_series_of_its_own_under_the_whole() -> None:
    made = chart("of both", [Line("whole", (figure(12),)), Line("part", (figure(7),), part=True)], VIEWER, address)
    assert made is not None
    assert [(series.label, series.part_of) for series in made.series] == [("whole", ""), ("part, part of it", "0")]
    assert chart("of the part alone", [Line("part", (figure(7),), part=True)], VIEWER, address) is None


def test_a_number_in_words_only_is_not_drawn() -> None:
    worded = next(said for said in FIGURES if figure_of(said).value_text is not None)
    assert chart("of words", [Line("here", (worded,))], VIEWER, address) is None
    assert row(worded, VIEWER).number == "in words: “жетіге жуық”"


def test_a_denied_number_is_never_drawn_as_its_speakers_count() -> None:
    said = changed(figure(12), Stance.DENIES)
    assert not drawable(said, VIEWER) and row(said, VIEWER).stance == "denies it"


def test_repeats_hold_no_line() -> None:
    made = chart("of a repeat", [Line("here", (changed(figure(12), Stance.REPEATS),))], VIEWER, address)
    assert made is not None and not made.points[0].holds


def test_undated_figures_come_last() -> None:
    undated = replace(figure(12), statement=msgspec.structs.replace(figure_of(figure(12)), item="00" * 32))
    viewer = viewer_of(replace(material(), held=()))
    assert [date_of(said, viewer) for said in by_date([undated, figure(7)], viewer)] == ["", ""]
    assert by_date([undated, figure(7)], VIEWER)[-1] is undated
