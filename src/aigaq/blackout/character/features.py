"""The named features of an episode: each name, and the function that judges it.

The order here is the order of every list of features. What a feature weighs is data (data/likelihoods.toml), what it is
called too (data/words.toml). Proved by tests/blackout/character/test_features.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from aigaq.blackout.character import circumstances, clocks, networks, shapes
from aigaq.blackout.character.episode import Episode, Happening, Says, Speaker
from aigaq.blackout.character.told import Told

Feature = Callable[[Episode], Told]
CLASSES = ("lasts_under_1h", "lasts_1h_to_3h30", "lasts_3h30_to_9h", "lasts_over_9h")


@cache
def features() -> Mapping[str, Feature]:
    """Every feature by its name."""
    found: dict[str, Feature] = {
        "starts_on_hour": clocks.starts_on_hour,
        "ends_on_half_hour": clocks.ends_on_half_hour,
        "same_clock_earlier": clocks.same_clock_earlier,
        "same_clock_later": clocks.same_clock_later,
        "recurring_windows": clocks.recurring_windows,
        "starts_at_night": clocks.starts_at_night,
        "all_signals_fall": shapes.all_signals_fall,
        "routes_stay": shapes.routes_stay,
        "infrastructure_stands": networks.infrastructure_stands,
        **{name: shapes.lasts(which) for which, name in enumerate(CLASSES)},
        "networks_fall_together": networks.networks_fall_together,
        "mobile_first": networks.mobile_first,
        "square_edges": shapes.square_edges,
        "slow_recovery": shapes.slow_recovery,
        **{f"near_{kind.value}": circumstances.near(kind) for kind in Happening},
        **{
            f"{speaker.value}_says_{says.value}": circumstances.said(speaker, says)
            for says in Says
            for speaker in Speaker
        },
    }
    return MappingProxyType(found)


def judge(episode: Episode) -> dict[str, Told]:
    """Whether each feature holds of an episode, as far as it can be told."""
    return {name: feature(episode) for name, feature in features().items()}
