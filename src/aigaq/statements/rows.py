"""The rows of the derived store, typed: what stages hand to it and what it keeps.

One frozen record a table. `sort` is the key by which rows are ordered before they are hashed, `values` the columns.
Proved by tests/statements/test_store.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import Reason
from aigaq.statements.blackouts import BlackoutRow, MarkRow
from aigaq.statements.persons import (
    BondRow,
    EditionRow,
    LinkageRow,
    LinkingRow,
    MemberRow,
    PairRow,
    PersonRow,
    RecordRow,
)
from aigaq.statements.records import AnyStatement
from aigaq.statements.sources import Source
from aigaq.statements.standing import Became
from aigaq.statements.tolls import TollRow


@dataclass(frozen=True, slots=True)
class RenditionRow:
    """How an item became text. `chars` is not known before the last chunk, so it is not here."""

    item: str
    extractor: str
    version: str
    encoding: str
    assumed: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """What an item's bytes say of itself: `place` in the order of belief, the field, its value, how it is known, where.

    `used` marks the value that stands where no description says anything; at most one of a field.
    """

    item: str
    place: int
    field: str
    value: str
    basis: str
    origin: str
    used: bool


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A stretch of the text of an item: `offset` code points from the start of the part."""

    item: str
    part: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class CellsRow:
    """The cells of one row of a sheet, from column A on, as they stand; row 0: the names of the columns."""

    item: str
    sheet: str
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement; its row id is made from it."""

    statement: AnyStatement


@dataclass(frozen=True, slots=True)
class StandingRow:
    """What became of a statement of an item within the set it was judged in."""

    item: str
    id: str
    became: Became


@dataclass(frozen=True, slots=True)
class NotReadRow:
    """An item, or a stretch of its text (code points; None for all of it), that was not read, and why."""

    item: str
    reason: Reason
    detail: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, as a row of a table tells it."""

    source: Source


@dataclass(frozen=True, slots=True)
class SheetRow:
    """How one sheet of a table was read: its header's row, by which mapping, how many rows gave what, what was assumed.

    `kind` is what its rows are (empty where no mapping fits, and nothing was made of it). `rows` counts rows with
    something in them below the header, `made` those that became statements or sources.
    """

    item: str
    sheet: str
    kind: str
    mapping: str
    header: int
    rows: int
    made: int
    assumed: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Something odd about a row of a table: the row, the cell's address (`C7`; empty: the whole row), and the words.

    `dropped` is true where nothing was made of the row: its cells then stand in `text`, so that they can be seen.
    Row 0 speaks of the whole sheet.
    """

    item: str
    sheet: str
    row: int
    cell: str
    what: str
    text: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A statement as it is shown because of decisions: `decision` is their outcome, `unbound` that no reading fits."""

    statement: AnyStatement
    decision: str
    unbound: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What became of a current decision: the row id of the reading it binds to and of the statement it is shown with.

    A decision that is not understood has no verdict, and the reason is why. Who decided is not here: it stands in the
    blob of the entry only.
    """

    entry: str
    item: str
    verdict: str = ""
    reading: str | None = None
    shown: str | None = None
    reason: str = ""
    statement: AnyStatement | None = None


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """An item of the case: the day it was taken in (UTC, as the device claims), and the addresses it is described by."""

    item: str
    taken: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRow:
    """From which day a statement was known, how that is known, and what it counts. Days are YYYY-MM-DD.

    `first`: the first day on which it may have been said. `known`: the day from which it certainly had been. `taken`: the
    day its item was taken in. `dated`: said, cited, or taken, where nothing dates it. `basis`: how that date is known.
    `key`: the key of its row in a table. Figures only: `subject` is the key of what they count, `part_of` the statements
    of their item they call the whole.
    """

    id: str
    item: str
    kind: str
    known: str
    taken: str
    dated: str
    basis: str = ""
    first: str | None = None
    key: str | None = None
    subject: str | None = None
    part_of: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A statement that a row of a table ties to a quote in another item; it is that item's statement."""

    statement: AnyStatement


AnyRow = (
    RenditionRow
    | FactRow
    | ChunkRow
    | CellsRow
    | StatementRow
    | StandingRow
    | NotReadRow
    | SourceRow
    | SheetRow
    | ProblemRow
    | QuoteRow
    | DecidedRow
    | DecisionRow
    | HoldingRow
    | KnownRow
    | RecordRow
    | EditionRow
    | PairRow
    | PersonRow
    | MemberRow
    | BondRow
    | LinkingRow
    | LinkageRow
    | TollRow
    | BlackoutRow
    | MarkRow
)
