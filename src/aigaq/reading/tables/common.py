"""What the statements of all kinds of rows have in common, read from a row: speakers, dates, places, sources, confidence.

Proved by tests/reading/tables/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aigaq.reading.tables.editions import Later
from aigaq.reading.tables.quotes import Quotes
from aigaq.reading.tables.rowreader import RowReader
from aigaq.statements.records import Dated, Link
from aigaq.statements.spans import Span, TextSpan
from aigaq.statements.vocabulary import Confidence, DateBasis, Seen, Side
from aigaq.values.scripts import fold


class Dropped(Exception):
    """A row of which nothing can be made; the words say why, `cell` where."""

    def __init__(self, what: str, *, cell: str = "", text: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cell = cell
        self.text = text


@dataclass(frozen=True, slots=True)
class Context:
    """What rows are read with beside their table.

    `sides` of the case by folded name; `quotes` looks into its texts; `person` made the table; `cited` are the ids of all
    sources (None: there is no table of them); `later` knows the later editions of the table.
    """

    sides: Mapping[str, Side] = field(default_factory=dict)
    quotes: Quotes | None = None
    person: str | None = None
    cited: frozenset[str] | None = None
    later: Later | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """The fields all statements of one row share, as keyword arguments, and where a quote by hand stands."""

    fields: dict[str, Any]
    quoted: tuple[str, TextSpan] | None = None

    def place(self, span: Span) -> dict[str, Any]:
        """The fields with item and span: those of the quote where there is one."""
        if self.quoted is None:
            return {**self.fields, "span": span}
        return {**self.fields, "item": self.quoted[0], "span": self.quoted[1]}


def common(reader: RowReader, context: Context) -> Common:
    """Read what is common to all statements of this row.

    Raises:
        Dropped: the row names a quote that is not found exactly once.
    """
    quoted = _quoted(reader, context)
    speakers, side = _speakers(reader, context)
    mapping = reader.plan.mapping
    fields: dict[str, Any] = {
        "item": reader.plan.item,
        "speakers": speakers,
        "side": side,
        "cited": reader.several("cited"),
        "said": dated(reader, "said", "said_basis"),
        "about": reader.date("about"),
        "place": reader.text("place"),
        "places": reader.places(),
        "made_by": (_maker(reader, context) if quoted else f"mapping:{mapping.id}",),
        "language": reader.text("language"),
        "key": reader.text("key"),
        "medium": reader.code("medium"),
        "confidence": reader.word("confidence", Confidence) or Confidence.UNKNOWN,
        "seen": reader.word("seen", Seen) or Seen.NOT_STATED,
        "checked": reader.yes("checked"),
    }
    return Common(fields, quoted)


def dated(reader: RowReader, name: str, basis: str) -> Dated | None:
    """A date with the way it is known; a basis without a date goes to the note unless it says that there is none."""
    date, known = reader.date(name), reader.word(basis, DateBasis)
    if date is not None:
        return Dated(date, known or DateBasis.STATED)
    if known is not None and any(column is not None for column, _ in reader.filled(basis)):
        reader.spare(basis, reader.text(basis))
    return None


def _speakers(reader: RowReader, context: Context) -> tuple[tuple[Link, ...], Side | None]:
    """The chain, nearest the event first, and the row's side where it is not the first link's."""
    said = reader.word("side", Side)
    name, org, via = reader.text("speaker"), reader.text("org"), reader.text("via")
    links = []
    if name or org:
        # Through a medium the row's side may be the medium's, so the speaker's is not taken from it.
        own = _side(reader, context, org, name) if via else said
        links.append(Link(name=name or org or "", org=org, side=own or Side.UNKNOWN, span=reader.span("speaker")))
    if via:
        links.append(Link(name=via, side=_side(reader, context, via) or Side.UNKNOWN, span=reader.span("via")))
    first = links[0].side if links else Side.UNKNOWN
    return tuple(links), None if said is None or said is first else said


def _side(reader: RowReader, context: Context, *names: str | None) -> Side | None:
    told = {fold(name): Side(side) for name, side in reader.plan.mapping.sides.items()}
    for name in names:
        if name:
            found = told.get(fold(name)) or context.sides.get(fold(name))
            if found is not None:
                return found
    return None


def _quoted(reader: RowReader, context: Context) -> tuple[str, TextSpan] | None:
    quote, item = reader.text("quote"), reader.text("quote_item")
    if quote is None:
        reader.spare("quote_item", item)
        reader.spare("by", reader.text("by"))
        return None
    where = reader.where("quote")
    if item is None:
        raise Dropped("a quote without the item it stands in", cell=where, text=quote)
    if context.quotes is None:
        raise Dropped("quotes are looked up in a case only", cell=where, text=quote)
    found = context.quotes.find(item, quote)
    if isinstance(found, str):
        raise Dropped(found, cell=where, text=quote)
    return found


def _maker(reader: RowReader, context: Context) -> str:
    return f"person:{reader.text('by') or context.person or 'not named'}"
