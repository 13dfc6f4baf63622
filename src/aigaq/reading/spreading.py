"""Lists: members that share what the first of them says, and parts that stand after a total and a colon.

"Four women, three men and two boys died", "Nineteen died: 12 in the port and seven in the hills". Only commas,
conjunctions and places may stand between the members. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aigaq.reading.counted import Counted
from aigaq.reading.drafting import Sentence, can_hold, make_draft, value_of
from aigaq.reading.drafts import Draft
from aigaq.reading.leaning import Lean
from aigaq.reading.units import Line
from aigaq.reading.zones import dash_joins
from aigaq.statements.codes import measure_is_a

_FAR = 8


def spread(sentence: Sentence, made: dict[int, Draft], leaning: Mapping[int, Lean]) -> None:
    """Give the members of a list the measure of the first, and the parts after a colon their whole."""
    for number, how in leaning.items():
        opens = (how.whole is not None and how.whole < number) or how.attrs.get("parent") == "total"
        if opens and number in made:
            _further(sentence, number, made)
    if not made or len(sentence.items) < 2:
        return
    numbers = sorted(sentence.items)
    _coordinate(sentence, numbers, made)
    colon = next(iter(sentence.line.where("COLON")), None)
    dashes = [] if dash_joins(sentence.line) else sentence.line.where("DASH")[:1]
    for opener in [colon] if colon is not None else dashes:
        _parts(sentence, numbers, opener, made)
    for opener in sentence.line.where("COMMA"):
        if any(at in made and made[at].parent is None and at < opener for at in numbers):
            _added(sentence, numbers, opener, made)
    marks = [*sentence.line.where("LPAR"), *(sentence.line.where("DASH") if dash_joins(sentence.line) else [])]
    for opener in marks:
        if any(at in made and sentence.items[at].end == opener for at in numbers):
            _bracketed(sentence, numbers, opener, made)


def add_up(made: Mapping[int, Draft], earlier: Sequence[Draft]) -> None:
    """Figures of one measure that together are exactly a figure of the sentences before are its parts."""
    for measure in dict.fromkeys(draft.measure for draft in made.values()):
        parts = [draft for draft in made.values() if draft.measure == measure and not draft.superseded]
        parts = [draft for draft in parts if draft.parent is None or draft.parent not in parts]
        total = sum(draft.value for draft in parts)
        kinds = [d for d in reversed(earlier) if measure_is_a(measure, d.measure) and not d.superseded]
        whole = next((d for d in kinds if d.value == total), None)
        if len(parts) > 1 and whole is not None:
            for draft in parts:
                draft.parent = whole


def _further(sentence: Sentence, first: int, made: dict[int, Draft]) -> None:
    """ "Of the 22, fourteen were shot and three drowned": the later numbers are parts of the 22 too."""
    whole = made[first].parent
    if whole is None:
        return
    left = whole.value - made[first].value
    parts = [made[first]]
    for number in sorted(made):
        draft = made[number]
        free = draft.parent is None or draft.parent in parts
        if number <= first or not free or sentence.zones.zone[number] != 0 or draft.value > left:
            continue
        draft.parent, draft.inherits = whole, draft.inherits if draft.inherits not in (None, *parts) else whole
        parts.append(draft)
        left -= draft.value
    _bare_parts(sentence, first, whole, left, made)


def _bare_parts(sentence: Sentence, first: int, whole: Draft, left: float, made: dict[int, Draft]) -> None:
    """ "Of the 66, 57 were shot, four were caused by falls": numbers alone, each the subject of its own clause."""
    line = sentence.line
    for number, item in sentence.items.items():
        bare = item.kind == "bare" and line.has(number - 1, "COMMA", "CONJ") and line.has(item.end, "BE")
        if not bare or number <= first or number in made or sentence.zones.zone[number] != 0:
            continue
        draft = make_draft(sentence, number, whole.measure, (number, item.end), [f"{sentence.language}.list.parts"])
        if draft.value <= left:
            draft.parent = draft.inherits = whole
            made[number] = draft
            left -= draft.value


def _coordinate(sentence: Sentence, numbers: list[int], made: dict[int, Draft]) -> None:
    main = [number for number in numbers if sentence.zones.zone[number] == 0]  # past an aside of the first's parts
    for before, number in [*zip(numbers, numbers[1:], strict=False), *zip(main, main[1:], strict=False)]:
        first, item = made.get(before), sentence.items[number]
        if first is None or number in made or not _joined(sentence, sentence.items[before], item):
            continue
        draft = make_draft(sentence, number, first.measure, (number, item.end), [f"{sentence.language}.list"])
        draft.parent, draft.inherits, draft.stance = first.parent, first.inherits or first, first.stance
        made[number] = draft


def _joined(sentence: Sentence, first: Counted, item: Counted) -> bool:
    """People before and after, and nothing but commas, conjunctions and adverbs between."""
    line, zone = sentence.line, sentence.zones.zone
    if first.kind != "people" or item.kind != "people" or item.head is None:
        return False
    if line.has(item.head, "PERS", "DEED") or line.units[item.head].attr("measure"):
        return False
    gap = [at for at in range(first.end, item.number) if zone[at] == zone[first.number]]
    joint = any(line.has(at, "COMMA", "CONJ") for at in gap)
    if _apart(line, gap):
        rest = [at for at in range(item.end, len(line.units)) if zone[at] == zone[item.number]]
        stop = next((at for at in rest if line.has(at, "COMMA", "SEMI", "STOP", "DASH")), len(line.units))
        return not any(line.has(at, "AUX", "VFIN", "TRIG", "REL") for at in rest if at < stop)
    return (
        joint
        and _members_only(line, gap)
        and not line.has(item.end, "AUX", "VFIN", "TRIG")
        and not (line.has(item.end, "REL") and any(unit > item.end for unit in line.where("TRIG")))
    )


def _members_only(line: Line, gap: Sequence[int]) -> bool:
    """Nothing but what joins two members stands between, or members without a number: "an elderly woman and"."""
    joins = ("COMMA", "CONJ", "ADV", "DET", "MORE", "QUANTITY", "APPROXIMATE")
    more = (line.has(at, *joins) or (line.has(at, "PREP") and line.has(at - 1, "MORE")) for at in gap)
    if len(gap) <= 4 and all(more):
        return True
    if not 3 < len(gap) <= _FAR or not line.has(gap[0], "COMMA") or not line.has(gap[-1], "CONJ", "COMMA"):
        return False
    return all(line.has(at, "COMMA", "CONJ", "DET", "ADJ", "HUMAN", "NATION") for at in gap)


def _apart(line: Line, gap: Sequence[int]) -> bool:
    """ "The deaths of four guards at the gate and two soldiers at the post": where each was stands with each."""
    if not 2 < len(gap) <= _FAR + 1 or not line.has(gap[-1], "CONJ") or not line.has(gap[0], "LOC"):
        return False
    return all(
        line.has(at, "LOC", "PREP", "DET", "ADJ", "PLACE", "SORT", "NAMEY", "THING", "INST", "BUILDING", "COMMA")
        for at in gap[:-1]
    )


def _parts(sentence: Sentence, numbers: list[int], opener: int, made: dict[int, Draft]) -> None:
    """Numbers after a total and a colon or dash, that together are no more than the total."""
    line = sentence.line
    totals = [made[at] for at in numbers if at < opener and at in made and opener - at <= _FAR * 2]
    members = [at for at in numbers if at > opener and sentence.items[at].kind != "thing" and _member(line, at, opener)]
    if not totals or not members:
        return
    total = totals[-1]
    if total.superseded and sum(value_of(line, at) for at in members) != total.value:
        return
    own = [made.get(at) for at in members]
    if sum(value_of(sentence.line, at) for at in members) > total.value > 0:
        return
    for number, draft in zip(members, own, strict=True):
        item = sentence.items[number]
        if draft is None or draft.weak:
            made[number] = draft = make_draft(
                sentence, number, total.measure, (number, item.end), [f"{sentence.language}.list.parts"]
            )
        if can_hold(total, draft.value) and draft.parent is None:
            draft.parent, draft.inherits = total, draft.inherits or total


def _added(sentence: Sentence, numbers: list[int], opener: int, made: dict[int, Draft]) -> None:
    """ "It left six dead, two guards and four drivers": people after a comma who together are the total."""
    items, line = sentence.items, sentence.line
    total = made.get(max((at for at in numbers if at < opener), default=-1))
    inside = [at for at in numbers if at > opener and items[at].kind == "people" and _member(line, at, opener)]
    if total is None or len(inside) < 2 or any(at in made and not made[at].weak for at in inside):
        return
    if sum(value_of(line, at) for at in inside) == total.value:
        _parts(sentence, [at for at in numbers if at < opener or at in inside], opener, made)


def _bracketed(sentence: Sentence, numbers: list[int], opener: int, made: dict[int, Draft]) -> None:
    """ "18 people (17 foreigners and one driver)": the numbers of a bracket, or behind a dash that joins, where together
    they are the total."""
    close = next((at for at in sentence.line.where("RPAR") if at > opener), len(sentence.line.units))
    inside = [at for at in numbers if opener < at < close]
    total = made[max(at for at in numbers if at < opener)]
    if len(inside) > 1 and sum(value_of(sentence.line, at) for at in inside) == total.value:
        _parts(sentence, [at for at in numbers if at < close], opener, made)


def _member(line: Line, number: int, opener: int) -> bool:
    """A number that opens a member of the list: right after the colon, a comma or a conjunction."""
    at = number - 1
    while line.has(at, "ADV", "QUANTITY", "DET", "MORE") or (line.has(at, "PREP") and line.has(at, "APPROXIMATE")):
        at -= 1
    while dash_joins(line) and at != opener and line.has(at, "DASH", "PLACE", "LOCAT", "NAMEY", "SORT"):
        at -= 1  # "… 26 died: in X – 14, in Y – 9"
    if at == opener:
        return True
    return line.has(at, "COMMA", "CONJ", "SEMI")
