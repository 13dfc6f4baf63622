"""Who can speak in a sentence: mentions of possible speakers, each as one unit of a line of its own.

Mentions are patterns of the pack (`[[mention]]`). They become single units of the class SRC on a line of their own, so
that a cue reads `SRC SAY`; all positions are code points, so both lines agree. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.lexicon import Entry
from aigaq.reading.units import Line, Unit


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that can speak: its stretch, its units, the stretch of a name in it."""

    start: int
    end: int
    kind: str
    units: tuple[Unit, ...]
    name: tuple[int, int] | None = None


_TAKEN_UP = ("NUMBERWORD", "POSTED", "STATED", "TALLY", "TOLL", "EARLIERW", "VERSIONW")


def find_mentions(line: Line, spots: Sequence[tuple[int, int, bool, bool]] = ()) -> list[Mention]:
    """The mentions of a sentence from left to right; of two that overlap the rule that comes first wins.

    A mention that is no more than the name of a place (`spots`) is none.
    """
    taken: list[Mention] = []
    for rule, match in line.rules("mention"):
        start, end = match.captures.get("whole", (match.start, match.end))
        if any(spot[0] <= start and end <= spot[1] for spot in spots):
            continue
        if end - start == 1 and line.has(start, "SAY") and line.has(end, "NUM", "THAT"):
            continue
        if rule.attrs["kind"] == "person" and any(line.has(at, "SORT") for at in range(start, end)):
            continue  # a republic or a district
        if line.has(start, "DET") and line.has(end - 1, "NUMBERWORD") and line.has(end, "SAY") and _object_first(line):
            continue  # what is told, not who tells it: "such figures gave the ministry"
        if end - start == 2 and line.has(start, "THEYPOSS") and line.has(start + 1, "RECORD") and _object_first(line):
            continue  # "by their data": they say so
        if end - start == 1 and line.has(start, "WHOM") and not line.has(start, "INST", "ROLE", "OUTLET", "RECORD"):
            continue  # only where it was said: "on Facebook"
        if line.has(start, "NUM") and line.has(start - 1, "SAY", "SAYTHAT"):
            continue  # "said 13 demonstrators were hurt": what is counted does not speak
        if (
            end - start > 1
            and line.has(start, "THAT")
            and (line.has(start - 1, "SAY", "CONJ", "COMMA") or line.has(start + 1, "NUM", "PEOPLE"))
        ):
            start += 1  # "says that 500 prisoners": the conjunction is no part of who is meant
        end = _before_verb(line, start, end)
        if rule.attrs["kind"] == "person" and all(line.has(at, "SIDED") for at in range(start, end)):
            continue  # "Human Rights" names nobody
        name = match.captures.get("name")
        if name and end == name[1] and (name[0] > start or end - start > 2):
            end = _before_other(line, name)
            name = (name[0], end) if end > name[0] else None
        if end <= start:
            continue
        begin, finish = line.span(start, end)
        if any(mention.start < finish and begin < mention.end for mention in taken):
            continue
        span = line.span(*name) if name else None
        taken.append(Mention(begin, finish, str(rule.attrs["kind"]), tuple(line.units[start:end]), span))
    return sorted(taken, key=lambda mention: mention.start)


def _before_other(line: Line, name: tuple[int, int]) -> int:
    """Where a name ends that runs into another: the last word may be that of the place, the paper or the body after it.

    "the head of state in Taldyk province", "Serik Datov to Alau radio", "Serik Datov at a CMC briefing".
    """
    end = name[1]
    if line.has(name[0] - 1, "PEOPLE") and (line.has(end - 1, "GENC") or line.has(name[0] - 1, "GENC")):
        return name[0]  # "the army of Taldyk's east": a crowd has no name of a person
    if line.has(name[0] - 1, "OUTLET") and line.has(end, "OUTLET", "INST", "CITING") and not _object_first(line):
        return name[0]  # the name of the other paper that this one cites
    sort = line.has(end, "SORT") and line.has(end, "POSS")
    other = end - name[0] > 2 and line.has(end, "OUTLET", "INST") and line.has(end, "POSS")
    initials = end - name[0] > 1 and line.has(end - 1, "UP") and not line.has(end - 2, "UP")
    return end - 1 if sort or other or (initials and line.has(end, "POSS", "OOV")) else end


def _object_first(line: Line) -> bool:
    """Whether an object may stand before its verb."""
    return line.lexicon.pack.get("order") == "free"


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
    if mention.name is None and codes["POSS"] in last:
        kinds += " OWNED"  # its last noun has an owner, so that no further noun joins it
    return kinds + " BODYN" if "BODY" in kinds.split() and "NOMI" in kinds.split() else kinds


def _head_case(mention: Mention, line: Line) -> str:
    """By the case of its head: NOMI where it can be a subject, DATI where it can only be who is told."""
    codes = line.lexicon.codes
    if _governed(mention, line):
        return ""
    kinds = codes.all(("ROLE", "INST", "OUTLET", "PEOPLE", "RECORD"))
    head = next((unit.codes for unit in mention.units if any(kind in unit.codes for kind in kinds)), "")
    if codes["CNOM"] in head or not any(code in head for code in codes.all(("CGEN", "CDAT", "CACC", "CINS", "CLOC"))):
        return " NOMI"
    return " DATI" if codes["CDAT"] in head and codes["CGEN"] not in head else ""


def _governed(mention: Mention, line: Line) -> bool:
    """A name behind a preposition is no subject: "the blow against Orlen led to …"."""
    if mention.name is None or mention.kind != "person":
        return False
    first = next((number for number, unit in enumerate(line.units) if unit.start >= mention.start), 0)
    return line.has(first - 1, "PREP")


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
