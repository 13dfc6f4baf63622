"""Records as columns of a database: value numbers, the numbers of near values by level, keys of the rules.

A near value is looked up as membership in a list that lies beside the value, so that a level is the same whatever the
engine. Proved by tests/people/scale/test_scale.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.candidates import BLOCK, rule_keys
from aigaq.people.linking.fields import DATES, Field, Kind
from aigaq.people.linking.model import Model
from aigaq.people.linking.values import Looked


def columns_of(model: Model, lists: NDArray[np.int64]) -> dict[str, list[Any]]:
    """Column name → one value a record. `id` is the record's number, `list` its list's."""
    made: dict[str, list[Any]] = {"id": list(range(len(lists))), "list": lists.tolist()}
    for at, field in enumerate(model.fields):
        made |= _field(f"f{at}", field)
    return made


def meetings(model: Model, lists: NDArray[np.int64], *, within: bool) -> dict[str, NDArray[np.int64]]:
    """Where records meet: `place` and `id`, a row for each key that two records and at most `BLOCK` share."""
    places, ids, start = [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    for _, keys in rule_keys(model.fields, lists, within=within):
        held, of, counts = np.unique(keys, return_inverse=True, return_counts=True)
        met = np.flatnonzero((counts[of] > 1) & (counts[of] <= BLOCK) & (keys >= 0))
        places.append(of[met].astype(np.int64) + start)
        ids.append(met.astype(np.int64))
        start += len(held)
    return {"place": np.concatenate(places), "id": np.concatenate(ids)}


def _field(name: str, field: Field) -> dict[str, list[Any]]:
    ids = field.column.ids.tolist()
    if field.kind in DATES:
        return {name: [None if at < 0 else field.column.values[at] for at in ids]}
    if field.kind is Kind.AGE:
        return {name: [None if at < 0 else int(field.column.values[at]) for at in ids]}
    made = {name: [None if at < 0 else at for at in ids]}
    if isinstance(field.near, Looked):
        for level in range(1, field.top):
            near = _near(field.near, level)
            made[f"{name}n{level}"] = [near.get(at, _NONE) for at in ids]
        if field.near.weak.any():
            made[f"{name}w"] = [at >= 0 and bool(field.near.weak[at]) for at in ids]
        if field.near.same_from < field.top:
            made[f"{name}c"] = [None if at < 0 else int(field.near.classes[at]) for at in ids]
    return made


_NONE: list[int] = [-1]  # no value has this number: an empty list has no type in a database


def _near(near: Looked, least: int) -> dict[int, list[int]]:
    """Value number → the numbers of the values near it at this level or above."""
    found: dict[int, list[int]] = {}
    for at in np.flatnonzero(near.level >= least).tolist():
        one, other = int(near.one[at]), int(near.other[at])
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found
