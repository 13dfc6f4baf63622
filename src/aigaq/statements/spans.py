"""Spans: where something is said. Offsets are code points of a part of a rendition, end excluded.

Design §2. A quote always equals its slice (property test in tests/statements/test_spans.py). The tag is named
`type`, because `kind` is the word for the kind of a statement and stands at the top level only.
"""

from __future__ import annotations

import msgspec


class TextSpan(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="text", forbid_unknown_fields=True):
    """Characters start..end (code points, end excluded) of a part of a rendition; `quote` equals that slice."""

    part: str = "text"
    start: int
    end: int
    quote: str


class CellSpan(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="cell", forbid_unknown_fields=True):
    """One cell of a table: sheet, row as the user's program numbers it (from 1), column header; `quote` is the cell."""

    sheet: str
    row: int
    column: str
    quote: str


class InstantSpan(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="type",
    tag="instant",
    forbid_unknown_fields=True,
    rename={"start": "from", "end": "to"},
):
    """A stretch of a series, as EDTF date-times."""

    series: str
    start: str
    end: str


class RegionSpan(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="region", forbid_unknown_fields=True):
    """A box on a page: left, top, right, bottom in thousandths of the page's width and height."""

    page: int
    box: tuple[int, int, int, int]


class IntervalSpan(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="interval", forbid_unknown_fields=True
):
    """A stretch of a recording, in milliseconds from its beginning."""

    from_ms: int
    to_ms: int


Span = TextSpan | CellSpan | InstantSpan | RegionSpan | IntervalSpan
