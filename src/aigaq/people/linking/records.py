"""Rows of persons as the engine takes them: column by column, each column with its kind.

Cleaning is no more than the same for everybody: NFC, lower case, single spaces. The rows themselves are never changed.
Proved by tests/people/linking/test_records.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FormatError
from aigaq.people.linking.fields import NAMES, Field, Kind, field, name_fields

Texts = tuple[str | None, ...]


@dataclass(frozen=True)
class Records:
    """Records of one or several lists.

    `lists` are the names of the lists, `list_of` the number of each record's list, `keys` each record's key, unique
    within its list. `columns` are (name, kind, one text a record; None where not known), names in parts.
    """

    lists: tuple[str, ...]
    list_of: NDArray[np.int64]
    keys: tuple[str, ...]
    columns: tuple[tuple[str, Kind, Texts], ...]

    def __post_init__(self) -> None:
        seen: set[tuple[int, str]] = set()
        for number, key in zip(self.list_of.tolist(), self.keys, strict=True):
            if (number, key) in seen:
                raise FormatError(
                    f"two rows have the key {key!r}", where=self.lists[number], hint="give each row its own key"
                )
            seen.add((number, key))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns that say something, compared value by value. A column with less than two values says nothing."""
        telling = [one for one in self.columns if len({text for text in one[2] if text}) > 1]
        names = [(name, kind, cleaned(texts)) for name, kind, texts in telling if kind in NAMES]
        others = [field(name, kind, cleaned(texts)) for name, kind, texts in telling if kind not in NAMES]
        return (*name_fields(names), *others) if names else tuple(others)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """Which records have a name at all: the others are never linked by machine."""
        found = np.zeros(len(self), bool)
        for _, kind, texts in self.columns:
            if kind in NAMES:
                found |= np.array([bool(text and any(sign.isalpha() for sign in text)) for text in texts], bool)
        return found


def cleaned(texts: Sequence[str | None]) -> list[str | None]:
    """NFC, lower case, single spaces; nothing left is not known."""
    seen: dict[str, str | None] = {}
    for text in texts:
        if text is not None and text not in seen:
            seen[text] = " ".join(unicodedata.normalize("NFC", text).lower().split()) or None
    return [None if text is None else seen[text] for text in texts]
