"""Withdrawals: someone takes a number back, corrects, replaces or denies it, as a statement of its own.

Rules `[[withdrawal]]` of the pack say by which words, what the target becomes (`becomes`), and where it stands
(`target`: before, after or inside the words). The speaker is whom the words name, else that of the target. Proved by
tests/reading/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.chain import Told
from aigaq.reading.lexicon import Rule
from aigaq.reading.making import Context
from aigaq.reading.patterns import Match
from aigaq.reading.speech import Mention
from aigaq.statements.records import Claim, Figure, Target, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Standing

_FAR = 800
_NEAR = 200


def find_withdrawals(context: Context, figures: Sequence[Figure]) -> list[Withdrawal | Claim]:
    """The withdrawals of a sentence; `figures` are those of the document so far, this sentence's last.

    Where somebody else than its speaker disputes a number, nothing became of it: the dispute is a claim.
    """
    made: list[Withdrawal | Claim] = []
    if not figures:
        return made
    taken: list[tuple[int, int, str]] = []
    for rule, match in context.sentence.speech.rules("withdrawal"):
        kind = str(rule.attrs["becomes"])
        if any(match.start < end and start < match.end and kind == other for start, end, other in taken):
            continue
        withdrawal = _withdrawal(context, rule, match, figures)
        if withdrawal is not None:
            taken.append((match.start, match.end, kind))
            made.append(withdrawal)
    return made


def superseded(context: Context, old: Figure, new: Figure | None, rule: str) -> Withdrawal:
    """A number that the text itself gives as an earlier one ("up from 164")."""
    span = _text_span(old)
    told = Told()
    return Withdrawal(
        **{**context.common(0, 1, told, None, [rule]), "span": span, "speakers": old.speakers, "hedges": ()},
        becomes=Standing.SUPERSEDED,
        target=_describe(old),
        replaced_by=_describe(new) if new is not None else None,
    )


def _withdrawal(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Withdrawal | Claim | None:
    line = context.sentence.speech
    start, end = line.span(*match.captures.get("words", (match.start, match.end)))
    told = _told(context, match, start)
    target = _target(rule, match, _others(context, match, figures), context, told)
    if target is None:
        return None
    common = context.common(start, end, told, None, [rule.id])
    if rule.attrs["becomes"] == Standing.DENIED and _disputed(told, target):
        return Claim(**common, what=context.paragraph.text[start:end])
    if not told.speakers or _meant(context, match, target):
        common["speakers"] = target.speakers
    return Withdrawal(
        **{**common, "place": target.place, "places": target.places, "hedges": ()},
        becomes=Standing(str(rule.attrs["becomes"])),
        target=_describe(target),
        replaced_by=_replacement(context, match, figures),
        why=_words(context, match, "why"),
        time=_time(context, match),
    )


def _disputed(told: Told, target: Figure) -> bool:
    """Whether a named speaker's number is denied by someone else."""
    said = [link.name.casefold() for link in target.speakers if link.span is not None]
    return bool(said) and not (told.speakers and told.speakers[0].name.casefold() in said)


def _others(context: Context, match: Match, figures: Sequence[Figure]) -> list[Figure]:
    """The figures without the one captured as the new number."""
    new = match.captures.get("new")
    if new is None:
        return list(figures)
    start = context.paragraph.base[1] + context.sentence.speech.units[new[0]].start
    return [figure for figure in figures if _text_span(figure).start != start]


def _target(rule: Rule, match: Match, figures: Sequence[Figure], context: Context, told: Told) -> Figure | None:
    """The figure the words speak of: the nearest on the side the rule names, of the same speaker where there is one."""
    offset = context.paragraph.base[1]
    start, end = context.sentence.speech.span(*match.captures.get("words", (match.start, match.end)))
    start, end = offset + start, offset + end
    side = str(rule.attrs.get("target", "before"))
    measure = rule.attrs.get("measure")
    fitting = [figure for figure in figures if measure in (None, figure.measure)]
    if side == "inside":
        return next((f for f in fitting if start <= _text_span(f).start < end), None)
    if side == "after":
        return next((f for f in fitting if _text_span(f).start >= start), None)
    before = [f for f in fitting if _text_span(f).end <= end]
    near = offset + _begin_before(context)
    last = before[-1] if before and _text_span(before[-1]).start >= near else None
    if last is not None and _meant(context, match, last):
        return last
    names = {speaker.name.casefold() for speaker in told.speakers[:1]}
    own = [f for f in before if f.speakers and f.speakers[0].name.casefold() in names]
    first = any(context.sentence.speech.has(at, "EARLIERW") for at in range(match.start - 3, match.end))
    if first and len(own) > 1 and own[-2].measure == own[-1].measure:
        return own[-2]
    reach = _NEAR if rule.attrs.get("near") else _FAR
    if own and _text_span(own[-1]).start >= start - reach:
        return own[-1]
    return last


def _meant(context: Context, match: Match, last: Figure) -> bool:
    """A pronoun after a number whose speaker is not known means that speaker, not one named further back."""
    who = match.captures.get("who")
    pronoun = who is not None and context.sentence.speech.has(who[0], "HE", "THEY")
    return pronoun and all(link.span is None for link in last.speakers)


def _begin_before(context: Context) -> int:
    """Where the sentence before begins; the paragraph before counts for its last words."""
    begins = [sentence.start for sentence in context.paragraph.sentences if sentence.start < context.sentence.start]
    return begins[-1] if begins else -_NEAR


def _told(context: Context, match: Match, start: int) -> Told:
    who = match.captures.get("who")
    line = context.sentence.speech
    if who is not None:
        unit = line.units[who[0]]
        found = unit.value if isinstance(unit.value, Mention) else unit
        speaker = context.voices.speaker(context.paragraph, context.sentence, found)
        if speaker is not None:
            return Told((speaker,), (), ())
    return context.told(start)


def _replacement(context: Context, match: Match, figures: Sequence[Figure]) -> Target | None:
    """The number captured as `new`."""
    new = match.captures.get("new")
    if new is None:
        return None
    start = context.paragraph.base[1] + context.sentence.speech.units[new[0]].start
    return next((_describe(figure) for figure in figures if _text_span(figure).start == start), None)


def _words(context: Context, match: Match, name: str) -> str | None:
    units = match.captures.get(name)
    if units is None:
        return None
    start, end = context.sentence.speech.span(*units)
    return context.paragraph.text[start:end]


def _time(context: Context, match: Match) -> str | None:
    """A date inside or right beside the words; else nothing is known but that it was before publication."""
    line = context.sentence.speech
    from aigaq.reading.whereabouts import dated

    for unit in line.where("DATE"):
        if match.start - 3 <= unit <= match.end + 3:
            said = dated(line, unit, context.published)
            if said is not None:
                return said.date
    return f"../{context.published}" if context.published and "/" not in context.published else None


def _describe(figure: Figure) -> Target:
    return Target(
        speaker=figure.speakers[0].name if figure.speakers else None,
        measure=figure.measure,
        low=figure.low,
        high=figure.high,
        places=figure.places,
        span=figure.num,
    )


def _text_span(figure: Figure) -> TextSpan:
    assert isinstance(figure.num, TextSpan)
    return figure.num
