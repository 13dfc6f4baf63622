"""Figures of a sentence: numbers that count people harmed, held or taking part, and few other things.

A number becomes a figure by one of four ways, in this order: a toll by name (`[[toll]]`), an ellipsis that leans on a
larger figure (`[[ellipsis]]`), a counted noun with a trigger in its zone (`links`), a noun that says itself what is
counted. Nothing else does: nearness is no reason. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aigaq.reading.counts.counted import Counted, counted
from aigaq.reading.counts.drafting import Sentence, make_draft
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.counts.leaning import Lean, find_leaning, lean
from aigaq.reading.counts.links import Trigger, find_trigger
from aigaq.reading.counts.spreading import add_up, by_places, share_out, spread, tie
from aigaq.reading.counts.tracing import Stopped, unmade
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.text.units import Line
from aigaq.reading.text.zones import Zones
from aigaq.statements.vocabulary import Stance
from aigaq.values.quantities import Quantity

_TELLING = 10  # a smaller number may stand twice by chance


def find_figures(
    line: Line,
    zones: Zones,
    earlier: Sequence[Draft],
    topic: str | None = None,
    stopped: dict[int, Stopped] | None = None,
) -> list[Draft]:
    """The figures of a sentence in the order of the text.

    Args:
        earlier: those of the sentences before.
        topic: the measure that a question or a heading before has set.
        stopped: is told of every number that is no figure why it is none.
    """
    numbers = line.where("NUM")
    if not numbers:
        return []
    barred = {match.captures["n"][0]: rule.id for rule, match in line.rules("not_people")}
    sentence = Sentence(
        line, zones, {n: counted(line, n, barred=n in barred) for n in numbers}, topic, list(line.rules("counted"))
    )
    made: dict[int, Draft] = {}
    _by_rules(sentence, line.rules("toll"), made, earlier)
    _by_rules(sentence, sentence.constructions, made, earlier)
    leaning = find_leaning(sentence)
    for number in numbers:
        if number not in made:
            draft = _by_trigger(sentence, number, leaning)
            if draft is not None:
                made[number] = draft
    _by_rules(sentence, line.rules("later"), made, earlier)
    for number in numbers:
        if number in leaning:
            lean(sentence, number, leaning[number], made, earlier)
    spread(sentence, made, leaning)
    tie(sentence, made)
    add_up(made, earlier, nested=line.lexicon.pack.get("order") == "last")
    share_out(sentence, made, earlier)
    by_places(sentence, made, earlier)
    known = [*earlier, *made.values()]
    for rule, match in line.rules("earlier"):
        for number in made:
            alike = [one.value for one in known if one.measure == made[number].measure]
            outdone = any(
                value > made[number].value or (rule.attrs.get("fell") and value < made[number].value) for value in alike
            )
            if match.start <= number < match.end and outdone:
                made[number].superseded, made[number].stance = True, Stance.RECALLS
                made[number].contrasted |= bool(rule.attrs.get("contrasts"))
    imagined = _stop_conditions(sentence, made)
    if stopped is not None:
        stopped.update((at, why) for at, why in unmade(line, sentence.items, barred) if at not in made)
        stopped.update(imagined)
    return sorted([*made.values(), *(sentence.repeated if made else ())], key=lambda draft: draft.unit)


def _by_rules(
    sentence: Sentence, found: Iterable[tuple[Rule, Match]], made: dict[int, Draft], earlier: Sequence[Draft]
) -> None:
    for rule, match in found:
        _by_rule(sentence, rule, match, made, earlier)


def _by_rule(sentence: Sentence, rule: Rule, match: Match, made: dict[int, Draft], earlier: Sequence[Draft]) -> None:
    """A number whose measure a rule gives: by name, or by the unit captured as `t`."""
    number = match.captures["n"][0]
    item = sentence.items.get(number)
    if number in made or item is None or (item.kind == "thing" and not (rule.attrs.get("things") and item.counts)):
        return
    line = sentence.line
    trigger = match.captures.get("t")
    measure = rule.attrs.get("measure") or (_measure(line, trigger[0]) if trigger else None)
    if rule.attrs.get("measure") == "same":
        asked = sentence.topic if rule.attrs.get("topic") else None
        measure = (
            asked
            or _measure_beside(number, made)
            or (_measure_before(earlier, line.units[number].value) if rule.attrs.get("back") else None)
        )
    if measure is None or (rule.attrs.get("against") and _of_nobody(sentence, number, made)):
        return
    if trigger and trigger[0] < number and item.head is not None and line.has(item.head, "PERS", "DEED"):
        return
    if (
        trigger
        and trigger[0] < number
        and line.has(item.end, "TRIG")
        and _measure(line, item.end) not in (None, measure)
    ):
        return  # "casualties rose to 102 killed": the number has a word of its own
    if rule.attrs.get("lean") and trigger and trigger[0] < number and _said_more(sentence, number, str(measure)):
        return  # "of the 30 wounded six died that night"
    start = min(match.start, number)
    end = max(match.end, item.end if item.kind == "people" else number + 1)
    draft = make_draft(sentence, number, str(measure), (start, end), [rule.id])
    draft.superseded, draft.contrasted = bool(rule.attrs.get("superseded")), bool(rule.attrs.get("contrasts"))
    if draft.superseded:
        draft.stance = Stance.RECALLS
    made[number] = draft


def _said_more(sentence: Sentence, number: int, measure: str) -> bool:
    """Whether a verb after the number says that these died."""
    item = sentence.items[number]
    if sentence.line.lexicon.pack.get("order") != "last" or measure == "killed":
        return False
    found = find_trigger(sentence.line, sentence.zones, item, list(sentence.items.values()))
    died = found is not None and found.unit >= item.end and found.measure == "killed"
    return found is not None and died and sentence.line.has(found.unit, "VFIN", "PTCP")


def _measure_beside(number: int, made: Mapping[int, Draft]) -> str | None:
    """What the figure before counts, else the one after: "first 15 were named, then 11 dead"."""
    before = [at for at in made if at < number]
    near = max(before) if before else min(made, default=None)
    return made[near].measure if near is not None else None


def _of_nobody(sentence: Sentence, number: int, made: Mapping[int, Draft]) -> bool:
    """Whether what this number is set against counts nobody: "it carried 51, not 48, and 20 were killed"."""
    before = [at for at in sentence.items if at < number]
    return bool(before) and not any(at in made for at in before)


def _measure_before(earlier: Sequence[Draft], number: object) -> str | None:
    """What the same number counted before, else what the last figures of the sentences before count, where they count
    one thing."""
    low = number.low if isinstance(number, Quantity) else None
    again = {draft.measure for draft in earlier if low is not None and draft.quantity.low == low >= _TELLING}
    if len(again) == 1:
        return again.pop()
    measures = {draft.measure for draft in earlier[-2:]}
    return measures.pop() if len(measures) == 1 else None


def _measure(line: Line, unit: int) -> str | None:
    return line.units[unit].attr("measure")


def _by_trigger(sentence: Sentence, number: int, leaning: Mapping[int, Lean]) -> Draft | None:
    line, item = sentence.line, sentence.items[number]
    if item.kind == "thing":
        return _wreck(sentence, item)
    if item.head is not None and line.has(item.head, "WRECKED"):
        return _wreck(sentence, item)
    whole = leaning[number].whole if number in leaning else None
    others = [other for other in sentence.items.values() if other.number != whole and not other.barred]
    subject = item
    if whole is not None and whole > number:
        larger = sentence.items[whole]
        subject = replace(item, kind=larger.kind, head=None, end=larger.end)
    trigger = find_trigger(line, sentence.zones, subject, others)
    if trigger is None and subject is not item and item.kind == "people":
        trigger = find_trigger(line, sentence.zones, item, others)  # "103 people were killed out of 164"
    if trigger is not None and _said_of_part(line, trigger, item) and _is_whole(number, leaning):
        trigger = None
    if trigger is not None:
        return _triggered(sentence, item, trigger)
    weak = _measure(line, item.head) if item.head is not None else None
    if weak is None or number in leaning or item.head is None:
        return None
    entry = next(entry for entry in line.units[item.head].entries if "measure" in entry.attrs)
    draft = make_draft(sentence, number, weak, (number, item.end), [f"{sentence.language}.{entry.id}.noun"])
    draft.weak = True
    draft.counts = entry.attrs.get("unit", "people")
    return draft


def _said_of_part(line: Line, trigger: Trigger, item: Counted) -> bool:
    """The verb follows the whole phrase, so that its subject is the part ("six of the 70 died")."""
    if line.has(item.end, "COMMA") and line.has(item.end + 1, "WHO"):
        return False  # "two of the five, who were hurt"
    return trigger.unit > item.end or (trigger.unit == item.end and line.has(trigger.unit, "INTR"))


def _is_whole(number: int, leaning: Mapping[int, Lean]) -> bool:
    """ "six of the 70 died": what is said after it is said of the six."""
    return any(how.whole == number and part < number for part, how in leaning.items())


def _triggered(sentence: Sentence, item: Counted, trigger: Trigger) -> Draft:
    start, end = min(item.number, trigger.unit), _reach(sentence, item, max(item.end, trigger.unit + 1))
    measure = trigger.measure
    if measure == "participants" and item.head is not None:
        measure = _measure(sentence.line, item.head) or measure  # attackers who took part are attackers
    draft = make_draft(sentence, item.number, measure, (start, end), [trigger.rule])
    if trigger.scope and trigger.scope not in draft.scope:
        draft.scope = (*draft.scope, trigger.scope)
    if item.head is not None and sentence.line.has(item.head, "BODIES") and trigger.measure not in ("missing",):
        draft.measure = "killed"
    return draft


def _reach(sentence: Sentence, item: Counted, end: int) -> int:
    """Where its words end: before the next member of a list whose members each have a place of their own."""
    after = min((at for at in sentence.items if item.end < at < end), default=end)
    placed = sentence.line.lexicon.pack.get("order") == "last" and sentence.items.get(after) is not None
    return after if placed and any(sentence.line.has(at, "LOCAT") for at in range(item.end, after)) else end


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
            draft = make_draft(sentence, item.number, measure, span, [f"{sentence.language}.wrecked"])
            draft.counts = line.units[item.head].attr("unit") or "people"
            return draft
    return None


def _stop_conditions(sentence: Sentence, made: dict[int, Draft]) -> dict[int, Stopped]:
    """What is only imagined is no figure: "if 20 people died", "could kill 200"; what is denied is marked.

    Returns what was no figure after all, and why.
    """
    line, zones = sentence.line, sentence.zones
    gone: dict[int, Stopped] = {}
    for rule, match in line.rules("unreal"):
        start, end = match.captures.get("reach", (match.start, match.end))
        for number in list(made):
            if start <= number < max(end, start + 1) or (
                rule.attrs.get("to") == "turn" and zones.together(start, number) and number > start
            ):
                made.pop(number)
                gone[number] = ("unreal", rule.id)
    for rule, match in line.rules("negated"):
        for number, draft in made.items():
            if match.start <= number < match.end:
                draft.stance = Stance.DENIES
                draft.made_by.append(rule.id)
    for unit in line.where("ASK"):
        if unit >= len(line.units) - 2:
            gone.update((number, ("asked", "")) for number in made)
            made.clear()
    return gone


def find_topic(line: Line) -> str | None:
    """The measure a sentence asks for or names without a number of its own ("How many died?", "And the injured?")."""
    for _, match in line.rules("topic"):
        return _measure(line, match.captures["t"][0])
    return None
