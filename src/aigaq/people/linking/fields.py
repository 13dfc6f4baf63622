"""The fields by which records are compared: a column, how near its values are, and the keys by which records meet.

Kinds: `given`, `surname`, `patronymic` (spellings in any script, through `people.names`), `birth`, `date`, `age`, `sex`, `place` (spelled
like names), `text` (streets, callings), `code` (numbers of documents, postal codes). Levels are ordered words, from `different` to
`equal`; docs/methods/people.md lists them. Proved by tests/people/linking/test_fields.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.dates import Days, day_text
from aigaq.people.linking.nearness import near_codes, near_texts
from aigaq.people.linking.spellings import near_names
from aigaq.people.linking.values import MISSING, Column, Exactly, Floats, Levels, Looked, Nearness, column
from aigaq.people.linking.years import Years


class Kind(StrEnum):
    """What a field holds."""

    GIVEN = "given"
    SURNAME = "surname"
    PATRONYMIC = "patronymic"
    BIRTH = "birth"
    DATE = "date"
    AGE = "age"
    SEX = "sex"
    PLACE = "place"
    TEXT = "text"
    CODE = "code"


_SPELLED = ("different", "the initial fits", "somewhat alike", "alike", "same in another spelling", "equal")
NAMES = (Kind.GIVEN, Kind.SURNAME, Kind.PATRONYMIC)
DATES = (Kind.BIRTH, Kind.DATE)
WORDS: dict[Kind, tuple[str, ...]] = {
    **dict.fromkeys((*NAMES, Kind.PLACE), _SPELLED),
    **dict.fromkeys(DATES, ("different", "years within one", "same year, or same day and month", "one slip", "equal")),
    Kind.AGE: ("different", "within three years", "within one year", "equal"),
    Kind.SEX: ("different", "equal"),
    Kind.TEXT: ("different", "somewhat alike", "alike", "nearly the same", "equal"),
    Kind.CODE: ("different", "one slip", "equal"),
}
_EXACT_ABOVE = 200_000  # distinct values from which a text is compared for equality only


@dataclass(frozen=True)
class Field:
    """One field of all records, with what is needed to compare any two of them."""

    name: str
    kind: Kind
    column: Column
    near: Nearness

    @property
    def top(self) -> int:
        """The level of equal values."""
        return self.near.top

    def levels(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Levels:
        """The level of each pair of records; `MISSING` where one of the two is not known."""
        return self.levels_of(self.column.ids[one], self.column.ids[other])

    def levels_of(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> Levels:
        """The level of each pair of value numbers, −1 for unknown."""
        unknown = (one < 0) | (other < 0)
        if not self.column.values:
            return np.full(len(one), MISSING, np.uint8)
        found = self.near.levels(np.maximum(one, 0), np.maximum(other, 0))
        found[unknown] = MISSING
        return found

    @cached_property
    def chances(self) -> Floats:
        """P(level | two different persons), from the shares of the values; never quite 0."""
        return np.maximum(self.near.chances(self.column.share), 1e-9)

    @cached_property
    def rare(self) -> dict[int, Floats]:
        """The levels whose weight goes by how rare the value is, with the share of each value or of its spellings."""
        if self.kind in (Kind.SEX, Kind.AGE):
            return {}
        found = {self.top: self.column.share}
        if isinstance(self.near, Looked) and self.near.same_from < self.top:
            of = self.near.classes
            found[self.near.same_from] = np.bincount(of, weights=self.column.share).astype(np.float64)[of]
        return found

    @property
    def agrees_from(self) -> int:
        """The level from which two values are the same thing."""
        return self.near.same_from if isinstance(self.near, Looked) else self.top

    def word(self, level: int) -> str:
        """The level in words."""
        return "not known" if level == MISSING else WORDS[self.kind][level]


def field(name: str, kind: Kind, texts: Sequence[str | None]) -> Field:
    """A field of one text a record (None or empty: unknown), already cleaned for its kind."""
    if kind in DATES:
        texts = [day_text(text) if text else None for text in texts]
    held = column(texts)
    return Field(name, kind, held, _nearness(kind, held.values))


def name_fields(parts: Sequence[tuple[str, Kind, Sequence[str | None]]]) -> list[Field]:
    """Fields of names over one common vocabulary, so that a surname can be compared with a given name (swapped)."""
    size = len(parts[0][2]) if parts else 0
    every = column([text for _, _, texts in parts for text in texts])
    near = near_names(every.values)
    return [
        Field(name, kind, Column(every.ids[at * size : (at + 1) * size], every.values), near)
        for at, (name, kind, _) in enumerate(parts)
    ]


def _nearness(kind: Kind, values: tuple[str, ...]) -> Nearness:
    if kind in (*NAMES, Kind.PLACE):
        return near_names(values)
    if kind is Kind.SEX or len(values) > _EXACT_ABOVE:
        return Exactly()
    makers: dict[Kind, Callable[[tuple[str, ...]], Nearness]] = {
        Kind.BIRTH: Days,
        Kind.DATE: Days,
        Kind.AGE: Years,
        Kind.CODE: near_codes,
        Kind.TEXT: near_texts,
    }
    return makers[kind](values)
