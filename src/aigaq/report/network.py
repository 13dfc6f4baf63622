"""What is said of the network: statements in the order of onset, each with the rows that restate it, and who observed.

A row that restates another is its detail (docs/methods/accounts.md, "Timeline"): it is shown under it, drawn and
counted once with it. Observers are never merged and no two beginnings become one. Proved by
tests/report/test_network.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from aigaq.accounts.timeline import fold
from aigaq.pictures import known_day
from aigaq.report.icons import icon_of
from aigaq.report.known import since
from aigaq.report.material import Said
from aigaq.report.network_times import (
    Edge,
    clock_of,
    edge,
    end_of,
    instant_of,
    onset_of,
    placed,
)
from aigaq.report.phrases import capital, speakers_of
from aigaq.report.site import page_name
from aigaq.report.views import Card, Viewer
from aigaq.statements import Connectivity, Layer, Side, Source, TimePrecision

LISTED = 100
"""Drawn statements on a page."""
SIDES = {
    "compilation": Side.OTHER,
    "agency": Side.MEDIA,
    "state_media": Side.MEDIA,
    "academic": Side.OTHER,
    "blog": Side.OTHER,
    "copy_site": Side.OTHER,
}
"""The side of a kind of observer or of source that is not named as one."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Who says so: the speaker, else who published its source. `kind`: what the table calls the observer."""

    name: str
    side: Side
    kind: str = ""
    named: bool = True

    @property
    def icon(self) -> Markup:
        """The shape of its side."""
        return icon_of(self.side)


@dataclass(frozen=True, slots=True)
class SpellView:
    """A statement of the network in the list. `details`: rows that restate it; `since`: when it or the first of them was
    known; `lost`: the key of a row that it restates and that is not found."""

    number: int
    anchor: str
    card: Card
    observer: Observer
    state: str
    place: str
    where: str
    what: str
    starts: Edge
    ends: Edge
    details: tuple[SpellView, ...] = ()
    details_since: str = ""
    since: str = ""
    lost: str = ""


def spell_of(said: Said) -> Connectivity:
    """The statement of the network."""
    assert isinstance(said.statement, Connectivity)
    return said.statement


def network_in_order(network: Sequence[Said]) -> list[Said]:
    """What is said of the network, by onset, unknown ones last."""
    return sorted(network, key=_order)


def _order(said: Said) -> tuple[str, str]:
    """By the instant of the onset in UTC, or its day; a bound by its known side."""
    onset = onset_of(spell_of(said))
    text = next((text for text in onset if text not in ("", "..")), "") if onset else ""
    instant = instant_of(text)
    return (f"{instant:%Y-%m-%dT%H:%M}" if instant else text or "~", said.id)


@dataclass(frozen=True)
class Network:
    """Everything that is said of the network in a case."""

    viewer: Viewer
    every: tuple[Said, ...]

    @cached_property
    def _folded(self) -> tuple[dict[str, str], tuple[str, ...]]:
        return fold({said.id: spell_of(said) for said in self.every})

    @cached_property
    def mains(self) -> tuple[Said, ...]:
        """The statements that are drawn and counted, in order."""
        details = self._folded[0]
        return tuple(said for said in network_in_order(self.every) if said.id not in details)

    @cached_property
    def details(self) -> Mapping[str, tuple[Said, ...]]:
        """By the id of a statement the rows that restate it."""
        found: dict[str, list[Said]] = defaultdict(list)
        for said in network_in_order(self.every):
            main = self._folded[0].get(said.id)
            if main is not None:
                found[main].append(said)
        return {main: tuple(some) for main, some in found.items()}

    @cached_property
    def restating(self) -> tuple[Said, ...]:
        """All rows that restate another."""
        return tuple(said for some in self.details.values() for said in some)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each statement that is drawn, by its id."""
        return {said.id: number for number, said in enumerate(self.mains, 1)}

    @cached_property
    def offset(self) -> int | None:
        """The clock on which times are shown, minutes east of UTC."""
        return clock_of(spell_of(said) for said in self.every)

    @cached_property
    def observers(self) -> Mapping[str, Observer]:
        """Who says each of the drawn statements. One whose side is not known goes with the same name that has one."""
        found = {said.id: observer_of(said, self.viewer) for said in self.mains}
        known: dict[str, Observer] = {}
        for one in found.values():
            if one.side is not Side.UNKNOWN:
                known.setdefault(one.name, one)
        return {
            row: known.get(one.name, one) if one.side is Side.UNKNOWN and not one.kind else one
            for row, one in found.items()
        }

    @cached_property
    def rows(self) -> Mapping[tuple[str, Side], tuple[Said, ...]]:
        """The drawn statements of each observer, in the order in which observers begin."""
        found: dict[tuple[str, Side], list[Said]] = defaultdict(list)
        for said in self.mains:
            one = self.observers[said.id]
            found[one.name, one.side].append(said)
        return {key: tuple(some) for key, some in found.items()}

    def address(self, said: Said) -> str:
        """Where a drawn statement stands on the pages of the network."""
        page = page_name("network", (self.numbers[said.id] - 1) // LISTED + 1)
        return f"{page}#n-{self.viewer.site.anchors[said.id]}"

    def since(self, said: Said) -> str:
        """The day from which it was known."""
        return since(said, self.viewer.material)

    def views(self, mains: Sequence[Said]) -> tuple[SpellView, ...]:
        """These statements for a list, with what restates them."""
        return tuple(self._view(said) for said in mains)

    def _view(self, said: Said, main: Said | None = None) -> SpellView:
        spell, words = spell_of(said), self.viewer.words
        details = tuple(self._view(one, said) for one in self.details.get(said.id, ())) if main is None else ()
        number = self.numbers[(main or said).id]
        first = min((self.since(one) for one in self.details.get(said.id, ())), default="")
        return SpellView(
            number=number,
            anchor=f"n-{self.viewer.site.anchors[said.id]}",
            card=self.viewer.card(said),
            observer=observer_of(said, self.viewer) if main is not None else self.observers[said.id],
            state=capital(words.word("state", spell.state)),
            place=self.viewer.place_of(spell),
            where=where_of(spell, self.viewer),
            what=spell.what or "",
            starts=self._edge(spell, onset_of(spell), words("days.start_unknown")),
            ends=self._edge(spell, end_of(spell), words("days.end_unknown")),
            details=details,
            details_since=first,
            since=min(self.since(said), first) if details else self.since(said),
            lost=spell.same_as or "" if said.id in self._folded[1] else "",
        )

    def _edge(self, spell: Connectivity, pair: tuple[str, str] | None, unknown: str) -> Edge:
        words, offset = self.viewer.words, self.offset
        made = edge(pair, spell.time_precision, unknown, words, offset)
        exact = pair is not None and pair[0] == pair[1] and spell.time_precision is not TimePrecision.PART_OF_DAY
        if pair is None or not exact:
            return made
        return placed(made, spell, pair[0], self.viewer.place_name, words, offset)


def where_of(spell: Connectivity, viewer: Viewer) -> str:
    """Which part of the network is meant, and whose; empty where neither is stated."""
    words = viewer.words
    layer = "" if spell.layer in (Layer.NOT_STATED, Layer.UNKNOWN) else words.word("layer", spell.layer)
    return ": ".join(part for part in (layer, ", ".join(map(capital, spell.networks))) if part)


def observer_of(said: Said, viewer: Viewer) -> Observer:
    """Who says so: the first speaker, else who published its source, else who published the item."""
    spell, words = spell_of(said), viewer.words
    kind = words.word("observer", spell.observer_kind) if spell.observer_kind else ""
    spoken = speakers_of(spell)
    first = _first_source(said, viewer)
    item = viewer.item(spell.item)
    name = spoken or (first.publisher or first.title if first else item.publisher or item.title) or ""
    return Observer(name or words("card.no_speaker"), _side(said, viewer), kind, bool(name))


def _side(said: Said, viewer: Viewer) -> Side:
    """The side of its speaker, else of the kind of its observer, else of what published its first source."""
    spell = spell_of(said)
    if spell.said_by is not Side.UNKNOWN:
        return spell.said_by
    return next((side for kind in _kinds(said, viewer) if (side := _side_of(kind)) is not Side.UNKNOWN), Side.UNKNOWN)


def _kinds(said: Said, viewer: Viewer) -> Iterator[str]:
    spell = spell_of(said)
    if spell.observer_kind:
        yield spell.observer_kind
        return
    source = _first_source(said, viewer)
    if source is not None and source.kind:
        yield source.kind


def _first_source(said: Said, viewer: Viewer) -> Source | None:
    """Of its sources the earliest; one of the observer's own kind before the others."""
    told, kind = viewer.material.told.get(said.id), spell_of(said).observer_kind
    found = [one.source for one in told.sources if one.source is not None] if told else []

    def rank(source: Source) -> tuple[bool, str, str]:
        day = known_day(source.published.date) if source.published else ""
        return source.kind != kind, day or "~", source.key

    return min(found, key=rank, default=None)


def _side_of(kind: str) -> Side:
    known = {side.value: side for side in Side}
    return SIDES.get(kind) or known.get(kind, Side.UNKNOWN)
