"""What a word on the command line names in a case: an item, an entry, a statement, a record, a batch, or a locator.

Proved by tests/cli/test_naming.py.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from aigaq.cli.ids import record_named, records_from, statements_from
from aigaq.errors import NotFound

if TYPE_CHECKING:
    from aigaq.case import Case, Item
    from aigaq.statements import Store

LEAST = 4
"""The fewest digits that are an id."""


def thing(case: Case, store: Store | None, text: str) -> tuple[str, str]:
    """What a word names: ("item", "entry", "statement", "record", "person", "batch" or "locator", its full id).

    A record may be named `list:key`. A locator is told by its address, as someone observed it or an item is described by it.

    Raises:
        NotFound: it names nothing, or more than one thing.
    """
    found = _by_id(case, store, text) or _by_key(store, text)
    if len(found) > 1:
        raise NotFound("more than one thing has an id that begins so", where=text, hint="give more digits")
    if found:
        return found[0]
    if _is_hex(text) and len(text) < LEAST:
        raise NotFound("an id is at least four hex digits", where=text)
    if _is_id(text):
        raise NotFound("nothing in the case has this id", where=text, hint="`aigaq status` lists the items")
    if not _is_located(case, text):
        hint = "an id has at least four hex digits; a locator is written as it was observed"
        raise NotFound("no id, and no locator that anybody observed", where=text, hint=hint)
    return "locator", text


def _is_hex(text: str) -> bool:
    return not set(text.lower()) - set("0123456789abcdef")


def _is_id(text: str) -> bool:
    return len(text) >= LEAST and _is_hex(text)


def _by_id(case: Case, store: Store | None, text: str) -> list[tuple[str, str]]:
    from aigaq.case.adding.thoughts import batches_from

    if not _is_id(text):
        return []
    short, index = text.lower(), case.index()
    ids = index.ids()
    at = bisect_left(ids, short)
    found = [("item" if one in index.acquired else "entry", one) for one in ids[at : at + 2] if one.startswith(short)]
    known = {one for _, one in found}
    found += [("entry", one.id) for one in case.look().beyond if one.id.startswith(short) and one.id not in known]
    found += [] if store is None else [("statement", one) for one in statements_from(store, short)]
    found += [] if store is None else records_from(store, short)
    return found + [("batch", one) for one in batches_from(index, short)]


def _by_key(store: Store | None, text: str) -> list[tuple[str, str]]:
    """The record of a list with this key."""
    record = None if store is None else record_named(store, text)
    return [] if record is None else [("record", record)]


def _is_located(case: Case, text: str) -> bool:
    from aigaq.accounts.addresses import address
    from aigaq.case.observations import observations

    place = address(text)
    read, _ = observations(case)
    return any(address(one.locator) == place for one in read) or bool(located(case, text))


def located(case: Case, locator: str) -> list[Item]:
    """The items whose current descriptions name an address."""
    from aigaq.accounts.addresses import address

    place = address(locator)
    return [item for item in case.items() if place and place in addresses(item)]


def addresses(item: Item) -> set[str]:
    """The addresses an item is described by, each in its one form."""
    from aigaq.accounts.addresses import address

    named = {one for told in item.descriptions for one in (told.locator, told.locator_read) if one}
    return {address(one) for one in named} - {""}
