"""One beginning as several observers date it: which statements tell of the same, and how far they are apart.

Onsets of one state at one place that follow each other within an hour, told by two observers or more, stand side
by side. They are never averaged, and no one of them is taken to be right. Proved by
tests/report/test_network_spread.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from aigaq.pictures import Mark, Onset, Onsets, draw_onsets, drawn
from aigaq.report.characters import plain
from aigaq.report.clocks import offset_words
from aigaq.report.dates import written
from aigaq.report.known import Reign, changes, periods, reigns
from aigaq.report.material import Said
from aigaq.report.network import Network, spell_of, where_of
from aigaq.report.network_times import OPEN, Pair, allowed, instant_of, moved, onset_of
from aigaq.report.phrases import capital
from aigaq.statements import NetworkState, Standing, TimePrecision

TOGETHER = timedelta(hours=1)
"""Onsets that are further apart are not taken to be one beginning."""
NEVER = datetime.min.replace(tzinfo=UTC)
MOST, ROWS = 8, 40
"""So many beginnings are enlarged, those with the most observers; so many statements stand in one."""
STATES = (NetworkState.DOWN, NetworkState.DEGRADED, NetworkState.BLOCKED, NetworkState.UP)


@dataclass(frozen=True, slots=True)
class Spread:
    """A beginning told by several. `said`: how far apart they are, in words, as known on each day; `by_day`: those who
    date it to the day only, by number, with the day they were known."""

    anchor: str
    title: str
    since: str
    drawing: Markup
    said: tuple[Reign[tuple[str, ...]], ...]
    by_day: tuple[tuple[int, str, str, str], ...]
    members: tuple[Said, ...]


def spreads(network: Network) -> tuple[Spread, ...]:
    """The beginnings that two observers or more tell, in the order of time."""
    found = [members[:ROWS] for members in _clusters(network) if len(_names(members, network)) > 1]
    found = sorted(found, key=lambda members: -len(_names(members, network)))[:MOST]
    found.sort(key=lambda members: _instant(members[0]))
    return tuple(_spread(number, members, network) for number, members in enumerate(found, 1))


def _clusters(network: Network) -> Iterator[list[Said]]:
    groups: dict[tuple[NetworkState, tuple[str, ...], str], list[Said]] = defaultdict(list)
    for said in network.mains:
        spell = spell_of(said)
        vague = spell.time_precision is TimePrecision.PART_OF_DAY
        if spell.state in STATES and not vague and _instant(said) > NEVER and (spell.places or spell.place):
            groups[spell.state, spell.places, "" if spell.places else spell.place or ""].append(said)
    for group in groups.values():
        run: list[Said] = []
        for said in sorted(group, key=lambda one: (_instant(one), one.id)):
            if run and _instant(said) - _instant(run[-1]) > TOGETHER:
                yield run
                run = []
            run.append(said)
        yield run


def _pair(said: Said) -> Pair:
    return onset_of(spell_of(said)) or ("", "")


def _instant(said: Said) -> datetime:
    """When it began, or by when it had; what names no minute comes first and is left out."""
    first, last = _pair(said)
    return instant_of(last if first in OPEN else first) or NEVER


def _names(members: Sequence[Said], network: Network) -> set[str]:
    return {network.observers[said.id].name for said in members}


def _spread(number: int, members: list[Said], network: Network) -> Spread:
    viewer = network.viewer
    spell, words = spell_of(members[0]), viewer.words
    day = _shown(members[0], network)[:10]
    state = capital(words.word("state", spell.state))
    clock = "" if network.offset is None else f", {offset_words(network.offset)}"
    when = written(day, words) + clock
    title = words("network.spread_title", state=state, place=viewer.place_of(spell), when=when)
    days = changes(members, viewer.material) or [""]
    first = min(network.since(said) for said in members)
    return Spread(
        anchor=f"spread-{number}",
        title=title,
        since=first,
        drawing=Markup(drawn(draw_onsets, _picture(members, title, network))),  # noqa: S704  pictures escape every text
        said=reigns(days, lambda on: _said([one for one in members if network.since(one) <= on], network)),
        by_day=tuple(_by_day(members, day, network)),
        members=tuple(members),
    )


def _shown(said: Said, network: Network) -> str:
    first, last = _pair(said)
    return moved(last if first in OPEN else first, network.offset)


def _by_day(members: Sequence[Said], day: str, network: Network) -> Iterator[tuple[int, str, str, str]]:
    """Who tells of the same state at the same place beginning on the same day, and gives no hour."""
    one = spell_of(members[0])
    for said in network.mains:
        spell = spell_of(said)
        if said not in members and (spell.state, spell.places) == (one.state, one.places) and _pair(said) == (day, day):
            yield network.numbers[said.id], network.address(said), network.observers[said.id].name, network.since(said)


def _said(members: Sequence[Said], network: Network) -> tuple[str, ...]:
    """How far apart they are, as sentences."""
    words = network.viewer.words
    timed = [said for said in members if not set(_pair(said)) & set(OPEN)]
    bound = [said for said in members if said not in timed]
    told = [words.n("network.observers", len(_names(members, network)))]
    if timed:
        first, last = timed[0], timed[-1]
        if first is last or _instant(first) == _instant(last):
            told.append(words("network.alone", when=_clock(_shown(first, network), timed, network)))
        else:
            told.append(_apart(timed, network))
    if bound:
        when = min((_shown(said, network) for said in bound), default="")
        told.append(words.n("network.bound", len(bound), when=_clock(when, members, network)))
    return tuple(told)


def _apart(timed: Sequence[Said], network: Network) -> str:
    words = network.viewer.words
    spans = [allowed(_pair(said), spell_of(said).time_precision, network.offset) for said in timed]
    low = min((span[0] for span in spans), key=lambda text: str(instant_of(text) or text))
    high = max((span[1] for span in spans), key=lambda text: str(instant_of(text) or text))
    minutes = int((_instant(timed[-1]) - _instant(timed[0])).total_seconds() // 60)
    return words(
        "network.apart",
        first=_clock(_shown(timed[0], network), timed, network),
        last=_clock(_shown(timed[-1], network), timed, network),
        span=words.n("network.minutes", minutes),
        low=_clock(moved(low, network.offset), timed, network),
        high=_clock(moved(high, network.offset), timed, network),
    )


def _clock(text: str, members: Sequence[Said], network: Network) -> str:
    """The time of day where all are of one day, else the whole of it."""
    days = {_shown(said, network)[:10] for said in members} | {text[:10]}
    return text[11:16] if len(days) == 1 and len(text) > len("2022-01-05T10:") else written(text, network.viewer.words)


def _picture(members: Sequence[Said], title: str, network: Network) -> Onsets:
    return Onsets(
        title=plain(title),
        description=plain(network.viewer.words("network.spread_note")),
        rows=tuple(_row(said, members, network) for said in members),
        offset=network.offset,
    )


def _row(said: Said, members: Sequence[Said], network: Network) -> Onset:
    spell, viewer, words = spell_of(said), network.viewer, network.viewer.words
    pair, observer = _pair(said), network.observers[said.id]
    at = pair[0] if pair[0] == pair[1] else ""
    when = words("network.by", when=_clock(_shown(said, network), members, network))
    if at:
        exact = words.word("precision", spell.time_precision)
        when = words("network.at", when=_clock(_shown(said, network), members, network), precision=exact)
    label = plain(", ".join(part for part in (when, where_of(spell, viewer)) if part))
    told = plain(f"{observer.name}: {label}. {spell.what or ''}")

    def spoken(standing: Standing) -> str:
        return told if standing is Standing.STANDING else f"{told} ({words.word('standing', standing)})"

    return Onset(
        who=plain(observer.name),
        mark=Mark(observer.side.value, said.standing.value, machine=said.reading == "machine"),
        span=allowed(pair, spell.time_precision, network.offset),
        at=at,
        label=label,
        href=network.address(said),
        detail=spoken(said.standing),
        periods=periods(said, viewer.material, spoken),
    )
