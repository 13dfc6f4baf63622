"""Episodes as character judges them, made of what is told in words and tables where no series is known.

Only what spells say is put in: whatever they leave open stays unknown. The beginning is the one that most observers date;
the end holds every last return that is told. A lane that went dark by a time ("by 17:32") is taken not to have gone before
the beginning of the whole network that it lies in, where that has been dated: others measured it until then. The darkness
after each window of service is another start of the same outage. Proved by tests/blackout/test_framing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aigaq.blackout import character
from aigaq.blackout.character import Context, Onset, Says, Signal, Speaker, Told, Words
from aigaq.blackout.conflicts import Saying
from aigaq.blackout.conflicts.common import meet, near
from aigaq.blackout.fusing import Episode, Service, Spell, Window, beginnings, windows_of
from aigaq.blackout.fusing.limits import table
from aigaq.blackout.fusing.lines import connects
from aigaq.blackout.fusing.spans import OPEN, Span, high, hull, low, stated
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import Side
from aigaq.values.places import Gazetteer

_LANES = (NetworkKind.MOBILE, NetworkKind.FIXED, NetworkKind.ALL)


def framed(
    episode: Episode,
    *,
    places: Gazetteer,
    sayings: Iterable[Saying] = (),
    operators: Iterable[str] = (),
    context: Iterable[tuple[Context, tuple[str, ...]]] = (),
    others: Iterable[Span] = (),
) -> character.Episode:
    """What `character.assess` judges.

    Args:
        sayings: who says that it was ordered, or not. `operators`: codes of operators, by which a speaker is one.
        context: what happened, each with its places. `others`: starts of other episodes of the place.
    """
    start = _start(episode)
    windows = [one for one in windows_of(episode.spells, places) if one.place == episode.place]
    whole = (episode.start, episode.end)
    return character.Episode(
        entity=episode.place,
        start=start,
        end=_end(episode, windows, start),
        zone=places.zone(episode.place),
        signals=tuple(_signals(episode)),
        onsets=tuple(_onsets(episode, start)),
        others=(*(one.end for one in windows), *others),
        context=tuple(one for one, where in context if near(where, (episode.place,), places)),
        words=tuple(_words(sayings, frozenset(operators), episode.place, whole, places)),
    )


def _start(episode: Episode) -> Span:
    here = [one for one in beginnings(episode.spells) if one.place == episode.place and one.service is Service.DARK]
    if here:
        return max(here, key=lambda one: (len(one.observers), -one.first)).span
    dark = [one for one in _dark(episode) if one.place == episode.place and None not in one.start]
    exact = min(dark, key=lambda one: (high(one.start) - low(one.start), low(one.start)), default=None)
    return (episode.start, episode.end) if exact is None else exact.start


def _end(episode: Episode, windows: Sequence[Window], start: Span) -> Span:
    """Every return of the place itself that is told after its last window."""
    last = max((low(one.end) for one in windows), default=low(start))
    own = [one for one in episode.spells if one.place == episode.place and connects(one)]
    ends = [one.end for one in own if one.service is Service.DARK and not one.operators and stated(one.end)]
    ends += [one.start for one in own if one.service is Service.UP and not stated(one.end)]
    later = [end for end in ends if low(end) >= last]
    return hull(later) if later else OPEN


def _signals(episode: Episode) -> Iterator[Signal]:
    """Connections, which fell, and routes: they stood where somebody sees them and nobody tells them withdrawn."""
    dark = [one for one in _dark(episode) if NetworkKind.ALL in one.networks]
    yield Signal(name="connections", network=NetworkKind.ALL, fell=Told.YES if dark else Told.UNKNOWN)
    routing = {one.service for one in episode.spells if NetworkKind.ROUTING in one.networks}
    fell = Told.UNKNOWN
    if routing == {Service.UP}:
        fell = Told.NO
    elif routing == {Service.DARK}:
        fell = Told.YES
    if routing:
        yield Signal(name="routes", network=NetworkKind.ROUTING, fell=fell)


def _onsets(episode: Episode, start: Span) -> Iterator[Onset]:
    """The first dark spell of each kind of network and operator; the whole is the fixed network too."""
    found: dict[tuple[str, NetworkKind], list[Span]] = {}
    for one in _dark(episode):
        for kind in one.networks:
            if kind in _LANES and (one.operators or kind is not NetworkKind.ALL) and stated(one.start):
                for operator in one.operators or (kind.value,):
                    found.setdefault((operator, kind), []).append(_narrowed(one.start, start))
    if any(NetworkKind.ALL in one.networks and not one.operators for one in _dark(episode)):
        found.setdefault((NetworkKind.FIXED.value, NetworkKind.FIXED), []).append(start)
    for (network, kind), spans in sorted(found.items()):
        first = min(spans, key=lambda span: (high(span), low(span)))
        yield Onset(network=network, kind=kind, fell=Told.YES, start=first)


def _narrowed(span: Span, whole: Span) -> Span:
    if span[0] is None and span[1] is not None and whole[0] is not None and span[1] >= whole[0]:
        return whole[0], span[1]
    return span


def _dark(episode: Episode) -> list[Spell]:
    return [one for one in episode.spells if one.service is Service.DARK and connects(one)]


def _words(
    sayings: Iterable[Saying], operators: frozenset[str], place: str, whole: Span, places: Gazetteer
) -> Iterator[Words]:
    for one in sayings:
        about = one.question == table().asked.ordered and one.yes is not None
        if not about or not near(one.places, (place,), places) or not meet(one.when, whole):
            continue
        names = {name.casefold() for name in (one.observer, *one.orgs)}
        operator = bool(names & {name.casefold() for name in operators})
        if operator or one.side is Side.OFFICIAL:
            speaker = Speaker.OPERATOR if operator else Speaker.OFFICIAL
            says = Says.ORDERED if one.yes else Says.FAILURE
            yield Words(speaker=speaker, says=says, source=" ".join((one.observer, *one.sources)))
