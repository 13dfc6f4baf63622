"""Figures of a sentence: numbers that count people harmed, held or taking part, and few other things.

A number becomes a figure by one of four ways, in this order: a toll by name (`[[toll]]`), an ellipsis that leans on a
larger figure (`[[ellipsis]]`), a counted noun with a trigger in its zone (`links`), a noun that says itself what is
counted. Nothing else does: nearness is no reason. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.reading.counted import Counted, counted
from aigaq.reading.drafts import Draft
from aigaq.reading.lexicon import Rule
from aigaq.reading.links import Trigger, find_trigger
from aigaq.reading.patterns import Match
from aigaq.reading.units import Line
from aigaq.reading.zones import Zones
from aigaq.statements.vocabulary import Stance
from aigaq.values.quantities import Quantity

_WIDER = {"hospitalised": "injured", "arrested": "detained", "in_custody": "detained"}


@dataclass(slots=True)
class Sentence:
    """A sentence with its zones and counted numbers, as the figure grammar needs them."""

    line: Line
    zones: Zones
    items: dict[int, Counted]

    @property
    def language(self) -> str:
        """The language of the pack."""
        return self.line.lexicon.language


def find_figures(line: Line, zones: Zones, earlier: Sequence[Draft]) -> list[Draft]:
    """The figures of a sentence in the order of the text; `earlier` are those of the sentences before."""
    numbers = line.where("NUM")
    if not numbers:
        return []
    barred = {match.captures["n"][0] for _, match in line.rules("not_people")}
    sentence = Sentence(line, zones, {n: counted(line, n, barred=n in barred) for n in numbers})
    made: dict[int, Draft] = {}
    for kind in ("toll", "counted"):
        _by_rules(sentence, kind, made)
    leaning = _leaning(sentence)
    for number in numbers:
        if number not in made:
            draft = _by_trigger(sentence, number, in_ellipsis=number in leaning)
            if draft is not None:
                made[number] = draft
    _by_rules(sentence, "later", made)
    for number in numbers:
        if number in leaning:
            _lean(sentence, number, leaning[number], made, earlier)
    _stop_conditions(sentence, made)
    return [made[number] for number in sorted(made)]


def quantity_of(line: Line, number: int) -> Quantity:
    """The quantity of a number's unit."""
    quantity: Quantity = line.units[number].value
    return quantity


def _by_rules(sentence: Sentence, kind: str, made: dict[int, Draft]) -> None:
    for rule, match in sentence.line.rules(kind):
        _by_rule(sentence, rule, match, made)


def _by_rule(sentence: Sentence, rule: Rule, match: Match, made: dict[int, Draft]) -> None:
    """A number whose measure a rule gives: by name, or by the unit captured as `t`."""
    number = match.captures["n"][0]
    if number in made or sentence.items.get(number, None) is None or _is_thing(sentence.items[number]):
        return
    line = sentence.line
    trigger = match.captures.get("t")
    measure = rule.attrs.get("measure") or (_measure(line, trigger[0]) if trigger else None)
    if rule.attrs.get("measure") == "same":
        measure = next((made[at].measure for at in sorted(made, reverse=True) if at < number), None)
    if measure is None:
        return
    item = sentence.items[number]
    if trigger and trigger[0] < number and item.head is not None and line.has(item.head, "PERS", "DEED"):
        return
    start = min(match.start, number)
    end = max(match.end, item.end if item.kind == "people" else number + 1)
    draft = _draft(sentence, number, str(measure), (start, end), [rule.id])
    draft.superseded = bool(rule.attrs.get("superseded"))
    if draft.superseded:
        draft.stance = Stance.RECALLS
    made[number] = draft


def _is_thing(item: Counted) -> bool:
    return item.kind == "thing"


def _measure(line: Line, unit: int) -> str | None:
    return line.units[unit].attr("measure")


def _by_trigger(sentence: Sentence, number: int, *, in_ellipsis: bool) -> Draft | None:
    line, item = sentence.line, sentence.items[number]
    if item.kind == "thing":
        return _wreck(sentence, item)
    if item.head is not None and line.has(item.head, "WRECKED"):
        return _wreck(sentence, item)
    trigger = find_trigger(line, sentence.zones, item, list(sentence.items.values()))
    if trigger is not None:
        return _triggered(sentence, item, trigger)
    weak = _measure(line, item.head) if item.head is not None else None
    if weak is None or in_ellipsis or item.head is None:
        return None
    entry = next(entry for entry in line.units[item.head].entries if "measure" in entry.attrs)
    draft = _draft(sentence, number, weak, (number, item.end), [f"{sentence.language}.{entry.id}.noun"])
    draft.weak = True
    draft.counts = entry.attrs.get("unit", "people")
    return draft


def _triggered(sentence: Sentence, item: Counted, trigger: Trigger) -> Draft:
    start, end = min(item.number, trigger.unit), max(item.end, trigger.unit + 1)
    draft = _draft(sentence, item.number, trigger.measure, (start, end), [trigger.rule])
    if trigger.scope and trigger.scope not in draft.scope:
        draft.scope = (*draft.scope, trigger.scope)
    if item.head is not None and sentence.line.has(item.head, "BODIES") and trigger.measure not in ("missing",):
        draft.measure = "killed"
    return draft


def _wreck(sentence: Sentence, item: Counted) -> Draft | None:
    """Buildings and vehicles that were damaged, in the same zone and near."""
    line = sentence.line
    if item.head is None or not line.has(item.head, "WRECKED"):
        return None
    for unit in line.where("WRECK"):
        near = unit - item.number >= -6 and unit - item.end <= 6
        if near and sentence.zones.together(unit, item.number):
            span = (min(unit, item.number), max(unit + 1, item.end))
            measure = _measure(line, item.head) or "buildings_damaged"
            draft = _draft(sentence, item.number, measure, span, [f"{sentence.language}.wrecked"])
            draft.counts = line.units[item.head].attr("unit") or "people"
            return draft
    return None


def _draft(sentence: Sentence, number: int, measure: str, span: tuple[int, int], made_by: list[str]) -> Draft:
    line, item = sentence.line, sentence.items[number]
    quantity = quantity_of(line, number)
    start, end = line.span(*span)
    scopes = [line.units[head].attr("scope") for head in item.heads]
    scope = tuple(dict.fromkeys(code for code in scopes if code))
    if item.head is not None and line.has(item.head, "BODIES"):
        scope = ()
    return Draft(quantity, number, measure, min(start, quantity.phrase_start), end, made_by, scope)


def _leaning(sentence: Sentence) -> dict[int, tuple[str, dict[str, tuple[int, int]], dict[str, str]]]:
    """Numbers that an ellipsis of the pack licenses: rule, captures, attributes."""
    found: dict[int, tuple[str, dict[str, tuple[int, int]], dict[str, str]]] = {}
    rules = [*sentence.line.rules("ellipsis"), *(r for r in sentence.line.rules("counted") if r[0].attrs.get("lean"))]
    for rule, match in rules:
        number = match.captures["n"][0]
        if number in sentence.items and number not in found and not _is_thing(sentence.items[number]):
            captures = {**match.captures, "match": (match.start, match.end)}
            found[number] = (rule.id, captures, {key: str(value) for key, value in rule.attrs.items()})
    for number in sentence.items:
        opener = sentence.zones.opened_by[sentence.zones.zone[number]]
        if number in found or opener < 0:
            continue
        if sentence.line.has(number + 1, "HYPHEN"):
            continue
        includes = sentence.line.has(opener, "INCLUDE") or sentence.line.has(opener + 1, "INCLUDE")
        if includes and _included(sentence, number):
            span = (number, sentence.items[number].end)
            found[number] = (f"{sentence.language}.ellipsis.including", {"match": span}, {"parent": "before"})
    return found


def _included(sentence: Sentence, number: int) -> bool:
    """ "including three nurses", "including 23 under the age of five"."""
    kind = sentence.items[number].kind
    return kind == "people" or (kind == "bare" and sentence.line.has(number + 1, "PREP", "COMMA", "STOP", "LABEL"))


def _beside_thing(sentence: Sentence, number: int) -> bool:
    """The number before counts things, and so does this one ("34 degrees in the north, 39 in the south")."""
    before = [at for at in sentence.items if at < number]
    return bool(before) and sentence.items[max(before)].kind == "thing" and sentence.items[number].kind == "bare"


def _lean(
    sentence: Sentence,
    number: int,
    how: tuple[str, dict[str, tuple[int, int]], dict[str, str]],
    made: dict[int, Draft],
    earlier: Sequence[Draft],
) -> None:
    """Join a leaning number to the larger figure before it, and let it inherit what it does not say itself."""
    rule, captures, attrs = how
    if ("part" in attrs or "sibling" in attrs) and _beside_thing(sentence, number):
        return
    parent = _parent(sentence, number, how, made, earlier)
    if parent is None:
        return
    draft = made.get(number)
    if draft is None or draft.weak:
        span = captures["match"]
        draft = _draft(sentence, number, parent.measure, (span[0], max(span[1], sentence.items[number].end)), [rule])
        made[number] = draft
    elif rule not in draft.made_by:
        draft.made_by.append(rule)
    draft.inherits = parent
    if attrs.get("part") == "no" or (attrs.get("sibling") == "yes" and _placed(sentence.line, parent, number, made)):
        draft.parent = parent.parent
    elif parent.value == 0 or draft.value <= parent.value:
        draft.parent = parent


def _placed(line: Line, parent: Draft, number: int, made: dict[int, Draft]) -> bool:
    """The figure before has a place of its own, so the two stand side by side ("two in A, one in B")."""
    if made.get(parent.unit) is not parent:
        return False
    return any(
        line.has(at, "PLACE") or (line.has(at, "LOC") and line.has(at + 1, "NAMEY", "DET"))
        for at in range(parent.unit + 1, number - 1)
    )


def _parent(
    sentence: Sentence,
    number: int,
    how: tuple[str, dict[str, tuple[int, int]], dict[str, str]],
    made: dict[int, Draft],
    earlier: Sequence[Draft],
) -> Draft | None:
    """The larger figure a number leans on: the nearest before it that is not smaller, not in the same aside."""
    _, captures, attrs = how
    whole = captures.get("whole")
    if whole is not None:
        return made.get(whole[0])
    if attrs.get("parent") == "after":
        return next((made[at] for at in sorted(made) if at > number), None)
    value = _value(sentence.line, number)
    zone = sentence.zones.zone[number]
    here = [at for at in sorted(made) if at < number and not (zone and sentence.zones.zone[at] == zone)]
    own = made.get(number)
    if own is not None and own.made_by[0].endswith(".head"):
        # "twelve of the dead" are part of the dead, not of the missing named after them.
        alike = [made[at] for at in here if made[at].measure == own.measure] or [
            d for d in earlier if d.measure == own.measure
        ]
        fitting = [draft for draft in alike if not draft.superseded and _can_hold(draft, value)]
        if fitting:
            return fitting[-1]
    for draft in [made[at] for at in reversed(here)]:
        if not draft.superseded and (attrs.get("part") == "no" or _can_hold(draft, value)):
            return draft
    for draft in reversed(earlier[-6:]):
        if not draft.superseded and draft.parent is None and _can_hold(draft, value):
            return draft
    return None


def _can_hold(draft: Draft, value: float) -> bool:
    return draft.value == 0 or value <= draft.value


def _value(line: Line, number: int) -> float:
    quantity = quantity_of(line, number)
    return float(quantity.low if quantity.low is not None else quantity.high or 0)


def _stop_conditions(sentence: Sentence, made: dict[int, Draft]) -> None:
    """What is only imagined is no figure: "if 20 people died", "could kill 200"; what is denied is marked."""
    line, zones = sentence.line, sentence.zones
    for rule, match in line.rules("unreal"):
        start, end = match.captures.get("reach", (match.start, match.end))
        for number in list(made):
            if start <= number < max(end, start + 1) or (
                rule.attrs.get("to") == "turn" and zones.together(start, number) and number > start
            ):
                made.pop(number)
    for rule, match in line.rules("negated"):
        for number, draft in made.items():
            if match.start <= number < match.end:
                draft.stance = Stance.DENIES
                draft.made_by.append(rule.id)
    for unit in line.where("ASK"):
        if unit >= len(line.units) - 2:
            made.clear()
