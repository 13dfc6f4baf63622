"""Withdrawals: someone takes a number back, corrects, replaces or denies it, as a statement of its own.

Rules `[[withdrawal]]` of the pack say by which words, what the target becomes (`becomes`), and where it stands
(`target`: before, after or inside the words). The speaker is whom the words name, else that of the target. Proved by
tests/reading/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from aigaq.reading.chain import Told
from aigaq.reading.lexicon import Rule
from aigaq.reading.making import Context
from aigaq.reading.patterns import Match
from aigaq.reading.speech import Mention
from aigaq.reading.units import Line
from aigaq.statements.records import Claim, Figure, Target, Withdrawal
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Standing

_FAR = 800
_NEAR = 200
_ONE_STATEMENT = 120


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
        found = list(_withdrawals(context, rule, match, figures))
        if found:
            taken.append((match.start, match.end, kind))
            made += found
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


def _withdrawals(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Iterator[Withdrawal | Claim]:
    """The withdrawal of a match; where a whole statement is taken back, one for every number it gave."""
    first = _withdrawal(context, rule, match, figures)
    if first is None:
        return
    yield first
    line = context.sentence.speech
    if not isinstance(first, Withdrawal) or first.replaced_by is not None:
        return
    if not any(_all_of(line, at) for at in range(*match.captures.get("words", (match.start, match.end)))):
        return
    target = next(figure for figure in figures if figure.num == first.target.span)
    begin = context.paragraph.base[1] + line.span(match.start, match.end)[0]
    if _text_span(target).start < begin:  # what the same sentence puts in its place is not taken back
        figures = [figure for figure in figures if _text_span(figure).start < begin]
    for figure in _one_statement(target, figures, context):
        if figure is not target:
            yield replace(first, target=_describe(figure), place=figure.place, places=figure.places)


def _all_of(line: Line, at: int) -> bool:
    """A word that stands for all that was said, and not for where it was said ("in the bulletin")."""
    inside = line.has(at - 1, "LOC") or line.has(at, "LOCAT")
    return line.has(at, "STATED") and not inside


def _one_statement(target: Figure, figures: Sequence[Figure], context: Context) -> Iterator[Figure]:
    """The figures one speaker gave together: those of the sentence, and of those beside it while nobody else speaks."""
    named = any(link.span is not None for link in target.speakers)
    at = next(number for number, figure in enumerate(figures) if figure is target)
    for step in (-1, 1):
        last, number = target, at + step
        while 0 <= number < len(figures) and _one_voice(figures[number], target, context):
            figure = figures[number]
            # Who is not named may be anybody: then only what stands close to the target was said with it.
            beside = _apart(figure, last if named else target) < _ONE_STATEMENT
            if not (beside or _one_sentence(figure, target, context)):
                break
            yield figure
            last, number = figure, number + step


def _one_voice(one: Figure, other: Figure, context: Context) -> bool:
    """Whether one speaker gave both, on one day; named alike in another paragraph, it may be another or another day."""
    first, second = (figure.speakers[0] if figure.speakers else None for figure in (one, other))
    here = all(_text_span(figure).start >= context.paragraph.base[1] for figure in (one, other))
    if not here or first is None or second is None or None in (first.span, second.span):
        return one.speakers == other.speakers and one.said == other.said
    return _one_of(first.name, second.name, context) and one.said == other.said


def _one_sentence(one: Figure, other: Figure, context: Context) -> bool:
    """Whether both stand in one sentence of this paragraph."""
    offset = context.paragraph.base[1]
    begins = [_text_span(figure).start - offset for figure in (one, other)]
    return any(all(held.start <= at < held.end for at in begins) for held in context.paragraph.sentences)


def _apart(one: Figure, other: Figure) -> int:
    return abs(_text_span(one).start - _text_span(other).start)


def _withdrawal(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Withdrawal | Claim | None:
    line = context.sentence.speech
    start, end = line.span(*match.captures.get("words", (match.start, match.end)))
    told = _told(context, match, start)
    target = _target(rule, match, _others(context, match, figures), context, told)
    if target is None:
        return None
    target = _whole(target, figures)
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
    begin = offset + context.sentence.start
    if last is not None and (_meant(context, match, last) or _text_span(last).start >= begin):
        return last
    said = told.speakers[:1] if told.cues or "who" in match.captures else ()  # whose interview it is took back nothing
    own = [f for f in before if f.speakers and any(_one_of(f.speakers[0].name, one.name, context) for one in said)]
    first = any(context.sentence.speech.has(at, "EARLIERW") for at in range(match.start - 3, match.end))
    if first and len(own) > 1 and own[-2].measure == own[-1].measure:
        return own[-2]
    if first and not said and last is not None and len(before) > 1 and _of_one(before[-2], last):
        return before[-2]
    if rule.attrs.get("we"):
        return next((f for f in reversed(before) if f.speakers and _ours(f.speakers[0].name, context)), None)
    if rule.attrs.get("own") and said and not own:
        # Who takes down a post takes down their own: a number that nobody else is said to have given.
        return next((f for f in reversed(before) if all(link.span is None for link in f.speakers)), None)
    reach = _NEAR if rule.attrs.get("near") else _FAR
    if own and _text_span(own[-1]).start >= start - reach:
        return own[-1]
    return last


def _ours(name: str, context: Context) -> bool:
    """Whether the speaker is "we", who take back what they themselves wrote."""
    lexicon = context.sentence.speech.lexicon
    return lexicon.codes["IWE"] in lexicon.known(name.casefold()).codes


def _one_of(name: str, other: str, context: Context) -> bool:
    """ "The movement" and "the movement Open Square" are one speaker: the words of one name are among the other's."""
    lemma = context.paragraph.lexicon.lemma
    one, two = (frozenset(lemma(word) for word in words.casefold().split()) for words in (name, other))
    return one <= two or two <= one


def _whole(target: Figure, figures: Sequence[Figure]) -> Figure:
    """What is taken back after a number and its parts is the number they are parts of."""
    whole = next((f for f in figures if target.part_of is not None and f.num == target.part_of.span), None)
    near = whole is not None and _text_span(target).start - _text_span(whole).start < _NEAR
    return whole if whole is not None and near and whole.speakers == target.speakers else target


def _of_one(earlier: Figure, last: Figure) -> bool:
    """Whether two figures count the same and one speaker gave both."""
    said = [figure.speakers[0].name.casefold() for figure in (earlier, last) if figure.speakers]
    return earlier.measure == last.measure and len(said) == 2 and said[0] == said[1]


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
