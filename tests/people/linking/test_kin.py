"""Families and namesakes: names that agree together are no proof by themselves. Everybody is invented."""

from __future__ import annotations

import random

import numpy as np
import pytest

from aigaq.people.linking import Kind, Records, explain, link, pair_score
from aigaq.people.linking.kin import combination, excess
from aigaq.people.linking.model import TOGETHER, compare
from tests.people.linking.made import word


def town(*, families: int, twice: int, seed: int = 4) -> tuple[Records, np.ndarray]:
    """One list of families of three (one surname, one patronymic, one place), of whom `twice` persons stand in it twice."""
    draw = random.Random(seed)
    given, surnames = [word(draw, 2) for _ in range(12)], [word(draw, 3) for _ in range(families // 2)]
    patronymics, places = [word(draw, 3) for _ in range(25)], [word(draw, 3) for _ in range(6)]
    people = []
    for _ in range(families):
        common = (draw.choice(surnames), draw.choice(patronymics), draw.choice(places))
        for _ in range(3):
            birth = f"{draw.randrange(1950, 2005)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
            people.append((draw.choice(given), common[0], common[1], birth, common[2]))
    rows = [*enumerate(people), *((at, people[at]) for at in range(0, 3 * twice, 3))]
    kinds = (
        ("given", Kind.GIVEN),
        ("surname", Kind.SURNAME),
        ("patronymic", Kind.PATRONYMIC),
        ("birth", Kind.BIRTH),
        ("place", Kind.PLACE),
    )
    columns = tuple((name, kind, tuple(values[at] for _, values in rows)) for at, (name, kind) in enumerate(kinds))
    records = Records(("town",), np.zeros(len(rows), np.int64), tuple(map(str, range(len(rows)))), columns)
    return records, np.array([person for person, _ in rows])


@pytest.fixture(scope="module")
def few() -> tuple[Records, np.ndarray]:
    return town(families=250, twice=25)


def test_in_a_list_with_few_duplicates_families_are_not_taken_for_one_person(few: tuple[Records, np.ndarray]) -> None:
    records, truth = few
    score = pair_score(link(records).persons, truth)
    assert score.precision > 0.95
    assert score.recall > 0.95


def test_what_is_taken_off_is_what_chance_does_not_make(few: tuple[Records, np.ndarray]) -> None:
    records, truth = few
    linked = link(records)
    met, model = linked.candidates, linked.model
    levels = compare(model.fields, met.one, met.other)
    family = 0b110  # surname and patronymic, not the given name
    of = combination(model.fields, levels) == family
    two = int((of & (truth[met.one] != truth[met.other])).sum())
    pairs = len(records) * (len(records) - 1) / 2
    chance = pairs * np.prod(
        [
            model.u[at][field.agrees_from :].sum()
            for at, field in enumerate(model.fields[:3])
            if field.kind is not Kind.GIVEN
        ]
    )
    assert model.excess[family] == pytest.approx(np.log(two / chance), abs=0.2)
    assert (model.excess >= 0).all()


def test_the_explanation_says_what_was_taken_off(few: tuple[Records, np.ndarray]) -> None:
    linked = link(few[0])
    steps = explain(linked, 0, 1).steps  # brothers or sisters: the first family
    assert steps[-1].field == TOGETHER
    assert steps[-1].bits < 0
    assert linked.model.part_names[-1] == TOGETHER


def test_where_nothing_else_tells_nothing_is_taken_off(few: tuple[Records, np.ndarray]) -> None:
    records, _ = few
    names = Records(records.lists, records.list_of, records.keys, records.columns[:3])
    linked = link(names)
    assert not linked.model.excess.any()
    levels = compare(linked.model.fields, linked.candidates.one, linked.candidates.other)
    assert not excess(linked.model.fields, levels, linked.model.m, linked.model.u, 1e6).any()
