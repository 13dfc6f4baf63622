"""Figures: what stands beside each other counts the same; a part beside its whole; nothing is added or lost."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from aigaq.report.figures import LONG, drawn, groups, packed, parts, subject
from aigaq.report.material import Said
from aigaq.statements import Figure, Stance
from tests.report.conftest import viewer_of
from tests.report.made_up import REGION, TOWN, material
from tests.report.many import many

VIEWER = viewer_of(material())
FIGURES = VIEWER.material.by_kind("figure")


def of(said: Said) -> Figure:
    assert isinstance(said.statement, Figure)
    return said.statement


def test_only_figures_of_one_measure_scope_unit_and_period_stand_together() -> None:
    for group in groups(FIGURES):
        assert len({(of(said).measure, of(said).unit, of(said).period) for said in group}) == 1
    assert sorted(map(len, groups(FIGURES))) == [1, 1, 4]


def test_a_part_is_drawn_beside_its_whole() -> None:
    made = subject(parts(FIGURES, VIEWER)[0], VIEWER)
    assert made.title == "Killed, Example Region, Lower Example"
    assert made.chart is not None
    by_key = {series.key: series for series in made.chart.series}
    assert by_key["+".join(TOWN)].part_of == "+".join(REGION)
    assert by_key["+".join(REGION)].part_of == ""
    assert len(made.rows) == len(made.chart.points) == 4


def test_the_table_holds_every_number_the_chart_holds() -> None:
    for part in parts(FIGURES, VIEWER):
        made = subject(part, VIEWER)
        points = {point.label for point in made.chart.points} if made.chart else set()
        assert points <= {row.number for row in made.rows}
        assert len(made.rows) == len(part.figures)


def test_a_number_in_words_only_is_not_drawn() -> None:
    made = next(subject(part, VIEWER) for part in parts(FIGURES, VIEWER) if of(part.figures[0]).measure == "injured")
    assert made.chart is None and made.worded == 1
    assert made.rows[0].number == "in words: “жетіге жуық”"


def test_a_denied_number_is_never_drawn_as_its_speakers_count() -> None:
    said = next(said for said in FIGURES if of(said).low == 12)
    denied = replace(said, statement=msgspec.structs.replace(of(said), stance=Stance.DENIES))
    made = subject(parts([denied], VIEWER)[0], VIEWER)
    assert made.chart is None and "denies" in made.rows[0].number


def test_repeats_hold_no_line() -> None:
    said = next(said for said in FIGURES if of(said).low == 12)
    repeated = replace(said, statement=msgspec.structs.replace(of(said), stance=Stance.REPEATS))
    made = subject(parts([repeated], VIEWER)[0], VIEWER)
    assert made.chart is not None and not made.chart.points[0].holds


def test_every_mark_opens_its_statement_and_machine_readings_have_a_ring() -> None:
    made = drawn(parts(FIGURES, VIEWER)[0], VIEWER)
    assert made.subject.chart is not None and made.drawing is not None
    for point in made.subject.chart.points:
        assert point.href in VIEWER.site.statements.values() and point.mark.machine
    assert made.drawing.count("<svg") == 3


def test_long_groups_are_cut_by_date_and_nothing_is_lost() -> None:
    whole = many(600)
    viewer = viewer_of(whole)
    figures = whole.by_kind("figure")
    every = parts(figures, viewer)
    assert sum(len(part.figures) for part in every) == len(figures)
    assert max(len(part.figures) for part in every) == LONG
    assert subject(every[1], viewer).title.endswith("(2 of 3)")
    pages = packed(every, 100)
    assert [part for page in pages for part in page] == every
