"""What only looks like speech: lives that are claimed, labels before a colon, nouns that are no name.

Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from aigaq.reading.lexis.patterns import Match
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.units import Line, Unit
from aigaq.values.towns import Towns


def takes_lives(line: Line, match: Match) -> bool:
    """ "Cyclone Nalu has claimed nine lives": it tells nothing."""
    at = match.captures.get("cue", (0, 0))[1]
    if not line.has(at - 1, "CLAIMW"):
        return False
    while line.has(at, "NUM", "ADV", "PREP", "QUANTITY", "MORE", "ADJ", "DET"):
        at += 1
    return line.has(at, "LIVESW")


def keeps_silent(line: Line, match: Match) -> bool:
    """ "The ministry does not say how nine died": it tells nothing (class ASKW: how many, where, who)."""
    start, end = match.captures.get("cue", (0, 0))
    return line.has(start - 1, "NEG") and line.has(end, "COMMA") and line.has(end + 1, "ASKW")


def common(who: Mention | Unit, line: Line) -> bool:
    """A known word or a town in capitals heads a line ("CLAIM:", "HARROW:"); it is no name of one who speaks."""
    if not isinstance(who, Mention) or who.kind != "person" or len(who.units) > 2:
        return False
    codes = line.lexicon.codes
    if not all(codes["UP"] in unit.codes for unit in who.units):
        return False
    known = len(who.units) == 1 and codes["OOV"] not in who.units[0].codes
    return (
        known
        or Towns.shipped().find(" ".join(unit.form for unit in who.units).title(), line.lexicon.language) is not None
    )


def nameable(who: Mention | Unit, line: Line) -> bool:
    """The last word is no common noun: "Bus Crash: nine dead" opens with what happened, not with who speaks."""
    if not isinstance(who, Mention):
        return False
    codes = line.lexicon.codes.all(("OOV", "NAME", "INITIAL", "UP"))
    return any(code in who.units[-1].codes for code in codes)


def bare_source(who: Mention | Unit, line: Line) -> bool:
    """ "Sources", "its own source": nothing says who they are or where (class NOBODYS is all such a word may be with)."""
    units = who.units if isinstance(who, Mention) else (who,)
    codes = line.lexicon.codes
    plain = codes.all(("ADJ", "DET", "NUM", "HEPOSS", "THEYPOSS", "NOBODYS"))
    heads = [unit for unit in units if codes["NOBODYS"] in unit.codes]
    stated = any(unit.attr("side") for unit in units)
    return bool(heads) and not stated and all(any(code in unit.codes for code in plain) for unit in units)
