"""What a conflict is, as plain values, and its words in three languages. Proved by tests/blackout/conflicts/test_telling.py."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from aigaq.blackout.fusing.spans import OPEN, Span
from aigaq.errors import NotFound
from aigaq.statements import Side as Speaks


class Kind(StrEnum):
    """What contradicts what. A closed list; data/conflicts.toml has the words."""

    ROUTES = "routes_withdrawn_or_visible"
    TWO_ONSETS = "one_source_two_onsets"
    NET_IS_GROSS = "net_hours_equal_gross"
    ENDS = "ends_before_others"
    ADMISSION = "no_admission_but_admitted"
    CAUSE = "ordered_or_not"


class Said(StrEnum):
    """What a side of a conflict says, as a code of data/conflicts.toml."""

    WITHDRAWN = "withdrawn"
    VISIBLE = "visible"
    EARLIER = "earlier"
    LATER = "later"
    NET = "net"
    GROSS = "gross"
    ENDED = "ended"
    GOES_ON = "goes_on"
    NOT_ADMITTED = "not_admitted"
    ADMITTED = "admitted"
    ORDERED = "ordered"
    NOT_ORDERED = "not_ordered"


class Side(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side: what it says, who says so, the ids of its statements with those they restate, their row keys and sources.

    `when`: the time that is in dispute, as this side has it.
    """

    says: Said
    observers: tuple[str, ...]
    statements: tuple[str, ...]
    keys: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    when: Span = OPEN


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """Hours as stated, as left out, and as they follow from spells: [least, most] gross and net."""

    stated: float
    left_out: float
    gross: tuple[float, float]
    net: tuple[float, float]


class Conflict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What cannot all be so: at which place, and the sides of it."""

    kind: Kind
    place: str
    sides: tuple[Side, ...]
    hours: Hours | None = None

    @property
    def key(self) -> str:
        """Its own among conflicts: the kind, the place and the first statement of each side."""
        return f"{self.kind.value} {self.place} {' '.join(side.statements[0][:16] for side in self.sides)}"


class Saying(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim with a yes or no, or a figure of hours, as far as conflicts and assessments need it."""

    id: str
    question: str
    places: tuple[str, ...]
    yes: bool | None = None
    number: float | None = None
    observer: str = ""
    orgs: tuple[str, ...] = ()
    side: Speaks = Speaks.UNKNOWN
    sources: tuple[str, ...] = ()
    when: Span = OPEN
    key: str = ""


@cache
def wording(language: str) -> Mapping[str, str]:
    """The words of kinds (`kind.<code>`, `why.<code>`) and of sides (`says.<code>`) in a language: en, ru, kk.

    Raises:
        NotFound: there are no words in this language.
    """
    text = (files("aigaq.blackout") / "data" / "conflicts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["words"]
    if language not in ("en", "ru", "kk"):
        raise NotFound("no words for conflicts of the network in this language", where=language, hint="en, ru, kk")
    return MappingProxyType(
        {f"{part}.{code}": words[language] for part, codes in table.items() for code, words in codes.items()}
    )
