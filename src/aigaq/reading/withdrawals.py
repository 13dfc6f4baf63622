"""Withdrawals: someone takes a number back, corrects, replaces or denies it, as a statement of its own.

Rules `[[withdrawal]]` of the pack say by which words, what the target becomes (`becomes`), and where it stands
(`target`: before, after or inside the words). The speaker is whom the words name, else that of the target. Proved by
tests/reading/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from aigaq.reading.chain import Told
from aigaq.reading.days import dated
from aigaq.reading.denials import own_denials, see_untold, told_after
from aigaq.reading.earlier import compared, describe, fell, text_span
from aigaq.reading.fates import becomes, disputed, grew, higher_before, judged, last_between, wrong_of
from aigaq.reading.lowering import (
    became,
    came_down,
    is_new_count,
    lower_of_own,
    named_again,
    of_measure,
    see_first,
    see_instead,
    see_lowered,
    see_some,
)
from aigaq.reading.making import Context
from aigaq.reading.owners import alike, anaphor, given_by, of_body, of_others, one_of, ours, told_by
from aigaq.reading.patterns import Match
from aigaq.reading.rules import Rule
from aigaq.reading.together import ONE_STATEMENT, all_of, apart, one_statement
from aigaq.reading.topics import of_another
from aigaq.reading.units import Line
from aigaq.statements.records import Claim, Figure, Target, Withdrawal
from aigaq.statements.vocabulary import Standing

_FAR = 800
_NEAR = 200
_CLAUSE = 6


def find_withdrawals(context: Context, figures: Sequence[Figure]) -> list[Withdrawal | Claim]:
    """The withdrawals of a sentence; `figures` are those of the document so far, this sentence's last.

    Where somebody else than its speaker disputes a number, nothing became of it: the dispute is a claim.
    """
    made: list[Withdrawal | Claim] = []
    see_lowered(context)
    see_some(context, figures)
    see_first(context, figures)
    if not figures:
        see_untold(context, ())
        return made
    taken: list[tuple[int, int, str]] = []
    acts = list(context.sentence.speech.rules("withdrawal"))
    for rule, match in acts:
        kind = str(rule.attrs["becomes"])
        if any(match.start < end and start < match.end and kind == other for start, end, other in taken):
            continue
        if _imagined(context.sentence.speech, match.start) or (kind == Standing.CORRECTED and compared(context)):
            continue
        words = context.sentence.speech.span(match.start, match.end)
        if kind == Standing.WITHDRAWN and of_another(context.sentence.line, *words):
            continue
        found = list(_withdrawals(context, rule, match, figures))
        if found:
            taken.append((match.start, match.end, kind))
            context.setting.revised = context.setting.revised or kind == Standing.CORRECTED
            see_instead(context, found)
            made += found
    if acts:
        see_untold(context, made)
    return [*made, *own_denials(context, figures), *told_after(context, figures)]


def _imagined(line: Line, start: int) -> bool:
    """Whether it only may be so: "may be a little lower than", "could be revised"; or it is of what a count grew by."""
    for at in range(start - 1, max(start - _CLAUSE, -1), -1):
        if line.has(at, "COMMA", "STOP", "SEMI", "CONJ", "DASH", "SUBORD"):
            return False
        if line.has(at, "WOULD", "GREWBY"):
            return True
    return False


def _withdrawals(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Iterator[Withdrawal | Claim]:
    """The withdrawal of a match; where a whole statement is taken back, one for every number it gave."""
    first = _withdrawal(context, rule, match, figures)
    if first is None:
        return
    yield first
    line = context.sentence.speech
    if not isinstance(first, Withdrawal) or first.replaced_by is not None:
        return
    if rule.attrs.get("all"):
        begin, end = (context.paragraph.base[1] + at for at in line.span(*match.captures["words"]))
        inside = [figure for figure in figures if begin <= text_span(figure).start < end]
        yield from (_also(first, figure) for figure in inside if figure.num != first.target.span)
    if rule.attrs.get("alone") or not any(
        all_of(line, at) for at in range(*match.captures.get("words", (match.start, match.end)))
    ):
        return
    target = next(figure for figure in figures if figure.num == first.target.span)
    begin = context.paragraph.base[1] + line.span(match.start, match.end)[0]
    if text_span(target).start < begin:  # what the same sentence puts in its place is not taken back
        figures = [figure for figure in figures if text_span(figure).start < begin]
    for figure in one_statement(target, figures, context):
        instead = text_span(figure).start > begin and fell(target, figure)  # "… that 74 were dead, saying 61 were"
        if figure is not target and not instead:
            yield _also(first, figure)


def _also(withdrawal: Withdrawal, figure: Figure) -> Withdrawal:
    """The same of another figure."""
    return replace(withdrawal, target=describe(figure), place=figure.place, places=figure.places)


def _withdrawal(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Withdrawal | Claim | None:
    line = context.sentence.speech
    start, end = line.span(*match.captures.get("words", (match.start, match.end)))
    told = told_by(context, match, start)
    if rule.attrs.get("fell"):
        begin, changed = _begin(context, match, "new"), context.setting.changed
        of_some = begin in context.setting.some
        target = None if of_some else higher_before(rule, figures, begin, _FAR, alike(context), changed)
        if rule.attrs.get("first") and target is not None and text_span(target).start not in context.setting.first:
            return None
    else:
        target = _target(rule, match, _others(context, match, figures), context, told)
    if target is None or (rule.attrs.get("lowered") and not came_down(context, target, figures)):
        return None
    given = rule.attrs.get("given")
    every = given == "any" or target.measure in context.setting.changed
    if given and not any(fell(target, figure, every=every) for figure in figures):
        return None
    if given == "own" and not lower_of_own(context, target, figures):
        return None
    if rule.attrs.get("higher") and is_new_count(context, target):
        return None
    target = _whole(target, figures)
    if rule.attrs["becomes"] == Standing.WITHDRAWN:
        higher = _higher(target, figures)
        explained = higher is target and "why" in match.captures and context.setting.lowered
        target = wrong_of(target, figures, _FAR) if explained else higher
        lowest = not any(fell(target, figure) for figure in figures)
        if explained and target is higher and lowest and is_new_count(context, target):
            return None
    common = context.common(start, end, told, None, [rule.id])
    short = anaphor(context, told, target)
    denied = rule.attrs["becomes"] == Standing.DENIED and disputed(rule, told, target, short)
    if rule.attrs.get("dispute") and not denied:
        return None
    if denied or judged(rule, told, target, short):
        return Claim(**common, what=context.paragraph.text[start:end])
    if not told.speakers or _meant(context, match, target):
        common["speakers"] = target.speakers
    replacement = _replacement(context, match, figures)
    begin = context.paragraph.base[1] + (context.sentence.start if rule.attrs.get("breath") else start)
    said = Standing.SUPERSEDED if grew(rule, target, replacement) else becomes(rule, told, target, begin, short)
    if (
        rule.attrs["becomes"] == Standing.DENIED
        and said is Standing.WITHDRAWN
        and of_others(context, told, target, end)
    ):
        return Claim(**common, what=context.paragraph.text[start:end])
    return Withdrawal(
        **{**common, "place": target.place, "places": target.places, "hedges": ()},
        becomes=became(said, target, figures, context),
        target=describe(target),
        replaced_by=replacement,
        why=_words(context, match, "why"),
        time=_time(context, match),
    )


def _others(context: Context, match: Match, figures: Sequence[Figure]) -> list[Figure]:
    """The figures without the one captured as the new number."""
    start = _begin(context, match, "new")
    return [figure for figure in figures if text_span(figure).start != start]


def _begin(context: Context, match: Match, name: str) -> int:
    """Where in the document a capture begins; before it where there is none."""
    units = match.captures.get(name)
    return -1 if units is None else context.paragraph.base[1] + context.sentence.speech.units[units[0]].start


def _target(rule: Rule, match: Match, figures: Sequence[Figure], context: Context, told: Told) -> Figure | None:
    """The figure the words speak of: the nearest on the side the rule names, of the same speaker where there is one."""
    offset = context.paragraph.base[1]
    start, end = context.sentence.speech.span(*match.captures.get("words", (match.start, match.end)))
    start, end = offset + start, offset + end
    side = str(rule.attrs.get("target", "before"))
    measure, changed = rule.attrs.get("measure"), context.setting.changed if rule.attrs.get("lowered") else ()
    fitting = [f for f in figures if measure in (None, f.measure) or f.measure in changed]
    if side == "inside":
        return next((f for f in fitting if start <= text_span(f).start < end), None)
    if side == "after":
        return next((f for f in fitting if text_span(f).start >= start), None)
    sentence = offset + context.sentence.start
    if side == "earlier":
        return last_between(fitting, sentence - _FAR, sentence)
    before = [f for f in of_measure(context, match, fitting) if text_span(f).end <= end]
    if rule.attrs.get("near"):  # an apology is for what was wrong, not for what took its place
        before = [f for f in before if text_span(f).start not in context.setting.instead]
    if rule.attrs.get("self"):
        before = [f for f in before if given_by(f, told.speakers[:1], context)]
    again = named_again(context, match, figures)
    if again is not None:
        return again[-1] if again else None
    near = offset + _begin_before(context)
    last = before[-1] if before and text_span(before[-1]).start >= near else None
    mine = bool(rule.attrs.get("mine"))  # only a number of the one who speaks: "it never gave such figures"
    if last is not None and not mine and (_meant(context, match, last) or text_span(last).start >= sentence):
        return last
    said = told.speakers[:1] if told.cues or "who" in match.captures else ()  # whose interview it is took back nothing
    own = [f for f in before if f.speakers and any(one_of(f.speakers[0].name, one.name, context) for one in said)]
    first = any(context.sentence.speech.has(at, "EARLIERW") for at in range(match.start - 3, match.end))
    if first and len(own) > 1 and own[-2].measure == own[-1].measure:
        return own[-2]
    if first and not said and last is not None and len(before) > 1 and _of_one(before[-2], last):
        return before[-2]
    if rule.attrs.get("we"):
        return next((f for f in reversed(before) if any(ours(link.name, context) for link in f.speakers)), None)
    if rule.attrs.get("own") and said and not own and not of_body(context, told, last):
        # Who takes down a post takes down their own: a number that nobody else is said to have given.
        return next((f for f in reversed(before) if all(link.span is None for link in f.speakers)), None)
    reach = _NEAR if rule.attrs.get("near") else _FAR
    if own and text_span(own[-1]).start >= start - reach:
        return own[-1]
    if mine:
        return None
    return last_between(before, start - _FAR, start) if last is None and rule.attrs.get("far") else last


def _whole(target: Figure, figures: Sequence[Figure]) -> Figure:
    """What is taken back after a number and its parts is the number they are parts of."""
    whole = next((f for f in figures if target.part_of is not None and f.num == target.part_of.span), None)
    near = whole is not None and text_span(target).start - text_span(whole).start < _NEAR
    return whole if whole is not None and near and whole.speakers == target.speakers else target


def _higher(target: Figure, figures: Sequence[Figure]) -> Figure:
    """Of two counts of the dead that one speaker gave in a sentence, the first the higher: what was wrong is the first."""
    at = next(number for number, figure in enumerate(figures) if figure is target)
    before = figures[at - 1] if at else None
    if before is None or not fell(before, target) or target.part_of is not None or not _of_one(before, target):
        return target
    return before if apart(before, target) < ONE_STATEMENT else target


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


def _replacement(context: Context, match: Match, figures: Sequence[Figure]) -> Target | None:
    """The number captured as `new`."""
    start = _begin(context, match, "new")
    return next((describe(figure) for figure in figures if text_span(figure).start == start), None)


def _words(context: Context, match: Match, name: str) -> str | None:
    units = match.captures.get(name)
    if units is None:
        return None
    start, end = context.sentence.speech.span(*units)
    return context.paragraph.text[start:end]


def _time(context: Context, match: Match) -> str | None:
    """A date inside or right beside the words; else nothing is known but that it was before publication."""
    line = context.sentence.speech
    for unit in line.where("DATE"):
        if match.start - 3 <= unit <= match.end + 3:
            said = dated(line, unit, context.published)
            if said is not None:
                return said.date
    return f"../{context.published}" if context.published and "/" not in context.published else None
