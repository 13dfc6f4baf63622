"""The engines agree: the same pairs, the same probability of each, the same persons."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest

from aigaq.errors import UsageError
from aigaq.people.linking import Kind, Linked, Records, link
from aigaq.people.scale import link_at_scale
from aigaq.people.scale.scale import KEPT
from tests.people.linking.made import made


def town(persons: int, *, seed: int = 2) -> Records:
    """An invented town with every kind of field: ages where there are no births, codes, names crosswise."""
    records, _ = made(persons, seed=seed, wrong=0.15)
    size = len(records)
    birth = records.columns[2][2]
    columns = {name: list(texts) for name, _, texts in records.columns}
    for at in range(0, size, 9):
        columns["given"][at], columns["surname"][at] = columns["surname"][at], columns["given"][at]
    for at in range(0, size, 5):
        columns["birth"][at] = (birth[at] or "")[: 4 if at % 2 else 7] or None
    age = [str(2031 - int(text[:4])) if text and at % 3 else None for at, text in enumerate(birth)]
    code = [f"{int(text[5:7]):02}{int(text[8:10]):02}" if text else None for text in birth]
    kinds = {name: kind for name, kind, _ in records.columns}
    made_columns = [(name, kinds[name], tuple(texts)) for name, texts in columns.items()]
    made_columns += [("age", Kind.AGE, tuple(age)), ("code", Kind.CODE, tuple(code))]
    return Records(records.lists, records.list_of, records.keys, tuple(made_columns))


def agree(one: Linked, other: Linked) -> None:
    """Every pair above the limit, to the last digits that a sum in another order leaves."""
    size = len(one.records)
    bits = one.logits / np.log(2)
    kept = bits >= KEPT + 1e-9
    mine = dict(
        zip((one.candidates.one * size + one.candidates.other)[kept].tolist(), bits[kept].tolist(), strict=True)
    )
    theirs = dict(
        zip(
            (other.candidates.one * size + other.candidates.other).tolist(),
            (other.logits / np.log(2)).tolist(),
            strict=True,
        )
    )
    assert mine.keys() == {pair for pair, weight in theirs.items() if weight >= KEPT + 1e-9}
    assert max(abs(mine[pair] - theirs[pair]) for pair in mine) < 1e-9
    assert (one.persons == other.persons).all()


@pytest.mark.parametrize("within", [True, False])
def test_duckdb_agrees_pair_by_pair(within: bool) -> None:
    pytest.importorskip("splink")
    records = town(250)
    assert len(records.fields) == 7
    agree(link(records, within=within), link_at_scale(records, engine="duckdb", within=within))


def test_spark_agrees_pair_by_pair() -> None:
    needed = _lacking()
    if needed and os.environ.get("CI") != "true":
        pytest.skip(f"Spark needs {needed}")
    assert not needed
    records = town(120)
    agree(link(records), link_at_scale(records, engine="spark"))


def _lacking() -> str:
    from importlib.util import find_spec

    if find_spec("splink") is None or find_spec("pyspark") is None:
        return "splink and pyspark: pip install -r lock/spark.txt"
    return "" if shutil.which("java") else "Java"


def test_decisions_bind_at_scale() -> None:
    pytest.importorskip("splink")
    records = town(150)
    plain = link_at_scale(records, engine="duckdb")
    sizes = np.bincount(plain.persons, minlength=len(records))
    first = int(np.flatnonzero(sizes == 2)[0])
    second = int(np.flatnonzero(plain.persons == first)[1])
    apart = link_at_scale(records, engine="duckdb", different=[(first, second)])
    assert apart.persons[first] != apart.persons[second]


def test_no_such_engine() -> None:
    with pytest.raises(UsageError, match="no engine of this name: abacus"):
        link_at_scale(town(60), engine="abacus")
