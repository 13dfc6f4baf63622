"""Everything known of one thing, as plain data for `show`. Proved by tests/scripts/show.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aigaq.cli.history import Teller
from aigaq.cli.ids import DIGITS, ids_of
from aigaq.cli.naming import addresses
from aigaq.cli.persons import list_details, person_details, record_details
from aigaq.cli.phrases import gist, who
from aigaq.cli.presences import in_short, locator_details, presences_of
from aigaq.errors import FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.case import Case, EntryView, Item
    from aigaq.statements import Row, Store
    from aigaq.statements.rows import FactRow

AROUND = 120
"""Characters of context printed on either side of a statement's span."""


def details(case: Case, store: Store | None, what: str, full: str) -> dict[str, Any]:
    """What is known of one thing; `what` and `full` as `naming.thing` gives them."""
    if what == "item":
        return item_details(case, store, full)
    if what == "locator":
        return locator_details(case, full)
    if what == "batch":
        return batch_details(case, full)
    if store is not None and what in ("record", "person"):
        facts = record_details(store, full) if what == "record" else person_details(store, full)
        return {name: value for name, value in facts.items() if value not in (None, [], "", {})}
    if what == "entry" or store is None:
        return entry_details(case, next(entry for entry in case.entries() if entry.id == full))
    return statement_details(case, store, store.statement(full))


def item_details(case: Case, store: Store | None, full: str) -> dict[str, Any]:
    """An item: its bytes, its description, how it came in, how it became text, what was read in it."""
    import msgspec

    from aigaq.cli.proving import provable_lines

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
        "observed": _observed(case, item),
        "acquired": [
            f"{one.at} entry {ids_of(case).short(one.entry)} batch {one.batch[:DIGITS]}" for one in item.acquired
        ],
        "provable": provable_lines(case, item),
    }
    if store is not None:
        facts |= _read_of(item, store)
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _read_of(item: Item, store: Store) -> dict[str, Any]:
    text = next(store.renditions(item.sha256), None)
    statements = [f"{row.id[:12]} {gist(row.statement)}" for row in store.statements(item=item.sha256)]
    return {
        "text": None if text is None else f"{text.encoding or 'text'}, by {text.extractor} {text.version}",
        "parts": None if text is None or len(text.parts) == 1 else list(text.parts),
        "assumed": None if text is None else text.assumed,
        "says_of_itself": [_fact(row) for row in store.facts(item.sha256)],
        "not_read": [f"{row.reason.value}: {row.detail}" for row in store.not_read(item.sha256)],
        "statements": statements,
        **_sheets(item, store),
    }


def _fact(row: FactRow) -> str:
    """What an item's bytes say of it; a value that is not used stands in brackets."""
    words = f"{row.field} {row.value}"
    return f"{words if row.used else f'[{words}]'} ({row.basis}: {row.origin})"


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
        **list_details(store, item.sha256),
        "taken_to_be": assumed,
        "sources": sum(1 for _ in store.sources(item=item.sha256)) or None,
        "unreadable": [f"{place_of(one)}: {one.what}: {one.text}" for one in problems if one.dropped],
        "odd": [f"{place_of(one)}: {one.what}" for one in problems if not one.dropped],
    }


def _observed(case: Case, item: Item) -> list[str]:
    """What became of the addresses it is described by, as far as somebody looked."""
    from aigaq.accounts.addresses import address

    places = addresses(item)
    return [f"{one.locator}: {in_short(one)}" for one in presences_of(case) if address(one.locator) in places]


def entry_details(case: Case, entry: EntryView) -> dict[str, Any]:
    """An entry: where it stands in its log, its fields as they are, what was written with it, what became of it."""
    teller = Teller(case)
    return {
        "entry": entry.id,
        "log": entry.log,
        "index": entry.index,
        **entry.fields,
        **{f"said {name}": value for name, value in teller.told(entry).items()},
        **dict.fromkeys(["since"] if any(teller.since(entry)) else [], " ".join(teller.since(entry))),
    }


def batch_details(case: Case, batch: str) -> dict[str, Any]:
    """A batch: what was brought in together, and what undoing it would reach."""
    from aigaq.case.adding.thoughts import of_batch

    index, teller = case.index(), Teller(case)
    views = list(of_batch(index, batch))
    gone = sum(view.id in index.undone for view in views)
    return {
        "batch": batch,
        "log": views[0].log,
        "at": views[0].at,
        "undone": f"{gone} of {len(views)} entries" if gone else "no",
        "entries": [
            f"{teller.ids.short(one.id)} {one.kind} {' '.join(filter(None, teller.did(one)))}" for one in views
        ],
    }


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
