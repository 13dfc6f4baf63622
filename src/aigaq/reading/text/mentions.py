"""Who can speak in a sentence: mentions of possible speakers, each as one unit of a line of its own.

Mentions are patterns of the pack (`[[mention]]`). They become single units of the class SRC on a line of their own, so
that a cue reads `SRC SAY`; all positions are code points, so both lines agree. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.lexis.lexicon import Entry
from aigaq.reading.text.borders import before_other, before_verb, object_first, told_by_another, verb_last
from aigaq.reading.text.units import Line, Unit


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that can speak: its stretch, its units, the stretch of a name in it."""

    start: int
    end: int
    kind: str
    units: tuple[Unit, ...]
    name: tuple[int, int] | None = None


_CHAIN = 6
_SHORT = 6  # letters of a name with what looks like its ending
_TAKEN_UP = (
    "NUMBERWORD",
    "POSTED",
    "STATED",
    "TALLY",
    "TOLL",
    "EARLIERW",
    "EARLYW",
    "VERSIONW",
    "REVISED",
    "ARCHIVEDW",
    "OWNW",
    "WRONGW",
    "GONEW",
    "WHOSEREC",
)


def find_mentions(line: Line, spots: Sequence[tuple[int, int, bool, bool]] = ()) -> list[Mention]:
    """The mentions of a sentence from left to right; of two that overlap the rule that comes first wins.

    A mention that is no more than the name of a place (`spots`) is none.
    """
    taken: list[Mention] = []
    for rule, match in line.rules("mention"):
        start, end = match.captures.get("whole", (match.start, match.end))
        if any(spot[0] <= start and end <= spot[1] for spot in spots):
            continue
        told = line.has(start, "SAY") or (line.has(start, "SAYNUM") and line.has(start - 1, "IWE"))
        if end - start == 1 and told and line.has(end, "NUM", "THAT"):
            continue
        behind = end - start == 1 and told and line.has(start - 1, "COMMA", "QC") and _named_next(line, end)
        if behind or (line.units[start].form == "which" and line.has(start + 1, "SAY")):
            continue  # ", reports the ministry", "the office, which counts some nine"
        if rule.attrs["kind"] == "person" and any(line.has(at, "SORT") for at in range(start, end)):
            continue  # a republic or a district
        if line.has(start, "DET") and line.has(end - 1, "NUMBERWORD") and line.has(end, "SAY") and object_first(line):
            continue  # what is told, not who tells it: "such figures gave the ministry"
        if end - start == 2 and line.has(start, "DET") and _given_when(line, end):
            continue  # "the toll announced on Sunday": what was told, not who tells it
        if end - start == 2 and line.has(start, "THEYPOSS") and line.has(start + 1, "RECORD") and object_first(line):
            continue  # "by their data": they say so
        if end - start == 1 and line.has(start, "WHOM") and not line.has(start, "INST", "ROLE", "OUTLET", "RECORD"):
            continue  # only where it was said: "on Facebook"
        if start == 0 and end == 1 and line.has(0, "OUTLET") and line.has(1, "DASH") and verb_last(line):
            continue  # "KHABAR – …": whose report it is
        if line.has(start, "NUM") and line.has(start - 1, "SAY", "SAYTHAT") and not line.has(start + 1, "PARTOF"):
            continue  # "said 13 demonstrators were hurt": what is counted does not speak
        if (
            end - start > 1
            and line.has(start, "THAT")
            and (line.has(start - 1, "SAY", "CONJ", "COMMA") or line.has(start + 1, "NUM", "PEOPLE"))
        ):
            start += 1  # "says that 500 prisoners": the conjunction is no part of who is meant
        if end - start > 1 and line.has(start, "REL") and object_first(line):
            start += 1  # "the report which the ministry gave": the ministry alone
        end = before_verb(line, start, end)
        if rule.attrs["kind"] == "person" and all(line.has(at, "SIDED") for at in range(start, end)):
            continue  # "Human Rights" names nobody
        name = match.captures.get("name")
        if name and end == name[1] and (name[0] > start or end - start > 2):
            end = before_other(line, name)
            name = (name[0], end) if end > name[0] else None
        if end <= start:
            continue
        parted = told_by_another(line, start, end) if name else None
        if parted is not None:
            taken.append(Mention(*line.span(start, parted), str(rule.attrs["kind"]), tuple(line.units[start:parted])))
            start = parted + 1
        begin, finish = line.span(start, end)
        if any(mention.start < finish and begin < mention.end for mention in taken):
            continue
        span = line.span(*name) if name else None
        taken.append(Mention(begin, finish, str(rule.attrs["kind"]), tuple(line.units[start:end]), span))
    found = sorted(taken, key=lambda mention: mention.start)
    return _chained(found, line) if verb_last(line) else found


def _given_when(line: Line, at: int) -> bool:
    """A word for a count, and when it was given."""
    given = line.has(at - 1, "TALLY", "TOLL") and line.has(at, "SAY") and line.has(at, "VPAST")
    return given and line.units[at].form != "said" and line.has(at + 1, "PREP", "DATE", "ADV") and not verb_last(line)


def _named_next(line: Line, at: int) -> bool:
    """A noun phrase or a name begins: whoever tells what stands before."""
    return line.has(at, "DET", "TITLE", "NAMEY", "INST", "ROLE", "OUTLET") and not verb_last(line)


def _chained(mentions: Sequence[Mention], line: Line) -> list[Mention]:
    """ "Harrow ministry roads and bridges department's head N": what a body is named by may hold an "and" of its own, so
    that the body and whoever stands at the end are one."""
    found: list[Mention] = []
    for mention in mentions:
        body = next((one for one in reversed(found[-2:]) if _one_body(one, mention, line)), None)
        if body is not None:
            mention = Mention(body.start, mention.end, mention.kind, body.units + mention.units, mention.name)
            del found[found.index(body) :]
        found.append(mention)
    return found


def _one_body(first: Mention, last: Mention, line: Line) -> bool:
    codes = line.lexicon.codes
    body, ends = codes["INST"], codes.all(("OBL", "GENC"))
    if last.name is None or last.kind != "role" or not any(codes["ROLE"] in unit.codes for unit in last.units):
        return False
    if not any(body in unit.codes and not any(end in unit.codes for end in ends) for unit in first.units[-2:]):
        return False
    gap = [at for at, unit in enumerate(line.units) if first.end <= unit.start < last.start]
    inner = body not in first.units[-1].codes or not line.has(gap[0] if gap else 0, "CONJ")
    if not inner or not 0 < len(gap) <= _CHAIN or not any(line.has(at, "CONJ") for at in gap):
        return False  # "the ministry and the head of police" are two
    return all(
        line.has(at, "CONJ", "ADJ", "OOV", "THING", "EVENTN", "HUMAN", "NOUN", "INST")
        and not line.has(at, "OBL", "GENC", "NUM", "POSS")
        for at in gap
    )


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
    if _beside(mention, line):
        case = " OBL"  # "before the deputies": where somebody else spoke
    if codes["OBL"] in last and not _short_name(mention, line):
        ends = [f" {name}" for name in ("LOCAT", "ABL") if codes[name] in last]
        case = " OBL" + "".join(ends)
    kinds = _sort_of(mention, line) + case + _head_case(mention, line)
    if mention.name is None and codes["POSS"] in last:
        kinds += " OWNED"  # its last noun has an owner, so that no further noun joins it
    return kinds + " BODYN" if "BODY" in kinds.split() and "NOMI" in kinds.split() else kinds


def _beside(mention: Mention, line: Line) -> bool:
    """Where the noun comes first: a word for "before" or "among" stands behind it."""
    return any(line.units[at - 1].end == mention.end for at in line.where("RELN") if at)


def _short_name(mention: Mention, line: Line) -> bool:
    """Whether a name of several words, or behind a role, ends in a short one that only looks like a form ("Erden")."""
    codes, last = line.lexicon.codes, mention.units[-1]
    person = mention.name is not None and len(mention.units) > 1 and verb_last(line) and codes["NAMEY"] in last.codes
    cased = any(codes[name] in last.codes for name in ("DAT", "ACC", "GENC"))
    return person and not cased and len(last.form) <= _SHORT


def _head_case(mention: Mention, line: Line) -> str:
    """By the case of its head: NOMI where it can be a subject, DATI where it can only be who is told."""
    codes = line.lexicon.codes
    if _governed(mention, line):
        return ""
    kinds = codes.all(("ROLE", "INST", "OUTLET", "PEOPLE", "RECORD"))
    head = next((unit.codes for unit in mention.units if any(kind in unit.codes for kind in kinds)), "")
    if len(mention.units) > 2 and codes["PARTOF"] in mention.units[1].codes:
        head = mention.units[0].codes  # "one of the leaders"
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
    wanted = (
        "OUTLET",
        "RECORD",
        "PEOPLE",
        "WITNESS",
        "INST",
        "ROLE",
        "NAMED",
        "WHOM",
        "WORD",
        "CAP",
        "NUM",
        *_TAKEN_UP,
    )
    held = {code for unit in mention.units for code in unit.codes}
    return "".join(codes[name] for name in wanted if codes[name] in held)
