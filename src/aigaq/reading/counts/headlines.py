"""Numbers of a headline that say nothing by themselves: the text below tells what they count ("200 or 448?").

A number without a noun is the figure of that size which the first paragraphs give, where they give it as one measure
only. Small numbers name too many things. Proved by tests/reading/test_headlines.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.reading.counts.counted import counted
from aigaq.reading.counts.drafting import Sentence, make_draft, value_of
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.counts.figures import find_figures, find_topic
from aigaq.reading.text.paragraph import Paragraph, Parsed

_LEAST = 10
_LENGTH = 16
_KEPT = 8


def headline_figures(
    paragraph: Paragraph, sentence: Parsed, made: Sequence[Draft], ahead: Sequence[Paragraph]
) -> list[Draft]:
    """The bare numbers of a headline that the paragraphs `ahead` tell the meaning of.

    Args:
        made: the figures that the headline itself makes.
    """
    line, end = sentence.line, paragraph.sentences[-1].line
    if len(line.units) > _LENGTH or (end.has(len(end.units) - 1, "STOP") and not end.has(len(end.units) - 1, "ASK")):
        return []
    taken = {draft.unit for draft in made}
    barred = {match.captures["n"][0] for _, match in line.rules("not_people")}
    items = {at: counted(line, at, barred=at in barred) for at in line.where("NUM") if at not in taken}
    free = [at for at, item in items.items() if item.kind == "bare" and at not in barred and _alone(sentence, at)]
    known = _told(ahead) if free else {}
    whole = Sentence(line, sentence.zones, items)
    found: list[Draft] = []
    for at in free:
        measures = known.get(value_of(line, at), frozenset())
        if len(measures) == 1:
            rule = f"{line.lexicon.language}.headline"
            found.append(make_draft(whole, at, next(iter(measures)), (at, at + 1), [rule]))
    return found


def _alone(sentence: Parsed, at: int) -> bool:
    """No word beside the number says what it counts ("26 killed, or 26 wounded?")."""
    line = sentence.line
    beside = (at - 1, at + 1)
    return value_of(line, at) >= _LEAST and not any(line.has(one, "TRIG", "PERS", "DEED", "THING") for one in beside)


def _told(ahead: Sequence[Paragraph]) -> dict[float, frozenset[str]]:
    """The sizes of the figures of some paragraphs, each with what it counts there."""
    found: dict[float, frozenset[str]] = {}
    earlier: list[Draft] = []
    for paragraph in ahead:
        topic: str | None = None
        for one in paragraph.sentences:
            topic = find_topic(one.line) or topic
            drafts = find_figures(one.line, one.zones, earlier[-_KEPT:], topic)
            earlier += drafts
            for draft in drafts:
                found[draft.value] = found.get(draft.value, frozenset()) | {draft.measure}
    return found
