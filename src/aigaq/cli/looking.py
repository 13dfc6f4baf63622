"""Commands that look at a case and change nothing: status, show, find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aigaq.cli import manners
from aigaq.cli.ids import Ids, ids_of, short_statement
from aigaq.cli.naming import thing
from aigaq.cli.options import case_argument, json_option, only_case_argument, open_case
from aigaq.cli.overview import Overview, open_store, overview
from aigaq.cli.persons import say_people

if TYPE_CHECKING:
    from aigaq.case import Case
    from aigaq.statements import Store
    from aigaq.statements.search import FoundCell

SHOWN = 20
"""How many items `status` names in each of its lists."""

LISTED = ("looks", "entries", "says_of_itself", "cells", "became", "editions", "with", "pairs", "records", "decided")
"""What `show` prints one to a line."""

AROUND, MOST = 60, 100
"""Characters of context on either side of a place that `find` prints; places in texts, and in tables."""


@click.command()
@only_case_argument
@click.option(
    "--listing", is_flag=True, help="Print the canonical listing instead: equal in copies that have merged the same."
)
@json_option
def status(folder: Path, listing: bool, as_json: bool) -> None:
    """Say what is in a case, what is missing, and what to do next.

    Items by role and handling; items without a date or publisher; what is kept but cannot be read, and why; entries a
    newer aigaq wrote; what has been built.

    \b
    Example:
      aigaq status town
    """
    case = open_case(folder)
    if listing:
        _say_listing(case, as_json)
        return
    seen = overview(case)
    if as_json:
        manners.say_json(_plain(seen))
    else:
        _say_overview(seen, ids_of(case))


def _say_listing(case: Case, as_json: bool) -> None:
    from aigaq.case.listing import listing

    lines = listing(case)
    if as_json:
        manners.say_json(list(lines))
        return
    for line in lines:
        manners.say(line)


def _plain(value: object) -> Any:
    import msgspec

    return msgspec.to_builtins(value)


def _say_overview(seen: Overview, ids: Ids) -> None:
    manners.row("case", ids.short(seen.id), seen.title)
    manners.row("folder", seen.folder)
    manners.row("key", seen.key or "not on this computer: the case can be read, and not added to")
    for log in seen.logs:
        whose = (f"log {log.id[:16]}", log.words) if len(seen.logs) > 1 or log.words else ()
        manners.row("head", f"{log.entries} entries, root {log.root[:16]}", *whose)
    manners.row("items", seen.items, _counts(seen.roles), _counts(seen.handling))
    if seen.set_aside:
        manners.row("set aside", manners.count(seen.set_aside, "item"))
    if seen.observed:
        manners.row("observed", manners.count(sum(seen.observed.values()), "locator"), _counts(seen.observed))
    for kind, number in seen.not_understood.items():
        manners.row("not understood", f"{number} of kind {kind}, kept; a newer aigaq wrote them")
    _say_some(
        "not described",
        [(ids.short(one.item), one.name, one.why) for one in seen.not_described[:SHOWN]],
        len(seen.not_described),
    )
    _say_some(
        "not read", [(ids.short(one.item), one.name, one.why) for one in seen.not_read[:SHOWN]], len(seen.not_read)
    )
    if seen.derived is None:
        manners.row("built", "nothing yet")
    else:
        manners.row("built", f"digest {seen.derived.digest[:16]}", _counts(seen.derived.statements) or "no statements")
        say_people(seen.derived.people, ids)
    if seen.derived is not None and seen.derived.not_built:
        manners.row("not built", manners.count(seen.derived.not_built, "item"))
    manners.row("next", seen.next)


def _say_some(name: str, lines: Sequence[tuple[str, str, str]], there: int) -> None:
    for line in lines:
        manners.row(name, *line)
    if there > len(lines):
        manners.row(name, f"and {there - len(lines):,} more; --json lists all")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {word}" for word, number in counts.items())


@click.command()
@case_argument
@click.argument("short", metavar="ID")
@json_option
def show(folder: Path, short: str, as_json: bool) -> None:
    """Show one thing: an item, an entry, a batch, a statement, a record or person of lists, or a locator.

    ID is a full id or the beginning of one, at least four digits; a locator is written as it was observed, a record may be
    named by its list and key. A record is printed whole, with the name in it; a person by its records alone.

    \b
    Example:
      aigaq show town 3f2a91
      aigaq show town hospital:17
    """
    from aigaq.cli.details import details

    case = open_case(folder)
    store = open_store(case)
    what, full = thing(case, store, short)
    facts = details(case, store, what, full)
    if as_json:
        manners.say_json(facts)
        return
    for name, value in facts.items():
        if name in LISTED:
            for one in _values(value):
                manners.row(name, one)
        elif name != "record":  # the whole of it is for programs
            manners.row(name, *_values(value))


def _values(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return (f"{name} {part}" for name, part in value.items())
    return value if isinstance(value, list | tuple) else (value,)


@click.command()
@case_argument
@click.argument("words", metavar="WORDS…", nargs=-1, required=True)
@json_option
def find(folder: Path, words: tuple[str, ...], as_json: bool) -> None:
    """Find words in the texts and tables of a case.

    All the words must stand near each other, in a table in one row; a word also finds its longer forms. Words in double
    quotes must follow each other. A cell is named by its sheet, its address and its column; the ids after it are the
    statements that its row became. The case must have been built.

    \b
    Example:
      aigaq find town police station
      aigaq find town '"town hall"'
    """
    from aigaq.statements import Store

    case = open_case(folder)
    with Store.open(case) as store:
        asked, ids = " ".join(words), ids_of(case)
        texts = [_place(store, one) for one in store.search(asked, MOST)]
        cells = [_cell(store, ids, one) for one in store.search_cells(asked, MOST)]
        lists = next(store.partitions("lists"), None) is not None
    if as_json:
        manners.say_json([*texts, *cells])
        return
    for place in texts:
        manners.say(f"{ids.short(place['item'])}  {place['start']:>6}  {_seen(place)}")
    for cell in cells:
        became = " ".join(cell["statements"] or (f"source {key}" for key in cell["sources"]))
        where = (f"{cell['sheet']}!{cell['address']}", cell["column"])
        parts = (ids.short(cell["item"]), *map(manners.clean, where), _seen(cell), manners.clean(became))
        manners.say("  ".join(part for part in parts if part))
    manners.talk(manners.count(len(texts) + len(cells), "place"))
    if lists:
        manners.talk("rows of lists of persons are not searched; `aigaq show CASE LIST:KEY` prints one")
    if MOST in (len(texts), len(cells)):
        manners.talk(f"the first {MOST} are shown; more words find fewer")


def _seen(place: Mapping[str, Any]) -> str:
    return manners.clean("…{before}[{quote}]{after}…".format_map(place))


def _cell(store: Store, ids: Ids, found: FoundCell) -> dict[str, Any]:
    from aigaq.intake.grids import address

    statements = store.statements_of_row(found.item, found.sheet, found.row)
    return {
        "item": found.item,
        "sheet": found.sheet,
        "row": found.row,
        "column": found.column,
        "address": address(found.number, found.row),
        "before": found.text[max(0, found.start - AROUND) : found.start],
        "quote": found.text[found.start : found.end],
        "after": found.text[found.end : found.end + AROUND],
        "statements": [short_statement(ids, store, one) for one in statements],
        "sources": store.sources_of_row(found.item, found.sheet, found.row),
    }


def _place(store: Store, found: Any) -> dict[str, Any]:
    before = store.text(found.item, found.part, found.start - AROUND, found.start)
    return {
        "item": found.item,
        "part": found.part,
        "start": found.start,
        "end": found.end,
        "before": before,
        "quote": store.text(found.item, found.part, found.start, found.end),
        "after": store.text(found.item, found.part, found.end, found.end + AROUND),
    }
