"""Whether a publication is still where it was: from single looks at a locator to "last seen by A, first missing by B".

Rules and their reasons: docs/methods/observations.md. A pure function of the set of observations: nothing here knows a
clock or the order in which they came, and another observation may change every answer. What is blocked or cannot be
reached is never counted as removed; nor is what an observer missed whose network was off (`aigaq.blackout`). Proved by
tests/accounts/test_presence.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from aigaq.accounts.addresses import address
from aigaq.case.log.vocabulary import Notice, Outcome
from aigaq.case.observations import Observation
from aigaq.values import When, parse_when

Ordered = tuple[datetime, datetime, str]


class State(StrEnum):
    """What one look shows, and what all looks at a locator come to.

    `seen`: it was there. `missing`: it was not. `removed`: missing, and two looks that do not lean on each other say so.
    `blocked`: something stood between: a refusal, a test for humans, a country. `unreachable`: no page came. `unclear`: a
    page came that says neither; or it was there and not there at times that cannot be told apart.
    """

    SEEN = "seen"
    MISSING = "missing"
    REMOVED = "removed"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"


class Why(StrEnum):
    """Why a page is missing or kept back, as far as it says so."""

    DELETED = "deleted"
    ACCOUNT_GONE = "account_gone"
    PLATFORM = "platform"
    GEO_BLOCK = "geo_block"
    REFUSED = "refused"
    CHALLENGED = "challenged"
    UNKNOWN = "unknown"


NO_PAGE = (Outcome.DNS, Outcome.TCP, Outcome.TLS, Outcome.TIMEOUT)
GONE_CODES = (404, 410)
KEPT_BACK_CODES = (401, 403, 407, 429, 451)
"""Codes by which a server keeps a page from whoever asks. 451 may be meant for one country only."""

_GONE = {Notice.DELETED: Why.DELETED, Notice.ACCOUNT_GONE: Why.ACCOUNT_GONE, Notice.PLATFORM: Why.PLATFORM}


@dataclass(frozen=True)
class Look:
    """One observation, judged alone. `dark`: the network was surely off where its observer looked from."""

    observation: Observation
    dark: bool = False

    @cached_property
    def when(self) -> When:
        """The time of it."""
        return parse_when(self.observation.interval)

    @cached_property
    def judged(self) -> tuple[State, Why | None]:
        """What it shows, and why. In the dark only what was seen counts: anything else may be the network's answer."""
        found = judge(self.observation)
        return (State.UNREACHABLE, None) if self.dark and found[0] is not State.SEEN else found

    @property
    def state(self) -> State:
        """What it shows."""
        return self.judged[0]

    @property
    def why(self) -> Why | None:
        """Why the page is missing or kept back."""
        return self.judged[1]

    @property
    def observer(self) -> str:
        """Who looked, in the form in which names are compared."""
        return " ".join(self.observation.observer.split()).casefold()

    def after(self, other: Look) -> bool:
        """True where it is certain that this look came after another.

        Days without a zone are held for every zone, except where one observer gives both: one person counts both on the
        same clock.
        """
        mine, theirs = self.when.start, other.when.last
        if self.observer == other.observer and not self.when.zone_known and not other.when.zone_known:
            if (
                self.when.first_day is None
                or other.when.last_day is None
                or isinstance(mine, str)
                or isinstance(theirs, str)
            ):
                return False
            return mine.local_first() > theirs.local_last()
        first, last = self.when.earliest, other.when.latest
        return first is not None and last is not None and first > last

    @property
    def begins(self) -> Ordered:
        """For sorting: by the beginning of its time, then its end, then who looked."""
        return (self.when.earliest or _START, self.when.latest or _END, self._name)

    @property
    def ends(self) -> Ordered:
        """For sorting: by the end of its time, then its beginning, then who looked."""
        return (self.when.latest or _END, self.when.earliest or _START, self._name)

    @property
    def _name(self) -> str:
        """Tells looks of one time apart; what was seen goes before the entry's id, which is chance."""
        one = self.observation
        return f"{self.observer} {one.outcome} {one.code} {one.notice} {one.entry}"


_START, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


def judge(one: Observation) -> tuple[State, Why | None]:
    """What one observation shows when it is taken alone, and why. What could be read in two ways is not a removal."""
    if one.outcome in NO_PAGE:
        return State.UNREACHABLE, None
    if one.outcome is Outcome.CHALLENGED:
        return State.BLOCKED, Why.CHALLENGED
    if one.notice is Notice.GEO_BLOCK:
        return State.BLOCKED, Why.GEO_BLOCK
    if one.outcome is Outcome.REFUSED or one.code in KEPT_BACK_CODES:
        return State.BLOCKED, Why.REFUSED
    if one.outcome is not Outcome.ANSWERED:
        return State.UNCLEAR, None
    if one.code is not None and one.code >= 500:
        return State.UNREACHABLE, None
    if one.notice is not None:
        return State.MISSING, _GONE.get(one.notice, Why.UNKNOWN)
    if one.code in GONE_CODES:
        return State.MISSING, Why.UNKNOWN
    if one.code is None or 200 <= one.code < 300 or one.code == 304:
        return State.SEEN, None
    return State.UNCLEAR, None


@dataclass(frozen=True, slots=True)
class Presence:
    """What all observations of one locator come to.

    `locator`: as the first of them by name writes it. `last_seen`: the last look that found it. `first_missing`: the first
    look after that which did not, of `missing`, all such looks. `whys`: what they say of the reason, each apart.
    `kept_back`: looks after it was last seen that were blocked or reached nothing. `looks`: all, in order of time.
    """

    locator: str
    state: State
    looks: tuple[Look, ...]
    last_seen: Look | None = None
    missing: tuple[Look, ...] = ()
    kept_back: tuple[Look, ...] = ()

    @property
    def first_missing(self) -> Look | None:
        """The first look after it was last seen that did not find it."""
        return self.missing[0] if self.missing else None

    @property
    def whys(self) -> tuple[Why, ...]:
        """The reasons that the looks which decide the state give, without repetition."""
        deciding = self.missing if self.state in (State.MISSING, State.REMOVED) else self.kept_back
        return tuple(sorted({look.why for look in deciding if look.why is not None}))

    @property
    def gone(self) -> bool:
        """True where it was last found missing, by one look or more."""
        return self.state in (State.MISSING, State.REMOVED)


def presences(observations: Iterable[Observation], *, in_the_dark: Collection[str] = ()) -> tuple[Presence, ...]:
    """The presence of every locator that was observed, by the one form of its address.

    Args:
        in_the_dark: entries of observations made where the network was off (`statements.blackouts.looks_in_the_dark`).
    """
    found: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        found[address(one.locator)].append(one)
    return tuple(presence(found[place], in_the_dark=in_the_dark) for place in sorted(found))


def presence(observations: Iterable[Observation], *, in_the_dark: Collection[str] = ()) -> Presence:
    """What the observations of one locator come to; at least one. `in_the_dark`: as for `presences`."""
    looks = tuple(sorted((Look(one, one.entry in in_the_dark) for one in _once(observations)), key=_ends))
    locator = min(look.observation.locator for look in looks)
    seen = [look for look in looks if look.state is State.SEEN]
    last = seen[-1] if seen else None
    missing = tuple(_since(looks, seen, State.MISSING))
    kept_back = tuple(_since(looks, seen, State.BLOCKED, State.UNREACHABLE))
    return Presence(locator, _state(looks, seen, missing), looks, last, missing, kept_back)


def _once(observations: Iterable[Observation]) -> list[Observation]:
    """Each look once: who, when and what are the same where two people report one capture."""
    every: dict[tuple[object, ...], Observation] = {}
    for one in sorted(observations, key=lambda one: one.entry):
        who = " ".join(one.observer.split()).casefold()
        every.setdefault((who, one.interval, one.outcome, one.notice, one.code), one)
    return list(every.values())


def _begins(look: Look) -> Ordered:
    return look.begins


def _ends(look: Look) -> Ordered:
    return look.ends


def _since(looks: Sequence[Look], seen: Sequence[Look], *states: State) -> list[Look]:
    """The looks that show one of some states and certainly came after everyone who saw it, by their beginning."""
    last = _edges(seen, max, _ends)
    every = (look for look in looks if look.state in states and all(look.after(one) for one in last))
    return sorted(every, key=_begins)


def _edges(looks: Iterable[Look], best: Callable[..., Look], key: Callable[[Look], Ordered]) -> list[Look]:
    """Of the looks of each observer, with and without a zone, the one at the edge: the others need not be compared."""
    groups: dict[tuple[str, bool], list[Look]] = defaultdict(list)
    for look in looks:
        groups[look.observer, look.when.zone_known].append(look)
    return [best(group, key=key) for group in groups.values()]


def _state(looks: Sequence[Look], seen: Sequence[Look], missing: Sequence[Look]) -> State:
    if missing:
        return State.REMOVED if _apart(missing) else State.MISSING
    if seen:
        # Where it is not certain that somebody saw it after it was missing, nothing is said.
        last = _edges(seen, max, _begins)
        late = (look for look in looks if look.state is State.MISSING)
        return State.SEEN if all(any(one.after(look) for one in last) for look in late) else State.UNCLEAR
    states = {look.state for look in looks}
    return next((one for one in (State.UNCLEAR, State.BLOCKED) if one in states), State.UNREACHABLE)


def _apart(looks: Sequence[Look]) -> bool:
    """True where two of some looks do not lean on each other: of two observers, or of one at two times."""
    if len({look.observer for look in looks}) > 1:
        return True
    return any(late.after(early) for late in _edges(looks, max, _begins) for early in _edges(looks, min, _ends))
