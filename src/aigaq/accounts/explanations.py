"""Competing explanations: what people say happened, who says so, and the claims under each, as a person judged it.

Normative text: docs/formats/explanations.md. The file names claims, events and figures by the key of their row, or by
the first characters of their id, and sources by their key. `parse_explanations` and `format_explanations` are a pair;
`check_explanations` compares the names with those of a case. Nothing here weighs one explanation against another.
Proved by tests/accounts/test_explanations.py.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from aigaq.errors import FormatError
from aigaq.statements import Side
from aigaq.values.dates import parse_when

FORMAT = "explanations 1"
KINDS = {"supports": "claim", "contradicts": "claim", "claims": "claim", "events": "event", "figures": "figure"}
"""Which lists of a file name rows, and of which kind of statement."""
LEAST = 12
"""The fewest characters of an id that name a statement."""
_HINT = "docs/formats/explanations.md says what the file holds"

Text = str | dict[str, str]
"""Words in one language nobody named, or by language code."""


class Proponent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who puts an explanation forward, since when (EDTF), and the sources by key."""

    name: Text
    side: Side = Side.UNKNOWN
    when: str | None = None
    sources: tuple[str, ...] = ()


class Explanation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One account of what happened, with the claims that speak for it and against it."""

    id: str
    title: Text
    summary: Text = ""
    first_said: str | None = None
    proponent: tuple[Proponent, ...] = ()
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


class Shift(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A day on which what was said changed: what was said from then on, and the explanation it belongs to."""

    when: str
    what: Text
    explanation: str | None = None
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Explanations(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A whole file. `made_by`: whose judgement it is; `basis`: what it rests on; `questions`: words for their codes."""

    made_by: Text
    basis: Text = ""
    questions: dict[str, Text] = {}
    explanation: tuple[Explanation, ...] = ()
    shift: tuple[Shift, ...] = ()


class _File(Explanations, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    aigaq: str


class Names:
    """The names by which the rows of one kind can be meant: keys of rows, and beginnings of ids."""

    def __init__(self, rows: Iterable[tuple[str, str | None]]) -> None:
        self._keys: dict[str, list[str]] = defaultdict(list)
        self._ids: list[str] = []
        for row, key in rows:
            self._ids.append(row)
            if key is not None:
                self._keys[key].append(row)

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of the rows a name means: none, one, or several."""
        if name in self._keys:
            return tuple(self._keys[name])
        return tuple(one for one in self._ids if one.startswith(name)) if len(name) >= LEAST else ()

    def near(self, name: str) -> str | None:
        """The nearest key of a row."""
        return _near(name, self._keys)


def text_in(text: Text, language: str) -> tuple[str, str]:
    """Words in a language, or in the nearest one there is (en, ru, kk, any), with their language; empty: not named."""
    if isinstance(text, str):
        return text, ""
    code = next((one for one in (language, "en", "ru", "kk", *text) if text.get(one)), "")
    return text.get(code, ""), code


def parse_explanations(payload: bytes, *, where: str | Path = "explanations") -> Explanations:
    """Read a file and check that it fits together; names of rows and sources are for `check_explanations`.

    Raises:
        FormatError: no TOML, an unknown field or side, a date that is none, an id or a claim twice.
    """
    try:
        source = payload.decode("utf-8-sig").replace("\r\n", "\n")
        read = msgspec.convert(tomllib.loads(source), _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise FormatError(f"no explanations: {error}".rstrip("."), where=where, hint=_HINT) from error
    if read.aigaq != FORMAT:
        raise FormatError(f"not {FORMAT}: {read.aigaq}", where=where, hint=_HINT)
    for name, wrong in _faults(read):
        raise FormatError(wrong, where=_at(source, name, where), hint=_HINT)
    return Explanations(**{name: getattr(read, name) for name in Explanations.__struct_fields__})


def check_explanations(
    read: Explanations,
    rows: Mapping[str, Names],
    sources: Collection[str],
    *,
    payload: bytes = b"",
    where: str | Path = "explanations",
) -> None:
    """Compare the names in a file with the rows and sources of a case.

    Args:
        rows: the names of the rows of each kind of `KINDS`.
        payload: the bytes of the file, so that an error can name the line.

    Raises:
        FormatError: a row or source of this name is not there, or several are; the nearest is named.
    """
    source = payload.decode("utf-8-sig", errors="replace")
    for owner, field, name in _named(read):
        place = _at(source, name, where, after=owner)
        if field == "sources":
            if name not in sources:
                raise FormatError(f"no source has the key {name}", where=place, hint=_nearest(_near(name, sources)))
            continue
        kind = KINDS[field]
        found = rows[kind].find(name)
        if not found:
            raise FormatError(f"no {kind} has the key {name}", where=place, hint=_nearest(rows[kind].near(name)))
        if len(found) > 1:
            hint = f"write the beginning of the id of the one that is meant, such as {found[0][:LEAST]}"
            raise FormatError(f"{len(found)} {kind}s have the key {name}", where=place, hint=hint)


def _named(read: Explanations) -> Iterator[tuple[str, str, str]]:
    """Every name of a row or source in the file: the id of the explanation, or the day of the shift; its list; itself."""
    for one in read.explanation:
        for field in ("supports", "contradicts", "events", "figures"):
            yield from ((one.id, field, name) for name in getattr(one, field))
        yield from ((one.id, "sources", name) for who in one.proponent for name in who.sources)
    for shift in read.shift:
        yield from ((shift.when, field, name) for field in ("claims", "sources") for name in getattr(shift, field))


def _faults(read: Explanations) -> Iterator[tuple[str, str]]:
    """What does not fit together: a word that stands in the line, and what is wrong."""
    ids = [one.id for one in read.explanation]
    for one in read.explanation:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", one.id):
            yield one.id, f"an id has small letters, digits and - only: {one.id!r}"
        yield from ((one.id, f"two explanations have the id {one.id}") for _ in range(ids.count(one.id) - 1))
        twice = Counter((*one.supports, *one.contradicts))
        yield from ((name, f"{one.id} names {name} twice") for name, n in twice.items() if n > 1)
        if not text_in(one.title, "en")[0]:
            yield one.id, f"{one.id} has no title"
        dates = (one.first_said, *(who.when for who in one.proponent))
        yield from ((date, f"no date: {date}") for date in dates if date is not None and not _is_date(date))
    for shift in read.shift:
        if not _is_date(shift.when):
            yield shift.when, f"no date: {shift.when}"
        if shift.explanation is not None and shift.explanation not in ids:
            yield shift.explanation, f"no explanation has the id {shift.explanation}"
    if not text_in(read.made_by, "en")[0]:
        yield "made_by", "made_by does not say whose judgement this is"


def _is_date(text: str) -> bool:
    try:
        parse_when(text)
    except FormatError:
        return False
    return True


def _at(source: str, name: str, where: str | Path, *, after: str = "") -> str:
    """The file and the line in which a name stands, at or after the line of its owner; the file where none does."""
    lines = source.splitlines()
    start = next((at for at, line in enumerate(lines) if _has(line, after)), 0) if after else 0
    for at in (*range(start, len(lines)), *range(start)):
        if _has(lines[at], name):
            return f"{where}, line {at + 1}"
    return str(where)


def _has(line: str, name: str) -> bool:
    return any(f"{mark}{name}{mark}" in line for mark in "\"'") or line.startswith(f"{name} =")


def _near(name: str, known: Collection[str]) -> str | None:
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=0.5)), None)


def _nearest(near: str | None) -> str:
    asked = "if its table was added since, run `aigaq build` first"
    return f"{asked}; nothing is called so" if near is None else f"the nearest is {near}; {asked}"


def format_explanations(explanations: Explanations) -> str:
    """A file as TOML; it reads back as it was."""
    whole = msgspec.to_builtins(explanations)
    lines = [f"aigaq = {_value(FORMAT)}"]
    shown = [_body(whole, "")]
    shown += [["[[explanation]]", *_body(one, "explanation.")] for one in whole.get("explanation", ())]
    shown += [["[[shift]]", *_body(one, "shift.")] for one in whole.get("shift", ())]
    return "\n".join("\n".join(block) for block in (lines, *shown) if block) + "\n"


def _body(table: Mapping[str, object], prefix: str) -> list[str]:
    """The lines of a table: what is plain first, then its tables, then its lists of tables."""
    plain = {name: value for name, value in table.items() if not isinstance(value, dict) and not _tables(value)}
    lines = [f"{_key(name)} = {_value(value)}" for name, value in plain.items()]
    for name, value in table.items():
        if isinstance(value, dict):
            lines += [f"[{prefix}{_key(name)}]", *_body(value, f"{prefix}{_key(name)}.")]
    for name, value in table.items():
        if prefix and isinstance(value, list | tuple) and _tables(value):
            for one in value:
                lines += [f"[[{prefix}{_key(name)}]]", *_body(one, f"{prefix}{_key(name)}.")]
    return lines


def _tables(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: object) -> str:
    """A string or a list of strings; JSON's strings are TOML's, with DEL escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
