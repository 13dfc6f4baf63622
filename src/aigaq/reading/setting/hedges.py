"""Hedges: words by which a narrator holds back, of which type, and what they hedge.

Rules `[[hedge]]` of the pack; `cue` is the word, `hedged` what it qualifies, else the rest of its zone. A reporting word
whose entry has a `hedge` (claimed, alleged) hedges what it covers. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.text.speech import Cue
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones


@dataclass(frozen=True, slots=True)
class Held:
    """A hedge of type `type`: the word's stretch, the hedged stretch, the rule. `claim`: it stands as a statement."""

    type: str
    start: int
    end: int
    hedged: tuple[int, int]
    rule: str
    claim: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Whether what stands at start..end is hedged by it."""
        return self.hedged[0] < end and start < self.hedged[1]


def find_hedges(line: Line, zones: Zones, cues: Sequence[Cue]) -> list[Held]:
    """The hedges of a sentence, from left to right."""
    found = [held for cue in cues if (held := _of_cue(cue, line)) is not None]
    for rule, match in line.rules("hedge"):
        cue = match.captures.get("cue", (match.start, match.end))
        hedged = match.captures.get("hedged") or _rest(line, zones, cue)
        start, end = line.span(*cue)
        if hedged[0] < hedged[1]:
            claim = bool(rule.attrs.get("claim"))
            found.append(Held(str(rule.attrs["type"]), start, end, line.span(*hedged), rule.id, claim))
    return sorted(found, key=lambda held: (held.start, held.end))


def _of_cue(cue: Cue, line: Line) -> Held | None:
    kind = cue.rule.attrs.get("hedge")
    if kind is None:
        kind = next((k for u in line.units if cue.word[0] <= u.start < cue.word[1] and (k := u.attr("hedge"))), None)
    if kind is None or cue.covers[0] >= cue.covers[1]:
        return None
    hedged = _without(cue, line)
    return Held(str(kind), cue.word[0], cue.word[1], hedged, cue.rule.id) if hedged else None


def _without(cue: Cue, line: Line) -> tuple[int, int] | None:
    """What the cue covers, without the cue itself at either end, and without punctuation around it."""
    start, end = cue.covers
    start = cue.end if start == cue.start else start
    end = cue.start if end == cue.end else end
    inside = [number for number, unit in enumerate(line.units) if start <= unit.start and unit.end <= end]
    while inside and line.has(inside[0], "COMMA", "COLON", "THAT", "DASH"):
        inside.pop(0)
    while inside and line.has(inside[-1], "COMMA", "STOP", "SEMI", "DASH"):
        inside.pop()
    return line.span(inside[0], inside[-1] + 1) if inside else None


def _rest(line: Line, zones: Zones, cue: tuple[int, int]) -> tuple[int, int]:
    """From the hedge to the end of its zone or turn."""
    end = cue[1]
    while end < len(line.units) and zones.together(cue[0], end) and not line.has(end, "STOP"):
        end += 1
    return cue[1], end
