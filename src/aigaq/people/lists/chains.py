"""Which items of a case are editions of one list, and what each list is called.

A list is called by the `id` of its sheet's mapping, whatever item holds it. Two lists of one name, as a merge may bring
together, are told apart by the first item of each, and what was decided of either by name is bound by its row alone.
Proved by tests/people/lists/test_chains.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigaq.case.editions import editions, later
from aigaq.errors import FormatError
from aigaq.reading.tables import TableMapping, read_mapping

if TYPE_CHECKING:
    from aigaq.case import Case, Item

ROLE = "list"
KIND = "list"
APART = "~"
"""Stands between a list's name and what tells it from another of that name; no id of a mapping holds it."""

_OPEN = ("public", "internal")


@dataclass(frozen=True, slots=True)
class Chain:
    """The editions of the lists of one file, the oldest first."""

    items: tuple[Item, ...]

    @property
    def root(self) -> str:
        """The id of the oldest edition."""
        return self.items[0].sha256


def lists_in(case: Case) -> dict[str, Item]:
    """The items that are lists and may be read, by id."""
    return {
        item.sha256: item
        for item in case.items()
        if item.handling in _OPEN
        and not item.shredded
        and not item.set_aside
        and any(one.role == ROLE for one in item.acquired)
    }


def chains(case: Case) -> tuple[Chain, ...]:
    """The lists of a case by their first item; an edition that is set aside or shredded is passed over."""
    items, known = lists_in(case), editions(case)
    following = {old: next((one for one in later(old, known) if one in items), None) for old in items}
    steps = {old: new for old, new in following.items() if new is not None}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for item in items:
        after = later(item, steps)
        found[after[-1] if after else item].append((-len(after), item))
    made = [Chain(tuple(items[item] for _, item in sorted(group))) for group in found.values()]
    return tuple(sorted(made, key=lambda chain: chain.root))


def payload_of(case: Case, item: str) -> bytes | None:
    """The mapping that is set for a list, as bytes; a mapping of the whole case is for tables."""
    return case.settings("mapping", item)


def mapping_of(case: Case, item: str) -> TableMapping | None:
    """The mapping of a list; None where none is set. FormatError where it cannot be read."""
    payload = payload_of(case, item)
    return None if payload is None else read_mapping(payload, where=f"mapping of {item[:12]}")


def ids_of_lists(case: Case, item: str) -> tuple[str, ...]:
    """The ids of the sheets of persons in an item, in their order; none where its mapping cannot be read."""
    try:
        mapping = mapping_of(case, item)
    except FormatError:
        return ()
    return () if mapping is None else tuple(one.id for one in mapping.sheet if one.kind == KIND)


def names_of_lists(case: Case, every: Sequence[Chain]) -> Mapping[tuple[str, str], str]:
    """(first item of the chain, id of the sheet) → what the list is called."""
    held = [
        (chain.root, sorted({one for item in chain.items for one in ids_of_lists(case, item.sha256)}))
        for chain in every
    ]
    often = Counter(one for _, ids in held for one in ids)
    return {(root, one): one if often[one] == 1 else f"{one}{APART}{root[:8]}" for root, ids in held for one in ids}


def plain_name(name: str) -> str:
    """The name of a list without what tells it from another of that name."""
    return name.partition(APART)[0]
