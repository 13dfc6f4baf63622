"""Rows of lists of persons, and what linking made of them, as the derived store keeps them.

Normative text: docs/formats/lists.md. A *record* is a row of a list, named by its list and its key and by nothing else,
so that a new edition or a sorted file leaves its id as it is. A *person* is the records held to be one human being.
`People` reads them. None of this is in any full-text index. Proved by tests/people/lists and tests/people/test_stage.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from aigaq.errors import FormatError, NotFound

if TYPE_CHECKING:
    from aigaq.statements.store import Store


class Fate(StrEnum):
    """What a list says became of a person."""

    MISSING = "missing"
    DEAD = "dead"
    INJURED = "injured"
    DETAINED = "detained"
    ALIVE = "alive"
    UNKNOWN = "unknown"


class FateSaid(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one edition of a list says became of the person of a row: a dated statement with its cell.

    `column` is empty where the mapping says it of every row. `basis`: how the date is known: `row`, `edition`,
    `published`. `current`: the last edition that has the row says so.
    """

    status: Fate
    item: str
    sheet: str
    row: int
    column: str = ""
    said: str | None = None
    basis: str = ""
    keeper: str | None = None
    edition: str | None = None
    current: bool = False


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an edition did to a row: `added`, `changed` (in these columns) or `dropped` it (then there is no row)."""

    item: str
    what: str
    row: int = 0
    columns: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A row of a list: all its cells as they stand in the last edition that has it, and what they were read as.

    `item`, `sheet`, `row`: where it stands. `dropped`: the newest edition has it no more. `named`: it has a name
    that can be compared. Text fields are as printed, dates EDTF, `age` whole years, `sex` `female` or `male`.
    """

    list: str
    key: str
    item: str
    sheet: str
    row: int
    cells: tuple[tuple[str, str], ...]
    dropped: bool = False
    named: bool = False
    name: str | None = None
    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    sex: str | None = None
    birth: str | None = None
    age: int | None = None
    death: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    cause: str | None = None
    circumstances: str | None = None
    keeper: str | None = None
    edition: str | None = None
    cited: tuple[str, ...] = ()
    language: str | None = None
    note: str | None = None
    fates: tuple[FateSaid, ...] = ()
    history: tuple[Issue, ...] = ()

    @property
    def id(self) -> str:
        """Its id: of its list and its key."""
        return record_id(self.list, self.key)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in the store."""

    record: Record


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a list, the oldest at place 0: what it added, changed and dropped, and how many rows have no name.

    `single`: nobody stands twice in the list, as its mapping says. `public`: it was declared public.
    """

    list: str
    place: int
    item: str
    sheet: str
    keeper: str
    edition: str
    said: str
    rows: int
    unnamed: int
    added: int
    changed: int
    dropped: int
    single: bool
    public: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """What one field says of a pair: its level in words, and its weight in bits (log₂ of m/u; 0 where not known)."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records that were compared, by id: how likely they are one person, why, and whether they are held to be.

    `why` it is listed: `doubt`, `decided`, `undecided` (one list says alive, another dead). `gain`: how much a decision
    would change. `verdict`: what was decided, where that is applied.
    """

    one: str
    other: str
    probability: float
    gain: float
    together: bool
    why: str
    verdict: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The records held to be one human being, and what lists say became of them, as far as no decision speaks against it.

    `undecided`: alive and dead, until somebody decides. `named`: one of the records has a name.
    """

    id: str
    records: int
    lists: tuple[str, ...]
    fates: tuple[str, ...]
    undecided: bool
    named: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Which person a record is of."""

    record: str
    person: str


@dataclass(frozen=True, slots=True)
class BondRow:
    """What became of a current decision on rows of lists.

    `one`, `other`: ids of the records it binds to; `other` is empty for a decision on one row. `named`: the rows as
    `list:key`. `state`: `applied`, `disputed`, `crossed`, `unbound`. `changed`: a row reads otherwise than when it was
    decided. `against`: the entries it stands against.
    """

    entry: str
    verdict: str
    one: str
    other: str
    named: tuple[str, ...]
    state: str
    changed: bool
    against: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class LinkingRow:
    """How the records of the case were linked: how many were compared, and why not, where they were not."""

    records: int
    named: int
    compared: int
    doubtful: int
    persons: int
    prior: float
    left_out: int
    why: str


@dataclass(frozen=True, slots=True)
class LinkageRow:
    """A record that is with others in some other linkage than the one of the case: the place of its person's first record,
    among all records by list and key, in each of them (aigaq.people.linkages)."""

    record: str
    labels: tuple[int, ...]


def record_id(name: str, key: str) -> str:
    """The id of a record: SHA-256 of the canonical JSON of ["record", list, key]."""
    return _id("record", name, key)


def person_id(first: str) -> str:
    """The id of a person, from the id of the first of its records."""
    return _id("person", first)


def _id(*words: str) -> str:
    return hashlib.sha256(msgspec.json.encode(words)).hexdigest()


def encode_record(record: Record) -> str:
    """A record as JSON with sorted keys."""
    return msgspec.json.encode(record, order="sorted").decode()


_RECORD = msgspec.json.Decoder(Record)
_WEIGHTS = msgspec.json.Decoder(tuple[Weight, ...])
_WORDS = msgspec.json.Decoder(tuple[str, ...])
_LABELS = msgspec.json.Decoder(tuple[int, ...])
_PAIR = "SELECT one, other, probability, gain, together, why, verdict, weights FROM pairs"
_PERSON = "SELECT id, records, lists, fates, undecided, named FROM persons"
_BOND = "SELECT entry, verdict, one, other, named, state, changed, against, reason FROM bonds"


@dataclass(frozen=True, slots=True)
class People:
    """The lists, records and persons of a derived store."""

    store: Store

    def editions(self, item: str | None = None) -> list[EditionRow]:
        """The editions of all lists, by list, the oldest first; of one item where it is named."""
        where, values = ("", ()) if item is None else ("WHERE item = ?", (item,))
        names = ", ".join(EditionRow.__slots__)
        rows = self.store.rows(f"SELECT {names} FROM editions {where} ORDER BY list, place", values)  # noqa: S608
        return [_edition(row) for row in rows]

    def records(self) -> Iterator[Record]:
        """All records, by list and key."""
        return (_decoded(body) for (body,) in self.store.rows("SELECT body FROM records ORDER BY list, key"))

    def record(self, record: str) -> Record:
        """A record by its id. NotFound where there is none."""
        for (body,) in self.store.rows("SELECT body FROM records WHERE id = ?", (record,)):
            return _decoded(body)
        raise NotFound("no such record", where=record)

    def find(self, name: str, key: str) -> str | None:
        """The id of the record of a list with this key; None where there is none."""
        found = self.store.rows("SELECT id FROM records WHERE list = ? AND key = ?", (name, key))
        return next((one for (one,) in found), None)

    def ids(self) -> list[str]:
        """The ids of records and persons, sorted."""
        return [one for (one,) in self.store.rows("SELECT id FROM records UNION SELECT id FROM persons ORDER BY id")]

    def beginning(self, short: str) -> list[tuple[str, str]]:
        """("record" or "person", id) of what begins so, at most two of each."""
        values, found = (short.lower(),), list[tuple[str, str]]()
        for what in ("record", "person"):
            query = f"SELECT id FROM {what}s WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2"  # noqa: S608
            found += [(what, one) for (one,) in self.store.rows(query, values)]
        return found

    def persons(self, *, undecided: bool = False) -> Iterator[PersonRow]:
        """All persons by id, those undecided first; or only those."""
        where = "WHERE undecided = 1" if undecided else ""
        return map(_person, self.store.rows(f"{_PERSON} {where} ORDER BY undecided DESC, id"))

    def person(self, person: str) -> PersonRow:
        """A person by its id. NotFound where there is none."""
        for row in self.store.rows(f"{_PERSON} WHERE id = ?", (person,)):
            return _person(row)
        raise NotFound("no such person", where=person)

    def person_of(self, record: str) -> str | None:
        """The id of the person a record is of."""
        found = self.store.rows("SELECT person FROM members WHERE record = ?", (record,))
        return next((one for (one,) in found), None)

    def members(self, person: str) -> list[str]:
        """The ids of a person's records, sorted."""
        return [
            one for (one,) in self.store.rows("SELECT record FROM members WHERE person = ? ORDER BY record", (person,))
        ]

    def memberships(self) -> Iterator[tuple[str, str]]:
        """(record, person) of all records, by record."""
        return self.store.rows("SELECT record, person FROM members ORDER BY record")

    def linkages(self) -> Iterator[LinkageRow]:
        """The records that are elsewhere in other linkages, by record."""
        rows = self.store.rows("SELECT record, labels FROM linkages ORDER BY record")
        return (LinkageRow(record, _LABELS.decode(labels)) for record, labels in rows)

    def queue(self) -> Iterator[PairRow]:
        """The pairs without a verdict that holds: those of undecided persons first, then those decided in contradiction,
        then where a decision changes most."""
        order = "ORDER BY why = 'undecided' DESC, why = 'decided' DESC, gain DESC, one, other"
        return map(_pair, self.store.rows(f"{_PAIR} WHERE verdict = '' {order}"))

    def pairs(self, record: str) -> Iterator[PairRow]:
        """The listed pairs of a record, the likeliest first."""
        query = f"{_PAIR} WHERE one = ?1 OR other = ?1 ORDER BY probability DESC, one, other"
        return map(_pair, self.store.rows(query, (record,)))

    def bonds(self, record: str | None = None) -> list[BondRow]:
        """What became of the decisions on rows, by entry; those that bind to one record where it is named."""
        where, values = ("", ()) if record is None else ("WHERE one = ?1 OR other = ?1", (record,))
        return [_bond(row) for row in self.store.rows(f"{_BOND} {where} ORDER BY entry", values)]

    def linking(self) -> LinkingRow | None:
        """How the records were linked; None where there are no lists."""
        names = ", ".join(LinkingRow.__slots__)
        return next((LinkingRow(*row) for row in self.store.rows(f"SELECT {names} FROM linkings")), None)  # noqa: S608

    def fates(self) -> dict[str, int]:
        """How many named persons are of each status, several joined by `and`; undecided ones are `undecided`."""
        found: dict[str, int] = {}
        for row in self.persons():
            if row.named:
                word = "undecided" if row.undecided else " and ".join(row.fates) or "no status"
                found[word] = found.get(word, 0) + 1
        return dict(sorted(found.items(), key=lambda one: (one[0] != "undecided", -one[1], one[0])))


def _decoded(body: str) -> Record:
    try:
        return _RECORD.decode(body)
    except msgspec.DecodeError as error:
        raise FormatError(
            f"the derived store is damaged: {error}", where="records", hint="run `aigaq build`"
        ) from error


def _edition(row: tuple[Any, ...]) -> EditionRow:
    told: dict[str, Any] = dict(zip(EditionRow.__slots__, row, strict=True))
    return EditionRow(**{**told, "single": bool(told["single"]), "public": bool(told["public"])})


def _pair(row: tuple[Any, ...]) -> PairRow:
    one, other, probability, gain, together, why, verdict, weights = row
    return PairRow(one, other, probability, gain, bool(together), why, verdict, _WEIGHTS.decode(weights))


def _person(row: tuple[Any, ...]) -> PersonRow:
    person, records, lists, fates, undecided, named = row
    return PersonRow(person, records, _WORDS.decode(lists), _WORDS.decode(fates), bool(undecided), bool(named))


def _bond(row: tuple[Any, ...]) -> BondRow:
    entry, verdict, one, other, named, state, changed, against, reason = row
    told = (_WORDS.decode(named), state, bool(changed), _WORDS.decode(against), reason)
    return BondRow(entry, verdict, one, other, *told)
