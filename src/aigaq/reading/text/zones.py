"""Zones of a sentence: the main stretch, its asides, and the turns at which one statement ends and another begins.

An aside stands in brackets, between two dashes, or between commas after a word that opens one (which, including, most
of whom). What is said in an aside is said of what stands before it. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from aigaq.reading.text.units import Line


@dataclass(frozen=True, slots=True)
class Zones:
    """For every unit: the zone it lies in (0 is the main one), and the number of turns before it."""

    zone: tuple[int, ...]
    turn: tuple[int, ...]
    opened_by: tuple[int, ...]

    def together(self, first: int, second: int) -> bool:
        """Whether two units lie in one zone with no turn between them."""
        return self.zone[first] == self.zone[second] and self.turn[first] == self.turn[second]


def find_zones(line: Line) -> Zones:
    """The zones of a sentence."""
    size = len(line.units)
    if not line.where("LPAR", "DASH", "OPENS", "OFTHEM", "SEMI", "SPLIT", "TURN"):
        return Zones((0,) * size, (0,) * size, (-1,))
    zone, opened = [0] * size, [-1]
    for start, end in _asides(line):
        opened.append(start)
        for number in range(start, min(end, size)):
            if zone[number] == 0:
                zone[number] = len(opened) - 1
    marks = line.where("SEMI", "TURN", "SPLIT", "DASH")
    turns = [number for number in marks if zone[number] == 0 and _turns(line, number)]
    turn = [bisect_right(turns, number) for number in range(size)] if turns else [0] * size
    return Zones(tuple(zone), tuple(turn), tuple(opened))


def _turns(line: Line, number: int) -> bool:
    """Whether another statement begins at a unit."""
    if line.has(number, "SEMI", "TURN") or splits(line, number):
        return True
    return line.has(number, "DASH") and not dash_joins(line)


def splits(line: Line, number: int) -> bool:
    """A word at which another statement begins; "while receiving treatment" goes on with the same."""
    if not line.has(number, "SPLIT"):
        return False
    during = line.lexicon.pack.get("during")
    return (
        during is None or number + 1 >= len(line.units) or not line.units[number + 1].form.split()[0].endswith(during)
    )


def dash_joins(line: Line) -> bool:
    """Whether the language uses the dash as a copula (`dash = "joins"`), so that it parts nothing."""
    return line.lexicon.pack.get("dash") == "joins"


def _asides(line: Line) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    past = 0
    for number in line.where("LPAR", "DASH", "INCLUDE", "COMMA"):
        end = _aside_end(line, number) if number >= past else None
        if end is not None:
            found.append((number, end))
            past = end
    return found


def _aside_end(line: Line, start: int) -> int | None:
    if line.has(start, "LPAR"):
        return _next(line, start + 1, ("RPAR",), 60)
    if line.has(start, "DASH") and not dash_joins(line):
        close = _next(line, start + 1, ("DASH",), 40)
        return close if close is not None else None
    if line.has(start, "INCLUDE") and line.has(start - 1, "HUMAN", "PERS"):
        return _bare_aside(line, start)
    parts = line.has(start + 1, "NUM") and line.has(start + 2, "OFTHEM")
    # "In both towns, at least 11 people": what is counted first is no aside.
    first = line.has(start + 1, "ADV") and not any(line.has(at, "NUM", "TRIG") for at in range(start))
    if line.has(start, "COMMA") and (parts or (line.has(start + 1, "OPENS") and not first)):
        close = _next(line, start + 2, ("COMMA", "SEMI", "DASH", "LPAR", "STOP"), 30)
        # "…, of them 16 were found dead": there the verb is said of the part.
        opens = line.has(start + 1, "INCLUDE") and not line.has(start + 1, "OFTHEM")
        bare = _bare_aside(line, start + 1) if opens and line.lexicon.pack.get("order") != "free" else None
        if bare is not None and line.has(bare, "BE", "HAVE") and (close is None or line.has(close - 1, "STOP")):
            return bare  # "70 people, including five children were hurt": nothing but the verb ends it
        return _past_list(line, close) if close is not None else len(line.units)
    return None


def _bare_aside(line: Line, start: int) -> int | None:
    """ "90 villagers including 12 children have been killed": without commas the aside ends before the verb."""
    size = len(line.units)
    if not any(line.has(at, "NUM") for at in range(start + 1, start + 4)):
        return None
    return next((at for at in range(start + 2, min(start + 16, size)) if line.has(at, *_BARE_END)), None)


_BARE_END = ("AUX", "VFIN", "VPAST", "COMMA", "SEMI", "DASH", "LPAR", "STOP")


def _past_list(line: Line, close: int) -> int:
    """A comma inside a list of numbers ("including two nurses, a driver and 11 children") does not end the aside."""
    while line.has(close - 1, "COMMA") and line.has(close, "NUM", "CONJ", "ADV"):
        if not line.has(close, "NPOSS") and _verb_soon(line, close):  # "13 of them in X, 21 of them in Y died"
            break
        following = _next(line, close, ("COMMA", "SEMI", "DASH", "LPAR", "STOP"), 30)
        if following is None:
            return len(line.units)
        close = following
    return close - 1 if line.has(close - 1, "SEMI", "DASH", "LPAR", "STOP") else close


def _verb_soon(line: Line, start: int) -> bool:
    return any(line.has(number, "AUX", "VFIN", "SUBORD") for number in range(start, min(start + 8, len(line.units))))


def _next(line: Line, start: int, names: tuple[str, ...], reach: int) -> int | None:
    """The unit after the first one of these classes, within reach."""
    for number in range(start, min(start + reach, len(line.units))):
        if line.has(number, *names):
            return number + 1
    return None
