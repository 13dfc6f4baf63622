"""What no series holds, brought in a file: what happened near by, and what officials and operators said of the cause.

    [[happening]]
    kind = "protest"                     # protest, election, exam, coup, power_failure, storm, earthquake, cable_cut
    when = "2031-05-14/2031-05-16"       # EDTF; days and times without an offset on the clock of --time-zone
    entity = "Northland"                 # an entity, or what it lies in; left out: of all
    what = "a march, by two newspapers"
    [[words]]
    speaker = "official"                 # official, operator
    says = "ordered"                     # ordered, failure
    when = "2031-05-15"                  # the time that is spoken of, not that of speaking
    source = "The ministry, 16 May"

docs/formats/blackout.md is normative. Proved by tests/blackout/test_brought.py.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from aigaq.blackout.character import Context, Happening, Says, Speaker, Words
from aigaq.blackout.character.told import Span, high, low
from aigaq.blackout.outage import Outage
from aigaq.errors import FormatError, NotReadable, Reason, os_error
from aigaq.values.zones import local_bounds

_HINT = "docs/formats/blackout.md says what the file holds"
_LARGEST = 1 << 24  # bytes


class _Happened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Happening
    when: str
    entity: str = ""
    what: str = ""


class _Spoken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    speaker: Speaker
    says: Says
    when: str
    entity: str = ""
    source: str = ""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    happening: tuple[_Happened, ...] = ()
    words: tuple[_Spoken, ...] = ()


class Brought:
    """Happenings and words, each with the entity it is of; called with an outage it gives what is of it."""

    def __init__(self, happenings: list[tuple[str, Context]], words: list[tuple[str, Span, Words]]) -> None:
        self._happenings, self._words = happenings, words

    def __call__(self, outage: Outage, parent: str) -> tuple[tuple[Context, ...], tuple[Words, ...]]:
        """The happenings of its entity, which are near or not by their time, and the words on its time."""
        names = {"", _folded(outage.entity), _folded(parent)}
        first, last = low(outage.start), high(outage.end)
        return (
            tuple(one for entity, one in self._happenings if entity in names),
            tuple(
                one
                for entity, when, one in self._words
                if entity in names and low(when) <= last and first <= high(when)
            ),
        )


def read_brought(path: Path, *, time_zone: str | None = None) -> Brought:
    """The file.

    Raises:
        FormatError: no TOML, unknown fields or words, a time that is none. NotReadable: too large.
        StorageError: it cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            payload = stream.read(_LARGEST + 1)
    except OSError as error:
        raise os_error(error, where=path) from error
    if len(payload) > _LARGEST:
        raise NotReadable("a file of happenings of more than 16 MB", reason=Reason.TOO_LARGE, where=path, hint=_HINT)
    try:
        file = msgspec.convert(tomllib.loads(payload.decode("utf-8-sig")), _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise FormatError(f"no file of happenings and words: {error}", where=path, hint=_HINT) from error
    happenings = [
        (_folded(one.entity), Context(kind=one.kind, when=_span(one.when, time_zone, path), what=one.what))
        for one in file.happening
    ]
    words = [
        (
            _folded(one.entity),
            _span(one.when, time_zone, path),
            Words(speaker=one.speaker, says=one.says, source=one.source),
        )
        for one in file.words
    ]
    return Brought(happenings, words)


def _span(text: str, time_zone: str | None, path: Path) -> Span:
    try:
        first, last = local_bounds(text, time_zone)
    except FormatError as error:
        raise FormatError(error.what, where=f"{path}: {text}", hint=error.hint or _HINT) from error
    opens, closes = (None if one is None else int(one.timestamp()) for one in (first, last))
    return opens, (None if closes is None else closes + 59)  # the last minute is counted whole


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
