"""The stage that reads the lists of persons of a case. Proved by tests/people/lists/test_stage.py.

Partition: one file's lists with all their editions. An item that is shredded or set aside is none of them. The rows
depend on the bytes of the editions, the mappings set for them and their descriptions. Nothing of a cell stands in a
problem or in what was not read, and no cell is put into the full-text index: names of persons are in records only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from aigaq.errors import FormatError, NotFound, NotReadable, Reason
from aigaq.people.lists.chains import KIND, ROLE, Chain, chains, mapping_of, names_of_lists, payload_of
from aigaq.statements.rows import AnyRow, NotReadRow, ProblemRow, SheetRow
from aigaq.statements.stage import Made, Partition, Sources, Stage, digest_of, version_of

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.engines import Engine
    from aigaq.people.lists.reading import ListSheet, Told

NAME = "lists"
_NOT_SET = "no mapping is set for this list: `aigaq map` writes one, `aigaq set CASE mapping FILE --item ID` sets it"
_NO_LIST = "its mapping has no sheet of persons: a sheet of kind `list`"


@dataclass(frozen=True)
class _Room:
    """What the stage knows of the case while it runs."""

    case: Case

    @cached_property
    def chains(self) -> dict[str, Chain]:
        return {chain.root: chain for chain in chains(self.case)}

    @cached_property
    def names(self) -> Mapping[tuple[str, str], str]:
        return names_of_lists(self.case, tuple(self.chains.values()))

    def digest(self, chain: Chain) -> str:
        """Everything the rows of a chain depend on."""
        told = [
            (
                item.sha256,
                media_of(item),
                str(item.handling),
                item.described,
                (payload_of(self.case, item.sha256) or b"").hex(),
            )
            for item in chain.items
        ]
        return digest_of(told, sorted(name for (root, _), name in self.names.items() if root == chain.root))


def media_of(item: Item) -> str:
    """The media type under which an item was taken in as a list; one that names an encoding goes before others."""
    media = sorted({one.media for one in item.acquired if one.role == ROLE})
    return next((one for one in media if "charset=" in one), media[0])


def told_of(item: Item) -> Told:
    """Who keeps an edition and of which day it is, as its description says."""
    from aigaq.people.lists.reading import Told

    described = item.description
    published = None if described.published is None else described.published.date
    return Told(described.publisher, published)


def sheets_of(case: Case, item: Item) -> list[tuple[str, ListSheet]]:
    """(id of the mapping, sheet) of the sheets of persons in an item.

    Raises:
        FormatError: no mapping, one that does not fit, or two rows with one key.
        NotReadable, NotFound: the bytes are no table, or not here.
    """
    from aigaq.intake.tables import read_table
    from aigaq.people.lists.reading import read_sheet
    from aigaq.reading.tables import fit

    mapping = mapping_of(case, item.sha256)
    if mapping is None:
        raise FormatError(_NOT_SET, where=item.sha256[:12])
    wanted = [one for one in mapping.sheet if one.kind == KIND]
    if not wanted:
        raise FormatError(_NO_LIST, where=item.sha256[:12])
    table = read_table(
        lambda: case.open_item(item.sha256), item=item.sha256, media=media_of(item), separator=mapping.separator
    )
    return [(one.id, read_sheet(fit(table, one), told_of(item))) for one in wanted]


def _inputs(sources: Sources) -> Iterator[Partition]:
    room = _Room(sources.case)
    return (Partition(root, room.digest(chain)) for root, chain in room.chains.items())


def _run(sources: Sources, engine: Engine, partitions: Iterator[Partition]) -> Iterator[Made]:
    # The rows of a list are read in order: keys that stand twice are found on the way.
    room = _Room(sources.case)
    for partition in partitions:
        yield _made(room, partition)


def _made(room: _Room, partition: Partition) -> Made:
    chain = room.chains[partition.key]
    found: dict[str, list[tuple[ListSheet, bool]]] = {}
    missed = list[AnyRow]()
    for item in chain.items:
        try:
            for one, sheet in sheets_of(room.case, item):
                found.setdefault(one, []).append((sheet, item.handling == "public"))
        except NotReadable as error:
            missed.append(NotReadRow(item.sha256, error.reason, error.advice))
        except FormatError as error:
            missed.append(NotReadRow(item.sha256, Reason.UNKNOWN, error.what))
        except NotFound:
            # Bytes that are missing today may be here tomorrow: this partition is never up to date.
            partition = replace(partition, digest="missing")
            missed.append(NotReadRow(item.sha256, Reason.MISSING, "its bytes are not here"))
    return Made(partition, _rows(room, chain, found, missed))


def _rows(
    room: _Room, chain: Chain, found: Mapping[str, list[tuple[ListSheet, bool]]], missed: list[AnyRow]
) -> Iterator[AnyRow]:
    from aigaq.people.lists.editions import rows_of_list

    yield from missed
    for one, held in found.items():
        sheets = [sheet for sheet, _ in held]
        yield from rows_of_list(room.names[chain.root, one], sheets, public=[public for _, public in held])
        for sheet in sheets:
            yield from problems_of(sheet)
            yield _counted(sheet)


def problems_of(sheet: ListSheet) -> Iterator[ProblemRow]:
    """What is odd about the rows of a sheet, by cell; nothing of what stands there."""
    for what in sheet.plan.complaints():
        yield ProblemRow(sheet.item, sheet.name, 0, "", what.partition(":")[0], "")
    for row, cell, what in sheet.notices:
        yield ProblemRow(sheet.item, sheet.name, row, cell, what, "")
    for row, what in sheet.lost:
        yield ProblemRow(sheet.item, sheet.name, row, "", what, "", dropped=True)
    for read in sheet.rows.values():
        for cell, what in read.problems:
            yield ProblemRow(sheet.item, sheet.name, read.row, cell, what, "")


def _counted(sheet: ListSheet) -> SheetRow:
    return SheetRow(
        item=sheet.item,
        sheet=sheet.name,
        kind=KIND,
        mapping=sheet.plan.mapping.id,
        header=sheet.plan.sheet.header,
        rows=len(sheet.rows) + len(sheet.lost),
        made=len(sheet.rows),
        assumed="; ".join((*sheet.plan.assumed, *sheet.plan.sheet.assumed)),
    )


@cache
def _version() -> str:
    """The code that reads lists, and its data: any change of them may give other records."""
    return version_of(
        ("aigaq.people.lists", "*.py"),
        ("aigaq.people.lists", "data/*.toml"),
        ("aigaq.people", "columns.py"),
        ("aigaq.people", "data/columns.toml"),
        ("aigaq.reading.tables", "*.py"),
        ("aigaq.reading.tables", "data/*.toml"),
        ("aigaq.intake", "*.py"),
    )


stage = Stage(NAME, _version, _inputs, _run)
