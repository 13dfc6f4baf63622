"""Clauses of languages with free word order: whether a number and a verb before or after it belong to one of them.

Where order says nothing, clauses and cases do: between the two stands no other finite verb, a participle speaks of what
it stands beside, a number after a preposition is not what the verb happens to, and a noun in the nominative beside an
active verb is the one who acts. Used where `order` of the pack is `free`. Proved by tests/reading/test_clauses.py.
"""

from __future__ import annotations

from aigaq.reading.counts.counted import Counted
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones

_PHRASE = 6


def one_clause(line: Line, zones: Zones, item: Counted, unit: int) -> bool:
    """Whether no other clause begins between the number and the verb, and a participle speaks of the number."""
    if line.has(unit, "DOER") and not unit < item.number <= unit + 3:
        return False
    start, end = (item.end, unit) if unit >= item.end else (unit + 1, item.number)
    gap = range(start, end)
    for at in gap:
        if zones.zone[at] not in (zones.zone[unit], zones.zone[item.number]) and zones.zone[at] != 0:
            continue
        shared = unit >= item.end and line.has(unit - 1, "CONJ") and at < unit - 1  # "12 fell and died"
        if line.has(at, "VFIN") and not shared and _of_another(line, at, gap):
            return False
        if line.has(at, "SUBORD") or (line.has(at, "REL", "WHO") and not related(line, zones, item, unit)):
            return False
    if line.has(unit, "PARTIC") and not line.has(unit, "DOER"):
        return _modifies(line, item, unit, gap)
    return not (
        any(line.has(at, "COMMA") and zones.zone[at] == zones.zone[unit] for at in gap) and _has_verb(line, item, unit)
    )


def _has_verb(line: Line, item: Counted, unit: int) -> bool:
    """A comma stands between, and the number has a verb of its own on its other side: "12 came, eight were held"."""
    step = -1 if unit >= item.end else 1
    at = item.number - 1 if unit >= item.end else item.end
    if (
        step > 0
        and line.has(at, "COMMA")
        and line.has(at + 1, "NUM")
        and line.has(at + 2, "SPAN")
        and line.has(at + 3, "COMMA")
    ):
        at += 4  # an age
    while 0 <= at < len(line.units) and not line.has(at, "COMMA", "STOP", "SEMI", "COLON", "THAT", "QO", "QC", "SPLIT"):
        if line.has(at, "VFIN", "SPOKEN") and not line.has(at, "SAY"):
            return True
        at += step
    return False


def _of_another(line: Line, at: int, gap: range) -> bool:
    """Whether a finite verb between the two begins a clause of its own."""
    if line.has(at, "TRIG"):
        return not _listed_verb(line, at, gap)
    return not line.has(at, "BE", "REMAIN", "AUX") and not _aside_verb(line, at)


def _aside_verb(line: Line, at: int) -> bool:
    """A reporting verb between commas: "hurt were, the ministry reports, 12 people"."""
    return line.has(at, "SAY")


def _listed_verb(line: Line, at: int, gap: range) -> bool:
    """Two verbs of one subject: "12 people were beaten and arrested"."""
    return all(
        line.has(number, "CONJ", "COMMA", "ADV", "VFIN", "MORE", "BE", "PREP", "PLACE", "DATE") for number in gap
    )


def _modifies(line: Line, item: Counted, unit: int, gap: range) -> bool:
    """A participle belongs to the number after a comma, or with a linking verb ("are considered missing")."""
    if any(line.has(at, "REMAIN") for at in range(max(0, unit - 3), min(unit + 5, len(line.units)))):
        return True
    if unit < item.number:
        return False
    at = unit - 1
    while line.has(at, "ADV", "MORE"):
        at -= 1
    if line.has(at, "COMMA"):
        return not any(line.has(number, "COMMA", "HUMAN") for number in range(item.end, at))
    return all(line.has(number, "ADV", "MORE", "ADJ", "DASH", "BE") for number in gap)


def related(line: Line, zones: Zones, item: Counted, unit: int) -> bool:
    """The verb stands in a relative clause of the counted people: "12 people, who died of it"."""
    opener = zones.opened_by[zones.zone[unit]]
    if opener < item.end or opener - item.end > _PHRASE or zones.zone[item.number] == zones.zone[unit]:
        return False
    if not any(line.has(at, "WHO") for at in range(opener, opener + 4)):
        return False
    return not any(line.has(at, "COMMA", "VFIN", "HUMAN") for at in range(item.end, opener))


def reaches(line: Line, zones: Zones, item: Counted, unit: int) -> bool:
    """Whether a verb before the number takes it: "died 12 people", "police detained 12"."""
    before = item.number - 1
    while line.has(before, "APPROXIMATE", "ADV", "MORE", "QUANTITY", "APPROX", "DET", "ADJ"):
        before -= 1
    if line.has(before, "PREP") and before > unit and not line.has(before - 1, "GROUP"):
        return False
    gap = range(unit + 1, item.number)
    if item.kind in ("unknown", "bare"):
        simple = all(
            line.has(
                at, "ADV", "MORE", "QUANTITY", "APPROXIMATE", "COLON", "DASH", "PREP", "PLACE", "DATE", "NAMEY", "BE"
            )
            for at in gap
        )
        return simple and len(gap) <= _PHRASE and _ends(line, item)
    if _oblique(line, item):
        return False
    if line.has(unit, "INTR") and _subject_before(line, unit) and not line.has(before, "CONJ", "COMMA"):
        return False
    return not any(line.has(at, "SEMI") for at in gap)


def _ends(line: Line, item: Counted) -> bool:
    at = item.end
    return at >= len(line.units) or line.has(
        at,
        "COMMA",
        "STOP",
        "CONJ",
        "PREP",
        "SEMI",
        "LPAR",
        "RPAR",
        "DASH",
        "MORE",
        "ADV",
        "QC",
        "COLON",
        "DATE",
        "TRIG",
    )


def _oblique(line: Line, item: Counted) -> bool:
    """The counted noun stands in a case that neither subject nor object has."""
    if item.head is None or not line.has(item.head, "CDAT", "CINS", "CLOC"):
        return False
    return not line.has(item.head, "CNOM", "CGEN", "CACC")


def _subject_before(line: Line, unit: int) -> bool:
    """A verb right after its subject has no other: "the driver died, 12 passengers …"."""
    return line.has(unit - 1, "HUMAN") and line.has(unit - 1, "CNOM") and not line.has(unit - 1, "CGEN")


def does(line: Line, item: Counted, unit: int) -> bool:
    """Whether the counted people are those who act: "12 officers detained a man"."""
    if not line.has(unit, "VPAST", "VPRES") or line.has(unit, "STATE"):
        return False
    after = unit + 1
    while line.has(after, "ADJ", "DET", "ADV"):
        after += 1
    if line.has(after, "NUM", "PRON"):
        return True
    if line.has(after, "HUMAN", "NAMEY", "ROLE") and not line.has(after, "CNOM"):
        return line.has(after, "CACC", "CGEN")
    return False
