"""Parts of a country's count by place: "230 people died, he said. In Harrow, by his count, 139 died".

Whoever gave the count of the country gives what one of its towns or regions had; another speaker, other people or
another measure make it a count of its own. Proved by tests/reading/test_sentences.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.reading.counts.drafting import can_hold
from aigaq.reading.counts.drafts import Draft
from aigaq.reading.setting.whereabouts import Where, country_of, is_country
from aigaq.reading.text.units import Line
from aigaq.reading.voices.told import Told
from aigaq.values.places import Gazetteer

_REACH = 4
_PRINTED = ("place.clause", "place.leading")


def whole_of_region(
    draft: Draft,
    line: Line,
    told: Told,
    where: Where | None,
    before: Iterable[tuple[Draft, Told, Where | None]],
    gazetteer: Gazetteer,
) -> Draft | None:
    """The country's count, told by the same one, of which a town's or a region's is a part; `before`: nearest first."""
    first = draft.inherits.parent if draft.inherits is not None else None
    if first is not None and where is not None and where.code is None and where.rule in _PRINTED:
        return first if can_hold(first, draft.value) else None  # "139 died in Harrow, in the Quern hills 20"
    if where is None or where.code is None or where.rule not in _PRINTED or is_country(where.code):
        return None
    if draft.superseded or line.has(draft.unit - 1, "MORE"):
        return None
    for older, teller, place in before:
        if older.measure != draft.measure or older.parent is not None or older.superseded:
            continue
        fits = older.value > draft.value and can_hold(older, draft.value) and (not older.scope)
        if not fits or draft.sentence - older.sentence > _REACH or place is None or place.code is None:
            return None
        same = _name(told) == _name(teller) and country_of(where.code, gazetteer) == place.code
        return older if same and is_country(place.code) else None
    return None


def _name(told: Told) -> str:
    return told.speakers[0].name.casefold() if told.speakers else ""
