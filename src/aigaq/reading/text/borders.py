"""Where a mention ends that runs into a verb, into another name, or into somebody else. Proved by tests/reading/test_grammar.py."""

from __future__ import annotations

from aigaq.reading.text.units import Line


def told_by_another(line: Line, start: int, end: int) -> int | None:
    """Where the comma stands between two: "not the 72 reported by the flood council, mayor Ana Lund told journalists"."""
    comma = next((at for at in range(start, end) if line.has(at, "COMMA")), None)
    return comma if line.has(start - 1, "SAIDBY") and line.has(end, "SAY") and not verb_last(line) else None


def before_other(line: Line, name: tuple[int, int]) -> int:
    """Where a name ends that runs into another: the last word may be that of the place, the paper or the body after it.

    "the head of state in Taldyk province", "Serik Datov to Alau radio", "Serik Datov at a CMC briefing".
    """
    end = name[1]
    if line.has(name[0] - 1, "PEOPLE") and (line.has(end - 1, "GENC") or line.has(name[0] - 1, "GENC")):
        return name[0]  # "the army of Taldyk's east": a crowd has no name of a person
    if line.has(name[0] - 1, "OUTLET") and line.has(end, "OUTLET", "INST", "CITING") and not object_first(line):
        return name[0]  # the name of the other paper that this one cites
    if verb_last(line) and line.has(end - 1, "LOCAT") and (line.has(name[0] - 1, "INST") or end - name[0] > 2):
        return name[0] if line.has(name[0] - 1, "INST") else end - 1  # "the society in South Harrow"
    sort = line.has(end, "SORT") and line.has(end, "POSS")
    other = end - name[0] > 2 and line.has(end, "OUTLET", "INST") and line.has(end, "POSS")
    initials = end - name[0] > 1 and line.has(end - 1, "UP") and not line.has(end - 2, "UP")
    return end - 1 if sort or other or (initials and line.has(end, "POSS", "OOV")) else end


def verb_last(line: Line) -> bool:
    return line.lexicon.pack.get("order") == "last"


def object_first(line: Line) -> bool:
    """Whether an object may stand before its verb."""
    return line.lexicon.pack.get("order") == "free"


def before_verb(line: Line, start: int, end: int) -> int:
    """A last word that may be noun or verb is a verb before a number or "that": "the lawyer counts 140"."""
    verb = (
        end - start > 1 and line.has(end - 1, "SAY") and line.has(end - 2, "ROLE", "INST", "PEOPLE", "OUTLET", "NAMEY")
    )
    for at in range(start + 2, end - 1):  # "a list drawn up by the ministry names nine people"
        if line.has(at, "GIVESNO") and line.has(at + 1, "NUM") and line.has(at - 1, "ROLE", "INST", "PEOPLE", "OUTLET"):
            return at
    closing = line.has(start - 1, "COMMA", "QC") and (end >= len(line.units) or line.has(end, "STOP"))
    if closing and end - start > 1 and line.has(end - 1, "SAY") and line.has(end - 1, "RECORD"):
        return end - 1  # ", the group for human rights reports."
    figures = line.has(end - 1, "RECORD") and line.has(end, "DET")  # "the ministry estimates the dead at nine"
    return end - 1 if verb and (figures or line.has(end, "NUM", "THAT", "QUANTITY", "ADV")) else end
