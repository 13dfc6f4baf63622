"""Features around the outage: what happened near by, and what officials and operators said of the cause.

Bischof et al. (SIGCOMM 2023), as IODA summarises: orders are 9 times more likely to co-occur with protests, 16 with
elections, 286 with coups; failures are not more likely on such days. Nobody lists everything that happened, so an absent
happening and absent words are unknown, never no. Words are what somebody says who may be a party: officials called
ordered cuts failures, so they weigh little and never alone. Proved by tests/blackout/character/test_circumstances.py.
"""

from __future__ import annotations

from collections.abc import Callable

from aigaq.blackout.character.episode import Context, Episode, Happening, Says, Speaker
from aigaq.blackout.character.limits import limits
from aigaq.blackout.character.told import Told, any_of, high, low, told

_HOUR = 3600


def near(kind: Happening) -> Callable[[Episode], Told]:
    """The feature "such a thing happened near the start"."""

    def feature(episode: Episode) -> Told:
        seen = any_of(_near(episode, one) for one in episode.context if one.kind == kind)
        return Told.YES if seen == Told.YES else Told.UNKNOWN

    feature.__doc__ = f"A happening of the kind {kind.value} near the start."
    return feature


def said(speaker: Speaker, says: Says) -> Callable[[Episode], Told]:
    """The feature "such a speaker says so of the cause"."""

    def feature(episode: Episode) -> Told:
        return Told.YES if any((one.speaker, one.says) == (speaker, says) for one in episode.words) else Told.UNKNOWN

    feature.__doc__ = f"An {speaker.value} says of the cause: {says.value}."
    return feature


def _near(episode: Episode, happening: Context) -> Told:
    """Whether the start lies between the happening's beginning, less `after`, and its end, plus `before`.

    Of a happening without an end only the beginning is known; one without a beginning may have been at any time.
    """
    began, ended = happening.when
    if began is None:
        return Told.UNKNOWN
    before, after = (hours * _HOUR for hours in limits().near_hours[happening.kind])
    opens, closes = began - after, (began if ended is None else ended) + before
    first, last = low(episode.start), high(episode.start)
    return told(surely=opens <= first and last <= closes, possibly=first <= closes and last >= opens)
