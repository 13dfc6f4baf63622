"""Withdrawals: someone takes a number back, corrects, replaces or denies it, as a statement of its own.

Rules `[[withdrawal]]` of the pack say by which words, what the target becomes (`becomes`), and where it stands
(`target`: before, after or inside the words). The speaker is whom the words name, else that of the target. Proved by
tests/reading/test_kinds.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from aigaq.reading.fates.aims import FAR, begin_of, meant, target_of
from aigaq.reading.fates.denials import own_denials, see_untold, told_after
from aigaq.reading.fates.earlier import compared, describe, fell, text_span, upheld
from aigaq.reading.fates.fates import becomes, disputed, grew, higher_before, judged, rival, wrong_of
from aigaq.reading.fates.leads import in_headline
from aigaq.reading.fates.lowering import (
    became,
    came_down,
    is_new_count,
    lower_beside,
    lower_of_own,
    see_first,
    see_instead,
    see_lowered,
    see_some,
)
from aigaq.reading.fates.overtaken import overtaken, told_elsewhere
from aigaq.reading.fates.owners import (
    alike,
    anaphor,
    done_by_others,
    excuses,
    judged_by_others,
    misread_by_press,
    of_others,
    told_by,
    told_by_us,
)
from aigaq.reading.fates.stages import told_in_turn
from aigaq.reading.fates.together import all_of, done_by_mistake, higher_of, of_parts, one_statement, whole_of
from aigaq.reading.fates.topics import of_another
from aigaq.reading.fates.undone import imagined, of_detail, of_other_data, see_stands, undone
from aigaq.reading.lexis.patterns import Match
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.records.making import Context
from aigaq.reading.setting.days import dated
from aigaq.reading.text.units import Line
from aigaq.statements.records import Claim, Figure, Target, Withdrawal
from aigaq.statements.vocabulary import Standing


def find_withdrawals(context: Context, figures: Sequence[Figure]) -> list[Withdrawal | Claim]:
    """The withdrawals of a sentence; `figures` are those of the document so far, this sentence's last.

    Where somebody else than its speaker disputes a number, nothing became of it: the dispute is a claim.
    """
    made: list[Withdrawal | Claim] = []
    see_lowered(context)
    see_some(context, figures)
    see_first(context, figures)
    see_stands(context, figures)
    if not figures:
        see_untold(context, (), first=True)
        return made
    taken: list[tuple[int, int, str]] = []
    acts = list(context.sentence.speech.rules("withdrawal"))
    for rule, match in acts:
        kind = str(rule.attrs["becomes"])
        if rule.attrs.get("note"):  # it names no number; those told after it are meant
            continue
        if any(match.start < end and start < match.end and kind == other for start, end, other in taken):
            continue
        if imagined(context.sentence.speech, match.start) or (kind == Standing.CORRECTED and compared(context)):
            continue
        if undone(context.sentence.speech, match) or of_detail(context, match):
            continue
        if of_other_data(context, match):
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
        headed = all(text_span(figure).start < context.setting.headline for figure in figures)
        see_untold(context, made, first=headed and context.paragraph.base[1] >= context.setting.headline)
    made = [*made, *own_denials(context, figures, made), *told_after(context, figures), *overtaken(context, figures)]
    made += told_in_turn(context, figures)
    made += in_headline(made, figures, context)
    return [*made, *of_parts(made, figures, context)]


def _withdrawals(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Iterator[Withdrawal | Claim]:
    """The withdrawal of a match; where a whole statement is taken back, one for every number it gave."""
    first = _withdrawal(context, rule, match, figures)
    if first is None:
        return
    yield first
    line = context.sentence.speech
    if not isinstance(first, Withdrawal) or first.replaced_by is not None:
        return
    if rule.attrs.get("echo"):
        given = next(figure for figure in figures if figure.num == first.target.span)
        alike = [f for f in figures if (f.measure, f.low, f.high) == (given.measure, given.low, given.high)]
        yield from (_also(first, figure) for figure in alike if figure is not given)
    if rule.attrs.get("all"):
        begin, end = (context.paragraph.base[1] + at for at in line.span(*match.captures["words"]))
        inside = [figure for figure in figures if begin <= text_span(figure).start < end]
        yield from (_also(first, figure) for figure in inside if figure.num != first.target.span)
    if rule.attrs.get("alone") or not (rule.attrs.get("whole") or _names_all(line, match)):
        return
    target = next(figure for figure in figures if figure.num == first.target.span)
    begin = context.paragraph.base[1] + line.span(match.start, match.end)[0]
    if text_span(target).start < begin:  # what the same sentence puts in its place is not taken back
        figures = [figure for figure in figures if text_span(figure).start < begin]
    for figure in one_statement(target, figures, context):
        instead = text_span(figure).start > begin and fell(target, figure)  # "… that 74 were dead, saying 61 were"
        instead = instead or text_span(figure).start in context.setting.instead
        if figure is not target and not instead:
            yield _also(first, figure)


def _names_all(line: Line, match: Match) -> bool:
    """Whether the words name a whole statement."""
    return any(all_of(line, at) for at in range(*match.captures.get("words", (match.start, match.end))))


def _also(withdrawal: Withdrawal, figure: Figure) -> Withdrawal:
    """The same of another figure."""
    return replace(withdrawal, target=describe(figure), place=figure.place, places=figure.places)


def _withdrawal(context: Context, rule: Rule, match: Match, figures: Sequence[Figure]) -> Withdrawal | Claim | None:
    line = context.sentence.speech
    start, end = line.span(*match.captures.get("words", (match.start, match.end)))
    told = told_by(context, match, start)
    if rule.attrs.get("own") and done_by_others(context, match, told):
        return None
    if rule.attrs.get("fell"):
        begin, changed = begin_of(context, match, "new"), context.setting.changed
        of_some = begin in context.setting.some
        target = None if of_some else higher_before(rule, figures, begin, FAR, alike(context), changed)
        if rule.attrs.get("first") and target is not None and text_span(target).start not in context.setting.first:
            return None
    else:
        target = target_of(rule, match, figures, context, told)
    if target is None or (rule.attrs.get("lowered") and not came_down(context, target, figures)):
        return None
    outdated = rule.attrs["becomes"] in (Standing.CORRECTED, Standing.SUPERSEDED)
    if outdated and (told_elsewhere(context, target) or upheld(context, target)):
        return None
    given = rule.attrs.get("given")
    every = given == "any" or target.measure in context.setting.changed
    if given and not any(fell(target, figure, every=every) for figure in figures):
        return None
    if given == "own" and not lower_of_own(context, target, figures):
        return None
    if rule.attrs.get("beside") and not lower_beside(context, target, figures):
        return None
    if rule.attrs.get("higher") and is_new_count(context, target):
        return None
    target = whole_of(target, figures)
    if rule.attrs.get("near") and done_by_mistake(context, target):
        return None
    if rule.attrs.get("high"):  # one nought too many: the higher of two was wrong
        target = wrong_of(target, figures, FAR, (target.measure,))
    if rule.attrs["becomes"] == Standing.WITHDRAWN:
        higher = higher_of(target, figures)
        explained = higher is target and "why" in match.captures and context.setting.lowered
        target = wrong_of(target, figures, FAR, context.setting.changed) if explained else higher
        lowest = not any(fell(target, figure) for figure in figures)
        if explained and target is higher and lowest and is_new_count(context, target):
            return None
    common = context.common(start, end, told, None, [rule.id])
    short = anaphor(context, told, target)
    denied = rule.attrs["becomes"] == Standing.DENIED and disputed(rule, told, target, short)
    our_own = denied and not told.speakers and told_by_us(context, target)
    denied = denied and not our_own  # "we wrote that 15 had died; that is untrue"
    if rule.attrs.get("dispute") and not denied:
        return None
    of_another_side = bool(rule.attrs.get("judges")) and (
        judged_by_others(context, target) or (rule.attrs.get("target") == "inside" and rival(target, figures))
    )
    of_another_side = of_another_side or (rule.attrs.get("press") == "no" and misread_by_press(context, target))
    if denied or of_another_side or (judged(rule, told, target, short) and not excuses(context, match, told, target)):
        return Claim(**common, what=context.paragraph.text[start:end])
    if not told.speakers or meant(context, match, target):
        common["speakers"] = target.speakers
    replacement = _replacement(context, match, figures)
    begin = context.paragraph.base[1] + (context.sentence.start if rule.attrs.get("breath") else start)
    said = Standing.SUPERSEDED if grew(rule, target, replacement) else becomes(rule, told, target, begin, short)
    said = Standing.WITHDRAWN if our_own else said
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


def _replacement(context: Context, match: Match, figures: Sequence[Figure]) -> Target | None:
    """The number captured as `new`."""
    start = begin_of(context, match, "new")
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
