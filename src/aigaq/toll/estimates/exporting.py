"""Draws and partitions as Parquet, for whoever reckons on with them: in R, in Python, in a database.

Draws are one row each: family, stratum, linkage, chain, draw, and N, the whole number of persons. Partitions are one row
for each record and sample: which records a sample held to be one person. Written by pyarrow, an extra (`parquet`). Format:
docs/formats/toll.md. Proved by tests/toll/estimates/test_exporting.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import UsageError, os_error
from aigaq.toll.family import Draws, FamilyName, Outcome

if TYPE_CHECKING:
    import pyarrow as pa

    from aigaq.toll.estimates.estimate import Estimate

FORMAT = "toll draws 1"
PARTITIONS_FORMAT = "toll partitions 1"


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """What one family drew of N on one table: [chains, draws], of a stratum ("" where there are none) and a linkage."""

    family: FamilyName
    draws: Draws
    stratum: str = ""
    linkage: int = 0


def drawn_of(estimate: Estimate, *, withheld: bool = False) -> Iterator[Drawn]:
    """The draws of an estimate, stratum by stratum: those that may be told, or, `withheld`, all there are.

    Of one table these are the chains as they were drawn; of several linkages the draws of each, one chain long. A total is
    a sum over strata, for whoever reads them, and is not written.
    """
    for one in estimate.strata or (estimate,):
        for name, family in one.families.items():
            told = Outcome.REFUSED not in (one.outcome, estimate.outcome, family.outcome)
            if family.draws is None or not (told or withheld):
                continue
            if not one.linkages:
                yield Drawn(family=name, draws=family.draws, stratum=one.stratum)
            for linkage, draws in enumerate(one.whole.get(name, ()) if one.linkages else ()):
                yield Drawn(family=name, draws=draws[None, :], stratum=one.stratum, linkage=linkage)


def write_draws(path: Path, drawn: Iterable[Drawn], *, force: bool = False) -> int:
    """Write draws; returns how many rows there are. The file appears whole or not at all.

    Raises:
        UsageError: pyarrow is not installed, or there is a file already and `force` was not given.
        StorageError: the disk refuses.
    """
    pyarrow = require_pyarrow()
    whole = pyarrow.int64()
    fields = [("family", pyarrow.string()), ("stratum", pyarrow.string()), ("linkage", pyarrow.int32())]
    fields += [("chain", pyarrow.int32()), ("draw", pyarrow.int32()), ("N", whole)]
    schema = pyarrow.schema(fields, metadata={"aigaq": FORMAT})
    rows = 0
    with _writing(path, schema, force=force) as out:
        for one in drawn:
            chains, draws = one.draws.shape
            size = chains * draws
            columns = (
                pyarrow.array([str(one.family)] * size),
                pyarrow.array([one.stratum] * size),
                np.full(size, one.linkage, np.int32),
                np.repeat(np.arange(chains, dtype=np.int32), draws),
                np.tile(np.arange(draws, dtype=np.int32), chains),
                np.ascontiguousarray(one.draws, np.int64).ravel(),
            )
            out.write_table(pyarrow.table(list(columns), schema=schema))
            rows += size
    return rows


def write_partitions(
    path: Path, partitions: NDArray[np.int64], *, keys: Sequence[tuple[str, str]] = (), force: bool = False
) -> int:
    """Write sampled partitions [samples, records]: of each record the number of the first record of its person.

    `keys`: the list and the key of each record; without them the columns are empty. Returns how many rows there are.
    Raises as `write_draws`.
    """
    pyarrow = require_pyarrow()
    text = pyarrow.string()
    fields = [("record", pyarrow.int64()), ("list", text), ("key", text)]
    fields += [("sample", pyarrow.int32()), ("person", pyarrow.int64())]
    schema = pyarrow.schema(fields, metadata={"aigaq": PARTITIONS_FORMAT})
    records = partitions.shape[1]
    names = [pyarrow.array([one[at] for one in keys] if keys else [""] * records, text) for at in (0, 1)]
    with _writing(path, schema, force=force) as out:
        for sample, persons in enumerate(partitions):
            columns = (
                np.arange(records, dtype=np.int64),
                *names,
                np.full(records, sample, np.int32),
                np.ascontiguousarray(persons, np.int64),
            )
            out.write_table(pyarrow.table(list(columns), schema=schema))
    return int(partitions.size)


def require_pyarrow() -> pa:
    """The module pyarrow; UsageError says how to get it. Called before long work, not after."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            "Parquet is written by pyarrow, which is not installed",
            hint="pip install 'aigaq[parquet]', or pip install pyarrow",
        ) from error
    return pyarrow


@contextmanager
def _writing(path: Path, schema: pa.Schema, *, force: bool) -> Iterator[pa.parquet.ParquetWriter]:
    from pyarrow.parquet import ParquetWriter

    if os.path.lexists(path) and not force:
        raise UsageError("there is a file here already", where=path, hint="name another, or give --force")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with ParquetWriter(half, schema, compression="zstd") as out:
                yield out
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise os_error(error, where=path) from error
