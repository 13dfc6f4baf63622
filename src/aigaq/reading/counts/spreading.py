"""Lists: members that share what the first of them says, and parts that stand after a total and a colon.

"Four women, three men and two boys died", "Nineteen died: 12 in the port and seven in the hills". Only commas,
conjunctions and places may stand between the members. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from aigaq.reading.counts.counted import Counted
from aigaq.reading.counts.drafting import Sentence, can_hold, make_draft, value_of
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.counts.leaning import Lean
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import dash_joins
from aigaq.statements.codes import measure_is_a

_FAR = 8
_ABOUT = ("QUANTITY", "APPROXIMATE", "ADV")


def spread(sentence: Sentence, made: dict[int, Draft], leaning: Mapping[int, Lean]) -> None:
    """Give the members of a list the measure of the first, and the parts after a colon their whole."""
    for number, how in leaning.items():
        opens = (how.whole is not None and how.whole < number) or how.attrs.get("parent") == "total"
        if opens and number in made:
            nested = {at for at, one in leaning.items() if "nested" in one.attrs}
            _further(sentence, number, made, nested)
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
        # Where the verb stands last, it stands between: "Seven people died-there (four women, three men)".
        verb = 2 if sentence.line.lexicon.pack.get("order") == "last" and sentence.line.has(opener, "LPAR") else 0
        if any(at in made and 0 <= opener - sentence.items[at].end <= verb for at in numbers):
            _bracketed(sentence, numbers, opener, made)


def tie(sentence: Sentence, made: Mapping[int, Draft]) -> None:
    """Rules `[[part]]`: "four more died, raising the toll to 31", "70 were killed, with 41 killed in Harrow"."""
    for _, match in sentence.line.rules("part"):
        part, whole = made.get(match.captures["part"][0]), made.get(match.captures["n"][0])
        if part is None or whole is None or part.parent is not None or whole.parent is not None:
            continue
        if can_hold(whole, part.value) and part.value < whole.value and measure_is_a(part.measure, whole.measure):
            part.parent = whole


def add_up(made: Mapping[int, Draft], earlier: Sequence[Draft], *, nested: bool) -> None:
    """Figures of one measure that together are exactly a figure of the sentences before are its parts."""
    for measure in dict.fromkeys(draft.measure for draft in made.values()):
        every = [draft for draft in made.values() if draft.measure == measure and not draft.superseded]
        kinds = [d for d in reversed(earlier) if measure_is_a(measure, d.measure) and not d.superseded]
        # "three died there and one of them in hospital" of four: where verbs stand last, what leans on a number beside it
        # may be one more part; elsewhere "five died, one of them a child" is no six, unless the five were of the six.
        apart = [draft for draft in every if draft.parent is None or draft.parent not in every]
        for parts in (every, apart):
            total = sum(draft.value for draft in parts)
            whole = next((d for d in kinds if d.value == total), None)
            free = nested or parts is apart or any(draft.parent is whole for draft in every)
            if len(parts) > 1 and whole is not None and free:
                for draft in parts:
                    draft.parent = whole
                break


def share_out(sentence: Sentence, made: Mapping[int, Draft], earlier: Sequence[Draft]) -> None:
    """Rules `[[wide]]`: "180 were held in 12 towns" is a whole of which the towns named after it have their parts.

    The rule without `local` marks the whole; the number captured as `n` with `local = true` is what one town had.
    """
    line = sentence.line
    ordered = line.lexicon.pack.get("order", "svo") == "svo"
    if not made or (ordered and not line.any("WIDE") and not any(one.wide for one in earlier)):
        return
    found = list(line.rules("wide"))
    if not found or line.any("UNSAID") or any(line.has(at + 1, "DATE") for at in line.where("ASOF")):
        return  # "as of Friday 34 have died": counted anew
    local = {match.captures["n"][0] for rule, match in found if rule.attrs.get("local")}
    free = [made[at] for at in sorted(made) if made[at].parent is None and not made[at].superseded]
    if free and any(not rule.attrs.get("local") for rule, _ in found):
        largest = max(free, key=lambda draft: draft.value)
        largest.wide = largest.unit not in local  # "the minister said that in Harrow nine died": not of the country
        return
    for draft in free if local else ():
        whole = _wide_before(draft, earlier)
        if whole is None or (draft.unit not in local and draft.inherits is None):
            continue
        told = sum(one.value for one in [*earlier, *made.values()] if one.parent is whole)
        if told + draft.value <= whole.value:
            draft.parent, draft.inherits = whole, draft.inherits or whole


def by_places(sentence: Sentence, made: Mapping[int, Draft], earlier: Sequence[Draft]) -> None:
    """ "240 died. 150 people in X, 26 in Y, 20 in Z": places that together are most of the last whole are its parts,
    where verbs stand last."""
    line, items = sentence.line, sentence.items
    placed = [at for at in made if line.has(at - 1, "LOCAT") or line.has(items[at].end, "LOCAT")]
    free = [made[at] for at in placed if made[at].parent is None and not made[at].superseded]
    if line.lexicon.pack.get("order") != "last" or len(free) < 2 or len({draft.measure for draft in free}) > 1:
        return
    wholes = (d for d in reversed(earlier) if d.measure == free[0].measure and d.parent is None and not d.superseded)
    whole, total = next(wholes, None), sum(draft.value for draft in free)
    if whole is not None and total <= whole.value <= 2 * total:
        for draft in free:
            draft.parent = whole


def _wide_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The last whole of a country or several towns of which this may be a part, unless a larger count followed."""
    alike = (d for d in reversed(earlier) if d.parent is None and not d.superseded)
    found = (d for d in alike if measure_is_a(draft.measure, d.measure) and (d.wide or d.value >= draft.value))
    whole = next(found, None)
    return whole if whole is not None and whole.wide else None


def _further(sentence: Sentence, first: int, made: dict[int, Draft], nested: AbstractSet[int]) -> None:
    """ "Of the 22, fourteen were shot and three drowned": the later numbers are parts of the 22 too."""
    whole = made[first].parent
    if whole is None:
        return
    left = whole.value - made[first].value
    parts = [made[first]]
    for number in sorted(made):
        draft = made[number]
        free = draft.parent is None or (draft.parent in parts and number not in nested)
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
    if sentence.line.lexicon.pack.get("order") == "last":
        for before, number in reversed([*zip(main, main[1:], strict=False)]):
            _lead_in(sentence, before, number, made)


def _lead_in(sentence: Sentence, before: int, number: int, made: dict[int, Draft]) -> None:
    """Where the verb stands last, a member before the one that has it shares it: past an aside ("18 pupils and three
    adults, a teacher among them, died"), or each with where it was ("eight - at the gate, two in the ward died")."""
    line, last = sentence.line, made.get(number)
    first, item = sentence.items[before], sentence.items[number]
    if last is None or last.parent is not None or before in made or first.kind != "people" or item.kind != "people":
        return
    gap = range(first.end, number)
    joined = any(line.has(at, "COMMA", "CONJ") for at in gap) and _members_only(line, gap)
    placed = 2 < len(gap) <= _FAR and line.has(gap[0], "DASH") and line.has(gap[-1], "COMMA")
    placed = placed and not any(line.has(at, "VFIN", "TRIG", "PTCP", "COLON") for at in gap)
    # "Two drivers and two passengers who sat behind died": what they did stands before them.
    clause = 1 < len(gap) <= _FAR and line.has(gap[0], "CONJ") and line.has(gap[-1], "PTCP")
    clause = clause and not any(line.has(at, "VFIN", "TRIG", "COMMA", "COLON") for at in gap)
    if joined or placed or clause:
        draft = make_draft(sentence, before, last.measure, (before, first.end), [f"{sentence.language}.list"])
        draft.inherits, draft.stance = last.inherits or last, last.stance
        made[before] = draft


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
        and (line.has(item.end, "EXISTV") or not line.has(item.end, "AUX", "VFIN", "TRIG"))
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
    """ "The deaths of four guards at the gate and about ten soldiers at the post": where each was stands with each."""
    last = len(gap)
    while last > 3 and line.has(gap[last - 1], *_ABOUT) and not line.has(gap[last - 1], "CONJ"):
        last -= 1
    gap = gap[:last]
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
    total = made.get(max(at for at in numbers if at < opener))
    if total is not None and len(inside) > 1 and sum(value_of(sentence.line, at) for at in inside) == total.value:
        for draft in (made[at] for at in inside if at in made):
            if draft.parent not in made.values():
                draft.parent = draft.inherits = None  # a count of the sentence before is not what they add up to
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
