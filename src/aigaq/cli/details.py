"""Everything known of one thing, as plain data for `show`. Proved by tests/scripts/show.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aigaq.cli.ids import ids_of
from aigaq.cli.phrases import gist, who
from aigaq.errors import FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.case import Case, EntryView, Item
    from aigaq.statements import Row, Store

AROUND = 120
"""Characters of context printed on either side of a statement's span."""


def details(case: Case, store: Store | None, what: str, full: str) -> dict[str, Any]:
    """What is known of an item, an entry or a statement; `what` and `full` as `ids.resolve` gives them."""
    if what == "item":
        return item_details(case, store, full)
    if what == "entry" or store is None:
        return entry_details(next(entry for entry in case.entries() if entry.id == full))
    return statement_details(case, store, store.statement(full))


def item_details(case: Case, store: Store | None, full: str) -> dict[str, Any]:
    """An item: its bytes, its description, how it came in, how it became text, what was read in it."""
    import msgspec

    item = case.item(full)
    facts: dict[str, Any] = {
        "item": item.sha256,
        "size": item.size,
        "media": item.media,
        "role": item.role.value,
        "handling": item.handling.value,
        "set_aside": item.set_aside or None,
        "shredded": item.shredded or None,
        **msgspec.to_builtins(item.description),
        "disputed": list(item.disputed),
        "acquired": [f"{one.at} entry {ids_of(case).short(one.entry)}" for one in item.acquired],
    }
    if store is not None:
        facts |= _read_of(item, store)
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _read_of(item: Item, store: Store) -> dict[str, Any]:
    text = next(store.renditions(item.sha256), None)
    statements = [f"{row.id[:12]} {gist(row.statement)}" for row in store.statements(item=item.sha256)]
    return {
        "text": None if text is None else f"{text.encoding}, by {text.extractor} {text.version}",
        "assumed": None if text is None else text.assumed,
        "not_read": [f"{row.reason.value}: {row.detail}" for row in store.not_read(item.sha256)],
        "statements": statements,
        **_sheets(item, store),
    }


def _sheets(item: Item, store: Store) -> dict[str, Any]:
    """How the sheets of a table were read, and what is odd about their rows."""
    from aigaq.cli.sheets import place_of

    sheets = [
        f"{one.sheet or 'the sheet'}: {one.rows} rows, {one.made} made into {one.kind} by mapping {one.mapping}"
        for one in store.sheets(item.sha256)
    ]
    assumed = [f"{one.sheet}: {one.assumed}" for one in store.sheets(item.sha256) if one.assumed]
    problems = list(store.problems(item.sha256))
    return {
        "sheets": sheets,
        "taken_to_be": assumed,
        "sources": sum(1 for _ in store.sources(item=item.sha256)) or None,
        "unreadable": [f"{place_of(one)}: {one.what}: {one.text}" for one in problems if one.dropped],
        "odd": [f"{place_of(one)}: {one.what}" for one in problems if not one.dropped],
    }


def entry_details(entry: EntryView) -> dict[str, Any]:
    """An entry: where it stands in its log, and its fields as they are."""
    return {"entry": entry.id, "log": entry.log, "index": entry.index, **entry.fields}


def statement_details(case: Case, store: Store, row: Row) -> dict[str, Any]:
    """A statement: what it says, where, who says so, what became of it, and the way back to the bytes."""
    import msgspec

    from aigaq.statements import CellSpan, TextSpan, encode

    statement = row.statement
    facts: dict[str, Any] = {
        "statement": row.id,
        "says": gist(statement),
        "who": who(statement),
        "standing": row.standing.value,
        **_decided(case, store, row),
        "hedged": [_quote(hedge.span) for hedge in statement.hedges],
        "withdrawn_by": list(row.by_ids),
        "targets": list(row.target_ids),
        "item": statement.item,
        "entry": list(case.item(statement.item).acquisitions),
        "read_by": list(statement.made_by),
    }
    if isinstance(statement.span, TextSpan):
        seen = store.context(statement.item, statement.span, AROUND, AROUND)
        facts |= {"quote": seen.quote, "before": seen.before, "after": seen.after}
        facts["place_in_text"] = f"{statement.span.part} {statement.span.start}–{statement.span.end}"
    elif isinstance(statement.span, CellSpan):
        facts["quote"] = statement.span.quote
        facts["place_in_table"] = f"{statement.span.sheet} row {statement.span.row}, column {statement.span.column}"
    facts["record"] = msgspec.json.decode(encode(statement))
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _decided(case: Case, store: Store, row: Row) -> dict[str, Any]:
    """What people decided of a statement; who did stands in the case, not among what is derived from it."""
    blobs, made = dict(case.index().decisions()), list(store.decisions(shown_with=row.id))
    lines = [
        f"{one.verdict}, entry {one.entry[:12]}: {one.reason}{_person(case, blobs.get(one.entry))}" for one in made
    ]
    read = {one.reading for one in made} - {None, row.id}
    return {
        "decision": None if row.decision is None else row.decision.value,
        "decided": lines,
        "unbound": "nothing that is read today fits the decision" if row.unbound else None,
        "instead": None if row.instead is None else f"as decided: {row.instead}",
        "read_as": [f"{one[:12]} {gist(store.reading(one))}" for one in sorted(filter(None, read))],
    }


def _person(case: Case, blob: str | None) -> str:
    from aigaq.statements import decode_decision

    try:
        person = None if blob is None else decode_decision(case.payload(blob)).person
    except (FormatError, NotFound):
        person = None
    return "" if person is None else f", by {person}"


def _quote(span: object) -> str:
    return str(getattr(span, "quote", span))
