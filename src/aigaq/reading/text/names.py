"""Which units can be parts of a name: capitalised words that capitals alone do not explain.

Adds the classes NAMEY and INITIAL to the units of a sentence. At the beginning of a sentence, and in a headline set in
capitals, a capital says nothing: there only words that the lexicon does not know count. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from aigaq.reading.lexis.lexicon import Lexicon
from aigaq.reading.text.units import Unit

_NO_NAME = (
    "ACCORDING",
    "PLACE",
    "NATION",
    "DATE",
    "ROLE",
    "INST",
    "OUTLET",
    "PEOPLE",
    "DET",
    "FIRST",
    "SECOND",
    "PRON",
    "NUM",
)
_ORDINARY = ("ADJ", "VERB")
_NOT_OPENING = (*_NO_NAME, "PREP", "CONJ", "AUX", "ADV", "SUBORD", "SAY", "TRIG", "VPAST", "VING", "QUANTITY", "SIDED")


def mark_names(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """The units with name parts marked; initials are joined with their stop."""
    units = _join_initials(units, lexicon)
    codes = lexicon.codes
    word, capital, unknown = codes["WORD"], codes["CAP"], (codes["OOV"], codes["NAME"])
    words = [unit for unit in units if word in unit.codes]
    headline = len(words) > 2 and 10 * len([unit for unit in words if capital in unit.codes]) > 7 * len(words)
    barred, parts = frozenset(codes.all(_NO_NAME)), frozenset(codes.all(("QO", "COLON", "DASH")))
    namey, clock, fresh = codes["NAMEY"], codes["DATE"], True
    surnames = bool(lexicon.pack.get("surnames"))
    common = tuple(lexicon.pack.get("common_endings", ()))
    for at, unit in enumerate(units):
        if word not in unit.codes:
            fresh = fresh or not parts.isdisjoint(unit.codes)
            continue
        if fresh and clock in unit.codes:
            continue  # "11:00 New post by X": the sentence begins behind the hour
        if surnames and fresh and capital in unit.codes and not _named(units, at, lexicon):
            fresh = False
            continue
        if fresh and common and unit.form.endswith(common) and not _goes_on(units, at, lexicon):
            fresh = False
            continue
        if fresh and codes["PREP"] in unit.codes:
            fresh = False
            continue
        if capital in unit.codes and (
            unknown[0] in unit.codes
            or unknown[1] in unit.codes
            or not (fresh or headline or not barred.isdisjoint(unit.codes))
        ):
            unit.codes += namey
        fresh = False
    if not headline:
        _opening(words, lexicon)
    return units


def _named(units: list[Unit], at: int, lexicon: Lexicon) -> bool:
    """A word that opens a sentence is a name where another capital follows, or where it ends like one (`surnames`)."""
    following = units[at + 1] if at + 1 < len(units) else None
    if following is not None and (following.capital or following.form in lexicon.pack.get("introducers", ())):
        return True
    return lexicon.base(units[at].form).endswith(tuple(lexicon.pack["surnames"]))


def _goes_on(units: list[Unit], at: int, lexicon: Lexicon) -> bool:
    """Another capital or a word for saying follows."""
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and (following.capital or lexicon.codes["SAY"] in following.codes)


def _opening(words: list[Unit], lexicon: Lexicon) -> None:
    """A name may begin a sentence with an ordinary word: "Open Routes", "Clear Lake"."""
    codes = lexicon.codes
    if len(words) < 2 or not words[0].capital or codes["NAMEY"] not in words[1].codes:
        return
    ordinary = any(codes[name] in words[0].codes for name in _ORDINARY)
    if ordinary and not any(codes[name] in words[0].codes for name in _NOT_OPENING):
        words[0].codes += codes["NAMEY"]


def _join_initials(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    stop, initial = lexicon.codes["STOP"], lexicon.codes.all(["INITIAL", "WORD", "CAP"])
    joined: list[Unit] = []
    for at, unit in enumerate(units):
        last = joined[-1] if joined else None
        if last is not None and stop in unit.codes and len(last.form) == 1 and last.capital and last.end == unit.start:
            if _letters(units, at + 1, stop):
                joined.append(unit)  # "И. о. министра": letters for words, no initial of a name
                continue
            joined[-1] = Unit(last.start, unit.end, last.form + ".", initial, (), None, True)
        else:
            joined.append(unit)
    return joined


def _letters(units: list[Unit], at: int, stop: str) -> bool:
    """A small letter with a stop of its own stands there."""
    if at + 1 >= len(units) or stop not in units[at + 1].codes:
        return False
    return len(units[at].form) == 1 and not units[at].capital and units[at].end == units[at + 1].start
