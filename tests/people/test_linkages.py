"""Other linkages in a case: what the store keeps of them gives the very partitions that linking drew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.people.linkages import DRAWN, SEED, linkages_of
from aigaq.people.linking.link import link
from aigaq.people.linking.partitions import THRESHOLDS, ladder, sample
from aigaq.people.lists.comparing import records_of
from aigaq.statements import Store
from aigaq.statements.persons import People
from tests.build.conftest import new_case
from tests.people.lists.making import add_list, csv, poor, rows


@pytest.fixture
def case(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "case")
    add_list(case, csv(rows(range(30), "h")), "hospital")
    add_list(case, csv(rows(range(10, 40), "m", slips=True)), "morgue")
    add_list(case, csv(poor(range(0, 30, 2), "p")), "poor")
    build(case)
    return case


def test_the_store_gives_back_what_was_drawn(case: Case) -> None:
    with Store.open(case) as store:
        people = People(store)
        records = list(people.records())
        held = linkages_of(people, [one.id for one in records])
        listed = list(people.linkages())
    linked = link(records_of(records))
    assert (held.main == linked.persons).all()
    assert (held.drawn == sample(linked, DRAWN, seed=SEED)).all()
    assert tuple(held.ladder) == THRESHOLDS
    assert all((held.ladder[step] == labels).all() for step, labels in ladder(linked).items())
    assert 0 < len(listed) < len(records), "some are in doubt, and only those are listed"
    assert len(np.unique(held.ladder[0.99])) > len(np.unique(held.ladder[0.1]))


def test_rows_that_nothing_tells_apart_are_alone_in_every_linkage(tmp_path: Path) -> None:
    case = new_case(tmp_path / "one")
    add_list(case, csv(rows([1], "h")), "hospital")
    build(case)
    with Store.open(case) as store:
        people = People(store)
        held = linkages_of(people, [one.id for one in people.records()])
    assert held.main.tolist() == [0] and held.drawn.tolist() == [[0]] * DRAWN
