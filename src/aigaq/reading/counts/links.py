"""Which word says what happened to the people a number counts: number and trigger joined within a zone.

Triggers are verbs whose object is counted (TRANS), verbs whose subject is counted (INTR), what follows "to be" (STATE),
nouns for the people (PERS) or for the deed (DEED). `order` of the pack says where verbs stand: `svo`, `free` (before or
after the number alike) or `last`. Proved by tests/reading/test_grammar.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aigaq.reading.counts.clauses import does, one_clause, reaches, related
from aigaq.reading.counts.counted import Counted
from aigaq.reading.counts.fellows import parted
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones

_FAR, _FAINT = 40, 2.0
# A converb or participle only leads up to what is said last: "was tortured and died", "the injured man died".
_UNDERWAY = 0.8
_JOINS = ("COMMA", "CONJ", "ADV", "DET", "MORE", "QUANTITY", "APPROXIMATE")
_WHERE = ("LOCAT", "ABL", "PLACE", "SORT", "NAMEY", "DASH", "SPLIT")
# What people did before something was done to them: "twelve people who gathered there were detained".
_SETTING = frozenset({"participants", "deployed", "affected", "trapped"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A unit that says what happened, and how it was joined to the number."""

    unit: int
    measure: str
    scope: str | None
    rule: str
    cost: float


def find_trigger(line: Line, zones: Zones, item: Counted, others: Sequence[Counted]) -> Trigger | None:
    """The trigger of a counted number; None where no word of its zone says what happened."""
    own = _own(line, item)
    found = [own] if own else []
    free = line.lexicon.pack.get("order", "svo") == "free"
    for unit in line.where("TRIG"):
        if item.number <= unit < item.end or abs(unit - item.number) > _FAR:
            continue
        if not zones.together(item.number, unit) and not (
            (free and related(line, zones, item, unit)) or _past_aside(line, zones, item, unit)
        ):
            continue
        if unit >= item.end and parted(line, item.end):
            continue  # "of 72 passengers 38 died": the verb speaks of the part
        if line.has(unit, "NODAT") and line.has(item.end - 1, "DAT"):
            continue
        if line.has(unit, "CAUSE") or (line.has(unit, "VN") and item.kind != "people"):
            continue
        if free and not one_clause(line, zones, item, unit):
            continue
        if not free and any(line.has(at, "NEG") and line.has(at - 1, "CONJ") for at in range(item.end, unit)):
            continue  # "fifteen are missing and nobody has died"
        if any(other.number < unit < other.end for other in others if other is not item):
            continue
        if (
            line.has(unit, "PERS")
            and line.has(unit, "CINS")
            and line.has(unit - 1, "BE")
            and not line.has(unit, "STATE")
        ):
            continue  # "59 were protesters": who they were, not what happened
        if unit == item.end + 1 and line.has(unit, "PERS") and line.has(unit - 1, "PARTOF"):
            continue  # "one of the wounded died": what they were before
        cost = _after(line, zones, item, unit, others) if unit >= item.end else _before(line, zones, item, unit, others)
        if cost is not None:
            trigger = _trigger(line, unit, cost, "after" if unit >= item.end else "before")
            if item.head is not None and line.has(item.head, "BODIES") and trigger.measure == "missing":
                continue  # "dug out 40 bodies, and many are missing"
            of_people = item.kind == "people" and not _of_things(line, item, others)
            if line.units[unit].attr("needs") == "people" and not of_people:
                continue
            object_of = unit == item.end and line.has(unit, "TRANS") and line.has(unit - 1, "ACC")
            if line.has(unit, "CONV") or (line.has(unit, "PTCP") and trigger.measure != "killed" and not object_of):
                trigger = replace(trigger, cost=(cost := cost + _UNDERWAY))
            faint = (
                trigger.measure in _SETTING
                or line.has(unit, "SAY", "SAYTHAT")
                or (line.has(unit, "FAINT") and (unit != item.end or _of_deed(line, item.number)))
            )
            found.append(replace(trigger, cost=cost + _FAINT) if faint else trigger)
    return min(found, key=lambda trigger: (trigger.cost, trigger.unit), default=None)


def _of_deed(line: Line, number: int) -> bool:
    """ "The death of two people in intensive care": the noun before the number says what befell them."""
    at = number - 1
    while line.has(at, "ADV", "MORE", "QUANTITY", "PREP"):
        at -= 1
    return line.has(at, "DEED")


def _of_things(line: Line, item: Counted, others: Sequence[Counted]) -> bool:
    """ "125 cases were opened, 31 of them stopped": the ending for "of them" after things."""
    before = [one for one in others if one.number < item.number and one.kind != "bare"]
    return line.has(item.number, "NPOSS") and bool(before) and max(before, key=lambda one: one.number).kind == "thing"


def _trigger(line: Line, unit: int, cost: float, side: str) -> Trigger:
    entry = next(entry for entry in line.units[unit].entries if "measure" in entry.attrs and "TRIG" in entry.classes)
    language = line.lexicon.language
    return Trigger(unit, entry.attrs["measure"], entry.attrs.get("scope"), f"{language}.{entry.id}.{side}", cost)


def _own(line: Line, item: Counted) -> Trigger | None:
    """The noun itself says it: 26 dead, 17 deaths, 30 detainees."""
    if item.head is not None and _last(line) and line.has(item.head, "DEED") and line.has(item.head, "LOCAT"):
        return None  # "six people died in custody": where they were
    if item.head is not None and line.has(item.head, "PERS", "DEED") and line.has(item.head, "TRIG"):
        final = line.has(item.head, "DEED") or line.units[item.head].attr("measure") == "killed"
        return _trigger(line, item.head, 0.5 if final else 2.0, "head")
    return None


def _after(line: Line, zones: Zones, item: Counted, unit: int, others: Sequence[Counted]) -> float | None:
    if item.kind in ("unknown", "bare") and not _close(line, zones, item, unit):
        return None
    if _last(line) and line.has(unit, "PERS") and line.has(unit, "DAT", "OBJC", "GENC", "LOCV", "ABLV", "OBL"):
        return None  # "forty people mourned the dead": others
    between = [other for other in others if item.end <= other.number < unit and zones.zone[other.number] == 0]
    if _last(line):
        between = [other for other in between if other.kind != "thing"]
    if between and (_own(line, item) or not _list_between(line, item, between, unit)):
        return None  # "one dead and 19 people arrested": the first has its own word
    gap = range(item.end, unit)
    cost = (
        1.0 + 0.05 * len(gap) + sum(0.6 for at in gap if line.has(at, "COMMA") and zones.zone[at] == zones.zone[unit])
    )
    if any(line.has(at, "BREAK", "SAY") for at in gap):
        cost += 2.0
    if line.has(unit, "INTR") and line.has(unit, "VFIN", "VBASE", "ANYFORM"):
        return cost
    if line.has(unit, "STATE") and (not gap or any(line.has(at, "BE", "GET", "REMAIN", "VFIN") for at in gap)):
        return cost
    if line.has(unit, "TRANS") and _counted_is_object(line, item, unit):
        return cost
    if line.has(unit, "PERS") and all(line.has(at, "ADV", "ADJ", "MORE", "BE", "QO") for at in gap):
        return cost
    return None


def _last(line: Line) -> bool:
    """Whether the verb stands at the end, after whatever else is counted."""
    return line.lexicon.pack.get("order") == "last"


def _past_aside(line: Line, zones: Zones, item: Counted, unit: int) -> bool:
    """ "586 people, of them 35 policemen, were hurt", where the verb stands last and so within the aside."""
    opener = zones.opened_by[zones.zone[unit]]
    if not _last(line) or zones.zone[item.number] != 0 or opener < item.end or opener - item.end > 2:
        return False
    gap = range(item.end, opener)
    return all(line.has(at, "COMMA", "ADV", "QUANTITY") and not line.has(at, "VERB") for at in gap)


def _counted_is_object(line: Line, item: Counted, unit: int) -> bool:
    """Whether the number is what the verb happens to, not the one who does it."""
    if line.lexicon.pack.get("order", "svo") == "free":
        return not does(line, item, unit)
    if line.lexicon.pack.get("order", "svo") != "svo":
        every = line.has(item.end, "ALLOF")  # "killed all of the forty"
        if line.has(item.end - 1, "GENC") and (every or (line.has(unit, "ACTIVE") and not line.has(unit, "VN"))):
            return every  # "six officers' having beaten": who did it
        direct = line.has(item.end - 1, "ACC") or all(line.has(at, "ADV") for at in range(item.end, unit))
        return direct or not line.has(unit, "ACTIVE")
    if any(line.has(at, "BE", "GET") for at in range(max(item.end, unit - 4), unit)):
        return True
    if not line.has(unit, "VPAST"):
        return False
    if any(line.has(at, "HAVE") for at in range(max(item.end, unit - 3), unit)):
        return False
    if (
        unit - 1 > item.end
        and line.has(unit - 1, "HUMAN")
        and not line.has(unit - 2, "COMMA", "CONJ", "ADJ", "NATION", "NUM")
    ):
        return False  # "rallied for relatives killed": the participle is of the noun right before it
    return not line.has(unit + 1, "DET", "NUM", "HUMAN", "NAMEY", "PRON", "POSSESS", "QUANTITY", "PLACE") and not (
        line.has(unit + 1, "APPROXIMATE", "ADV", "MORE") and line.has(unit + 2, "NUM")
    )


def _close(line: Line, zones: Zones, item: Counted, unit: int) -> bool:
    """A number without a known noun is a count of people only where the trigger follows at once, past an aside."""
    gap = [at for at in range(item.end, unit) if zones.zone[at] == zones.zone[unit]]
    if len(gap) > 6:
        return False
    return all(
        line.has(at, "AUX", "GET", "ADV", "MORE", "NEG", "QUANTITY", "WHO", "REMAIN", "QUOTE", "OFTHEM", "PTCP")
        or (line.has(at, "PARTOF") and line.has(at + 1, "PERS"))
        or (line.has(at, "PERS") and line.has(at - 1, "PARTOF"))  # "one of the wounded died"
        for at in gap
    )


def _list_between(line: Line, item: Counted, between: Sequence[Counted], unit: int) -> bool:
    """ "20 men, five women and three children were killed": only commas and conjunctions stand between, and, where verbs
    stand last, where each of them was ("40 people in Harrow, 12 people in Marley died")."""
    at, joins = item.end, _JOINS + _WHERE * _last(line)
    for other in between:
        if other.kind != "people" or not all(line.has(n, *joins) for n in range(at, other.number)):
            return False
        at = other.end
    linking = ("BE", "AUX", "REMAIN")
    return item.kind == "people" and not any(
        line.has(n, "BREAK", "SAY", "SPLIT") or (line.has(n, "VFIN") and not line.has(n, *linking))
        for n in range(at, unit)
    )


def _before(line: Line, zones: Zones, item: Counted, unit: int, others: Sequence[Counted]) -> float | None:
    order = line.lexicon.pack.get("order", "svo")
    gap = range(unit + 1, item.number)
    between = [one for one in others if unit < one.number < item.number and (order != "free" or one.kind != "thing")]
    if between and not _list_before(line, item, between, unit):
        return None
    listed = bool(between) or _list_gap(line, gap)
    cost = 1.0 + 0.05 * len(gap) + 0.3 * len(between) + sum(0.6 for at in gap if line.has(at, "COMMA", "CONJ"))
    if line.has(unit, "OBL") and order == "last":
        return None
    if line.has(unit, "DEED") and not line.has(unit, "VING") and between:
        return cost
    if line.has(unit, "DEED") and not line.has(unit, "VING"):
        return (
            cost + 0.2
            if all(line.has(at, "PARTOF", "DET", "ADJ", "ADV", "PREP", "QUANTITY", "COLON") for at in gap)
            else None
        )
    if order == "free":
        return cost if reaches(line, zones, item, unit) else None
    if order == "last":
        near = line.has(unit, "PTCP") and all(line.has(at, "DET", "ADJ", "ADV", "QUANTITY", "MORE") for at in gap)
        return cost if near else None
    if item.kind == "unknown" or (item.kind == "bare" and not _ends_phrase(line, item.end)):
        return None
    if not line.has(unit, "TRANS") or _passive(line, unit, others):
        return None
    if listed or all(line.has(at, "DET", "ADJ", "ADV", "QUANTITY", "MORE", "PREP", "QO") for at in gap):
        return cost
    return None


def _ends_phrase(line: Line, number: int) -> bool:
    closing = (
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
        "OFTHEM",
        "BREAK",
        "DATE",
    )
    return number >= len(line.units) or line.has(number, *closing, "COLON")


def _list_before(line: Line, item: Counted, between: Sequence[Counted], unit: int) -> bool:
    """ "killed 20 soldiers, five nurses and 12 miners"."""
    at = unit + 1
    for other in [*between, item]:
        if item.kind != "people" or not all(
            line.has(n, "COMMA", "CONJ", "ADV", "DET", "MORE", "QUANTITY", "HUMAN", "APPROXIMATE")
            for n in range(at, other.number)
        ):
            return False
        at = other.end
    return True


def _list_gap(line: Line, gap: range) -> bool:
    """ "killed a nurse, two drivers": other noun phrases stand before the number, joined to it."""
    if not gap or not line.has(gap[-1], "COMMA", "CONJ") or not any(line.has(at, "HUMAN") for at in gap):
        return False
    return all(line.has(at, "DET", "ADJ", "HUMAN", "COMMA", "CONJ", "ROLE", "NATION", "ADV") for at in gap)


def _passive(line: Line, unit: int, others: Sequence[Counted]) -> bool:
    """The participle belongs to what stands before it: "were killed", "20 people killed"."""
    if not line.has(unit, "VPAST", "STATE"):
        return False
    at = unit - 1
    while line.has(at, "ADV", "NEG"):
        at -= 1
    return (
        line.has(at, "BE", "GET")
        or (line.has(unit + 1, "PREP") and not line.has(unit + 1, "APPROXIMATE"))
        or any(other.end == at + 1 and other.kind != "thing" for other in others)
    )
