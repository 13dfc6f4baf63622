"""Ellipses: numbers that lean on a larger figure, or on what a question or a count before was about.

Rules `[[ellipsis]]` of the pack license them. `whole` captures the larger number, `part = "no"` inherits without being
a part, `sibling` stands beside a figure with a place of its own. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aigaq.reading.counts.aloof import stands_alone
from aigaq.reading.counts.drafting import Sentence, can_hold, make_draft, value_of
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.counts.fellows import both_parts, listed, measure_beside, others, side_by_side, within
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.text.units import Line

_FAR = 6


@dataclass(frozen=True, slots=True)
class Lean:
    """How a number leans: the rule, what it captured, and the rule's attributes."""

    rule: str
    captures: Mapping[str, tuple[int, int]]
    attrs: Mapping[str, str]

    @property
    def whole(self) -> int | None:
        """The unit of the larger number, where the words name it."""
        units = self.captures.get("whole")
        return units[0] if units is not None else None

    @property
    def plain(self) -> bool:
        """It inherits a measure but is no part of what it leans on."""
        return self.attrs.get("part") == "no"


def find_leaning(sentence: Sentence) -> dict[int, Lean]:
    """The numbers that an ellipsis of the pack licenses."""
    found: dict[int, Lean] = {}
    wholes: set[int] = set()
    asked = "topic" if sentence.topic is None else None  # what answers a question needs one
    ellipses = sentence.line.rules("ellipsis", asked)
    rules = [*(r for r in sentence.constructions if r[0].attrs.get("lean")), *ellipses]
    for rule, match in rules:
        number = match.captures["n"][0]
        if number not in sentence.items or number in found or number in wholes:
            continue
        if sentence.items[number].kind == "thing" and not rule.attrs.get("things"):
            continue
        if sentence.topic is None and _needs_topic(rule):
            continue
        wholes.update(range(*match.captures.get("whole", (0, 0))))
        captures = {**match.captures, "match": (match.start, match.end)}
        found[number] = Lean(rule.id, captures, {key: str(value) for key, value in rule.attrs.items()})
    _in_asides(sentence, found)
    return found


def _needs_topic(rule: Rule) -> bool:
    return rule.attrs.get("topic") == "only" or rule.attrs.get("needs") == "topic"


def _in_asides(sentence: Sentence, found: dict[int, Lean]) -> None:
    """Numbers in an aside that a word for "including" opens."""
    for number in sentence.items:
        opener = sentence.zones.opened_by[sentence.zones.zone[number]]
        if number in found or opener < 0 or sentence.line.has(number + 1, "HYPHEN"):
            continue
        includes = sentence.line.has(opener, "INCLUDE") or sentence.line.has(opener + 1, "INCLUDE")
        if includes and _included(sentence, number):
            span = (number, sentence.items[number].end)
            found[number] = Lean(f"{sentence.language}.ellipsis.including", {"match": span}, {"parent": "before"})


def _included(sentence: Sentence, number: int) -> bool:
    """ "including three nurses", "including 23 under the age of five"."""
    kind = sentence.items[number].kind
    return kind == "people" or (kind == "bare" and sentence.line.has(number + 1, "PREP", "COMMA", "STOP", "LABEL"))


def lean(sentence: Sentence, number: int, how: Lean, made: dict[int, Draft], earlier: Sequence[Draft]) -> None:
    """Join a leaning number to the larger figure before it, and let it inherit what it does not say itself."""
    if stands_alone(sentence, number, how.attrs, made, earlier):
        return
    if how.plain and sentence.items[number].kind == "bare":  # "looted from seven shops. The total rose to 227"
        earlier = [draft for draft in earlier if draft.counts == "people"]
    parent = _parent(sentence, number, how, made, earlier)
    if "again" in how.attrs and parent is None:
        return
    measure = parent.measure if parent is not None else _named(sentence, how)
    if measure is None and how.attrs.get("of") == "nearest":
        measure = sentence.topic  # "The number of the hurt has risen. Five of them are children."
    if measure is None and made:
        measure = measure_beside(sentence.line, number, made)
    if how.plain and sentence.topic is not None and (parent is None or parent not in made.values()):
        parent, measure = None, sentence.topic
    if measure is None:
        return
    draft = made.get(number)
    if draft is None or draft.weak:
        start, end = how.captures["match"]
        end = max(min(end, number + 12), sentence.items[number].end)
        draft = make_draft(sentence, number, measure, (max(start, number - 12), end), [how.rule])
        made[number] = draft
    elif how.rule not in draft.made_by:
        draft.made_by.append(how.rule)
    if parent is not None and made.get(parent.unit) is parent and others(sentence.line, number, draft, parent):
        return
    if parent is not None and _of_those_beside(sentence.line, draft, parent, made):
        return
    if parent is not None and (not how.plain or draft.measure == parent.measure):
        if any(sentence.line.has(at, "ANYHARM") for at in range(*how.captures["match"])):
            draft.measure = parent.measure  # "two of the victims": whatever befell them
        _join(sentence.line, draft, parent, how, made)


def _of_those_beside(line: Line, draft: Draft, parent: Draft, made: Mapping[int, Draft]) -> bool:
    """Where verbs stand last: "18 guards died, 748 of them were hurt" counts guards too, and is no part of a larger
    figure of other people that a sentence before has."""
    if line.lexicon.pack.get("order") != "last" or made.get(parent.unit) is parent:
        return False
    if draft.measure in (parent.measure, *_NEAR.get(parent.measure, ())) or line.any("OFTHEM"):
        return False
    return any(at < draft.unit and one.value < draft.value for at, one in made.items())


def _join(line: Line, draft: Draft, parent: Draft, how: Lean, made: dict[int, Draft]) -> None:
    draft.inherits = parent if how.attrs.get("inherits") != "no" else draft.inherits
    placed = how.attrs.get("sibling") == "yes" and _placed(line, parent, draft.unit, made)
    placed = placed and not any(line.has(at, "COLON") for at in range(parent.unit, draft.unit))
    beside = how.attrs.get("sibling") == "yes" and how.rule in parent.made_by and parent.parent is not None
    # "Two in X, three in Y died": the one after has a place of its own.
    ahead = made.get(parent.unit) is parent and parent.unit > draft.unit and line.has(parent.unit - 1, "LOCAT")
    ahead = ahead and how.attrs.get("sibling") == "yes"
    if how.plain or placed or beside or ahead:
        draft.parent = parent.parent
    elif can_hold(parent, draft.value):
        draft.parent = parent


def _placed(line: Line, parent: Draft, number: int, made: dict[int, Draft]) -> bool:
    """The figure before has a place of its own, so the two stand side by side ("two in A, one in B")."""
    if made.get(parent.unit) is not parent:
        return False
    if any(line.has(at, "LPAR") for at in (parent.unit - 1, parent.unit - 2)) and line.has(number - 1, "LPAR"):
        return True
    if (
        line.has(0, "LOC")
        and parent.unit < number
        and any(line.has(at, "PLACE", "NAMEY") for at in range(1, parent.unit))
    ):
        return True
    return any(
        line.has(at, "PLACE") or (line.has(at, "LOC") and line.has(at + 1, "NAMEY", "DET", "SORT", "NATION"))
        for at in range(parent.unit + 1, number - 1)
    )


def _parent(
    sentence: Sentence, number: int, how: Lean, made: dict[int, Draft], earlier: Sequence[Draft]
) -> Draft | None:
    """The larger figure a number leans on: the nearest before it that is not smaller, not in the same aside."""
    if how.whole is not None:
        return _whole(sentence, how.whole, made, earlier)
    if how.attrs.get("parent") in ("after", "around"):
        following = next((made[at] for at in sorted(made) if at > number), None)
        if following is not None or how.attrs["parent"] == "after":
            return following
    value = value_of(sentence.line, number)
    if "again" in how.attrs:  # "most of the 149": the last figure of that size
        sized = (draft for draft in reversed(earlier) if draft.value == value and draft.counts == "people")
        return next(sized, None)
    if how.attrs.get("parent") == "total":
        beside = (made[at] for at in sorted(made) if at < number and how.rule not in made[at].made_by)
        own = made.get(number)
        return _total(own.measure if own is not None else _named(sentence, how), [*earlier, *beside], value)
    if how.attrs.get("parent") == "alike":
        return _same(how, number, made, earlier, value)
    if how.attrs.get("parent") == "nearest":
        return next((made[at] for at in sorted(made, reverse=True) if at < number), None)
    inner = next((made[at] for at in sorted(made, reverse=True) if at < number), None)
    whole = listed(sentence.line, number, inner, value)
    if whole is not None or (inner is not None and within(sentence.line, number, inner, value)):
        return whole or inner
    zone = sentence.zones.zone[number]
    here = [made[at] for at in sorted(made) if at < number and not (zone and sentence.zones.zone[at] == zone)]
    named = _named(sentence, how)
    if named is not None:
        fitting = (named, *_NEAR.get(named, ()))
        here = [draft for draft in here if draft.measure in fitting]
        earlier = [draft for draft in earlier if draft.measure in fitting]
    alike = _alike(made.get(number), here, earlier, value) or _likest(how, here, value)
    if alike is not None:
        return alike
    likest = _likest(how, here or earlier, value)
    if likest is not None:
        return likest
    for draft in reversed(here):
        if draft.superseded and not (how.plain and "here" in how.attrs):  # "yesterday they said 40, today 18"
            continue
        whole = draft.parent
        parts = how.attrs.get("of") == "same" or both_parts(sentence.line, number, draft)
        if whole is not None and parts and can_hold(whole, value):
            return whole
        if how.plain or (can_hold(draft, value) and not side_by_side(sentence.line, number, draft)):
            return draft
        if how.attrs.get("sibling") == "yes" and _placed(sentence.line, draft, number, made):
            return draft
        if whole in here and can_hold(whole, value) and sentence.line.has(number, "NPOSS"):
            return whole  # "… 164: 103 in X, 21 in Y, 40 of them elsewhere"
    for draft in reversed(earlier[-6:]):
        if not draft.superseded and (how.plain or (draft.parent is None and can_hold(draft, value))):
            # "7,939 are held, 207 of them in Harrow. By evening the ministry was at 8,100.": it goes on with the whole.
            larger = draft.parent if how.plain and value > draft.value else None
            return larger if larger is not None else draft
    return None


def _likest(how: Lean, earlier: Sequence[Draft], value: float) -> Draft | None:
    """ "12 dead and 353 hurt. … another number: 13": of several figures the one that is most like it (`like`)."""
    last = earlier[-1].sentence if "like" in how.attrs and earlier and value > 0 else None
    beside = [d for d in earlier if d.sentence == last and d.parent is None and not d.superseded and d.value > 0]
    if len({draft.measure for draft in beside}) < 2:
        return None
    return min(beside, key=lambda draft: max(draft.value / value, value / draft.value))


def _same(how: Lean, number: int, made: Mapping[int, Draft], earlier: Sequence[Draft], value: float) -> Draft | None:
    """ "Among these, on the roads 26 died and 200 were hurt": each is part of the last figure of its own measure; that may
    be a part itself (`nested`: "40 were hurt, 12 are in hospital, three in intensive care")."""
    own = made.get(number)
    inner = next((made[at] for at in sorted(made, reverse=True) if at < number), None)
    nested = "nested" in how.attrs and own is not None and inner is not None and inner.measure == own.measure
    if nested and inner is not None and inner.value > value and can_hold(inner, value):
        return inner
    before = [*earlier[-_FAR:], *(made[at] for at in sorted(made) if at < number)]
    alike = [d for d in before if own is not None and d.measure == own.measure and d.parent is None]
    near = [d for d in before if own is not None and d.measure in _NEAR.get(own.measure, ()) and d.parent is None]
    fitting = alike or near  # "243 were hurt; 94 are in hospital"
    return next((d for d in reversed(fitting) if not d.superseded and can_hold(d, value)), None)


def _total(measure: str | None, before: Sequence[Draft], value: float) -> Draft | None:
    """ "Among the dead": part of the largest figure of them so far."""
    named = () if measure is None else (measure, *_NEAR.get(measure, ()))
    alike = [draft for draft in before if draft.measure in named and not draft.superseded]
    fitting = [draft for draft in alike if can_hold(draft, value) and draft.value != value]
    return max(reversed(fitting), key=lambda draft: draft.value, default=None)


def _named(sentence: Sentence, how: Lean) -> str | None:
    """The measure that the ellipsis itself names ("26 of the wounded"): it leans on no figure of another."""
    start, end = how.captures["match"]
    units = sentence.line.units
    line = sentence.line
    said = [at for at in range(start, end) if line.has(at, "PERS") and not line.has(at, "ANYHARM")]
    if not said and line.has(end - 1, "OFTHEM") and line.has(end, "TRANS") and line.has(end + 1, "AUX"):
        said = [end]  # "26 of those killed were women"
    if not said and line.has(end - 1, "OFTHEM") and line.has(end, "WHO") and line.has(end + 1, "INTR"):
        said = [end + 1]  # "175 of those who died"
    return next((units[at].attr("measure") for at in said), None)


def _whole(sentence: Sentence, unit: int, made: dict[int, Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The figure "of the 22" means: one before of the same size, else the number itself where it is a figure."""
    value = value_of(sentence.line, unit)
    if sentence.items[unit].kind in ("thing", "unknown"):
        return made.get(unit)  # "three of the five drones"
    known = next((draft for draft in reversed(earlier) if draft.value == value and draft.counts == "people"), None)
    if known is None:
        return made.get(unit)
    mine = made.get(unit)
    if mine is not None and mine.measure in (known.measure, *_NEAR.get(known.measure, ())):
        mine.repeats = known
        sentence.repeated.append(made.pop(unit))
    return known


_NEAR = {
    "injured": ("hospitalised",),
    "hospitalised": ("injured",),
    "detained": ("arrested",),
    "arrested": ("detained",),
    "killed": ("missing",),
}


def _alike(own: Draft | None, here: Sequence[Draft], earlier: Sequence[Draft], value: float) -> Draft | None:
    """ "twelve of the dead" are part of the dead, not of the missing named after them."""
    if own is None or not own.made_by[0].endswith(".head"):
        return None
    near, far = ([draft for draft in drafts if draft.measure == own.measure] for drafts in (here, earlier))
    fitting = [draft for draft in near or far if not draft.superseded and can_hold(draft, value)]
    return fitting[-1] if fitting else None
