"""What a post is about, where its words say so: a post about a concert takes back no number when it is taken down.

The words after "about" (before it where the noun of a phrase stands last) are its topic. It is another one where none
of them is of people, numbers or what befell them, and none points back. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.reading.text.units import Line

_LENGTH = 6
_NEAR, _AFTER = 3, 2
_HARM = ("TRIG", "DEED", "TOLL", "TALLY", "PERS", "BODIES", "NUM", "NUMBERWORD", "STATED", "HUMAN", "STATE")
_BACK = ("THAT", "THIS", "PRON", "HE", "THEY")
_ENDS = ("STOP", "SEMI", "COMMA", "VFIN", "AUX", "REMOVED", "SUBORD", "QC")


def of_another(line: Line, start: int, end: int) -> bool:
    """Whether the characters start..end, or what stands right beside them, name a topic that is no number of people."""
    last = line.lexicon.pack.get("order") == "last"
    within = [at for at, unit in enumerate(line.units) if start <= unit.start < end]
    for unit in line.where("TOPICW") if within else ():
        if within[0] - _NEAR <= unit <= within[-1] + _AFTER and not line.has(unit + 1, "REL", "WHO"):
            topic = list(_topic(line, unit, last))
            said = all(line.has(at, "DET") for at in topic)  # "that": what follows it is told, no topic is named
            if topic and not said and not any(line.has(at, *_HARM, *_BACK) for at in topic):
                return True
    return not last and bool(within) and _tells_else(line, within[0] - 1, within[-1] + 1)


def _tells_else(line: Line, first: int, end: int) -> bool:
    """Whether what is taken back is told, and is nothing that befell people: "the claim that the road had been closed"."""
    for at in line.where("THAT"):
        if first < at <= end and line.has(at - 1, "POSTED", "STATED") and not line.has(at - 1, "THEY"):
            told = list(_told(line, at + 1))
            if told and not any(line.has(unit, *_HARM, *_BACK, "SAY") for unit in told):
                return True
    return False


def _told(line: Line, first: int) -> Iterable[int]:
    """The units of what a claim says, up to what is said of the claim."""
    for at in range(first, len(line.units)):
        if line.has(at, "STOP", "SEMI", "COMMA", "QC", "UNTRUE", "MISTAKE", "REMOVED"):
            return
        yield at


def _topic(line: Line, unit: int, last: bool) -> Iterable[int]:
    """The units of the topic, from the word for "about" on."""
    step = -1 if last else 1
    first = unit + step
    for at in range(first, unit + step * (_LENGTH + 1), step):
        if not 0 <= at < len(line.units) or line.has(at, *_ENDS):
            return
        if at != first and line.has(at, "ROLE") and line.has(at, "CNOM"):
            return  # who took it down: "a post about fishing the minister deleted"
        yield at
