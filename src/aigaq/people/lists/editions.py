"""A list through its editions: which rows each added, changed and dropped, and the records that come of it.

A row is the same row where its key is. Its record is the row of the last edition that has it; what the newest edition has
no more stays, marked. What an edition says became of a person is kept beside what later ones say. Pure, and blind to
everything but the editions in their order. Proved by tests/people/lists/test_editions.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from aigaq.people.lists.reading import ListRow, ListSheet
from aigaq.statements.persons import EditionRow, FateSaid, Issue, Record, RecordRow


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edition did to the rows of the one before: row numbers; of dropped rows those of the earlier edition."""

    added: tuple[int, ...]
    changed: tuple[tuple[int, tuple[str, ...]], ...]
    dropped: tuple[int, ...]


def difference(old: ListSheet | None, new: ListSheet) -> Difference:
    """What `new` adds, changes and drops; everything is added where there is no earlier edition."""
    before = {} if old is None else old.rows
    added = tuple(row.row for key, row in new.rows.items() if key not in before)
    both = ((row, before[key]) for key, row in new.rows.items() if key in before)
    changed = ((row.row, columns_changed(earlier, row)) for row, earlier in both)
    dropped = tuple(row.row for key, row in before.items() if key not in new.rows)
    return Difference(added, tuple((row, columns) for row, columns in changed if columns), dropped)


def columns_changed(old: ListRow, new: ListRow) -> tuple[str, ...]:
    """The columns in which two rows of one key differ, by name."""
    before, after = old.content, new.content
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name, "") != after.get(name, "")))


def rows_of_list(
    name: str, editions: Sequence[ListSheet], *, public: Sequence[bool]
) -> Iterator[EditionRow | RecordRow]:
    """The rows of a list that has these editions, the oldest first; `public` says which of them were declared so."""
    for place, sheet in enumerate(editions):
        found = difference(editions[place - 1] if place else None, sheet)
        yield EditionRow(
            list=name,
            place=place,
            item=sheet.item,
            sheet=sheet.name,
            keeper=sheet.first("keeper"),
            edition=sheet.first("edition"),
            said=next((fate.said for row in sheet.rows.values() for fate in row.fates if fate.said), ""),
            rows=len(sheet.rows),
            unnamed=sheet.unnamed,
            added=len(found.added),
            changed=len(found.changed),
            dropped=len(found.dropped),
            single=sheet.plan.mapping.single,
            public=public[place],
        )
    for key in dict.fromkeys(key for sheet in editions for key in sheet.rows):
        yield RecordRow(_record(name, key, editions))


def _record(name: str, key: str, editions: Sequence[ListSheet]) -> Record:
    held = [(sheet, sheet.rows[key]) for sheet in editions if key in sheet.rows]
    sheet, row = held[-1]
    return Record(
        list=name,
        key=key,
        item=sheet.item,
        sheet=sheet.name,
        row=row.row,
        cells=row.cells,
        dropped=key not in editions[-1].rows,
        named=row.named,
        fates=tuple(_fates(held)),
        history=tuple(_history(key, editions)),
        **row.fields,
    )


def _fates(held: Sequence[tuple[ListSheet, ListRow]]) -> Iterator[FateSaid]:
    for sheet, row in held:
        for fate in row.fates:
            yield msgspec.structs.replace(fate, current=True) if sheet is held[-1][0] else fate


def _history(key: str, editions: Sequence[ListSheet]) -> Iterator[Issue]:
    """What each edition did to the row; nothing for one that left it as it was."""
    before: ListRow | None = None
    for sheet in editions:
        row = sheet.rows.get(key)
        if row is None and before is not None:
            yield Issue(item=sheet.item, what="dropped")
        elif row is not None and before is None:
            yield Issue(item=sheet.item, what="added", row=row.row)
        elif row is not None and before is not None:
            columns = columns_changed(before, row)
            if columns:
                yield Issue(item=sheet.item, what="changed", row=row.row, columns=columns)
        before = row
