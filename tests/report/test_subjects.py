"""Subjects: only like counts with like; what stands of each side on each day is the latest that stood then."""

from __future__ import annotations

from aigaq.report.book import Book
from aigaq.report.figures import figure_of
from aigaq.report.known import since, turns
from aigaq.report.material import Material, Said
from aigaq.report.subjects import Group, chart_of, denied, leaders, lines_of, missing, name_of, title_of
from aigaq.statements import Figure, Standing
from tests.report.conftest import book_of
from tests.report.made_up import TOWN, decided, material


def killed_in_all(book: Book) -> Group:
    """All the dead of the country, whenever they died."""
    return next(
        group
        for group in book.subjects.groups
        if group.subject.measure == "killed"
        and group.subject.places == frozenset({"kz"})
        and not group.subject.scope
        and group.subject.period is None
    )


def test_only_figures_of_one_measure_scope_unit_and_period_stand_together() -> None:
    groups = book_of(material()).subjects.groups
    assert sorted(len(group.figures) for group in groups) == [1, 1, 2, 2]
    for group in groups:
        for said in group.figures:
            figure = figure_of(said)
            assert (figure.measure, frozenset(figure.places)) == (group.subject.measure, group.subject.places)


def test_every_figure_has_one_subject(january: Material, january_book: Book) -> None:
    ids = [said.id for group in january_book.subjects.groups for said in group.figures]
    assert len(ids) == len(set(ids)) == len(january.by_kind("figure")) == 184


def test_titles_tell_subjects_apart(january_book: Book) -> None:
    viewer = january_book.viewer
    titles = [title_of(group.subject, viewer) for group in january_book.subjects.groups]
    assert len(set(titles)) == len(titles)
    assert all(name_of(group.subject, viewer) in title_of(group.subject, viewer) for group in january_book.subjects.groups)  # fmt: skip


def test_on_each_day_the_latest_number_that_stood_leads(january: Material, january_book: Book) -> None:
    viewer = january_book.viewer
    for group in january_book.subjects.groups:
        for day, leader, standing in leaders(group.figures, viewer):
            then = {said.id: _standing_on(said, day, january) for said in group.figures}
            stood = [said for said in group.figures if then[said.id] is Standing.STANDING]
            assert standing == len(stood)
            assert leader.standing is then[leader.said.id]
            if stood:
                assert leader.said in stood


def _standing_on(said: Said, day: str, whole: Material) -> Standing | None:
    past = [turn.value for turn in turns(said, whole) if turn.since <= day]
    return past[-1] if past else None


def test_the_count_of_an_evening_is_replaced_and_the_later_ones_stand(january_book: Book) -> None:
    official = next(
        line for line in january_book.standings[killed_in_all(january_book).subject.key] if line.side == "official"
    )
    shown = [(reign.since, reign.value.number if reign.value else None) for reign in official.reigns]
    assert "164" not in [number for _, number in shown], "taken back on the day it was said"
    assert {"225", "238"} <= {number for _, number in shown}


def test_a_series_reads_as_it_was_said(january: Material) -> None:
    """The dead of the security forces went from 18 to 16 to 19; no number of the three is made to go away."""
    said = [
        (since(one, january), one.statement.low, one.standing)
        for one in january.by_kind("figure")
        if isinstance(one.statement, Figure) and one.statement.measure == "killed" and "security" in one.statement.scope
    ]
    numbers = [low for _, low, _ in sorted(said, key=lambda entry: entry[0])]
    first = {low: numbers.index(low) for low in (18.0, 16.0, 19.0)}
    assert first[18.0] < first[16.0] < first[19.0]


def test_parts_are_drawn_beside_their_whole_and_never_twice(january_book: Book) -> None:
    group = killed_in_all(january_book)
    lines = lines_of(group, january_book.subjects, january_book.viewer)
    assert lines[0].figures == group.figures and all(line.part for line in lines[1:]) and len(lines) > 1
    ids = [said.id for line in lines for said in line.figures]
    assert len(ids) == len(set(ids))
    again = lines_of(group, january_book.subjects, january_book.viewer, without=ids)
    assert not {said.id for line in again[1:] for said in line.figures} & set(ids), "none stands on a page twice"
    made = chart_of(group, lines, january_book.viewer, january_book.subjects.address())
    assert made is not None and len(made.points) + sum(missing([s for line in lines for s in line.figures], january_book.viewer)) + denied([s for line in lines for s in line.figures]) >= len(ids)  # fmt: skip


def test_numbers_read_by_machine_are_told_to_be_so() -> None:
    book, after = book_of(material()), book_of(decided(material(), "figure"))
    for made, machine in ((book, True), (after, False)):
        group = next(one for one in made.subjects.groups if one.subject.places == frozenset(TOWN) and one.subject.measure == "killed")  # fmt: skip
        latest = made.standings[group.subject.key][0].reigns[-1].value
        assert latest is not None and latest.machine is machine
