"""What a denial or a lower count means for a number given before, by who gave it.

Who denies their own number takes it back, and so does a text by whose words a number turned out untrue; what somebody
else denies stays a number of its speaker. A lower count of the dead sets right the higher one of the same speaker, or
of nobody. Proved by tests/reading/test_reach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from aigaq.reading.fates.earlier import fell, givers, text_span
from aigaq.reading.lexis.rules import Rule
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Figure, Target
from aigaq.statements.spans import TextSpan
from aigaq.statements.vocabulary import Side, Stance, Standing

_CLAUSE = "rule:place.clause"
OneVoice = Callable[[str, str], bool]


def becomes(rule: Rule, told: Told, target: Figure, start: int, anaphor: bool) -> Standing:
    """What a number becomes by the words of a rule from `start` on (`found`: by what turned out).

    Who calls a number untrue in one breath with it repeats what others said.
    """
    said = Standing(str(rule.attrs["becomes"]))
    if said is not Standing.DENIED or target.stance is Stance.DENIES:
        return said
    if told.speakers:
        own = bool(_names(target)) and not disputed(rule, told, target, anaphor) and text_span(target).start < start
        own = own and _named_by(target, start)  # who denies it may be whom a number without a speaker was given to
        return Standing.WITHDRAWN if own else said
    return Standing.WITHDRAWN if rule.attrs.get("found") else said


def disputed(rule: Rule, told: Told, target: Figure, anaphor: bool) -> bool:
    """Whether a named speaker's number is denied by someone else (`anaphor`: by a word for a body named before)."""
    names = _names(target)
    if not told.speakers:
        return bool(names) and not rule.attrs.get("found")
    who = told.speakers[0]
    same = anaphor and who.side in {link.side for link in target.speakers}
    return bool(names) and not same and who.name.casefold() not in names


def judged(rule: Rule, told: Told, target: Figure, anaphor: bool) -> bool:
    """Whether a number is only called wrong, by someone who is not known to be of the side that gave it: nothing became
    of it."""
    names = _names(target)
    if not rule.attrs.get("judges") or not told.speakers or not names or anaphor:
        return False
    sides = {link.side for link in givers(target)}
    who = set(told.speakers[0].name.casefold().split())  # "a spokeswoman for the society" is of the society
    own = any(who <= words or words <= who for words in (set(name.split()) for name in names))
    return not own and told.speakers[0].side not in sides - {Side.UNKNOWN, Side.OTHER}


def rival(target: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the same number was given before by another side than the one that now says "not 50": it is disputed."""
    sides = {link.side for link in givers(target)[:1]}
    vague = {Side.UNKNOWN, Side.OTHER, Side.MEDIA}
    alike = [f for f in figures if f.measure == target.measure and (f.low, f.high) == (target.low, target.high)]
    before = [f for f in alike if text_span(f).start < text_span(target).start]
    gave = [link.side for f in before for link in givers(f)[:1]]
    return bool(sides - vague) and any(side not in sides | vague for side in gave)


def grew(rule: Rule, target: Figure, replacement: Target | None) -> bool:
    """Whether a count only grew ("revised from seven to eight"): it was not wrong before."""
    old, new = target.low, replacement.low if replacement is not None else None
    return bool(rule.attrs.get("falls")) and old is not None and new is not None and new >= old


def last_between(figures: Sequence[Figure], start: int, end: int) -> Figure | None:
    """The last figure of a stretch of the text."""
    return next((f for f in reversed(figures) if start <= text_span(f).start < end), None)


def higher_before(
    rule: Rule, figures: Sequence[Figure], begin: int, reach: int, alike: OneVoice, changed: Collection[str]
) -> Figure | None:
    """The last higher count before the figure that begins at `begin`, of its speaker or of nobody: of the dead, of
    what the text says was `changed`, or of anything where the words themselves set it right (`fell = "any"`)."""
    new = next((f for f in figures if text_span(f).start == begin), None)
    before = [f for f in figures if begin - reach <= text_span(f).start < begin and f.part_of is None]
    every = rule.attrs.get("fell") == "any"
    fitting = [f for f in before if fell(f, new, every=every or f.measure in changed)]
    last = fitting[-1] if fitting else None
    if new is None or last is None or new.stance is Stance.DENIES:  # what others said is denied with it
        return None
    if _of_a_part(last, new):
        return None
    peers = bool(rule.attrs.get("peers")) and of_one_side(last, new) and _side(last) is Side.OFFICIAL
    return last if peers or _one_voice(last, new, alike) else None


def _of_a_part(old: Figure, new: Figure) -> bool:
    """Whether one has a place printed beside it, and the other is of all there are, by nobody who is named."""
    beside = [_CLAUSE in figure.made_by for figure in (old, new)]
    return beside == [False, True] and old.place != new.place and not _names(old)


def wrong_of(target: Figure, figures: Sequence[Figure], reach: int, changed: Collection[str]) -> Figure:
    """What a mistake made wrong where the text says that a count came down: the higher one given near the lower."""
    at = text_span(target).start
    near = [f for f in figures if abs(text_span(f).start - at) < reach and f.part_of is None]
    every = target.measure in changed
    return next((f for f in reversed(near) if fell(f, target, every=every) and of_one_side(f, target)), target)


def _side(figure: Figure) -> Side | None:
    return figure.speakers[0].side if figure.speakers else None


def of_one_side(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be one body's: not where each side is known and they are not the same."""
    if not set(_names(one)).isdisjoint(_names(other)):
        return True
    sides = {link.side for figure in (one, other) for link in givers(figure)[:1]}
    return len(sides - {Side.UNKNOWN}) < 2


def _one_voice(old: Figure, new: Figure, alike: OneVoice) -> bool:
    """Whether nobody else than who now gives a number is known to have given the one before."""
    names = [[link.name for link in givers(figure)] for figure in (old, new)]
    return not all(names) or any(alike(one, other) for one in names[0] for other in names[1])


def _named_by(figure: Figure, start: int) -> bool:
    """Whether who gave a figure is named before a place of the text."""
    span = figure.speakers[0].span if figure.speakers else None
    return isinstance(span, TextSpan) and span.start < start


def _names(figure: Figure) -> list[str]:
    return [link.name.casefold() for link in givers(figure)]
