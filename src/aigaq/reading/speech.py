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
_TAKEN_UP = ("NUMBERWORD", "POSTED", "STATED", "TALLY", "TOLL", "EARLIERW")


def find_mentions(line: Line, spots: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The mentions of a sentence from left to right; of two that overlap the rule that comes first wins.

    A mention that is no more than the name of a place (`spots`) is none.
    """
    taken: list[Mention] = []
    for rule, match in line.rules("mention"):
        start, end = match.captures.get("whole", (match.start, match.end))
        if any(first <= start and end <= last for first, last in spots):
            continue
        if end - start == 1 and line.has(start, "SAY") and line.has(end, "NUM", "THAT"):
            continue
        if line.has(start, "NUM") and line.has(start - 1, "SAY", "SAYTHAT"):
            continue  # "said 13 demonstrators were hurt": what is counted does not speak
        if end - start > 1 and line.has(start, "THAT") and (line.has(start - 1, "SAY") or line.has(start + 1, "NUM")):
            start += 1  # "says that 500 prisoners": the conjunction is no part of who is meant
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
        if rule.attrs.get("needs") == "side" and not sided(cue.who):
            continue
        if rule.attrs.get("needs") == "capital" and not line.units[match.captures["who"][0]].capital:
            continue
        if rule.attrs.get("at") == "end" and not _closing(line, match.end):
            continue
        if rule.attrs.get("turn") and _common(cue.who, line):
            continue
        bars = str(rule.attrs.get("bars", "")).split()
        if bars and any(line.has(at, *bars) for at in range(*match.captures.get("cue", (0, 0)))):
            continue
        if not any(_same(cue, other) for other in cues):
            cues.append(cue)
    cues.sort(key=lambda cue: (cue.word, cue.start))
    for number, cue in enumerate(cues):
        cue.covers = _covers(cue, cues[:number], cues[number + 1 :], line)
    return cues


def _kinds(mention: Mention, line: Line) -> str:
    """The classes of a mention as one unit: PERSON a name alone, BODY more than a document or a count, FULLNAME a name
    of several words, none of them a sort of place; SUBJ where its last word has no ending of a case, GENC that of
    "of"."""
    codes = line.lexicon.codes
    last = mention.units[-1].codes
    case = " GENC" if codes["GENC"] in last else " SUBJ"
    if codes["OBL"] in last:
        case = " OBL LOCAT" if codes["LOCAT"] in last else " OBL"
    kinds = _sort_of(mention, line) + case + _head_case(mention, line)
    return kinds + " BODYN" if "BODY" in kinds.split() and "NOMI" in kinds.split() else kinds


def _head_case(mention: Mention, line: Line) -> str:
    """By the case of its head: NOMI where it can be a subject, DATI where it can only be who is told."""
    codes = line.lexicon.codes
    kinds = codes.all(("ROLE", "INST", "OUTLET", "PEOPLE", "RECORD"))
    head = next((unit.codes for unit in mention.units if any(kind in unit.codes for kind in kinds)), "")
    if codes["CNOM"] in head or not any(code in head for code in codes.all(("CGEN", "CDAT", "CACC", "CINS", "CLOC"))):
        return " NOMI"
    return " DATI" if codes["CDAT"] in head and codes["CGEN"] not in head else ""


def _sort_of(mention: Mention, line: Line) -> str:
    codes = line.lexicon.codes
    if mention.kind == "person":
        sort = any(codes["SORT"] in unit.codes for unit in mention.units)
        return "SRC PERSON FULLNAME" if len(mention.units) > 1 and not sort else "SRC PERSON"
    kinds = codes.all(("ROLE", "INST", "OUTLET", "PEOPLE"))
    if mention.name is not None:
        return "SRC BODY WHONAME"
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
    if line.lexicon.pack.get("head", "last") == "first" and line.has(units[0], "HUMAN"):
        return Mention(start, end, "phrase", tuple(line.units[units[0] : units[1]]))
    inner = next((unit.value for unit in line.units[units[0] : units[1]] if isinstance(unit.value, Mention)), None)
    return inner or Mention(start, end, "phrase", tuple(line.units[units[0] : units[1]]))


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
        if cue.rule.attrs.get("turns"):
            blocking.append(left)
        return max([first, *blocking]), min([*(other.start for other in after), last])
    return left, right


def _trails(cue: Cue, line: Line) -> bool:
    """ ", X said." and ", X said, ": the words stand before the cue, not after it."""
    units = line.units
    begin = next((number for number, unit in enumerate(units) if unit.start >= cue.start), 0)
    after = next((number for number, unit in enumerate(units) if unit.start >= cue.end), len(units))
    if not line.has(begin - 1, "COMMA", "QC", "DASH", "STOP"):
        return False
    while after < len(units) and not line.has(after, "STOP", "COMMA", "SEMI", "DASH", "RPAR", "COLON"):
        if line.has(after, *_TOLD):
            return False
        after += 1
    return not (line.has(after, "COMMA") and line.has(after + 1, "THAT"))


# What is told begins with one of these; what only says when, where and to whom it was said has none of them.
_TOLD = ("THAT", "QO", "VFIN", "AUX", "NUM", "VING")


def _common(who: Mention | Unit, line: Line) -> bool:
    """A single known word in capitals heads a line ("CLAIM:"); it is no name of one who speaks."""
    if not isinstance(who, Mention) or who.kind != "person" or len(who.units) > 1:
        return False
    codes = line.lexicon.codes
    return codes["UP"] in who.units[0].codes and codes["OOV"] not in who.units[0].codes


def _closing(line: Line, number: int) -> bool:
    """Nothing but marks of punctuation and quotation follows."""
    return all(line.has(at, "STOP", "QC", "RPAR") for at in range(number, len(line.units)))


def _turns(line: Line) -> list[int]:
    return [line.units[number].start for number in line.where("SEMI", "SPLIT")]
