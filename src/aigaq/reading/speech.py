"""Who is said to say what in a sentence: mentions of possible speakers, and cues of speech with what they cover.

Mentions and cues are patterns of the pack (`[[mention]]`, `[[cue]]`). Mentions become single units of the class SRC on
a line of their own, so that a cue reads `SRC SAY`; all positions are code points, so both lines agree. What a cue
covers is a stretch of the sentence; of two cues that cover a place the nearer, narrower one wins. Proved by
tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.lexicon import Entry, Rule
from aigaq.reading.patterns import Match
from aigaq.reading.units import Line, Unit


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that can speak: its stretch, its units, the stretch of a name in it."""

    start: int
    end: int
    kind: str
    units: tuple[Unit, ...]
    name: tuple[int, int] | None = None


@dataclass(slots=True)
class Cue:
    """Someone is said to say something: who (a mention or a pronoun's unit), by which word, covering which stretch."""

    rule: Rule
    who: Mention | Unit
    start: int
    end: int
    covers: tuple[int, int]
    word: tuple[int, int]
    outer: Mention | None = None
    denies: bool = False


# What withdrawals ask for: "that figure", "its first bulletin".
_TAKEN_UP = ("NUMBERWORD", "POSTED", "TALLY", "TOLL", "EARLIERW")


def find_mentions(line: Line, spots: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The mentions of a sentence from left to right; of two that overlap the rule that comes first wins.

    A mention that is no more than the name of a place (`spots`) is none.
    """
    taken: list[Mention] = []
    for rule, match in line.rules("mention"):
        start, end = match.captures.get("whole", (match.start, match.end))
        if any(first <= start and end <= last for first, last in spots):
            continue
        if end - start == 1 and line.has(start, "SAY") and line.has(end, "NUM"):
            continue
        end = _before_verb(line, start, end)
        begin, finish = line.span(start, end)
        if any(mention.start < finish and begin < mention.end for mention in taken):
            continue
        name = match.captures.get("name")
        span = line.span(*name) if name else None
        taken.append(Mention(begin, finish, str(rule.attrs["kind"]), tuple(line.units[start:end]), span))
    return sorted(taken, key=lambda mention: mention.start)


def _before_verb(line: Line, start: int, end: int) -> int:
    """A last word that may be noun or verb is a verb before a number or "that": "the lawyer counts 140"."""
    verb = (
        end - start > 1 and line.has(end - 1, "SAY") and line.has(end - 2, "ROLE", "INST", "PEOPLE", "OUTLET", "NAMEY")
    )
    return end - 1 if verb and line.has(end, "NUM", "THAT", "QUANTITY", "ADV") else end


def speech_line(line: Line, mentions: Sequence[Mention]) -> Line:
    """The line with every mention as one unit of the class SRC."""
    if not mentions:
        return line
    units: list[Unit] = []
    pending = list(mentions)
    codes = line.lexicon.codes
    for unit in line.units:
        if pending and unit.start >= pending[0].end:
            pending.pop(0)
        if pending and unit.start == pending[0].start:
            mention = pending[0]
            kinds = _kinds(mention, line)
            entry = Entry("mention", (), {})
            form = " ".join(part.form for part in mention.units)
            units.append(
                Unit(
                    mention.start,
                    mention.end,
                    form,
                    _kept(mention, line) + codes.all(kinds.split()),
                    (entry,),
                    mention,
                    unit.capital,
                )
            )
        elif not (pending and pending[0].start <= unit.start < pending[0].end):
            units.append(unit)
    return Line(units, line.lexicon)


def find_cues(line: Line) -> list[Cue]:
    """The cues of a speech line, each with the stretch it covers."""
    cues: list[Cue] = []
    for rule, match in line.rules("cue"):
        cue = _cue(rule, match, line)
        if rule.attrs.get("needs") == "side" and not _sided(cue.who):
            continue
        if not any(_same(cue, other) for other in cues):
            cues.append(cue)
    cues.sort(key=lambda cue: (cue.word, cue.start))
    for number, cue in enumerate(cues):
        cue.covers = _covers(cue, cues[:number], cues[number + 1 :], line)
    return cues


def _kinds(mention: Mention, line: Line) -> str:
    """The classes of a mention as one unit: PERSON a name alone, BODY more than a document or a count, FULLNAME a name
    of several words, none of them a sort of place."""
    codes = line.lexicon.codes
    if mention.kind == "person":
        sort = any(codes["SORT"] in unit.codes for unit in mention.units)
        return "SRC PERSON FULLNAME" if len(mention.units) > 1 and not sort else "SRC PERSON"
    kinds = codes.all(("ROLE", "INST", "OUTLET", "PEOPLE"))
    return "SRC BODY" if any(kind in unit.codes for unit in mention.units for kind in kinds) else "SRC"


def _kept(mention: Mention, line: Line) -> str:
    """The classes of the head that cues may still ask for."""
    codes = line.lexicon.codes
    wanted = ("OUTLET", "RECORD", "PEOPLE", "WITNESS", "INST", "ROLE", "NAMED", "WHOM", "WORD", "CAP", *_TAKEN_UP)
    held = {code for unit in mention.units for code in unit.codes}
    return "".join(codes[name] for name in wanted if codes[name] in held)


def _cue(rule: Rule, match: Match, line: Line) -> Cue:
    start, end = line.span(match.start, match.end)
    word = line.span(*match.captures["cue"]) if "cue" in match.captures else (start, end)
    who = _who(line, match.captures["who"])
    outer = match.captures.get("outer") or match.captures.get("whom")
    told = _who(line, outer) if outer and not line.has(outer[0], "WHOM") else None
    denies = any(line.has(at, "DENY") for at in range(*match.captures.get("cue", (0, 0))))
    outside = told if isinstance(told, Mention) else None
    return Cue(rule, who, start, end, (start, end), word, outside, denies=denies)


def _who(line: Line, units: tuple[int, int]) -> Mention | Unit:
    """The mention of the units; a lone pronoun or place stays a unit; other words become a mention."""
    first = line.units[units[0]]
    if units[1] - units[0] == 1:
        return first.value if isinstance(first.value, Mention) else first
    start, end = line.span(*units)
    inner = next((unit.value for unit in line.units[units[0] : units[1]] if isinstance(unit.value, Mention)), None)
    return inner or Mention(start, end, "phrase", tuple(line.units[units[0] : units[1]]))


def _sided(who: Mention | Unit) -> bool:
    """Some word of the source says which side it is on."""
    return any(unit.attr("side") for unit in (who.units if isinstance(who, Mention) else (who,)))


def _same(cue: Cue, other: Cue) -> bool:
    """Two rules found the same reporting word; the first found it better."""
    return cue.word[0] < other.word[1] and other.word[0] < cue.word[1]


def _covers(cue: Cue, before: Sequence[Cue], after: Sequence[Cue], line: Line) -> tuple[int, int]:
    """What a cue covers: up to the next cue of its kind, or to a turn (but, while, semicolon)."""
    scope = str(cue.rule.attrs["covers"])
    first, last = line.units[0].start, line.units[-1].end
    if scope == "own":
        return cue.start, cue.end
    if scope == "after" and _trails(cue, line):
        scope = "before"
    left = max([turn for turn in _turns(line) if turn <= cue.start] + [first])
    right = min([turn for turn in _turns(line) if turn >= cue.end] + [last])
    if scope == "after":
        blocking = [other.start for other in after if other.rule.attrs["covers"] == "after"]
        return cue.end, min([*blocking, last])
    if scope == "before":
        blocking = [other.end for other in before if other.rule.attrs["covers"] in ("before", "after")]
        return max([first, *blocking]), min([*(other.start for other in after), last])
    return left, right


def _trails(cue: Cue, line: Line) -> bool:
    """ ", X said." and ", X said, ": the words stand before the cue, not after it."""
    units = line.units
    begin = next((number for number, unit in enumerate(units) if unit.start >= cue.start), 0)
    after = next((number for number, unit in enumerate(units) if unit.start >= cue.end), len(units))
    if not line.has(begin - 1, "COMMA", "QC", "DASH", "STOP"):
        return False
    while line.has(
        after,
        "DATE",
        "PREP",
        "DET",
        "RECORD",
        "WHOM",
        "ADV",
        "THING",
        "PLACE",
        "OUTLET",
        "OOV",
        "SRC",
        "NUM",
        "SAIDBY",
        "FIRST",
    ):
        after += 1
    return after >= len(units) or line.has(after, "STOP", "COMMA", "SEMI", "DASH", "RPAR")


def _turns(line: Line) -> list[int]:
    return [line.units[number].start for number in line.where("SEMI", "SPLIT")]
