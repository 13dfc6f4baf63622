"""The setting `blackout` of a case: how its series are read, where observers looked from, where items were made.

    aigaq = "blackout 1"
    reference = "2021-12-01/2021-12-31"    # days declared good, both included
    time_zone = "Asia/Almaty"              # of times without an offset, and of the place's day
    [looks]                                # observer = the place whose network they looked through
    "A. Observer" = "almaty"
    [[made]]                               # where and when an item was made, as a person knows it
    item = "af05ac8d102be5af"
    place = "almaty"
    network = "mobile"
    when = "2022-01-06T18:00+06:00"

Nothing is set: series are read with their own times and baseline, and nobody's place is guessed. docs/formats/blackouts.md
is normative; proved by tests/blackout/test_settings.py.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

from aigaq.blackout.series import NetworkKind
from aigaq.errors import FormatError
from aigaq.values import parse_when
from aigaq.values.zones import zone

if TYPE_CHECKING:
    from aigaq.case import Case

NAME = "blackout"
FORMAT = "blackout 1"
_HINT = "docs/formats/blackouts.md says what the file holds"


class Made(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where and when an item was made: its id or the beginning of it, a code of the gazetteer, an EDTF time."""

    item: str
    place: str
    when: str
    network: NetworkKind | None = None
    operator: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The file as it stands."""

    aigaq: str = FORMAT
    reference: str | None = None
    time_zone: str | None = None
    looks: dict[str, str] = {}
    made: tuple[Made, ...] = ()

    def looked_from(self, observer: str) -> str:
        """The place an observer looked from; empty where nobody says."""
        named = " ".join(observer.split()).casefold()
        return next((place for who, place in self.looks.items() if " ".join(who.split()).casefold() == named), "")


def settings_of(case: Case) -> Settings:
    """The setting of a case.

    Raises:
        FormatError: it cannot be read.
    """
    payload = case.settings(NAME)
    return Settings() if payload is None else read_settings(payload)


def read_settings(payload: bytes, *, where: str = "setting blackout") -> Settings:
    """The file; its times, zone and format looked over.

    Raises:
        FormatError: no TOML, unknown fields or words, a time or zone that is none.
    """
    try:
        found = msgspec.convert(tomllib.loads(payload.decode("utf-8")), Settings)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise FormatError(f"no setting for the network: {error}", where=where, hint=_HINT) from error
    if found.aigaq != FORMAT:
        raise FormatError("a setting of another format", where=f"{where}: {found.aigaq}", hint=f"write {FORMAT!r}")
    if found.time_zone is not None:
        zone(found.time_zone)
    for text in (*(one.when for one in found.made), *((found.reference,) if found.reference else ())):
        parse_when(text)
    return found
