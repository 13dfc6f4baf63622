"""Every number of a text, one by one, and what it is: a count, a percentage, money, a label, a telephone number.

Ranges and qualifiers are joined to it in `quantities`. The words are those of data/quantities.<lang>.toml.
Proved by tests/values/test_quantities.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from aigaq.values import tables
from aigaq.values._numberwords import BEGINNING, Finder, finder_of
from aigaq.values.numerals import Number


class NumberKind(StrEnum):
    """What a number in a text is."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    ORDINAL = "ordinal"
    COMPOUND = "compound"
    LABEL = "label"
    CODE = "code"
    ADDRESS = "address"
    PHONE = "phone"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Atom:
    """One number: its span, value (None where vague words give none), last factor and kind."""

    start: int
    end: int
    value: Number | None
    scale: int
    kind: NumberKind
    vague: bool = False


Span = tuple[int, int]

_COUNTED = frozenset({NumberKind.NUMBER, NumberKind.PERCENT, NumberKind.MONEY})

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{0,64}@[\w.-]{1,100}")
_PHONE = re.compile(
    r"\+[0-9][0-9\s()\-–]{7,20}[0-9](?![0-9])"
    r"|\([0-9]{3,5}\)\s?[0-9][0-9\s-]{4,12}[0-9](?![0-9])"
    r"|(?<![0-9-])[0-9]{1,4}(?:-[0-9]{2,4}){2,4}(?![0-9-])"
)
_CLINGS = re.compile(r"(?:[^\W\d_][-‑/.]|[0-9][.:/]|[#@_/:])$")
_RUNS_ON = re.compile(r"[:/][0-9]|\.[0-9]+|[-‑]?[0-9_]*[^\W\d_]|[-‑][0-9]+[-‑]")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*(?:\[|\()?$")
_WORD = re.compile(r"\w+")
_REACH = 24
_LONGEST_COUNT = 15


def atoms(plain: str, language: str, masked: Iterable[Span]) -> list[Atom]:
    """The numbers of a text outside the masked spans, in order. `plain` has ASCII digits only."""
    finder = finder_of(language)
    addresses = (
        [found.span() for found in _ADDRESS.finditer(plain)]
        if "://" in plain or "www." in plain or "@" in plain
        else []
    )
    phones = [found.span() for found in _PHONE.finditer(plain)]
    marks: list[tuple[int, int, NumberKind | None]] = [(start, end, None) for start, end in masked]
    marks += [(start, end, NumberKind.ADDRESS) for start, end in addresses]
    marks += [(start, end, NumberKind.PHONE) for start, end in phones]
    return list(_between(plain, sorted(marks, key=lambda mark: (mark[0], -mark[1])), finder))


def _between(plain: str, marks: list[tuple[int, int, NumberKind | None]], finder: Finder) -> Iterator[Atom]:
    """Numbers of the stretches between the marks, and the marks that are numbers themselves."""
    done = 0
    for start, end, kind in marks:
        if start < done:
            continue
        yield from _stretch(plain, done, start, finder)
        if kind is not None:
            yield Atom(start, end, None, 1, kind)
        done = end
    yield from _stretch(plain, done, len(plain), finder)


def _stretch(plain: str, start: int, end: int, finder: Finder) -> Iterator[Atom]:
    """Numbers of one stretch. The pattern is tried only where a word begins as some number word, or with a digit."""
    at = start
    beginnings = finder.beginnings
    for word in _WORD.finditer(plain, start, end):
        text = word[0]
        if text[:BEGINNING].lower() not in beginnings and not text[0].isdecimal():
            continue
        begin = word.start()
        if begin < at:
            continue
        found = finder.atom.match(plain, begin, end)
        atom = None if found is None else _atom(plain, found, finder)
        if atom is not None:
            yield atom
            at = atom.end


def _atom(plain: str, found: re.Match[str], finder: Finder) -> Atom | None:
    start, end = found.span()
    if found.lastgroup == "digits":
        return _digits_atom(plain, start, end, finder)
    if found.lastgroup == "vague":
        form = tables.key(found[0])
        counted = finder.not_vague.get(form)
        if counted is not None and counted.search(plain[max(0, start - _REACH) : start]):
            run = finder.run.match(plain, start)
            return None if run is None else _words_atom(plain, run, finder)
        return Atom(
            start, end, finder.vague[form], 1, _unit(plain, start, end, finder) or NumberKind.NUMBER, vague=True
        )
    if found.lastgroup == "fraction":
        return _fraction_atom(plain, found, finder)
    return _words_atom(plain, found, finder)


def _digits_atom(plain: str, start: int, end: int, finder: Finder) -> Atom:
    money = finder.money_before.search(plain[max(0, start - 6) : start]) is not None
    stop, scale = _magnitude(plain, end, finder, money=money)
    text = plain[start:end]
    kind = _digits_kind(plain, start, stop, finder)
    if kind is None:
        kind = NumberKind.MONEY if money else _unit(plain, start, stop, finder) or NumberKind.NUMBER
    if sum(map(str.isdigit, text)) > _LONGEST_COUNT or (text[0] == "0" and len(text) > 1 and text[1].isdigit()):
        return Atom(start, end, None, 1, NumberKind.CODE)
    value = _whole(finder.numerals.digits_value(text, scaled=scale > 1) * scale)
    rest = finder.rest.match(plain, stop) if finder.rest is not None and scale > 1 else None
    if rest is not None and int(rest[1]) < scale:
        value, stop, scale = _whole(value + int(rest[1])), rest.end(), 1
    ending = finder.case_end.match(plain, stop) if kind in _COUNTED else None
    return Atom(start, stop if ending is None else ending.end(), value, scale, kind)


def _digits_kind(plain: str, start: int, end: int, finder: Finder) -> NumberKind | None:
    """What digits are by what touches them; None where they may count."""
    before = plain[max(0, start - _REACH) : start]
    if _CLINGS.search(before):
        return NumberKind.CODE
    if finder.ordinal.match(plain, end):
        return NumberKind.ORDINAL
    kept = finder.keeps.match(plain, end) or finder.case_end.match(plain, end)
    if _RUNS_ON.match(plain, end) and not kept:
        hyphened = plain[end] in "-‑" and plain[end + 1 : end + 2].isalpha()
        return NumberKind.COMPOUND if hyphened else NumberKind.CODE
    after = plain[end : end + 1]
    if (after == "]" and before.endswith("[")) or (after in (")", ".") and after and _LIST_MARK.search(before)):
        return NumberKind.LABEL
    if _may_label(before) and (finder.labels.search(before) or finder.capitals.search(before)):
        return NumberKind.LABEL
    return None


def _may_label(before: str) -> bool:
    last = before.rstrip()[-1:]
    return bool(last) and not last.isdecimal() and last not in ",;()"


def _words_atom(plain: str, found: re.Match[str], finder: Finder) -> Atom | None:
    start = found.start()
    parts = list(finder.numerals.word.finditer(plain, start, found.end()))
    forms = [tables.key(part[1] or part[2]) for part in parts]
    joins = [_join(plain[left.end() : right.start()]) for left, right in zip(parts, parts[1:], strict=False)]
    run = finder.numerals.value(forms, joins)
    if run is None:
        return None
    end = parts[run.taken - 1].end()
    value, stop, scale = _halved(plain, end, run.value, finder) if run.scale == 1 else (run.value, end, run.scale)
    if tables.key(found[0]) in finder.pronoun_alone:
        return Atom(start, stop, _whole(value), scale, NumberKind.PRONOUN)
    single = run.taken == 1 and forms[0] in finder.pronouns
    return Atom(start, stop, _whole(value), scale, _words_kind(plain, start, stop, finder, single=single))


def _words_kind(plain: str, start: int, end: int, finder: Finder, *, single: bool) -> NumberKind:
    before = plain[max(0, start - _REACH) : start]
    if single and (finder.pronoun_before.search(before) or finder.pronoun_after.match(plain, end)):
        return NumberKind.PRONOUN
    if plain[end : end + 1] in ("-", "‑") and plain[end + 1 : end + 2].isalpha() and not finder.keeps.match(plain, end):
        return NumberKind.COMPOUND
    if plain[start - 1 : start] in ("-", "‑") and plain[start - 2 : start - 1].isalpha():
        return NumberKind.COMPOUND
    if finder.capitals.search(before):
        return NumberKind.LABEL
    return _unit(plain, start, end, finder) or NumberKind.NUMBER


def _fraction_atom(plain: str, found: re.Match[str], finder: Finder) -> Atom | None:
    magnitude = finder.numerals.magnitude.match(plain, found.end())
    if magnitude is None:
        return None
    scale = finder.numerals.magnitudes.get(tables.key(magnitude[1]), 1)
    value = _whole(finder.numerals.fractions[tables.key(found[0])] * scale)
    end = magnitude.end()
    return Atom(found.start(), end, value, scale, _unit(plain, found.start(), end, finder) or NumberKind.NUMBER)


def _halved(plain: str, end: int, value: Number, finder: Finder) -> tuple[Number, int, int]:
    """`two and a half thousand`; the number as it is where no magnitude follows the half."""
    half = finder.numerals.halves.match(plain, end)
    if half is None:
        return value, end, 1
    stop, scale = _magnitude(plain, half.end(), finder, money=False)
    return (value + 0.5) * scale, stop, scale


def _magnitude(plain: str, end: int, finder: Finder, *, money: bool) -> tuple[int, int]:
    """Where the number ends with its magnitudes, and their product."""
    scale = 1
    for _ in range(2):
        found = finder.numerals.magnitude.match(plain, end)
        if found is None:
            break
        form = tables.key(found[1])
        factor = finder.numerals.magnitudes.get(form) or (finder.numerals.money_magnitudes.get(form) if money else None)
        if factor is None or 1 < scale >= factor:
            break
        scale, end = scale * factor, found.end()
    return end, scale


def _unit(plain: str, start: int, end: int, finder: Finder) -> NumberKind | None:
    if finder.percent.match(plain, end):
        return NumberKind.PERCENT
    if finder.money_after.match(plain, end) or finder.money_before.search(plain[max(0, start - 6) : start]):
        return NumberKind.MONEY
    return None


def _join(text: str) -> str:
    """What stands between two number words: "", "-", "," or the joining word, folded."""
    bare = tables.key(text.strip())
    return "-" if bare in ("-", "‑") else bare.removeprefix(",").strip() or ("," if bare else "")


def _whole(value: Number) -> Number:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
