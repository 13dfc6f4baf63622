"""A real store, read: everything of the blackout, only the marks that ask, and series detected again with their states."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case, Role
from aigaq.report import report
from aigaq.report.blackout_facts import blackout_of
from aigaq.report.gather import gather
from aigaq.report.material import Material
from aigaq.statements import Store
from aigaq.statements.blackouts import Blackouts, Marked, Shade
from tests.blackout.test_stage import add_table, series
from tests.build.conftest import new_case
from tests.report.markup import read


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def test_a_case_in_which_nobody_speaks_of_the_network_tells_nothing(case: Case) -> None:
    build(case)
    with Store.open(case) as store:
        assert blackout_of(case, store) is None
        assert gather(case, store).blackout is None


def test_january_is_read_whole_and_only_marks_that_ask_are_kept(january: Material) -> None:
    facts = january.blackout
    assert facts is not None and facts.basis is not None
    assert facts.basis.series == 0 and list(facts.series()) == []
    assert len(facts.spells) > 40 and len(facts.windows) == 6 and len(facts.conflicts) >= 5
    assert facts.told == facts.judgements and facts.measured == ()
    ids = {said.id for said in january.said} | {item.sha256 for item in january.held}
    assert facts.marks and set(facts.marks) <= ids
    assert all(mark.mark in (Shade.DARK, Shade.WINDOW) for marks in facts.marks.values() for mark in marks)


def test_every_mark_of_the_store_that_asks_is_there(case: Case, january: Material) -> None:
    add_table(case, series(range(8, 16)), b"", role=Role.SERIES, name="probes.csv")
    build(case)
    with Store.open(case) as store:
        facts, rows = blackout_of(case, store), Blackouts(store)
        assert facts is not None
        asked = {
            one
            for kind in (Marked.ITEM, Marked.STATEMENT)
            for shade in (Shade.DARK, Shade.WINDOW)
            for one in rows.marked(kind, shade)
        }
        assert set(facts.marks) == asked


def test_a_series_is_drawn_in_the_report_of_its_case(case: Case, tmp_path: Path) -> None:
    item = add_table(case, series(range(8, 16)), b"", role=Role.SERIES, name="probes.csv")
    build(case)
    with Store.open(case) as store:
        facts = blackout_of(case, store)
        assert facts is not None and facts.basis is not None
        ((held, one),) = facts.series()
        assert (
            held == item
            and facts.basis.series == 1
            and len(one.outages) == len([s for s in facts.spells if s.service == "dark"])
        )
    folder = report(case, tmp_path / "out", languages=("en",)).parent
    page = read((folder / "network.html").read_text(encoding="utf-8"))
    assert not page.faults
    assert "Series of measurements" in page.words and "measured" in page.words
    assert any(href.startswith(f"item-{item[:12]}") for href in page.values("href"))
