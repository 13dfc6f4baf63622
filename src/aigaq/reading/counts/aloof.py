"""Numbers that stand alone though an ellipsis would let them lean: what is counted beside them is something else.

Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aigaq.reading.counts.drafting import Sentence
from aigaq.reading.counts.drafts import Draft


def stands_alone(
    sentence: Sentence, number: int, attrs: Mapping[str, str], made: Mapping[int, Draft], earlier: Sequence[Draft]
) -> bool:
    """Whether a number may not lean by a rule with these attributes.

    Args:
        made: the figures of the sentence so far; `earlier` those of the sentences before.
    """
    if ("part" in attrs or "sibling" in attrs) and _beside_thing(sentence, number, made):
        return True
    first = not any(at < number for at in made)
    near = attrs.get("of") == "nearest" or attrs.get("parent") == "before"
    if near and first and _after_thing(sentence, number):
        return True
    if attrs.get("of") in ("nearest", "same") and _after_unhurt(sentence, number, made):
        return True
    if attrs.get("of") == "one" and _several(earlier):
        return True
    if "next" in attrs and not (earlier and earlier[-1].last and earlier[-1].counts == "people"):
        return True  # "90 died. Twelve roads were closed. Three were opened again."
    return _aside_of_others(sentence, number, made) or ("here" in attrs and first)


def _aside_of_others(sentence: Sentence, number: int, made: Mapping[int, Draft]) -> bool:
    """ "Photos of six suspects, including three women": the aside is of people of whom nothing is said."""
    zone = sentence.zones.zone[number]
    opener = sentence.zones.opened_by[zone]
    before = [at for at in sentence.items if at < opener]
    item = sentence.items[max(before)] if zone and before else None
    return item is not None and item.kind != "bare" and item.number not in made and 0 <= opener - item.end <= 3


def _several(earlier: Sequence[Draft]) -> bool:
    """The last sentence with figures gives several measures, so a number alone may lean on any of them."""
    last = earlier[-1].sentence if earlier else 0
    return len({draft.measure for draft in earlier if draft.sentence == last and draft.parent is None}) > 1


def _beside_thing(sentence: Sentence, number: int, made: Mapping[int, Draft]) -> bool:
    """The number before counts things, and so does this one ("34 degrees in the north, 39 in the south")."""
    before = [item for at, item in sentence.items.items() if at < number and not item.barred]
    before = [item for item in before if item.kind != "bare" or item.number in made]
    if sentence.items[number].kind != "bare":
        return False
    last = max(before, key=lambda item: item.number, default=None)
    if any(at < number and (last is None or last.number < at) for at in sentence.line.where("MONEY", "PERCENT")):
        return True  # "the price doubled to 240 tenge; it went from 60 to 120"
    if last is None:
        return False
    return last.kind == "thing" and not (last.head is not None and sentence.line.has(last.head, "SPAN"))


def _after_thing(sentence: Sentence, number: int) -> bool:
    """ "546 cases, 44 of them": what the words mean are things, though the sentence before counted people."""
    before = [at for at in sentence.items if at < number and sentence.items[at].kind != "bare"]
    item = sentence.items[max(before)] if before else None
    return (
        item is not None and item.kind == "thing" and item.head is not None and not sentence.line.has(item.head, "SPAN")
    )


def _after_unhurt(sentence: Sentence, number: int, made: Mapping[int, Draft]) -> bool:
    """ "52 people were aboard, two of them foreigners": of people to whom nothing happened."""
    before = [at for at in sentence.items if at < number and sentence.items[at].kind == "people"]
    return bool(before) and max(before) not in made and not any(at < number for at in made)
