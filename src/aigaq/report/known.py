"""As known on: from which day a page's parts are shown, what they were on each day, and the control that chooses one.

A page is written once, of everything held; its script leaves out what was not yet said on the day that is chosen
(static/known.js; docs/methods/accounts.md, "As known on"). Whatever changes with the day is written once for each
stretch of days on which it is the same, a `Reign`, so that no word tells of later days. Without a script the page
shows all that is held. Proved by tests/report/test_reigns.py and, in a browser, tests/report/test_known.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from aigaq.pictures import Period
from aigaq.report.dates import written
from aigaq.report.material import Material, Said
from aigaq.report.words import Words
from aigaq.statements import DateBasis, Standing

if TYPE_CHECKING:
    from aigaq.report.book import Book

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reign(Generic[T]):
    """What held from a day to before another (YYYY-MM-DD). Empty `since`: from the first; empty `until`: to this day."""

    value: T
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The words of the control; the template `known_part.html` names each."""

    title: str
    back: str
    next: str
    all: str
    days: tuple[tuple[str, str, str], ...]
    counted: str
    plain: str
    say: str
    count: str
    note: str


def since(said: Said, material: Material) -> str:
    """The day from which it was known; empty where it is known on any day."""
    told = material.told.get(said.id)
    return told.known if told else ""


def turns(said: Said, material: Material) -> tuple[Reign[Standing], ...]:
    """Its standings one after the other, the present last; the first begins on the day it was known."""
    told = material.told.get(said.id)
    if told is None:
        return (Reign(said.standing),)
    days = {told.known: Standing.STANDING}
    for turn in told.turns:
        # What was taken back before it is known here was never known to stand.
        days[max(turn.day, told.known)] = turn.standing
    return reigns(sorted(days), days.__getitem__)


def periods(said: Said, material: Material, spoken: Callable[[Standing], str] | None = None) -> tuple[Period, ...]:
    """Its standings as a picture takes them; none where it is known on any day.

    Args:
        spoken: the whole statement in one sentence, as it could be said while it had a standing.
    """
    if said.id not in material.told:
        return ()
    return tuple(
        Period(one.since, one.value.value, spoken(one.value) if spoken else "") for one in turns(said, material)
    )


def changes(every: Iterable[Said], material: Material) -> list[str]:
    """The days on which one of these statements became known or its standing turned, in order."""
    return sorted({one.since for said in every for one in turns(said, material) if one.since})


def reigns(days: Sequence[str], of: Callable[[str], T]) -> tuple[Reign[T], ...]:
    """What held on each of these days, given once for each stretch on which it is the same; the last holds to this day."""
    made: list[Reign[T]] = []
    for day in days:
        value = of(day)
        if made and made[-1].value == value:
            continue
        if made:
            made[-1] = Reign(made[-1].value, made[-1].since, day)
        made.append(Reign(value, day))
    return tuple(made)


def known_of(book: Book, every: Sequence[Said], *, beside: Iterable[Said] = ()) -> Known | None:
    """The control for a page that tells of these statements; None where there is no day to choose.

    Args:
        beside: statements that are shown too, and not counted.
    """
    material, words = book.material, book.words
    days = changes((*every, *beside), material)
    if not days:
        return None
    total = words.number(len(every))
    first = sorted(since(said, material) for said in every)
    return Known(
        title=words("known.title"),
        back=words("known.back"),
        next=words("known.next"),
        all=words("known.all"),
        days=tuple((day, written(day, words), words.number(bisect_right(first, day))) for day in days),
        counted=words("known.counted"),
        plain=words("known.plain"),
        say=words("known.say", n="{n}", total=total),
        count=total,
        note=_basis(every, material, words),
    )


def _basis(every: Sequence[Said], material: Material, words: Words) -> str:
    """On how many the day rests on an inferred date, on that of a source, or on no date at all."""
    told = [material.told[said.id] for said in every if said.id in material.told]
    counts = {
        "known.inferred": sum(one.basis is DateBasis.INFERRED for one in told),
        "known.cited": sum(one.dated.value == "cited" for one in told),
        "known.undated": sum(one.dated.value == "taken" for one in told),
    }
    return " ".join(words.n(key, number) for key, number in counts.items() if number)
