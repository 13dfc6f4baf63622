"""Events, connectivity, positions, designations and claims: one pattern layer, one record for each kind of rule.

Rules `[[event]]`, `[[connectivity]]`, `[[position]]`, `[[designation]]`, `[[claim]]` of the pack; what a rule does not
say itself (`type`, `state`, `change`) it takes from the entry of the word captured as `t`. Proved by
tests/reading/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.records.making import Context
from aigaq.reading.setting.days import WhenSaid
from aigaq.reading.setting.spells import spell_near
from aigaq.reading.voices.told import Told
from aigaq.statements.records import AnyStatement, Claim, Connectivity, Designation, Event, Position
from aigaq.statements.vocabulary import Change, Layer, NetworkState, Side, TimePrecision

_OBSERVERS = {Side.WITNESS: "witness", Side.OFFICIAL: "official", Side.NGO: "ngo", Side.MEASUREMENT: "measurement"}


def find_happenings(context: Context) -> list[AnyStatement]:
    """What a sentence says happened, apart from figures."""
    made: list[AnyStatement] = []
    taken: list[tuple[str, int, int]] = []
    for kind, make in _MAKERS.items():
        for rule, match in context.sentence.line.rules(kind):
            for found in _listed(context, rule, match):
                start, end = found.captures.get("what", (found.start, found.end))
                if (
                    _barred(context, start, end)
                    or (kind == "event" and _undone(context, end))
                    or any(k == kind and s < end and start < e for k, s, e in taken)
                ):
                    continue
                statement = make(context, rule, found)
                if statement is not None:
                    taken.append((kind, start, end))
                    made.append(statement)
    return made + _claims(context)


def _barred(context: Context, start: int, end: int) -> bool:
    """Imagined, asked or denied things did not happen."""
    line, zones = context.sentence.line, context.sentence.zones
    before = range(max(0, start - 12), start)
    if any(line.has(at, "COND") and zones.together(at, start) for at in before):
        return True
    if any(line.has(at, "NEG") and zones.together(at, start) for at in range(max(0, start - 3), end)):
        return True
    return line.has(len(line.units) - 1, "ASK") or (line.has(len(line.units) - 2, "ASK"))


def _undone(context: Context, end: int) -> bool:
    """Where the verb stands last, what follows it denies it: "оқ атқан жоқ", "оқ атқанын жоққа шығарды"."""
    line = context.sentence.line
    if line.lexicon.pack.get("order") != "last":
        return False
    return line.has(end, "NEG") or any(line.has(at, "DENY") for at in range(end, end + 4))


def _listed(context: Context, rule: Rule, match: Match) -> Iterator[Match]:
    """The match, and further members of a list the rule allows ("into clashes, attacks on shops and looting")."""
    yield match
    if not rule.attrs.get("list"):
        return
    line = context.sentence.line
    end = match.captures.get("what", (match.start, match.end))[1]
    for _, found in line.rules("listed"):
        joint = range(end, found.start)
        if (
            found.start >= end
            and len(joint) <= 3
            and all(line.has(at, "COMMA", "CONJ", "DET", "ADJ", "ADV") for at in joint)
        ):
            yield found
            end = found.end
        elif found.start > end + 3:
            return


def _event(context: Context, rule: Rule, match: Match) -> AnyStatement | None:
    kind = _said_by_rule(context, rule, match, "type")
    if kind is None:
        return None
    start, end, told, common = _common(context, rule, match)
    if any(
        context.sentence.line.has(at, "BUILDING") for at in range(*match.captures.get("what", (match.start, match.end)))
    ):
        kind = _attr(context, match, "t", "on_building") or kind
    when = next(iter(context.dates((match.start, match.end))), None)
    sides = tuple(dict.fromkeys(speaker.side for speaker in told.speakers[:1] if speaker.side is not Side.UNKNOWN))
    return Event(
        **common,
        type=kind,
        what=context.paragraph.text[start:end],
        about=when.date if when else None,
        time=when.date if when else None,
        time_precision=_precision(when),
        time_words=context.paragraph.text[when.start : when.end] if when else None,
        seen_from=sides,
    )


def _connectivity(context: Context, rule: Rule, match: Match) -> AnyStatement | None:
    state = _said_by_rule(context, rule, match, "state")
    if state is None:
        return None
    start, end, told, common = _common(context, rule, match)
    when = next(iter(context.dates((match.start, match.end))), None)
    side = told.speakers[0].side if told.speakers else Side.MEDIA
    spell = spell_near(context.sentence.line, (match.start, match.end), context.published)
    return Connectivity(
        **common,
        state=NetworkState(state),
        layer=Layer(_attr(context, match, "net", "layer") or "not_stated"),
        networks=tuple(sorted(filter(None, [_attr(context, match, "net", "network")]))),
        observer_kind=_OBSERVERS.get(side, "media"),
        what=context.paragraph.text[start:end],
        about=when.date if when else None,
        start=(spell[0], spell[0]) if spell else (when.date, when.date) if when else None,
        end=(spell[1], spell[1]) if spell else None,
        time_precision=_precision(when),
    )


def _position(context: Context, rule: Rule, match: Match) -> AnyStatement | None:
    change = _said_by_rule(context, rule, match, "change")
    person = _words(context, match, "person", bare=True)
    if change is None or person is None:
        return None
    _, _, _, common = _common(context, rule, match)
    when = next(iter(context.dates((match.start, match.end))), None)
    return Position(
        **common,
        person=person,
        change=Change(change),
        relation=_said_by_rule(context, rule, match, "relation") or _relation(context, match),
        post=_words(context, match, "post"),
        org=_words(context, match, "org"),
        how=_words(context, match, "t"),
        how_code=_said_by_rule(context, rule, match, "how"),
        about=when.date if when else None,
    )


def _relation(context: Context, match: Match) -> str | None:
    """The relation a word of the person's phrase states ("family", "former president")."""
    first, last = match.captures["person"]
    return next((r for unit in context.sentence.line.units[first:last] if (r := unit.attr("relation"))), None)


def _designation(context: Context, rule: Rule, match: Match) -> AnyStatement | None:
    words = _words(context, match, "words")
    if words is None:
        return None
    start, end = context.units(*match.captures["words"])
    told = context.told(start)
    if not told.speakers and context.paragraph.quoted(start) is None and rule.attrs.get("needs") == "speaker":
        return None
    where = context.where((match.start, match.end))
    return Designation(**context.common(start, end, told, where, [rule.id]), words=words, who=_called(context, match))


def _claim(context: Context, rule: Rule, match: Match) -> AnyStatement | None:
    if context.sentence.line.has(match.captures["what"][1], "NUM"):
        return None  # the figure that follows carries the denial
    start, end = context.units(*match.captures["what"])
    whole = context.units(match.start, match.end)
    told = context.told(start)
    return Claim(**context.common(*whole, told, None, [rule.id]), what=context.paragraph.text[start:end])


def _claims(context: Context) -> list[AnyStatement]:
    """What a hedge says of a whole clause ("the role of X remains unconfirmed") is a claim that carries the hedge."""
    made: list[AnyStatement] = []
    for held in context.hedges:
        if held.claim:
            start, end = min(held.hedged[0], held.start), max(held.hedged[1], held.end)
            told = context.told(start)
            common = context.common(start, end, told, None, [held.rule])
            made.append(Claim(**common, what=context.paragraph.text[held.hedged[0] : held.hedged[1]]))
    return made


def _common(context: Context, rule: Rule, match: Match) -> tuple[int, int, Told, dict[str, Any]]:
    units = match.captures.get("what", (match.start, match.end))
    start, end = context.units(*units)
    told = context.told(start)
    where = context.where(units)
    return start, end, told, context.common(start, end, told, where, [rule.id])


def _said_by_rule(context: Context, rule: Rule, match: Match, name: str) -> str | None:
    stated = rule.attrs.get(name)
    return str(stated) if stated is not None else _attr(context, match, "t", name)


def _attr(context: Context, match: Match, capture: str, name: str) -> str | None:
    units = match.captures.get(capture)
    if units is None:
        return None
    return next(
        (value for unit in context.sentence.line.units[units[0] : units[1]] if (value := unit.attr(name))), None
    )


def _words(context: Context, match: Match, name: str, *, bare: bool = False) -> str | None:
    """The captured words; `bare`: without a date or preposition before them and punctuation around them."""
    units = match.captures.get(name)
    if units is None:
        return None
    first, last = units
    line = context.sentence.line
    while bare and first < last - 1 and line.has(first, "PREP", "DATE", "COMMA", "ADV"):
        first += 1
    while bare and first < last - 1 and line.has(last - 1, "COMMA", "CONJ"):
        last -= 1
    start, end = context.units(first, last)
    return context.paragraph.text[start:end].strip(" ,")


def _called(context: Context, match: Match) -> str | None:
    """Who is called a name; nothing rather than a fragment ("the country's")."""
    units = match.captures.get("who")
    if units is None or context.sentence.line.has(units[1] - 1, "GEN", "DET", "PREP", "ADJ", "CONJ"):
        return None
    return _words(context, match, "who")


def _precision(when: WhenSaid | None) -> TimePrecision:
    if when is None:
        return TimePrecision.UNKNOWN
    if "/" in when.date:
        return TimePrecision.INTERVAL
    if "T" in when.date:
        return TimePrecision.MINUTE
    return {4: TimePrecision.YEAR, 7: TimePrecision.MONTH, 10: TimePrecision.DAY}.get(
        len(when.date), TimePrecision.INTERVAL
    )


_MAKERS = {
    "claim": _claim,
    "event": _event,
    "connectivity": _connectivity,
    "position": _position,
    "designation": _designation,
}
