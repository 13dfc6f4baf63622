"""Outages of one series: a baseline, a test of windows against it, a walk with hysteresis, edges with their doubt.

    series ─ measured samples ─► baseline ─► windows ─► alarms ─► walk ─► outages ─► edges
                                    ▲                                       │
                                    └──────── without the outages found ◄───┘   until they stand, four times at most

A window alarms when it misses at least the gate of its kind of signal **and** so little is rare where service is normal:
its tail is at most its share of the false alarms allowed (0.02 a series and week). Counts are tested by their own tail,
over windows that stretch until they expect enough for silence to mean something; a z-score cannot do this, since total
silence of a count of scale s only reaches z = 1/s. Levels are tested by a robust scale.

What is missing is left out before all this: it raises nothing, and an outage goes on over it with an end between its last
bad and first good sample. Trailing windows follow IODA's manner of alarms (gates, alert area); its code is not used.
docs/methods/blackout.md gives formulas and limits. Proved by tests/blackout/detecting/.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.detecting.baseline import Baseline
from aigaq.blackout.detecting.checking import checked
from aigaq.blackout.detecting.edges import Edges
from aigaq.blackout.detecting.fitting import Measured
from aigaq.blackout.detecting.localtime import hours, local_seconds
from aigaq.blackout.detecting.noise import kind_of
from aigaq.blackout.detecting.telling import gaps_of
from aigaq.blackout.detecting.thresholds import Thresholds, common, thresholds
from aigaq.blackout.detecting.working import Work
from aigaq.blackout.outage import Gap, Outage
from aigaq.blackout.series import Kind, Series, Values


@dataclass(frozen=True, kw_only=True, eq=False)
class Detection:
    """What was found in a series.

    `baseline` [n]: the expected value of every sample, missing ones too (NaN where nothing could be expected); `states` [n]
    int8: index into STATES for every sample, no data also where so little is expected that silence would mean nothing;
    `outages` in time, with `edges` one for one; `gaps`: where nothing was measured; `how`: which baseline and model;
    `thresholds`: the gates used.
    """

    series: Series
    baseline: Values
    states: NDArray[np.int8]
    outages: tuple[Outage, ...]
    edges: tuple[Edges, ...]
    gaps: tuple[Gap, ...]
    how: Baseline
    thresholds: Thresholds


def detect(
    series: Series, *, reference: tuple[int, int] | None = None, time_zone: str | None = None, seasonal: bool = False
) -> Detection:
    """The outages of a series.

    Args:
        series: one signal of one entity.
        reference: the period declared good, seconds since 1970 in UTC, half open; `reference_days` makes it of whole days.
        time_zone: the IANA zone by whose clock the place lives; UTC where not given.
        seasonal: a two-sided seasonal baseline; it takes what lasts for normal.

    Raises:
        UsageError: a reference period and `seasonal` together, or a reference period without one measured sample.
        FormatError: no such time zone; values below zero or infinite.
    """
    checked(series, reference, seasonal)
    local = local_seconds(series.times, time_zone)
    kind, guessed = (series.kind, False) if series.kind is not Kind.UNKNOWN else (kind_of(series.values), True)
    gates = thresholds(series.signal, kind)
    at = np.flatnonzero(~series.missing)
    measured = Measured(at, series.times[at], series.values[at], hours(local[at]))
    how = Baseline(
        how="none",
        period="none",
        days=0.0,
        kind=kind,
        guessed=guessed,
        model="none",
        profile=gates.name,
        drop=gates.drop,
        reference=reference,
        time_zone=time_zone or "UTC",
    )
    if len(at) == 0:
        return _nothing(series, how, gates)
    done = Work(series, local, measured, how, gates, common(), seasonal).run()
    return Detection(
        series=series,
        baseline=done.baseline,
        states=done.states,
        outages=done.outages,
        edges=done.edges,
        gaps=gaps_of(series),
        how=done.how,
        thresholds=gates,
    )


def _nothing(series: Series, how: Baseline, gates: Thresholds) -> Detection:
    from msgspec.structs import replace

    empty = np.full(len(series.times), np.nan)
    states = np.full(len(series.times), 3, np.int8)
    said = replace(how, notes=("nothing was measured",))
    return Detection(
        series=series,
        baseline=empty,
        states=states,
        outages=(),
        edges=(),
        gaps=gaps_of(series),
        how=said,
        thresholds=gates,
    )
