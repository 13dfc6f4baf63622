"""From records of lists to what the linking compares: column by column, cleaned the same for everybody.

The records are never changed. What is no name (a word for "unknown", more than `LONGEST` characters, no letter in it) is
not compared. Proved by tests/people/lists/test_comparing.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aigaq.reading.tables.cells import empty
from aigaq.statements.persons import Record
from aigaq.values.scripts import fold

if TYPE_CHECKING:
    from aigaq.people.linking.fields import Kind
    from aigaq.people.linking.records import Records

LONGEST = 200
"""Characters of a name that can be one."""

_TURNING = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def turns(text: str) -> bool:
    """Whether a text has marks that turn its direction."""
    return any(ord(sign) in _TURNING for sign in text)


@cache
def _nameless() -> tuple[str, ...]:
    data = tomllib.loads((files("aigaq.people.lists") / "data" / "nameless.toml").read_text(encoding="utf-8"))
    return tuple(fold(word) for word in data["nameless"]["begins"])


def comparable(text: str | None) -> str | None:
    """A name as it is compared; None where it is none."""
    if text is None or len(text) > LONGEST:
        return None
    plain = " ".join(text.translate(_TURNING).split())
    if empty(plain) or not any(sign.isalpha() for sign in plain):
        return None
    folded = fold(plain)
    if not folded.startswith(_nameless()):
        return plain
    begun = (folded[len(word) : len(word) + 1] for word in _nameless() if folded.startswith(word))
    return None if any(not after.isalpha() for after in begun) else plain


def records_of(records: Sequence[Record]) -> Records:
    """The records as the engine takes them, in their order."""
    import numpy as np

    from aigaq.people.ages import ages
    from aigaq.people.linking.fields import Kind
    from aigaq.people.linking.records import Records

    lists = tuple(sorted({one.list for one in records}))
    number = {name: at for at, name in enumerate(lists)}
    columns = _names(records)
    births, deaths = ([getattr(one, name) for one in records] for name in ("birth", "death"))
    given = [None if one.age is None else str(one.age) for one in records]
    others: tuple[tuple[str, Kind, Sequence[str | None]], ...] = (
        ("sex", Kind.SEX, [one.sex for one in records]),
        ("birth", Kind.BIRTH, births),
        ("age", Kind.AGE, ages(births, deaths, given)),
        ("death", Kind.DATE, deaths),
        ("place", Kind.PLACE, [one.place for one in records]),
    )
    columns += [(name, kind, tuple(cells)) for name, kind, cells in others]
    list_of = np.array([number[one.list] for one in records], np.int64)
    return Records(lists, list_of, tuple(one.key for one in records), tuple(columns))


def _names(records: Sequence[Record]) -> list[tuple[str, Kind, tuple[str | None, ...]]]:
    """Surnames, given names and patronymics: those of their columns, else the parts of the whole name.

    A patronymic in a column of its own does not stand for the rest: such a row has its surname in the whole name.
    In which order a list writes names is told by the names of that list alone.
    """
    from aigaq.people.apart import PARTS, name_parts

    held: dict[str, list[str | None]] = {
        kind.value: [comparable(getattr(one, kind.value)) for one in records] for kind in PARTS
    }
    whole: dict[str, list[int]] = {}
    for at, one in enumerate(records):
        if not (held["surname"][at] or held["given"][at]) and comparable(one.name):
            whole.setdefault(one.list, []).append(at)
    for places in whole.values():
        for (name, _), cells in name_parts([comparable(records[at].name) for at in places]).items():
            for at, text in zip(places, cells, strict=True):
                held[name][at] = held[name][at] or text
    return [(kind.value, kind, tuple(held[kind.value])) for kind in PARTS]
