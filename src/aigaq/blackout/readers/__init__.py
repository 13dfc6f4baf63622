"""Readers: files that users bring → series, stated intervals, what was refused and what was noticed.

Normative text: docs/formats/series.md. `read` is the door and tells formats apart, one module reads each; `grid` makes rows
a series, `clock` times instants, `telling` keeps what was refused. Proved by tests/blackout/readers.
"""

from aigaq.blackout.readers.generic import Columns
from aigaq.blackout.readers.read import read_series
from aigaq.blackout.readers.stated import Bound, Stated
from aigaq.blackout.readers.telling import Read, Rejected, Why

__all__ = ["Bound", "Columns", "Read", "Rejected", "Stated", "Why", "read_series"]
