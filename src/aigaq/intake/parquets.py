"""Reads Apache Parquet: one sheet, its columns' names in row 1, a value as the text a spreadsheet would show.

Read by pyarrow, which is an extra, some rows at a time. Format: parquet.apache.org. Proved by tests/intake/test_parquets.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from aigaq.errors import NotReadable, Reason
from aigaq.intake.grids import Grid, Row
from aigaq.intake.workbooks import text_of

MAGIC = b"PAR1"
AT_ONCE = 4096  # rows held at once

Open = Callable[[], BinaryIO]


def grid_of(opened: Open, name: str) -> Grid:
    """The one sheet of a Parquet file.

    Raises:
        NotReadable: it is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        hint = "pip install pyarrow, or save it as CSV in UTF-8"
        raise NotReadable(
            "Parquet is read by pyarrow, which is not installed", reason=Reason.BINARY, hint=hint
        ) from error
    grid = Grid(name, lambda: _rows(opened))
    next(grid.rows(), None)  # damage at the end of the file, where its columns are named, shows at once
    return grid


def _rows(opened: Open) -> Iterator[Row]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    with opened() as stream:
        try:
            held = ParquetFile(stream)
            names = tuple(held.schema_arrow.names)
            yield Row(1, names)
            number = 1
            for batch in held.iter_batches(batch_size=AT_ONCE):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield Row(number, tuple("" if value is None else text_of(value) for value in values))
        except (pa.ArrowException, OSError, ValueError) as error:
            hint = "save it again, or export it as CSV in UTF-8"
            raise NotReadable("no Parquet file, or a damaged one", reason=Reason.UNKNOWN, hint=hint) from error
