"""Whether a source is still where it was, in the reader's words: last seen by whom, first missing by whom, and why.

What the looks come to is derived (`accounts.presence`, docs/methods/observations.md); here it is only said. Proved by
tests/report/test_presence_views.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aigaq.accounts.addresses import address
from aigaq.accounts.presence import Look, Presence, State
from aigaq.report.dates import written
from aigaq.report.facts import Fact
from aigaq.report.views import Viewer


@dataclass(frozen=True, slots=True)
class ObservedView:
    """A locator that was observed and that neither an item nor a table names."""

    locator: str
    facts: tuple[Fact, ...]


def presence_facts(locators: Iterable[str | None], viewer: Viewer) -> Iterator[Fact]:
    """What was observed at the addresses of one source; nothing where nobody looked."""
    places = {address(one): None for one in locators if one}
    for place in places:
        found = viewer.material.presences.get(place)
        if found is not None:
            yield from facts_of_presence(found, viewer, named=len(places) > 1)


def facts_of_presence(found: Presence, viewer: Viewer, *, named: bool = False) -> Iterator[Fact]:
    """The facts of one presence; `named` says which address is meant, where a source has several."""
    words = viewer.words
    state = words.word("presence", found.state)
    yield Fact(
        words("presence.title"), words("presence.at", state=state, locator=found.locator) if named else state, named
    )
    if found.last_seen is not None:
        yield Fact(words("presence.last_seen"), _look(found.last_seen, viewer), True)
    if found.first_missing is not None:
        yield Fact(words("presence.first_missing"), _look(found.first_missing, viewer), True)
        others = [words.word("presence_why", why) for why in found.whys if why is not found.first_missing.why]
        if others:
            yield Fact(words("presence.also"), "; ".join(others))
    elif found.kept_back:
        key = "presence.since" if found.last_seen is not None else "presence.tried"
        yield Fact(words(key), "; ".join(_look(one, viewer) for one in found.kept_back), True)


def elsewhere(viewer: Viewer) -> tuple[ObservedView, ...]:
    """The observed locators that stand with no item and no source, by their addresses."""
    named = {address(one.locator) for one in viewer.material.held if one.locator}
    for source in viewer.material.sources:
        named |= {address(one) for one in (source.locator, source.locator_read) if one}
    return tuple(
        ObservedView(one.locator, tuple(facts_of_presence(one, viewer)))
        for place, one in viewer.material.presences.items()
        if place not in named
    )


def _look(look: Look, viewer: Viewer) -> str:
    words, one = viewer.words, look.observation
    when = words("presence.by", when=written(one.interval, words), who=one.observer)
    if look.state in (State.SEEN, State.UNCLEAR):
        return when
    why = words.word("presence", look.state) if look.why is None else words.word("presence_why", look.why)
    return words("presence.because", look=when, why=why)
