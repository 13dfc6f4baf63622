"""Makes statements of a row: figures, events, claims, positions, connectivity, and the withdrawal a status column tells.

The records are the same a text gives; their span is a cell. Proved by tests/reading/tables/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from aigaq.reading.tables.common import Common, Context, Dropped, common
from aigaq.reading.tables.figures import figures
from aigaq.reading.tables.rowreader import RowReader
from aigaq.reading.tables.times import event_time, spell
from aigaq.statements.records import (
    AnyStatement,
    Claim,
    Connectivity,
    Event,
    Figure,
    Point,
    Position,
    Target,
    Withdrawal,
)
from aigaq.statements.spans import CellSpan, Span
from aigaq.statements.vocabulary import (
    Answer,
    Change,
    Layer,
    LegalStatus,
    NetworkState,
    Side,
    Standing,
    TimePrecision,
)

_NO_TYPE = "unknown"
_STATUS = ("status", "status_date", "superseded_by", "status_note")


def statements_of(reader: RowReader, context: Context) -> tuple[AnyStatement, ...]:
    """The statements of a row; what is odd about it is in the reader afterwards.

    Raises:
        Dropped: nothing can be made of it.
    """
    shared = common(reader, context)
    made = tuple(_MAKERS[reader.plan.mapping.kind](reader, shared))
    withdrawals = tuple(_withdrawals(reader, shared, made))
    # The note comes last: until now fields may still have put into it what they cannot hold.
    note = reader.note()
    if note is not None:
        made = tuple(_noted(one, note) for one in made)
    return (*made, *withdrawals)


def _noted(statement: AnyStatement, note: str) -> AnyStatement:
    import msgspec

    return msgspec.structs.replace(statement, note=note)


def _events(reader: RowReader, shared: Common) -> Iterator[Event]:
    what = _needed(reader, "what")
    time, precision = event_time(reader)
    yield Event(
        **shared.place(_main(reader, "what")),
        type=reader.code("type") or _NO_TYPE,
        what=what,
        time=time,
        time_precision=precision,
        time_words=reader.text("time_words"),
        offset=reader.offset(),
        point=_point(reader),
        seen_from=reader.words("seen_from", Side),
    )


def _point(reader: RowReader) -> Point | None:
    lat, lon = reader.degrees("lat", 90), reader.degrees("lon", 180)
    precision = reader.code("point_precision")
    if lat is None or lon is None:
        for name in ("lat", "lon", "point_precision"):
            reader.spare(name, reader.text(name))
        return None
    return Point(lat=lat, lon=lon, precision=precision or "unknown")


def _claims(reader: RowReader, shared: Common) -> Iterator[Claim]:
    what = _needed(reader, "what")
    yield Claim(
        **shared.place(_main(reader, "what")),
        what=what,
        question=reader.text("question"),
        answer=reader.word("answer", Answer),
    )


def _positions(reader: RowReader, shared: Common) -> Iterator[Position]:
    person = _needed(reader, "person")
    yield Position(
        **shared.place(_main(reader, "person")),
        person=person,
        change=reader.word("change", Change) or Change.UNKNOWN,
        relation=reader.text("relation"),
        post=reader.text("post"),
        org=reader.text("post_org"),
        how=reader.text("how"),
        how_code=reader.code("how_code"),
        legal_status=reader.word("legal_status", LegalStatus) or LegalStatus.NONE,
    )


def _connectivity(reader: RowReader, shared: Common) -> Iterator[Connectivity]:
    state = reader.word("state", NetworkState)
    precision = reader.word("time_precision", TimePrecision) or TimePrecision.UNKNOWN
    start, end = spell(reader, precision)
    if state is None and start is None and end is None:
        raise Dropped("neither a state of the network nor a time")
    yield Connectivity(
        **shared.place(_main(reader, "what", "state")),
        state=state or NetworkState.UNKNOWN,
        layer=reader.word("layer", Layer) or Layer.NOT_STATED,
        networks=reader.several("networks"),
        observer_kind=reader.code("observer_kind"),
        what=reader.text("what"),
        start=start,
        end=end,
        time_precision=precision,
        same_as=reader.text("same_as"),
    )


def _figures(reader: RowReader, shared: Common) -> Iterator[Figure]:
    return figures(reader, shared)


_Maker = Callable[[RowReader, Common], Iterator[AnyStatement]]
_MAKERS: Mapping[str, _Maker] = MappingProxyType(
    {
        "figure": _figures,
        "event": _events,
        "claim": _claims,
        "position": _positions,
        "connectivity": _connectivity,
    }
)


def _needed(reader: RowReader, name: str) -> str:
    text = reader.text(name)
    if text is None:
        raise Dropped(f"nothing in {_called(reader, name)}")
    return text


def _called(reader: RowReader, name: str) -> str:
    columns = reader.plan.columns.get(name, ())
    return columns[0].name if columns else name


def _main(reader: RowReader, *names: str) -> Span:
    """The cell a statement is tied to: of the mapping's `main`, else of the first of these fields, else the first."""
    if reader.plan.main is not None:
        return reader.cell(reader.plan.main)
    for name in names:
        span = reader.span(name)
        if span is not None and span.quote.strip():
            return span
    return reader.cell(reader.plan.sheet.columns[0])


def _withdrawals(reader: RowReader, shared: Common, made: tuple[AnyStatement, ...]) -> Iterator[Withdrawal]:
    """The second statement of a row whose status column says what became of the first."""
    if reader.plan.given.isdisjoint(_STATUS):
        return
    becomes = reader.word("status", Standing)
    told: dict[str, str | None] = {name: reader.text(name) for name in ("status_date", "superseded_by", "status_note")}
    if becomes is None or becomes is Standing.STANDING or not made:
        for name, text in told.items():
            reader.spare(name, text)
        return
    date = reader.date("status_date")
    bound = date is not None and reader.plan.mapping.dates.status == "bound" and "/" not in date
    common_fields: dict[str, Any] = {**shared.fields, "speakers": (), "said": None, "side": None}
    for target, one in {_target(one): one for one in made}.items():
        yield Withdrawal(
            **{**common_fields, "item": one.item, "span": _told_at(reader, shared, one)},
            becomes=becomes,
            target=target,
            replaced_by=None if told["superseded_by"] is None else Target(key=told["superseded_by"]),
            time=f"../{date}" if bound else date,
            why=told["status_note"],
        )


def _told_at(reader: RowReader, shared: Common, statement: AnyStatement) -> Span:
    """The cell of the status; where the statement stands in a document, its place there."""
    cell = reader.span("status") if shared.quoted is None else None
    return cell or statement.span


def _target(statement: AnyStatement) -> Target:
    """The row by its key; without one, by the cell; a quote by hand by its place in the text."""
    place = statement.num if isinstance(statement, Figure) else statement.span
    if statement.key is not None and isinstance(place, CellSpan):
        return Target(key=statement.key)
    return Target(span=place)
