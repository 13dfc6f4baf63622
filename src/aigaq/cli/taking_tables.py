"""How `add` takes in tables: each with its mapping, as a new edition where asked, previewed row by row with --dry-run.

Also sheets that describe many files at once. Proved by tests/scripts/tables.txt and tests/scripts/describe-many.txt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners
from aigaq.cli.gather import Found
from aigaq.cli.ids import ids_of
from aigaq.cli.sheets import counted, guessed, odd_rows, say_changes, say_odd, talk_of_sheet
from aigaq.errors import FormatError, NotFound, NotReadable, UsageError, os_error

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.case.adding.batch import Batch
    from aigaq.intake.tables import Table
    from aigaq.reading.tables import Context, Plan, TableMapping


@dataclass(frozen=True, slots=True)
class AsTables:
    """What was said of the tables or lists of one `add`: their mapping, their separator, the edition they follow.

    Of lists also their `name` in the case, and whether nobody stands twice in them.
    """

    mapping: Path | None = None
    separator: str | None = None
    replaces: str | None = None
    encoding: str | None = None
    name: str | None = None
    single: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table that is ready to be taken in: its mapping as it will be logged (None: none fits), and its sheets."""

    found: Found
    mapping: bytes | None
    plans: tuple[Plan, ...] = ()
    old: tuple[Plan, ...] = ()
    follows: Item | None = None
    why_not: str = ""


def prepare(case: Case, files: Sequence[Found], told: AsTables) -> list[Prepared]:
    """Look through tables before anything is written.

    Raises:
        UsageError: a new edition of several files, or of an item that is no table.
        FormatError: the mapping cannot be read, or fits no sheet of a table.
        NotFound: no item has the id of the earlier edition.
    """
    if told.replaces is not None and len(files) != 1:
        raise UsageError("a new edition is one file", hint="add them one by one, each with its own --replaces")
    follows = None if told.replaces is None else case.item(told.replaces)
    if follows is not None and not any(one.role == "table" for one in follows.acquired):
        raise UsageError("the earlier edition is no table", where=follows.sha256[:12], hint="`aigaq show` shows it")
    return [_prepared(case, found, told, follows) for found in files]


def _prepared(case: Case, found: Found, told: AsTables, follows: Item | None) -> Prepared:
    from aigaq.intake.tables import table_of

    try:
        table = table_of(found.path, encoding=told.encoding, separator=told.separator)
    except NotReadable as error:
        return Prepared(
            found, None, follows=follows, why_not=f"{error.what}" + (f"; {error.hint}" if error.hint else "")
        )
    payload = _payload(case, told, follows)
    if payload is None:
        payload = _guessed(table, told)
        if payload is None:
            return Prepared(found, None, follows=follows, why_not="no mapping could be guessed: `aigaq map` shows why")
        plans = _plans(table, _read(payload, told), found.path)
    else:
        plans = _plans(table, _read(payload, told), found.path)
        for plan in plans:
            talk_of_sheet(table, plan.sheet, plan.mapping)
    old = () if follows is None else _old_plans(case, follows)
    return Prepared(found, payload, plans, old, follows)


def _payload(case: Case, told: AsTables, follows: Item | None) -> bytes | None:
    """The mapping that was named, else that of the earlier edition."""
    if told.mapping is not None:
        try:
            return told.mapping.read_bytes()
        except OSError as error:
            raise os_error(error, where=told.mapping) from error
    return None if follows is None else case.settings("mapping", follows.sha256)


def _read(payload: bytes, told: AsTables) -> TableMapping:
    from aigaq.reading.tables import read_mapping

    return read_mapping(payload, where=told.mapping or "mapping")


def _guessed(table: Table, told: AsTables) -> bytes | None:
    import msgspec

    from aigaq.reading.tables import write_mapping

    mapping, sheets = guessed(table)
    fitting = [one for one in zip(mapping.sheet, sheets, strict=True) if not one[0].lacking() and one[0].kind != "list"]
    for one, sheet in zip(mapping.sheet, sheets, strict=True):
        talk_of_sheet(table, sheet, one)
    if not fitting:
        return None
    chosen = msgspec.structs.replace(mapping, separator=told.separator, sheet=tuple(one for one, _ in fitting))
    return write_mapping(chosen).encode()


def _plans(table: Table, mapping: TableMapping, path: Path) -> tuple[Plan, ...]:
    """The sheets with their mappings fitted; a mapping that fits none is for another table."""
    from aigaq.reading.tables import fit

    plans = []
    for sheet in mapping.sheet:
        try:
            plans.append(fit(table, sheet))
        except NotReadable as error:
            raise FormatError(error.what, where=path, hint=error.hint) from error
    for plan in plans:
        if not plan.fitting:
            first = next(plan.complaints(), "nothing in it fits")
            raise FormatError(
                f"the mapping is for another sheet than {plan.name}: {first}",
                where=path,
                hint="`aigaq map` writes one for this sheet",
            )
    return tuple(plans)


def _old_plans(case: Case, item: Item) -> tuple[Plan, ...]:
    from aigaq.intake.tables import read_table
    from aigaq.reading.tables import fit, read_mapping

    payload = case.settings("mapping", item.sha256)
    if payload is None:
        return ()
    try:
        mapping = read_mapping(payload)
        table = read_table(
            lambda: case.open_item(item.sha256), item=item.sha256, media=item.media, separator=mapping.separator
        )
        return tuple(fit(table, sheet) for sheet in mapping.sheet)
    except (FormatError, NotFound) as error:
        manners.warn(f"the earlier edition cannot be compared: {error.what}")
        return ()


def preview(case: Case, tables: Sequence[Prepared]) -> None:
    """List rows new, changed, dropped and unreadable, with their addresses."""
    for one in tables:
        name = manners.clean(one.found.relative or one.found.path)
        manners.say(f"would add  {name}")
        if one.why_not:
            manners.row("kept, not read", one.why_not)
        for plan in one.plans:
            _preview_sheet(plan, one, context_of(case, plan))


def _preview_sheet(plan: Plan, one: Prepared, context: Context) -> None:
    from aigaq.reading.tables import compare

    old = next((other for other in one.old if other.name == plan.name), one.old[0] if len(one.old) == 1 else None)
    odd, kinds, rows = odd_rows(plan, context)
    changes = compare(old, plan)
    say_changes(plan, changes)
    say_odd(odd)
    manners.say(f"{manners.clean(plan.name)}: {manners.count(rows, 'row')}, {counted(kinds)}")


def context_of(case: Case, plan: Plan) -> Context:
    """What the rows of a sheet are read with, as far as it has been built."""
    from aigaq.cli.overview import open_store
    from aigaq.reading.tables import Context
    from aigaq.reading.tablestage import quotes_of
    from aigaq.reading.voices.sides import read_sides

    store = open_store(case)
    known = frozenset() if store is None else frozenset(source.key for source in store.sources())
    fields = plan.mapping.fields()
    return Context(
        sides=read_sides(case.settings("sides")),
        quotes=quotes_of(case, store) if store is not None and "quote" in fields else None,
        cited=known if known and "cited" in fields else None,
    )


def record(case: Case, batch: Batch, one: Prepared, item: str) -> None:
    """Log the mapping of a table that was just added, and that it is a new edition; nothing is logged twice."""
    from aigaq.case.editions import editions, record_edition

    if one.mapping is not None and case.settings("mapping", item) != one.mapping:
        batch.set("mapping", one.mapping, item=item)
    if one.follows is not None and editions(case).get(one.follows.sha256) != item:
        record_edition(batch, one.follows.sha256, item)


def say_tables(case: Case, tables: Sequence[Prepared]) -> None:
    """What came of the tables that were added, in rows."""
    for one in tables:
        name = manners.clean(one.found.relative or one.found.path.name)
        if one.why_not:
            manners.row("kept, not read", name, one.why_not)
        for plan in one.plans:
            odd, kinds, rows = odd_rows(plan, context_of(case, plan))
            say_odd(odd)
            manners.row("read as", f"{plan.name}: {manners.count(rows, 'row')}, {counted(kinds)}")
        if one.follows is not None:
            manners.row("edition", f"the next one of {ids_of(case).short(one.follows.sha256)}")


class Describer:
    """Descriptions of files by their path or name, from a sheet. Raises FormatError where it names no files."""

    def __init__(self, path: Path) -> None:
        from aigaq.intake.tables import table_of
        from aigaq.reading.tables import Described, describing, fit
        from aigaq.reading.tables.guess import guess_sheet, names_of

        table = table_of(path)
        mappings = [
            guess_sheet(sheet, kind="source")
            for sheet in table.sheets(wanted=frozenset(names_of("source")))
            if sheet.columns
        ]
        chosen = next((one for one in mappings if "file" in one.columns.values()), None)
        if chosen is None:
            raise FormatError(
                "no column names files", where=path, hint="a column `file` holds each file's path or name"
            )
        self._rows: dict[str, Described] = {}
        for row in describing(fit(table, chosen)):
            for odd in row.odd:
                manners.warn(f"{path.name} {odd.cell}: {odd.what}")
            if row.file in self._rows:
                raise UsageError(f"two rows describe {row.file}", where=f"{path.name} row {row.row}")
            self._rows[row.file] = row
        self._used: set[str] = set()

    def of(self, found: Found) -> dict[str, Any]:
        """The fields of a description for a file; empty where no row names it."""
        from aigaq.case import Dated

        names = (found.relative or "", (found.relative or "").partition("/")[2], found.path.name)
        row = next((self._rows[name] for name in names if name in self._rows), None)
        if row is None:
            return {}
        self._used.add(row.file)
        dated = {} if row.published is None else {"published": Dated(row.published.date, row.published.basis.value)}
        return {**row.fields, **dated}

    def say(self, files: int) -> None:
        """Say which rows found no file, and how many files no row describes."""
        for name, row in self._rows.items():
            if name not in self._used:
                manners.warn(f"row {row.row} describes {name}, which was not added")
        if files > len(self._used):
            manners.warn(f"no row of the sheet describes {manners.count(files - len(self._used), 'file')}")
