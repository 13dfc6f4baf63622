"""What a post is about, where its words say so: a post about a concert takes back no number when it is taken down.

The words after "about" (before it where the noun of a phrase stands last) are its topic. It is another one where none
of them is of people, numbers or what befell them, and none points back. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.reading.units import Line

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
        if within[0] - _NEAR <= unit <= within[-1] + _AFTER:
            topic = list(_topic(line, unit, last))
            if topic and not any(line.has(at, *_HARM, *_BACK) for at in topic):
                return True
    return False


def _topic(line: Line, unit: int, last: bool) -> Iterable[int]:
    """The units of the topic, from the word for "about" on."""
    step = -1 if last else 1
    for at in range(unit + step, unit + step * (_LENGTH + 1), step):
        if not 0 <= at < len(line.units) or line.has(at, *_ENDS):
            return
        yield at
