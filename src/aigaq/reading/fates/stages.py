"""Counts that a story tells one after the other: "at first they spoke of 140, by noon of 96, in the end 38 had died".

Rules `[[stage]]` of the pack capture a number `n` with the words for its turn: `first` opens the row, `final` closes it.
The dead stay dead, so a number of the row that is higher than a later one was wrong. Proved by
tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aigaq.reading.fates.earlier import compared, corrected, fell, fresh_of, givers, text_span
from aigaq.reading.records.making import Context
from aigaq.statements.records import Figure, Withdrawal
from aigaq.statements.vocabulary import Side, Stance

_RULE = "told.in.turn"
_FAR = 1200  # characters from one number of the row to the next
_TIMES = 4  # what is so many times another counts something else
_ONE_TELLER = (Side.OFFICIAL, Side.MEDIA, Side.UNKNOWN, Side.OTHER)


def told_in_turn(context: Context, figures: Sequence[Figure]) -> Iterator[Withdrawal]:
    """The numbers told before those of this sentence in one row, and higher."""
    turns = list(context.sentence.speech.rules("stage"))
    fresh = {text_span(one).start: one for one in fresh_of(context, figures)} if turns else {}
    if not fresh or compared(context):
        return
    line, offset, gone = context.sentence.speech, context.paragraph.base[1], set()
    for rule, match in turns:
        figure = fresh.get(offset + line.units[match.captures["n"][0]].start)
        if figure is None or not _whole(figure, context):
            continue
        final = bool(rule.attrs.get("final"))
        for old in () if rule.attrs.get("first") else _higher(figure, figures, context, final=final):
            if old.num not in gone:
                gone.add(old.num)
                yield corrected(context, old, figure, _RULE)
        context.setting.stages.add(text_span(figure).start)


def _higher(new: Figure, figures: Sequence[Figure], context: Context, *, final: bool) -> Iterator[Figure]:
    """The higher numbers of the row: the last of them, or for what it came to in the end all of them."""
    at = text_span(new).start
    row = [f for f in figures if text_span(f).start in context.setting.stages and at - _FAR <= text_span(f).start < at]
    for old in row if final else row[-1:]:
        far = old.low is None or new.low is None or float(old.low) > _TIMES * float(new.low)
        if not far and fell(old, new) and set(old.scope) == set(new.scope) and _one_story(old, new, final=final):
            yield old


def _one_story(old: Figure, new: Figure, *, final: bool) -> bool:
    """Whether the two are no rivals: the same side told both, or neither is a party; what the text itself says it came to
    in the end is told against nobody."""
    told = [[link.side for link in givers(figure)[:1]] for figure in (old, new)]
    if not told[1]:
        return final
    return not told[0] or told[0] == told[1] or all(one in _ONE_TELLER for one in (told[0][0], told[1][0]))


def _whole(figure: Figure, context: Context) -> bool:
    some = figure.part_of is not None or text_span(figure).start in context.setting.some
    return not some and figure.stance is not Stance.DENIES
