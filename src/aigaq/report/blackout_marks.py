"""Marks as a reader sees them: that something was made, or happened, while its place was dark. A question, no rejection.

Proved by tests/report/test_blackout_marks.py.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aigaq.report.blackout_clocks import when_words
from aigaq.report.material import Material
from aigaq.report.places import PlaceName
from aigaq.report.words import Words
from aigaq.values.zones import offset_at

if TYPE_CHECKING:
    from aigaq.blackout.marking import Mark

_BY = {
    "happened": "blackout.by_happened",
    "about": "blackout.by_about",
    "said": "blackout.by_said",
    "as_of": "blackout.by_as_of",
    "published": "blackout.by_published",
}


def tag_of(one: str, material: Material, words: Words) -> str:
    """A word for a list: in the dark, in a window; empty where no mark asks. Dark at one of its places counts first."""
    marks = marks_on(one, material)
    if not marks:
        return ""
    dark = any(mark.mark.value == "dark" for mark in marks)
    return words("blackout.tag_dark") if dark else words("blackout.tag_window")


def marks_on(one: str, material: Material) -> tuple[Mark, ...]:
    """The marks that ask, of an item or a statement by its id."""
    facts = material.blackout
    return () if facts is None else facts.marks.get(one, ())


def sentences(one: str, material: Material, words: Words, name: PlaceName) -> tuple[str, ...]:
    """The marks on a statement, a sentence each: at which place, when, which of its times it is, and what to ask."""
    return tuple(_sentence(mark, material, words, name, item=False) for mark in marks_on(one, material))


def item_sentences(one: str, material: Material, words: Words, name: PlaceName) -> tuple[str, ...]:
    """The marks on an item: where and when a person says that it was made."""
    return tuple(_sentence(mark, material, words, name, item=True) for mark in marks_on(one, material))


def _sentence(mark: Mark, material: Material, words: Words, name: PlaceName, *, item: bool) -> str:
    dark = mark.mark.value == "dark"
    place, when = name(mark.place, words.code), when_words(mark.when, _offset(mark, material), words)
    if item:
        said = words("blackout.item_dark" if dark else "blackout.item_window", place=place, when=when)
        return f"{said} {words('blackout.question')}"
    said = words("blackout.mark_dark" if dark else "blackout.mark_window", place=place, when=when)
    return " ".join((said, words(_BY.get(mark.by.value, "blackout.by_about")), words("blackout.question")))


def _offset(mark: Mark, material: Material) -> int | None:
    """The clock of its place at the time, where it has one."""
    at, facts = mark.when[0], material.blackout
    zone = facts.places.zone(mark.place) if facts is not None else None
    if zone is None or at is None:
        zones = _zones(mark.place, material)
        zone = zones[0] if len(zones) == 1 else None
    return None if zone is None or at is None else offset_at(datetime.fromtimestamp(at, UTC), zone)


def _zones(place: str, material: Material) -> tuple[str, ...]:
    from aigaq.blackout.fusing import zones_of

    return () if material.blackout is None else zones_of(place, material.blackout.places)
