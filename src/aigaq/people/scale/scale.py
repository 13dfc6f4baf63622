"""One model, scored by splink 5 on DuckDB or Spark. Proved by tests/people/scale/test_scale.py.

The model is learned by `linking` from at most `LEARNT` rows, drawn with a fixed seed; with no more rows than that it is
the very model of the default engine, and every pair gets the same probability.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from aigaq.errors import UsageError
from aigaq.people.linking.candidates import Candidates
from aigaq.people.linking.clusters import clusters
from aigaq.people.linking.link import Linked, bonds_of, link
from aigaq.people.linking.model import Model
from aigaq.people.linking.records import Records
from aigaq.people.scale.columns import columns_of, meetings
from aigaq.people.scale.databases import database
from aigaq.people.scale.settings import blocking, settings

ENGINES = ("duckdb", "spark")
LEARNT = 200_000
KEPT = -9.2  # bits: pairs below a probability of 1 in 600 are not brought back
"""What is less likely than that can connect nobody (clusters.OPEN), and is weighed anew where it matters."""


def link_at_scale(
    records: Records,
    *,
    engine: str,
    within: bool = True,
    single: Iterable[str] = (),
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> Linked:
    """As `linking.link`, with joins and scores on `engine` (duckdb or spark).

    Raises:
        UsageError: there is no such engine, or it is not installed.
        FormatError: as `linking.link`.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine of this name: {engine}", hint=f"the engines are local, {', '.join(ENGINES)}")
    _needs(engine)
    learnt = _learnt(records, within=within, single=single)
    model = replace(learnt, fields=records.fields)
    with database(engine) as api:
        one, other, bits = _scored(api, model, records, within=within)
    bonds = bonds_of(records, single=single, same=same, different=different)
    logits = bits * np.log(2)
    persons = clusters(len(records), one, other, logits, lambda a, b: model.weights(a, b) + model.offset, bonds)
    return Linked(records, model, Candidates(one, other, (), 0), logits, persons, bonds)


def _needs(engine: str) -> None:
    try:
        import splink  # noqa: F401

        if engine == "spark":
            import pyspark  # noqa: F401
    except ImportError as error:
        raise UsageError(f"the engine {engine} is not installed", hint=f"pip install 'aigaq[{engine}]'") from error


def _learnt(records: Records, *, within: bool, single: Iterable[str]) -> Model:
    """The model, from all rows or from so many of them."""
    if len(records) <= LEARNT:
        return link(records, within=within, single=single).model
    drawn = np.sort(np.random.default_rng(0).choice(len(records), LEARNT, replace=False))
    columns = tuple((name, kind, tuple(texts[at] for at in drawn)) for name, kind, texts in records.columns)
    some = Records(records.lists, records.list_of[drawn], tuple(records.keys[at] for at in drawn), columns)
    return link(some, within=within, single=single).model


def _scored(api: Any, model: Model, records: Records, *, within: bool) -> tuple[Any, Any, Any]:
    """The pairs that share a rule, with their weight in bits, the prior included."""
    import pyarrow as pa
    from splink import Linker

    lists, named = records.list_of, records.named
    api.register(pa.table(columns_of(model, lists)), table_name="records")
    api.register(pa.table(meetings(model, lists, within=within)), table_name="meetings")
    linker = Linker(
        api.table_to_splink_dataframe("rows", "records"), settings(model), log_level="ERROR", validate_settings=False
    )
    blocked = api.query_sql(blocking(within=within), output_type="splinkdf")
    linker.table_management.register_blocked_pairs_for_predict(blocked)
    found: Any = linker.inference.predict(threshold_match_weight=KEPT, warning_mode="never")
    made = found.as_pyarrow_table()
    one, other = (np.asarray(made[f"id_{side}"], np.int64) for side in ("l", "r"))
    bits = np.asarray(made["match_weight"], np.float64)
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((high, low))
    order = order[named[low[order]] & named[high[order]]]
    return low[order], high[order], bits[order]
