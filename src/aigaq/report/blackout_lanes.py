"""Lanes: how the network was at each place, of each kind of network, through an episode; and as bands of the timeline.

Networks of a place of which the same is told stand in one lane. Proved by tests/report/test_blackout_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from aigaq.pictures import Days, Track
from aigaq.report.blackout_clocks import local
from aigaq.report.blackout_facts import BlackoutFacts
from aigaq.report.blackout_times import GOES_ON, Stretch, drawn_of, span_words, stretches
from aigaq.report.characters import plain
from aigaq.report.days import day_words
from aigaq.report.drawings import drawing_of
from aigaq.report.phrases import capital

if TYPE_CHECKING:
    from aigaq.blackout.fusing import Spell
    from aigaq.blackout.shading import Shades
    from aigaq.blackout.telling import Judgement
    from aigaq.report.book import Book

LANES = 24
"""Lanes of an episode; further networks are counted, and stand in the table of statements."""
BANDS = 4
"""Places that stand in the timeline."""
LASTING = 3 * 86_400
"""Service of so many seconds is service again, and no window."""


@dataclass(frozen=True, slots=True)
class LaneView:
    """A lane in words: whose network, and each stretch in a sentence."""

    title: str
    stretches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanesView:
    """The lanes of an episode: the picture, the same in words, and how many are left out."""

    drawing: Markup | None
    lanes: tuple[LaneView, ...]
    left: int


@dataclass(frozen=True, slots=True)
class _Lane:
    title: str
    stretches: tuple[Stretch, ...]
    since: str


def episode_spells(one: Judgement, facts: BlackoutFacts) -> tuple[Spell, ...]:
    """The spells an episode is made of."""
    ids = set(one.spells)
    return tuple(spell for spell in facts.spells if spell.id in ids)


def lanes_view(one: Judgement, book: Book, *, title: str, anchor: str) -> LanesView:
    """The lanes of an episode told in words and tables."""
    facts, words, offset = facts_of(book), book.words, clock_of(book)
    spells = episode_spells(one, facts)
    found = list(_lanes(spells, book))
    first, last = _range(one, spells)
    drawn = [lane for lane in found if _meets(lane, first, last)][:LANES]
    picture = Days(
        title=plain(title),
        description=words("blackout.lanes_picture"),
        lanes=(),
        network=(),
        words=day_words(words),
        start=f"{local(first, offset):%Y-%m-%d}",
        end=f"{local(last, offset):%Y-%m-%d}",
        offset=offset,
        tracks=tuple(_track(lane, f"#{anchor}", book) for lane in drawn),
    )
    return LanesView(
        drawing=drawing_of(picture) if drawn else None,
        lanes=tuple(LaneView(lane.title, tuple(_told(lane, first, last, book))) for lane in drawn),
        left=max(0, len(found) - len(drawn)),
    )


def bands(book: Book) -> tuple[Track, ...]:
    """The bands of the timeline: the places of episodes, and those that were without service longer than others."""
    facts = book.material.blackout
    if facts is None:
        return ()
    places = [one.place for one in facts.told if one.place] + [gap.place for gap in facts.gaps if gap.outlasts]
    found = []
    for place in list(dict.fromkeys(places))[:BANDS]:
        shades = facts.ground.shades(place)
        made = tuple(map(_as_band, stretches(shades)))
        if made:
            name = capital(book.viewer.place_name(place, book.language))
            found.append(_track(_Lane(plain(name), made, _since(shades, book)), "network.html#lanes", book))
    return tuple(found)


def _as_band(one: Stretch) -> Stretch:
    """Service that lasts is no event: in the timeline it goes on, and its length is not drawn."""
    first, last = one.start[1], one.end[0]
    if one.tone != "normal" or first is None or last is None or last - first <= LASTING:
        return one
    return Stretch(one.tone, one.start, (None, None))


def facts_of(book: Book) -> BlackoutFacts:
    """What is told of the network; asked where there is some."""
    facts = book.material.blackout
    assert facts is not None
    return facts


def clock_of(book: Book) -> int:
    """The clock of the blackout, minutes east of UTC: that of the page, else that of its places, else UTC."""
    own = book.network.offset
    return own if own is not None else facts_of(book).clock or 0


def _lanes(spells: Sequence[Spell], book: Book) -> Iterator[_Lane]:
    """The lanes of the places of spells: the widest place first, of each place all networks first."""
    from aigaq.blackout.fusing import lanes
    from aigaq.blackout.series import NetworkKind

    facts = facts_of(book)
    by_lane = lanes(spells)
    places = sorted(
        {one.place for one in by_lane if one.place}, key=lambda code: (len(facts.places.ancestors(code)), code)
    )
    for place in places:
        groups: dict[tuple[object, object], tuple[Shades, list[str]]] = {}
        whole = facts.ground.shades(place)
        groups[whole.edges, whole.tones] = (whole, [""])
        for lane, told in by_lane.items():
            if lane.place == place and lane.network != NetworkKind.UNKNOWN and any(one.place for one in told):
                shades = facts.ground.shades(place, NetworkKind(lane.network), lane.operator)
                held = groups.setdefault((shades.edges, shades.tones), (shades, []))
                held[1].append(_network(lane.network, lane.operator, book))
        name = capital(book.viewer.place_name(place, book.language))
        for shades, networks in groups.values():
            known = ", ".join(dict.fromkeys(one for one in networks if one))
            title = name if "" in networks else f"{name}: {known}"
            yield _Lane(plain(title), tuple(stretches(shades)), _since(shades, book))


def _network(network: str, operator: str, book: Book) -> str:
    kind = book.words.word("network_kind", network)
    return f"{capital(operator)} ({kind})" if operator else kind


def _since(shades: Shades, book: Book) -> str:
    """The day from which all was known that the stretches rest on."""
    told = book.material.told
    return max((told[spell.id].known for spell, _, _ in shades.heard if spell.id in told), default="")


def _range(one: Judgement, spells: Sequence[Spell]) -> tuple[float, float]:
    """From the first to the last moment that anything of the episode bounds; service before and after it is shown for a
    day, for a series of months must not make its outage thin."""
    sure = [at for at in (*one.start, *one.end) if at is not None]
    sure += [
        at for spell in spells if spell.service.value != "up" for at in (*spell.start, *spell.end) if at is not None
    ]
    known = sure + [at for spell in spells for at in (*spell.start, *spell.end) if at is not None]
    if not sure:
        return (min(known), max(known)) if known else (0.0, 0.0)
    return max(min(known), min(sure) - GOES_ON), min(max(known), max(sure) + GOES_ON)


def _meets(lane: _Lane, first: float, last: float) -> bool:
    return any(_low(one) < last and _high(one) > first for one in lane.stretches)


def _low(one: Stretch) -> float:
    return min((at for at in one.start if at is not None), default=float("-inf"))


def _high(one: Stretch) -> float:
    return max((at for at in one.end if at is not None), default=float("inf"))


def _track(lane: _Lane, href: str, book: Book) -> Track:
    told = "; ".join(_sentences(lane.stretches, book))
    return Track(
        title=lane.title,
        spells=tuple(map(drawn_of, lane.stretches)),
        href=href,
        detail=plain(f"{lane.title}: {told}"),
        since=lane.since,
        offset=clock_of(book),
    )


def _told(lane: _Lane, first: float, last: float, book: Book) -> Iterator[str]:
    yield from _sentences([one for one in lane.stretches if _low(one) < last and _high(one) > first], book)


_TONES = {
    "dark": "blackout.tone_dark",
    "window": "blackout.tone_window",
    "normal": "blackout.tone_normal",
    "degraded": "blackout.tone_degraded",
    "both": "blackout.tone_both",
    "trouble": "blackout.tone_trouble",
}


def _sentences(found: Sequence[Stretch], book: Book) -> Iterator[str]:
    words, offset = book.words, clock_of(book)
    for one in found:
        state = words(_TONES[one.tone])
        start, end = span_words(one.start, offset, words), span_words(one.end, offset, words)
        if one.end == (None, None):
            yield words("blackout.stretch_on", state=state, start=start)
        else:
            yield words("blackout.stretch", state=state, start=start, end=end)
