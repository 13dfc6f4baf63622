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

_FAR = 8


def spread(sentence: Sentence, made: dict[int, Draft], leaning: Mapping[int, Lean]) -> None:
    """Give the members of a list the measure of the first, and the parts after a colon their whole."""
    for number, how in leaning.items():
        if how.whole is not None and how.whole < number and number in made:
            _further(sentence, number, made)
    if not made or len(sentence.items) < 2:
        return
    numbers = sorted(sentence.items)
    _coordinate(sentence, numbers, made)
    colon = next(iter(sentence.line.where("COLON")), None)
    dashes = [] if dash_joins(sentence.line) else sentence.line.where("DASH")[:1]
    for opener in [colon] if colon is not None else dashes:
        _parts(sentence, numbers, opener, made)


def add_up(made: Mapping[int, Draft], earlier: Sequence[Draft]) -> None:
    """Figures of one measure that together are exactly a figure of the sentences before are its parts."""
    for measure in dict.fromkeys(draft.measure for draft in made.values()):
        parts = [draft for draft in made.values() if draft.measure == measure and not draft.superseded]
        parts = [draft for draft in parts if draft.parent is None or draft.parent not in parts]
        total = sum(draft.value for draft in parts)
        whole = next(
            (d for d in reversed(earlier) if d.measure == measure and d.value == total and not d.superseded), None
        )
        if len(parts) > 1 and whole is not None:
            for draft in parts:
                draft.parent = whole


def _further(sentence: Sentence, first: int, made: dict[int, Draft]) -> None:
    """ "Of the 22, fourteen were shot and three drowned": the later numbers are parts of the 22 too."""
    whole = made[first].parent
    if whole is None:
        return
    left = whole.value - made[first].value
    for number in sorted(made):
        draft = made[number]
        if number <= first or draft.parent is not None or sentence.zones.zone[number] != 0 or draft.value > left:
            continue
        draft.parent, draft.inherits = whole, draft.inherits or whole
        left -= draft.value


def _coordinate(sentence: Sentence, numbers: list[int], made: dict[int, Draft]) -> None:
    for before, number in zip(numbers, numbers[1:], strict=False):
        first, item = made.get(before), sentence.items[number]
        if first is None or number in made or not _joined(sentence.line, sentence.items[before], item):
            continue
        draft = make_draft(sentence, number, first.measure, (number, item.end), [f"{sentence.language}.list"])
        draft.parent, draft.inherits, draft.stance = first.parent, first.inherits or first, first.stance
        made[number] = draft


def _joined(line: Line, first: Counted, item: Counted) -> bool:
    """People before and after, and nothing but commas, conjunctions and adverbs between."""
    if first.kind != "people" or item.kind != "people" or item.head is None:
        return False
    if line.has(item.head, "PERS", "DEED") or line.units[item.head].attr("measure"):
        return False
    gap = range(first.end, item.number)
    joint = any(line.has(at, "COMMA", "CONJ") for at in gap)
    return (
        joint
        and len(gap) <= 3
        and all(line.has(at, "COMMA", "CONJ", "ADV", "DET", "MORE", "QUANTITY") for at in gap)
        and (not line.has(item.end, "AUX", "VFIN", "TRIG", "REL"))
    )


def _parts(sentence: Sentence, numbers: list[int], opener: int, made: dict[int, Draft]) -> None:
    """Numbers after a total and a colon or dash, that together are no more than the total."""
    line = sentence.line
    totals = [made[at] for at in numbers if at < opener and at in made and opener - at <= _FAR * 2]
    members = [at for at in numbers if at > opener and sentence.items[at].kind != "thing" and _member(line, at, opener)]
    if not totals or not members or totals[-1].superseded:
        return
    total = totals[-1]
    own = [made.get(at) for at in members]
    if sum(value_of(sentence.line, at) for at in members) > total.value > 0:
        return
    for number, draft in zip(members, own, strict=True):
        item = sentence.items[number]
        if draft is None:
            made[number] = draft = make_draft(
                sentence, number, total.measure, (number, item.end), [f"{sentence.language}.list.parts"]
            )
        if can_hold(total, draft.value) and draft.parent is None:
            draft.parent, draft.inherits = total, draft.inherits or total


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
