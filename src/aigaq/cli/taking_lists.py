"""How `add` takes in lists of persons: each with its mapping and its name in the case, as a new edition where asked.

Nothing here prints what stands in a cell: rows are told by their numbers, cells by their addresses. Proved by
tests/scripts/lists.txt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.cli.gather import Found
from aigaq.cli.ids import ids_of
from aigaq.cli.sheets import SHOWN, say_odd
from aigaq.cli.taking_tables import AsTables
from aigaq.errors import FormatError, NotFound, NotReadable, UsageError, os_error

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.case.adding.batch import Batch
    from aigaq.intake.tables import Sheet, Table
    from aigaq.people.lists.reading import ListSheet
    from aigaq.reading.tables import SheetMapping, TableMapping

WHY_NOT_PUBLIC = (
    "who is named in a list can be put at risk by it, and so can their families; what is public cannot be called back. If "
    "every name in it may be public, say so: --public-persons"
)


@dataclass(frozen=True, slots=True)
class PreparedList:
    """A list that is ready to be taken in: its mapping as it will be logged, its sheets by the name of their list."""

    found: Found
    mapping: bytes | None = None
    sheets: tuple[tuple[str, ListSheet], ...] = ()
    old: Mapping[str, ListSheet] = field(default_factory=dict)
    follows: Item | None = None
    why_not: str = ""


def refuse_public(handling: str, *, allowed: bool) -> None:
    """A list is internal unless somebody says twice that it need not be. UsageError."""
    if handling == "public" and not allowed:
        raise UsageError("a list of persons is not made public by --public alone", hint=WHY_NOT_PUBLIC)
    if allowed and handling != "public":
        raise UsageError("--public-persons goes with --public", hint="a list is internal where nothing is said")


def prepare_lists(case: Case, files: Sequence[Found], told: AsTables) -> list[PreparedList]:
    """Look through lists before anything is written.

    Raises:
        UsageError: a new edition of several files or of an item that is no list, or a name that another list has.
        FormatError: the mapping cannot be read or does not fit, no column holds names, or two rows have one key.
        NotFound: no item has the id of the earlier edition.
    """
    if len(files) != 1 and (told.replaces is not None or told.name is not None):
        what = "a new edition" if told.replaces is not None else "a name for a list"
        raise UsageError(f"{what} is for one file", hint="add them one by one")
    follows = None if told.replaces is None else case.item(told.replaces)
    if follows is not None and not any(one.role == "list" for one in follows.acquired):
        raise UsageError("the earlier edition is no list", where=follows.sha256[:12], hint="`aigaq show` shows it")
    taken = _names_taken(case, follows)
    made = []
    for found in files:
        one = _prepared(case, found, told, follows, taken)
        for name, sheet in one.sheets:
            taken.setdefault(name, set()).add(sheet.item)
        made.append(one)
    return made


def _names_taken(case: Case, follows: Item | None) -> dict[str, set[str]]:
    """The names of the lists of a case and the items that hold each; those that the new edition follows are left out."""
    from aigaq.people.lists.chains import chains, ids_of_lists

    found: dict[str, set[str]] = {}
    for chain in chains(case):
        if follows is None or all(item.sha256 != follows.sha256 for item in chain.items):
            for item in chain.items:
                for name in ids_of_lists(case, item.sha256):
                    found.setdefault(name, set()).add(item.sha256)
    return found


def _prepared(
    case: Case, found: Found, told: AsTables, follows: Item | None, taken: Mapping[str, set[str]]
) -> PreparedList:
    from aigaq.intake.tables import table_of
    from aigaq.reading.tables import read_mapping, write_mapping

    try:
        table = table_of(found.path, encoding=told.encoding, separator=told.separator)
    except NotReadable as error:
        return PreparedList(found, follows=follows, why_not=error.what + (f"; {error.hint}" if error.hint else ""))
    others = {name for name, items in taken.items() if items - {table.item} and not _holds(case, name, table.item)}
    payload = _payload(case, told, table.item, follows)
    if payload is None:
        mapping = _guessed(table, told, others, found.path)
    else:
        mapping = read_mapping(payload, where=told.mapping or "mapping")
    mapping = _named(mapping, told, others, _old_ids(case, follows) or _names_of(case, table.item), found.path)
    sheets = tuple((one.id, _read(table, one, found.path)) for one in mapping.sheet)
    old = {} if follows is None else dict(_old_sheets(case, follows))
    return PreparedList(found, write_mapping(mapping).encode(), sheets, old, follows)


def _read(table: Table, mapping: SheetMapping, path: Path) -> ListSheet:
    """A sheet as the build will read it; what is wrong with it names the file."""
    from aigaq.people.lists.reading import read_sheet
    from aigaq.reading.tables import fit

    try:
        plan = fit(table, mapping)
        _talk(table, plan.sheet, mapping)
        return read_sheet(plan)
    except (NotReadable, FormatError) as error:
        raise FormatError(error.what, where=path, hint=error.hint) from error


def _payload(case: Case, told: AsTables, item: str, follows: Item | None) -> bytes | None:
    """The mapping that was asked for, else what a list that is here already has, else that of the earlier edition."""
    if told.mapping is not None:
        try:
            return told.mapping.read_bytes()
        except OSError as error:
            raise os_error(error, where=told.mapping) from error
    own = any(one.sha256 == item and any(how.role == "list" for how in one.acquired) for one in case.items())
    known = case.settings("mapping", item) if own else None
    return known if known is not None or follows is None else case.settings("mapping", follows.sha256)


def _holds(case: Case, name: str, item: str) -> bool:
    from aigaq.people.lists.chains import ids_of_lists

    return name in ids_of_lists(case, item)


def _names_of(case: Case, item: str) -> tuple[str, ...]:
    """The names of the lists of an item that has other editions: in one of them alone they do not change."""
    from aigaq.people.lists.chains import chains, ids_of_lists

    chain = next((one for one in chains(case) if any(each.sha256 == item for each in one.items)), None)
    return ids_of_lists(case, item) if chain is not None and len(chain.items) > 1 else ()


def _old_ids(case: Case, follows: Item | None) -> tuple[str, ...]:
    from aigaq.people.lists.chains import ids_of_lists

    return () if follows is None else ids_of_lists(case, follows.sha256)


def _old_sheets(case: Case, follows: Item) -> Iterator[tuple[str, ListSheet]]:
    from aigaq.people.lists.stage import sheets_of

    try:
        yield from sheets_of(case, follows)
    except (FormatError, NotFound, NotReadable) as error:
        manners.warn(f"the earlier edition cannot be compared: {error.what}")


def _named(mapping: TableMapping, told: AsTables, others: set[str], old: Sequence[str], path: Path) -> TableMapping:
    """The mapping with its sheets of persons only, each called as the list is called in the case."""
    import msgspec

    sheets = [one for one in mapping.sheet if one.kind == "list"]
    if not sheets:
        raise FormatError(
            "the mapping has no sheet of kind list",
            where=told.mapping or path,
            hint='kind = "list" where its rows are persons',
        )
    name = told.name
    if old and len(sheets) == 1:
        if name is not None and name not in old:
            raise UsageError(
                f"an edition has the name of its list: {', '.join(old)}", where="--list", hint="leave --list out"
            )
        name = name or (sheets[0].id if sheets[0].id in old or len(old) > 1 else old[0])
    if name is not None:
        if len(sheets) > 1:
            raise UsageError(
                "the file holds several lists", where="--list", hint="name each sheet by its id in the mapping"
            )
        sheets = [msgspec.structs.replace(sheets[0], id=name)]
    for one in sheets:
        if one.id in others:
            raise UsageError(
                f"another list of the case is called {one.id}",
                where=path,
                hint="give this one its own name with --list NAME; a later edition of that list is added with --replaces ITEM",
            )
        if "~" in one.id or not one.id or not all(sign.isalnum() or sign in "-_." for sign in one.id):
            raise UsageError(f"the name of a list has letters, digits, - _ and . only: {one.id}", where="--list")
    single = (msgspec.structs.replace(one, single=one.single or told.single) for one in sheets)
    return msgspec.structs.replace(mapping, separator=told.separator or mapping.separator, sheet=tuple(single))


def _guessed(table: Table, told: AsTables, others: set[str], path: Path) -> TableMapping:
    from aigaq.people.lists.guessing import guess_list
    from aigaq.reading.tables import TableMapping

    made = guess_list(table, taken=others)
    if not made:
        raise FormatError(
            "no column holds names, as far as its header says",
            where=path,
            hint="`aigaq map FILE -o mapping.toml`; there, kind is list, and a column is name, or two are surname and given",
        )
    return TableMapping(separator=told.separator, sheet=tuple(made))


def _talk(table: Table, sheet: Sheet, mapping: SheetMapping) -> None:
    """Say what was assumed of a sheet and what its columns were taken for; no row of it is printed."""
    manners.talk(f"sheet {manners.clean(mapping.name or sheet.name)}: a list of persons, header in row {sheet.header}")
    for words in (*table.assumed, *sheet.assumed):
        manners.talk(f"  taken to be: {manners.clean(words)}")
    for column, name in mapping.columns.items():
        manners.talk(f"  {manners.clean(column)} = {name}")
    loose = [column.name for column in sheet.columns if column.name not in mapping.columns]
    if loose:
        manners.talk(f"  no field for: {manners.clean(', '.join(loose))}; kept with each row")


def preview_lists(lists: Sequence[PreparedList]) -> None:
    """Say what each list would bring, by rows and cells."""
    for one in lists:
        manners.say(f"would add  {manners.clean(one.found.relative or one.found.path)}")
        _say(one)


def record_list(case: Case, batch: Batch, one: PreparedList, item: str) -> None:
    """Log the mapping of a list that was just added, and that it is a new edition; nothing is logged twice."""
    from aigaq.case.editions import editions, record_edition

    if one.mapping is not None and case.settings("mapping", item) != one.mapping:
        batch.set("mapping", one.mapping, item=item)
    if one.follows is not None and editions(case).get(one.follows.sha256) != item:
        record_edition(batch, one.follows.sha256, item)


def say_lists(case: Case, lists: Sequence[PreparedList]) -> None:
    """What came of the lists that were added, in rows."""
    for one in lists:
        _say(one)
        if one.follows is not None:
            manners.row("edition", f"the next one of {ids_of(case).short(one.follows.sha256)}")


def _say(one: PreparedList) -> None:
    from aigaq.people.lists.editions import difference
    from aigaq.people.lists.stage import problems_of

    if one.why_not:
        manners.row("kept, not read", manners.clean(one.found.path.name), one.why_not)
    for name, sheet in one.sheets:
        say_odd(problems_of(sheet))
        unnamed = f", {sheet.unnamed:,} without a name" if sheet.unnamed else ""
        manners.row("list", name, f"{manners.count(len(sheet.rows), 'row')}{unnamed}")
        if one.follows is not None:
            found = difference(one.old.get(name), sheet)
            for word, rows in (
                ("added", found.added),
                ("changed", [row for row, _ in found.changed]),
                ("dropped", found.dropped),
            ):
                where = "" if word != "dropped" else " of the earlier edition"
                manners.row(word, manners.count(len(rows), "row"), _numbers(rows, where))


def _numbers(rows: Sequence[int], where: str) -> str:
    if not rows:
        return ""
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return f"row {', '.join(map(str, sorted(rows)[:SHOWN]))}{more}{where}"
