"""Events in their order, and what is said of the network: lists, and the picture of both.

Lanes are types of events. An event without a date is listed, never placed (design §6). Each row of the network is one
observer; spells of different observers are never merged. Proved by tests/report/test_days.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.pictures import Bar, Days, DayWords, Lane, Mark, NetworkRow, NetworkSpell
from aigaq.report.characters import plain
from aigaq.report.dates import machine_form, written
from aigaq.report.figures import locale, short
from aigaq.report.icons import mark_of
from aigaq.report.material import Said
from aigaq.report.phrases import bounds, capital
from aigaq.report.views import Card, Viewer
from aigaq.report.words import Words
from aigaq.statements import Connectivity, Event, Layer


@dataclass(frozen=True, slots=True)
class EventView:
    """An event of the list: its number, when, where, what, and its card."""

    number: int
    card: Card
    when: str
    when_machine: str | None
    words: str
    place: str
    type: str
    what: str
    seen_from: str


@dataclass(frozen=True, slots=True)
class SpellView:
    """What one source says of the network."""

    card: Card
    state: str
    place: str
    starts: str
    ends: str
    what: str
    layer: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events, undated ones, the network, and the picture (None where nothing has a date)."""

    dated: tuple[EventView, ...]
    undated: tuple[EventView, ...]
    network: tuple[SpellView, ...]
    picture: Days | None


def events_in_order(events: Sequence[Said]) -> list[Said]:
    """Events by time, those without one last."""
    return sorted(events, key=lambda said: (not _event(said).time, _time_key(said)))


def network_in_order(network: Sequence[Said]) -> list[Said]:
    """What is said of the network, by onset, unknown ones last."""
    return sorted(network, key=_network_key)


def timeline(events: Sequence[Said], network: Sequence[Said], viewer: Viewer, *, first: int = 1) -> Timeline:
    """The timeline of events and network statements that are already in order; events are numbered from `first`."""
    known = [said for said in events if _event(said).time]
    views = [_view(number, said, viewer) for number, said in enumerate(events, first)]
    dated = tuple(views[: len(known)])
    drawable = [said for said in network if _onset(said)]
    picture = _picture(dated, known, drawable, viewer) if known or drawable else None
    spells = tuple(_spell_view(said, viewer) for said in network)
    return Timeline(dated, tuple(views[len(known) :]), spells, picture)


def _event(said: Said) -> Event:
    assert isinstance(said.statement, Event)
    return said.statement


def _spell(said: Said) -> Connectivity:
    assert isinstance(said.statement, Connectivity)
    return said.statement


def _time_key(said: Said) -> str:
    # Events of one time keep the order in which the material has them: that of the text.
    return (_event(said).time or "").replace("../", "")


def _network_key(said: Said) -> tuple[str, str]:
    spell = _spell(said)
    return (spell.start[0] if spell.start else said.statement.about or "~", said.id)


def _view(number: int, said: Said, viewer: Viewer) -> EventView:
    event, words = _event(said), viewer.words
    return EventView(
        number=number,
        card=viewer.card(said),
        when=written(event.time, words),
        when_machine=machine_form(event.time),
        words=words("days.words", words=event.time_words) if event.time_words else "",
        place=viewer.place_of(event),
        type=words.word("event_type", event.type),
        what=event.what,
        seen_from=", ".join(words.word("side", side) for side in event.seen_from),
    )


def _spell_view(said: Said, viewer: Viewer) -> SpellView:
    spell, words = _spell(said), viewer.words
    return SpellView(
        card=viewer.card(said),
        state=capital(words.word("state", spell.state)),
        place=viewer.place_of(spell),
        starts=_edge(_onset(said), words, "start"),
        ends=_edge(spell.end, words, "end"),
        what=spell.what or "",
        layer="" if spell.layer is Layer.NOT_STATED else words.word("layer", spell.layer),
    )


def _edge(pair: tuple[str, str] | None, words: Words, which: str) -> str:
    """The beginning or the end of a spell as a sentence without its full stop."""
    unknown = f"days.{which}_unknown"
    known = pair is not None and not set(pair) <= {"", ".."}
    return words(f"days.{which}", when=bounds(pair, words, unknown)) if known else capital(words(unknown))


def _onset(said: Said) -> tuple[str, str] | None:
    """The bounds of the onset; where only a time is stated that the words are about, that time."""
    about = said.statement.about
    start = _spell(said).start
    return start or ((about.partition("/")[0], about.partition("/")[0]) if about else None)


def _picture(dated: Sequence[EventView], known: Sequence[Said], network: Sequence[Said], viewer: Viewer) -> Days:
    words = viewer.words
    lanes: dict[str, list[Bar]] = defaultdict(list)
    for view, said in zip(dated, known, strict=True):
        lanes[plain(capital(view.type))].append(_bar(view, said))
    first = [view.when for view in dated[:1]]
    return Days(
        title=words("days.title"),
        description=words("days.picture", range=", ".join(first)) if first else words("days.title"),
        lanes=tuple(Lane(title, tuple(bars)) for title, bars in lanes.items()),
        network=_rows(network, viewer),
        words=DayWords(
            locale=locale(words),
            lanes=words("days.events_lane"),
            network=words("days.network_title"),
            no_end=words("days.end_unknown"),
            undated=words("days.undated_head"),
            outside=words("days.outside_head"),
        ),
    )


def _bar(view: EventView, said: Said) -> Bar:
    event = _event(said)
    return Bar(
        start=event.time or "",
        precision=event.time_precision.value,
        label=str(view.number),
        href=f"#event-{view.number}",
        mark=mark_of(said),
        detail=plain(", ".join(part for part in (view.when, view.place, view.what) if part)),
    )


def _rows(network: Sequence[Said], viewer: Viewer) -> tuple[NetworkRow, ...]:
    rows: dict[tuple[str, Mark], list[NetworkSpell]] = defaultdict(list)
    for said in network:
        spell, onset = _spell(said), _onset(said)
        if onset is None:
            continue
        names = said.statement.speakers
        observer = short(names[0].name) if names else viewer.words.word("side", said.statement.said_by)
        drawn = NetworkSpell(spell.state.value, onset, spell.end, href=viewer.site.statements[said.id])
        rows[observer, mark_of(said)].append(drawn)
    return tuple(NetworkRow(observer, mark, tuple(spells)) for (observer, mark), spells in rows.items())
