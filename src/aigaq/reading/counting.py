"""Figures as records: drafts joined with speakers, places, dates and hedges. Proved by tests/reading/test_sentences.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_told

from msgspec.structs import replace

from aigaq.reading.counts.drafts import Draft
from aigaq.reading.counts.figures import find_figures, find_topic
from aigaq.reading.counts.headlines import headline_figures
from aigaq.reading.counts.tracing import Stopped, Trace
from aigaq.reading.fates.earlier import fell, superseded, upheld
from aigaq.reading.fates.fates import of_one_side, rival
from aigaq.reading.records.dating import dates, shifted, stood
from aigaq.reading.records.making import Context
from aigaq.reading.records.occasions import tells_of_earlier
from aigaq.reading.records.regions import whole_of_region
from aigaq.reading.setting.days import given
from aigaq.reading.setting.whereabouts import Where
from aigaq.reading.text.paragraph import Paragraph
from aigaq.reading.voices.speakers import Speaker
from aigaq.reading.voices.told import Told
from aigaq.statements.records import Figure, Target, Withdrawal
from aigaq.statements.vocabulary import Qualifier, Side, Stance

_KEPT = 24
_REACH = 6
_ASKED = 4
_LEADING = 4
_BACK = 9


@dataclass(frozen=True, slots=True)
class Made:
    """A figure and what others may inherit from it."""

    figure: Figure
    told: Told
    where: Where | None


@dataclass(slots=True)
class Counting:
    """The figures of a document as they are found; the last ones stay at hand for ellipses and withdrawals."""

    recent: list[tuple[Draft, Made]] = field(default_factory=list)
    fresh: list[Draft] = field(default_factory=list)
    sentence: int = 0
    topic: tuple[str, int] | None = None
    trace: Trace | None = None
    ahead: Sequence[Paragraph] = ()  # what stands below the headline that is read

    def read(self, context: Context) -> list[Figure]:
        """The figures of a sentence."""
        sentence = context.sentence
        self.sentence += 1
        near = [draft for draft, _ in self.recent if self.sentence - draft.sentence <= _REACH]
        asked = find_topic(sentence.line)
        if asked is not None:
            self.topic = (asked, self.sentence)
        stopped: dict[int, Stopped] | None = None if self.trace is None else {}
        drafts = find_figures(sentence.line, sentence.zones, near, self._topic(), stopped)
        if self.ahead:
            drafts += headline_figures(context.paragraph, sentence, drafts, self.ahead)
            drafts.sort(key=lambda draft: draft.unit)
        if self.trace is not None and stopped is not None:
            made_by = {draft.unit: draft.made_by[0] for draft in drafts}
            self.trace.sentence(sentence.line, context.paragraph.text, context.paragraph.base, made_by, stopped)
        drafts = self._by_others(drafts, context)
        for draft in drafts:
            draft.sentence = self.sentence
        if sentence.line.any("NUM"):
            for older, _ in self.recent:
                older.last = False
        self.fresh = drafts
        context.numbers = [draft.unit for draft in drafts]
        made: dict[Draft, Made] = dict(self.recent)
        for draft in sorted(drafts, key=_after_its_whole):
            made[draft] = self._make(draft, context, made)
        self.recent += [(draft, made[draft]) for draft in drafts]
        del self.recent[:-_KEPT]
        return [made[draft].figure for draft in drafts]

    def _by_others(self, drafts: list[Draft], context: Context) -> list[Draft]:
        """The drafts without those that only repeat a figure; where somebody else says it, it is theirs too."""
        before = dict(self.recent)
        kept: list[Draft] = []
        for draft in drafts:
            known = before.get(draft.repeats) if draft.repeats is not None else None
            if draft.repeats is not None:
                told = context.told(draft.quantity.start, carry=False).speakers
                if known is None or not told or not known.told.speakers or _same_voice(told[0], known.told.speakers[0]):
                    continue
                for part in drafts:
                    part.parent = draft if part.parent is draft.repeats else part.parent
            kept.append(draft)
        return kept

    def _topic(self) -> str | None:
        """What the sentences just before asked for; a figure since then has taken its place."""
        if self.topic is None or self.sentence - self.topic[1] > _ASKED:
            return None
        return self.topic[0]

    def figures(self) -> list[Figure]:
        """The last figures of the document, in the order of the text."""
        return [made.figure for _, made in self.recent]

    def outdated(self, context: Context) -> list[Withdrawal]:
        """Figures of this sentence that the text gives as earlier ones, each superseded by the next of its measure."""
        found: list[Withdrawal] = []
        for number, (draft, made) in enumerate(self.recent):
            known = draft.superseded and draft.unit in context.numbers and draft in self.fresh
            if known and not upheld(context, made.figure):
                others = [m.figure for d, m in self.recent[max(0, number - 2) : number + 2] if d is not draft]
                newer = [figure for figure in others if figure.measure == draft.measure]
                new = newer[-1] if newer else None
                every = made.figure.measure in context.setting.changed
                wrong = (draft.contrasted or fell(made.figure, new, every=every)) and _undisputed(made.figure, new)
                wrong = wrong and not rival(made.figure, self.figures())
                found.append(superseded(context, made.figure, new, draft.made_by[0], wrong=wrong))
        return found

    def _make(self, draft: Draft, context: Context, made: dict[Draft, Made]) -> Made:
        larger = made.get(draft.inherits) if draft.inherits else None
        at = draft.quantity.start
        first = all(other.unit >= draft.unit for other in self.fresh)
        told = context.told(at, carry=_carried(draft, context, first), number=True)
        if larger is not None and not told.stated:
            told = larger.told
        told = _unless_unsaid(told, context, at)
        where = self._where(draft, context, larger, told)
        if larger is not None and where is not None and where.words and where.rule == "place.clause":
            context.parts.add(where.words)
        if draft.parent is None and where is not None:
            near = ((one, made[one].told, made[one].where) for one in self._before(draft) if one in made)
            draft.parent = whole_of_region(draft, context.sentence.line, told, where, near, context.setting.gazetteer)
        parent = made.get(draft.parent) if draft.parent else None
        figure = _figure(draft, context, told, where)
        as_of, about = dates(draft, context)
        as_of = given(context.sentence.line, draft.unit, context.published) or as_of
        before = self._said_before(draft, context, made)
        as_of = as_of or shifted(draft, context, told, before) or stood(context, context.said_date(told))
        if larger is not None:
            # "Earlier he spoke of ten": given before the number it leans on.
            older = draft.inherits not in self.fresh and (draft.superseded or tells_of_earlier(context.sentence))
            as_of, about = as_of or (None if older else larger.figure.as_of), about or larger.figure.about
        now = not draft.superseded and not context.sentence.line.any("UNSAID")  # what was told earlier is older
        if as_of is None and context.setting.standing is not None and now:
            as_of, rule = context.setting.standing
            figure = replace(figure, made_by=(*figure.made_by, f"rule:{rule}"))
        whole = parent is not None and parent.figure.stance is not Stance.DENIES  # what is denied has no parts
        part_of = _target(parent.figure) if parent is not None and whole else None
        return Made(_with(figure, as_of, about, part_of), told, where)

    def _before(self, draft: Draft) -> list[Draft]:
        """The figures before one, the nearest first."""
        here = [one for one in self.fresh if one.unit < draft.unit]
        return [*reversed(here), *reversed([one for one, _ in self.recent])]

    def _said_before(self, draft: Draft, context: Context, made: dict[Draft, Made]) -> str | None:
        """The day on which a number before it in the sentence was said: "on Monday they spoke of 40, and by evening of 60"."""
        before = [made[one] for one in self.fresh if one in made and one.unit < draft.unit]
        days = [day for one in before if (day := context.said_date(one.told)) is not None]
        return days[-1].partition("T")[0] if days else None

    def _where(self, draft: Draft, context: Context, larger: Made | None, told: Told) -> Where | None:
        line = context.sentence.line
        last = next((n - 1 for n, unit in enumerate(line.units) if unit.start >= draft.end), len(line.units) - 1)
        where = context.where((draft.unit, max(last, draft.unit)), told)
        if larger is not None and (where is None or where.rule not in ("place.clause",)):
            return Where(larger.where.code, larger.where.words, "place.inherited") if larger.where else where
        return where


def _undisputed(old: Figure, new: Figure | None) -> bool:
    """Whether no other side is named for the old number than for the new ("20, not 200, as the opposition claims"); what
    the press wrote is nobody's count."""
    press = any(link.side is Side.MEDIA for link in old.speakers[:1]) and len(old.speakers) == 1
    nearest = [link.side for one in (old, new) if one is not None for link in one.speakers[:1]]
    # "The army said 15, not 19 as the rebels stated": the army passes the rebels' number on.
    passed_on = len(old.speakers) > 1 and (nearest[0] is Side.MEDIA or len({*nearest, Side.UNKNOWN}) > 2)
    return new is None or press or (not passed_on and of_one_side(old, new))


def _unless_unsaid(told: Told, context: Context, at: int) -> Told:
    """Nobody says a number that is only said to have been told ("not 15, as reported earlier"; "data on 15 are untrue,
    X said"), whoever says the rest."""
    line = context.sentence.speech
    for rule, match in line.rules("unsaid") if told.speakers else ():
        if line.units[match.captures["n"][0]].start == at:
            return replace_told(told, speakers=(), rules=(*told.rules, rule.id))
    return told


def _same_voice(one: Speaker, other: Speaker) -> bool:
    return one.name.casefold() == other.name.casefold() or bool(one.heads & other.heads)


def _carried(draft: Draft, context: Context, first: bool) -> bool:
    """Whether the words go on with what was said before: "another 32", "she also named", "in all".

    `first`: no figure of the sentence stands before it, which "another 32" would go on with.
    """
    line = context.sentence.line
    if line.has(0, "DEFINITE") and line.has(1, "PERS"):
        return True  # "The injured number 40": those of whom was just spoken
    if any(at < _LEADING or 0 < at - draft.unit < _BACK for at in line.where("POINTSBACK")):
        return True
    return (
        first and any(line.has(at, "MORE", "GOESON", "GOESMORE") for at in (draft.unit - 1, draft.unit + 1))
    ) or any(line.has(at, "GOESON") for at in range(min(3, len(line.units))))


def _after_its_whole(draft: Draft) -> tuple[bool, bool, int]:
    """What others lean on comes first, a whole before a part that inherits nothing from it."""
    return draft.inherits is not None, draft.inherits is None and draft.parent is not None, draft.unit


def _with(figure: Figure, as_of: str | None, about: str | None, part_of: Target | None) -> Figure:
    return replace(figure, as_of=as_of, about=about, part_of=part_of)


def _figure(draft: Draft, context: Context, told: Told, where: Where | None) -> Figure:
    quantity = draft.quantity
    stance = draft.stance
    if any(cue.denies and cue.covers[0] <= quantity.start < cue.covers[1] for cue in told.cues):
        stance = Stance.DENIES
    if any(cue.rule.attrs.get("reported") for cue in told.cues[:1]):
        stance = Stance.ASSERTS  # whose number it is does not deny it: somebody else does
    qualifier = Qualifier(quantity.qualifier)
    return Figure(
        **context.common(draft.start, draft.end, told, where, draft.made_by),
        num=context.span(quantity.start, quantity.end),
        measure=draft.measure,
        scope=tuple(sorted(set(draft.scope))),
        unit=draft.counts,
        low=quantity.low,
        high=quantity.high,
        value_text=quantity.text if qualifier is Qualifier.VAGUE else None,
        qualifier=qualifier,
        stance=stance,
    )


def _target(larger: Figure) -> Target:
    return Target(measure=larger.measure, low=larger.low, high=larger.high, span=larger.num)
