"""Lists and persons as `status`, `build` and `show` tell of them. Counts only: names are printed by `show` of a record.

Proved by tests/scripts/lists.txt and tests/cli/test_persons.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aigaq.cli import manners

DIGITS, SHOWN = 12, 10
"""Digits of the id of a person, and how many undecided persons `status` names."""

if TYPE_CHECKING:
    from aigaq.cli.ids import Ids
    from aigaq.statements import Store
    from aigaq.statements.persons import BondRow, EditionRow, FateSaid, Issue, PairRow, People, Record


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A list: its name, its newest edition and how many it has, its rows, those without a name, those dropped."""

    name: str
    item: str
    editions: int
    rows: int
    unnamed: int
    dropped: int
    public: bool


@dataclass(frozen=True, slots=True)
class PeopleSeen:
    """What lists come to. `persons` have a name; `nameless` are those of rows without one.

    `undecided`: the ids of persons who are alive in one list and dead in another. `fates`: how many persons are of each
    status, as far as lists say; those undecided are counted nowhere else. `doubtful`: pairs that may be one person.
    `decisions`: by what became of them; `changed` are those whose row reads otherwise than it did.
    """

    lists: tuple[ListSeen, ...]
    persons: int
    nameless: int
    undecided: tuple[str, ...]
    fates: dict[str, int]
    doubtful: int
    decisions: dict[str, int]
    changed: int
    why: str


def people_seen(store: Store) -> PeopleSeen | None:
    """What the lists of a case come to; None where it has none."""
    from aigaq.statements.persons import People

    people = People(store)
    linking = people.linking()
    if linking is None:
        return None
    by_name: dict[str, list[EditionRow]] = {}
    for row in people.editions():
        by_name.setdefault(row.list, []).append(row)
    bonds, named, nameless = people.bonds(), 0, 0
    for person in people.persons():
        named += person.named
        nameless += not person.named
    return PeopleSeen(
        lists=tuple(_list_seen(store, name, rows) for name, rows in by_name.items()),
        persons=named,
        nameless=nameless,
        undecided=tuple(person.id for person in people.persons(undecided=True)),
        fates=people.fates(),
        doubtful=linking.doubtful,
        decisions=_states(bonds),
        changed=sum(bond.changed for bond in bonds),
        why=linking.why,
    )


def _list_seen(store: Store, name: str, rows: list[EditionRow]) -> ListSeen:
    last = rows[-1]
    ((every,),) = store.rows("SELECT count(*) FROM records WHERE list = ?", (name,))
    public = any(row.public for row in rows)
    return ListSeen(name, last.item, len(rows), last.rows, last.unnamed, every - last.rows, public)


def _states(bonds: list[BondRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for bond in bonds:
        found[bond.state] = found.get(bond.state, 0) + 1
    return dict(sorted(found.items()))


def say_people(seen: PeopleSeen | None, ids: Ids) -> None:
    """Print what lists come to; what is undecided comes first."""
    if seen is None:
        return
    if seen.undecided:
        what = "alive in one list and dead in another; counted as neither until decided"
        shown = " ".join(one[:DIGITS] for one in seen.undecided[:SHOWN])
        more = f" and {len(seen.undecided) - SHOWN:,} more" if len(seen.undecided) > SHOWN else ""
        manners.row("undecided", manners.count(len(seen.undecided), "person"), f"{what}: {shown}{more}")
    for one in seen.lists:
        words = [manners.count(one.rows, "row")]
        words += [f"{one.unnamed:,} without a name"] if one.unnamed else []
        words += [f"{one.dropped:,} dropped by a later edition, kept"] if one.dropped else []
        words += [manners.count(one.editions, "edition")] if one.editions > 1 else []
        words += ["public"] if one.public else []
        manners.row("list", one.name, ids.short(one.item), ", ".join(words))
    fates = ", ".join(f"{number:,} {word}" for word, number in seen.fates.items())
    band = f"and {manners.count(seen.nameless, 'row')} without a name, not linked" if seen.nameless else ""
    manners.row("persons", f"{seen.persons:,}", fates, band)
    if seen.why:
        manners.row("not linked", seen.why)
    if seen.doubtful:
        manners.row("in doubt", manners.count(seen.doubtful, "pair"), "may be one person: `aigaq review CASE --pairs`")
    say_bonds(seen)


WORDS = {
    "disputed": "stand against each other, and none of them is applied",
    "crossed": "contradict each other by way of other rows; show a record of them",
    "unbound": "are on rows that are in no list here, and are kept",
}
"""What became of decisions on rows that are not applied."""


def say_bonds(seen: PeopleSeen) -> None:
    """Print what stands in the way of decisions on rows; nothing where nothing does."""
    for state, what in WORDS.items():
        if seen.decisions.get(state):
            manners.row(state, f"{manners.count(seen.decisions[state], 'decision')} on rows that {what}")
    if seen.changed:
        manners.row("changed", f"{manners.count(seen.changed, 'decision')} on rows that read otherwise now; they stand")


def record_details(store: Store, record: str) -> dict[str, Any]:
    """A record: its row whole, what became of it in each edition, what it says of the person, its pairs, what was decided."""
    from aigaq.statements.persons import People

    people = People(store)
    found, person = people.record(record), people.person_of(record)
    row = people.person(person) if person is not None else None
    return {
        "id": found.id,
        "named": f"{found.list}:{found.key}",
        "undecided": "alive in one list, dead in another" if row is not None and row.undecided else None,
        "list": found.list,
        "item": found.item,
        "place_in_table": f"{found.sheet} row {found.row}",
        "dropped": "the newest edition of the list does not have it" if found.dropped else None,
        "name": None if found.named else "no name that can be compared",
        "cells": dict(found.cells),
        "became": [_fate(fate) for fate in found.fates],
        "editions": [_issue(issue) for issue in found.history],
        "person": person,
        "with": [_called(people, one) for one in ([] if person is None else people.members(person)) if one != record],
        "pairs": [_pair(people, record, pair) for pair in people.pairs(record)],
        "decided": [_bond(bond) for bond in people.bonds(record)],
    }


def person_details(store: Store, person: str) -> dict[str, Any]:
    """A person: the records that are it, and what they say became of it; no name."""
    from aigaq.statements.persons import People

    people = People(store)
    row = people.person(person)
    records = [people.record(one) for one in people.members(person)]
    return {
        "id": row.id,
        "undecided": "alive in one list, dead in another: accept or reject what a record says"
        if row.undecided
        else None,
        "lists": list(row.lists),
        "became": [] if row.undecided else list(row.fates),
        "records": [f"{one.id[:12]} {one.list}:{one.key}{_told(one)}" for one in records],
    }


def list_details(store: Store, item: str) -> dict[str, Any]:
    """What an item is an edition of, and what it changed; counts only."""
    from aigaq.statements.persons import People

    told = []
    for row in People(store).editions(item):
        words = [f"{row.list}: edition {row.place + 1}", manners.count(row.rows, "row")]
        words += [f"{row.unnamed:,} without a name"] if row.unnamed else []
        if row.place:
            words += [f"{row.added:,} added, {row.changed:,} changed, {row.dropped:,} dropped"]
        words += ["nobody stands twice"] if row.single else []
        told.append(", ".join(words))
    return {"list": told}


def _told(record: Record) -> str:
    said = sorted({fate.status.value for fate in record.fates if fate.current})
    return f", {' and '.join(said)}" if said else ""


def _fate(fate: FateSaid) -> str:
    words = [fate.status.value]
    words += [f"as of {fate.said} ({fate.basis})"] if fate.said else ["of no date"]
    words += [f"by {fate.keeper}"] if fate.keeper else []
    words += [f"edition {fate.edition}"] if fate.edition else []
    words += [f"item {fate.item[:8]} {fate.sheet} row {fate.row}{f', {fate.column}' if fate.column else ''}"]
    return ", ".join(words) + ("" if fate.current else "; so an earlier edition")


def _issue(issue: Issue) -> str:
    words = {"added": "added", "changed": f"changed in {', '.join(issue.columns)}", "dropped": "dropped"}
    row = f", row {issue.row}" if issue.row else ""
    return f"{issue.item[:8]} {words[issue.what]}{row}"


def _called(people: People, record: str) -> str:
    found = people.record(record)
    return f"{record[:12]} {found.list}:{found.key}"


def _pair(people: People, record: str, pair: PairRow) -> str:
    other = pair.other if pair.one == record else pair.one
    weights = ", ".join(
        f"{one.field or 'before'} {one.bits:+.1f}{f' {one.level}' if one.field else ''}" for one in pair.weights
    )
    held = pair.verdict or ("held to be one" if pair.together else "held to be two")
    return f"{_called(people, other)}: {pair.probability:.3f}, {held} ({weights})"


def _bond(bond: BondRow) -> str:
    state = "" if bond.state == "applied" else f", {bond.state}"
    against = f" against {' '.join(one[:8] for one in bond.against)}" if bond.against else ""
    changed = ", a row reads otherwise now" if bond.changed else ""
    return f"{bond.verdict} {' '.join(bond.named)}, entry {bond.entry[:12]}{state}{against}{changed}: {bond.reason}"
