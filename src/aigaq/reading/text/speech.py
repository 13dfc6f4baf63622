"""Who is said to say what in a sentence: cues of speech with what they cover.

Cues are patterns of the pack (`[[cue]]`), read on the line of mentions (`mentions`). What a cue covers is a stretch of
the sentence; of two cues that cover a place the nearer, narrower one wins. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.text.mentions import Mention
from aigaq.reading.text.openings import before_phrase, opening
from aigaq.reading.text.speechless import bare_source, common, keeps_silent, nameable, takes_lives
from aigaq.reading.text.units import Line, Unit
from aigaq.reading.text.zones import splits


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


def find_cues(line: Line) -> list[Cue]:
    """The cues of a speech line, each with the stretch it covers."""
    cues: list[Cue] = []
    for rule, match in line.rules("cue"):
        if takes_lives(line, match) or keeps_silent(line, match):
            continue
        cue = _cue(rule, match, line)
        if rule.attrs.get("needs") == "side" and not sided(cue.who):
            continue
        if rule.attrs.get("needs") == "name" and not nameable(cue.who, line):
            continue
        if rule.attrs.get("needs") == "capital" and not line.units[match.captures["who"][0]].capital:
            continue
        if rule.attrs.get("at") == "end" and not _closing(line, match.end):
            continue
        if rule.attrs.get("at") in ("start", "whole") and match.start not in (0, opening(line)):
            continue
        if rule.attrs.get("at") == "whole" and not _closing(line, match.end):
            continue
        if rule.attrs.get("at") == "bare" and match.end < len(line.units):
            continue  # a headline has no full stop
        if rule.attrs.get("turn") and common(cue.who, line):
            continue
        if rule.attrs.get("clause") and not any(at >= match.end for at in line.where("NUM")):
            continue  # words that only carry a number
        bars = str(rule.attrs.get("bars", "")).split()
        if bars and any(line.has(at, *bars) for at in range(*match.captures.get("cue", (0, 0)))):
            continue
        if rule.attrs.get("alone") and any(other.word < cue.word for other in cues):
            continue  # ", adding that": whoever spoke before in the sentence
        if not any(_same(cue, other) for other in cues):
            cues.append(cue)
    cues = _without_nameless(cues, line)
    cues.sort(key=lambda cue: (cue.word, cue.start))
    _cover(cues, line)
    kept = [cue for cue in cues if not _dateline(cue, cues, line)]
    if len(kept) < len(cues):
        _cover(kept, line)
    return kept


def _without_nameless(cues: Sequence[Cue], line: Line) -> list[Cue]:
    """ "The paper writes, citing a source": nobody is named but the paper, so it is the paper that says it."""
    kept: list[Cue] = []
    for cue in cues:
        bare = bool(cue.rule.attrs.get("inner")) and bare_source(cue.who, line)
        if bare and cue.outer is not None:
            cue.who, cue.outer = cue.outer, None
        elif bare and any(other is not cue and not other.rule.attrs.get("back") for other in cues):
            continue
        kept.append(cue)
    return kept


def _cover(cues: Sequence[Cue], line: Line) -> None:
    for number, cue in enumerate(cues):
        cue.covers = _covers(cue, cues[:number], cues[number + 1 :], line)


def _cue(rule: Rule, match: Match, line: Line) -> Cue:
    start, end = line.span(match.start, match.end)
    word = line.span(*match.captures["cue"]) if "cue" in match.captures else (start, end)
    if rule.attrs.get("resumes"):
        start = word[0]  # what stands between who speaks and the word may be said by others
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
    if line.lexicon.pack.get("head", "last") == "first" and line.has(units[0], "HUMAN"):
        return Mention(start, end, "phrase", tuple(line.units[units[0] : units[1]]))
    inner = next((unit.value for unit in line.units[units[0] : units[1]] if isinstance(unit.value, Mention)), None)
    return inner or Mention(start, end, "phrase", tuple(line.units[units[0] : units[1]]))


def distance(cue: Cue, at: int) -> int:
    """How far the reporting word of a cue stands from a position."""
    return min(abs(cue.word[0] - at), abs(cue.word[1] - at))


def sided(who: Mention | Unit) -> bool:
    """Some word of the source says which side it is on."""
    return any(unit.attr("side") for unit in (who.units if isinstance(who, Mention) else (who,)))


def _same(cue: Cue, other: Cue) -> bool:
    """Two rules found the same reporting word; the first found it better."""
    return cue.word[0] < other.word[1] and other.word[0] < cue.word[1]


def _covers(cue: Cue, before: Sequence[Cue], after: Sequence[Cue], line: Line) -> tuple[int, int]:
    """What a cue covers: up to the next cue of its kind, or to a turn (but, while, semicolon)."""
    scope = str(cue.rule.attrs["covers"])
    first, last = line.units[0].start, line.units[-1].end
    if scope == "own" or _says_nothing(cue, line):
        return cue.start, cue.end
    if scope == "after" and not cue.rule.attrs.get("opens") and _trails(cue, line):
        scope = "before"
    left = max([turn for turn in _turns(line) if turn <= cue.start] + [first])
    right = min([turn for turn in _turns(line) if turn >= cue.end] + [last])
    if cue.rule.attrs.get("past_turns") and not after:
        right = last  # who opens the sentence says all of it, where nobody else speaks later
    opens = cue.start == first or (left == first and not _numbered(line, cue.start))
    if scope == "around" and opens and cue.rule.attrs.get("hedge") and not after:
        right = last  # "According to the clinic, five died at once, while three died later"
    if scope == "around" and not _closes(cue, line) and any(_leads(other, first) for other in before):
        left = max(left, _clause_start(cue, line))
    if left > first and right == last and not before and _closes(cue, line) and not _own_clause(cue, line):
        left = first  # "thirty-five died but more have since, according to the committee": it says all of it
    if scope == "after":
        own = [other for other in after if other.rule.attrs["covers"] == "after" and not other.rule.attrs.get("within")]
        own = [other for other in own if not _count_of_nobody(other.who, line)]
        # "He said that the guards held ten and promised …": the second verb of speech begins where it stands.
        blocking = [other.word[0] if other.rule.attrs.get("late") else max(other.start, cue.end) for other in own]
        blocking += _last_clauses(cue, after, line)
        bounds = [_bracket_end(cue, line, last), *([_clause_end(cue, line)] if cue.rule.attrs.get("clause") else [])]
        return cue.end, min([*blocking, *bounds, last])
    if scope == "before":
        # "13 were held in rallies of workers claiming fraud, X said": what stands before the workers is X's too.
        told = [other for other in before if not _aside(other, line)]
        blocking = [other.end for other in told if other.rule.attrs["covers"] in ("before", "after")]
        if cue.rule.attrs.get("turns"):
            blocking.append(left)
        return max([first, *blocking]), min([*(other.start for other in after), last])
    return left, right


def _own_clause(cue: Cue, line: Line) -> bool:
    """Where verbs stand last, who is named after a turn and before a number tells only that: "five died, but the police
    say seven"."""
    if line.lexicon.pack.get("order") != "last" or cue.rule.attrs["covers"] != "before":
        return False
    return any(cue.start < line.units[at].start < cue.word[0] for at in line.where("NUM"))


def _leads(cue: Cue, first: int) -> bool:
    """ "According to the ministry," at the head of a sentence."""
    return bool(cue.rule.attrs.get("hedge")) and cue.rule.attrs["covers"] == "around" and cue.start == first


def _clause_start(cue: Cue, line: Line) -> int:
    """ "By the ministry's data 12 died, by the fund's data 30": the second tells what stands in its own clause."""
    return max((line.units[at].start for at in line.where("COMMA") if line.units[at].start < cue.start), default=0)


def _says_nothing(cue: Cue, line: Line) -> bool:
    """ "The governor says sorry as the toll falls": what follows is no word of theirs."""
    at = next((number for number, unit in enumerate(line.units) if unit.start >= cue.word[1]), len(line.units))
    return line.has(at, "MUTEW") and not line.has(at + 1, "THAT", "COLON", "QO")


def _last_clauses(cue: Cue, after: Sequence[Cue], line: Line) -> list[int]:
    """ "A said 12 had died; nine were men, by B's own count": whoever tells what stands past a semicolon."""
    around = [other for other in after if other.rule.attrs["covers"] == "around"]
    ends = [line.units[at].start for at in line.where("SEMI")] if around else []
    return [end for end in ends if end >= cue.end and any(other.start > end for other in around)]


def _numbered(line: Line, before: int) -> bool:
    """Whether a number stands before a place: what it counts may be told by others."""
    return any(line.units[at].start < before for at in line.where("NUM"))


def _count_of_nobody(who: Mention | Unit, line: Line) -> bool:
    """ "The mayor said the latest toll shows 12": a count without a name ends nobody's words."""
    units = who.units if isinstance(who, Mention) else (who,)
    codes = line.lexicon.codes
    named = codes.all(("INST", "ROLE", "OUTLET", "PEOPLE", "NAMEY", "HOSP", "WITNESS"))
    plain = [unit for unit in units if codes["FORMALW"] not in unit.codes]
    names = ("TOLL", "TALLY") if len(plain) == len(units) else ("TOLL", "TALLY", "RECORD")
    counts = any(codes[name] in units[-1].codes for name in names)
    units = tuple(plain)  # "the official figures": of whom is not said
    return counts and not any(unit.attr("side") or any(code in unit.codes for code in named) for unit in units)


def _bracket_end(cue: Cue, line: Line, last: int) -> int:
    """Where the brackets close that a cue stands in: "nine (later the service said seven) and two others"."""
    opened = [line.units[at].start for at in line.where("LPAR") if line.units[at].start < cue.start]
    closed = [line.units[at].start for at in line.where("RPAR")] if opened else []
    if not opened or any(opened[-1] < at < cue.start for at in closed):
        return last
    return next((at for at in closed if at >= cue.end), last)


def _clause_end(cue: Cue, line: Line) -> int:
    """Where the words end that stand by the first number after a cue: what follows a comma may be anybody's."""
    after = [at for at, unit in enumerate(line.units) if unit.start >= cue.end]
    number = next((at for at in after if line.has(at, "NUM")), len(line.units))
    ends = (
        line.units[at].start for at in after if at > number and line.has(at, "COMMA", "SEMI", "STOP", "DASH", "COLON")
    )
    return next(ends, line.units[-1].end)


def _aside(cue: Cue, line: Line) -> bool:
    """A participle that only says of somebody named what they claim."""
    at = next((number for number, unit in enumerate(line.units) if unit.start >= cue.word[0]), 0)
    return line.has(at, "SAYING") and not line.has(at - 1, "COMMA")


def _closes(cue: Cue, line: Line) -> bool:
    """No number and no turn stands after the cue."""
    return not any(
        line.has(at, "NUM", "SEMI", "SPLIT") and line.units[at].start >= cue.end for at in range(len(line.units))
    )


def _trails(cue: Cue, line: Line) -> bool:
    """ ", X said." and ", X said, ": the words stand before the cue, not after it."""
    units = line.units
    begin = next((number for number, unit in enumerate(units) if unit.start >= cue.start), 0)
    after = next((number for number, unit in enumerate(units) if unit.start >= cue.end), len(units))
    if not line.has(before_phrase(line, begin), "COMMA", "QC", "DASH", "STOP"):
        return False
    if line.has(after, "BREAK") and not any(line.has(at, "THAT", "QO") for at in range(after, len(line.units))):
        return True  # "X said on Monday as the toll rose": what follows is another's
    if line.has(after, "PARTOF"):
        return True  # "X said of the floods that struck on Monday": what it was said about tells nothing
    inside = False  # "said today after gathering testimony of those who fled": what follows is no longer told
    while after < len(units) and not line.has(after, "STOP", "COMMA", "SEMI", "DASH", "RPAR", "COLON"):
        aside = (line.has(after, "VPAST") and line.has(after - 1, *_ISSUED)) or (
            line.has(after, "AUX", "VING") and line.has(after - 1, "PREP", "SUBORD")
        )
        inside = inside or aside
        if line.has(after, *_TOLD) and not aside and not (inside and not line.has(after, "NUM", "QO")):
            return False
        after += 1
    return not (line.has(after, "COMMA") and line.has(after + 1, "THAT"))


# What is told begins with one of these; what only says when, where and to whom it was said has none of them.
_TOLD = ("THAT", "QO", "VFIN", "AUX", "NUM", "VING")
# "In a report released on Monday": the participle belongs to the noun, and tells nothing.
_ISSUED = ("RECORD", "POSTED", "WHOM")


def _dateline(cue: Cue, cues: Sequence[Cue], line: Line) -> bool:
    """A name in capitals before a colon ("HARROW: ..."), or before a number ("Harrow Mills: nine dead"), where another is
    said to tell all of it: what a report is about."""
    if not cue.rule.attrs.get("turn") or not isinstance(cue.who, Mention) or cue.who.kind != "person":
        return False
    upper = all(line.lexicon.codes["UP"] in unit.codes for unit in cue.who.units)
    counts = any(line.has(at, "NUM") and line.units[at].start == cue.word[1] + 1 for at in line.where("NUM"))
    return (upper or counts) and any(
        other is not cue and other.covers[0] <= cue.end < other.covers[1] for other in cues
    )


def _closing(line: Line, number: int) -> bool:
    """Nothing but marks of punctuation and quotation follows."""
    return all(line.has(at, "STOP", "QC", "RPAR") for at in range(number, len(line.units)))


def _turns(line: Line) -> list[int]:
    return [line.units[at].start for at in line.where("SEMI", "SPLIT") if line.has(at, "SEMI") or splits(line, at)]
