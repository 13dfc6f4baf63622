"""From what files say to the whole answer: every series searched, every outage judged, observers held against each other.

Series are searched one by one, in processes where there are many; of each only outages, gaps, edges and the record of its
baseline are kept, so that memory does not grow with their length. A series in which nothing can be looked for is told and
does not stop the others; where that is so of every one it is an error. Proved by tests/blackout/test_answering.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.answer import (
    Answer,
    Asked,
    AssessmentTold,
    BaselineTold,
    ConflictTold,
    Edge,
    Feature,
    GapTold,
    NotJudged,
    OutageTold,
    Reason,
    Right,
    SideTold,
    StatedTold,
)
from aigaq.blackout.character import Accuracy, Assessment, Judged, Told, Verdict, Watched
from aigaq.blackout.character.accuracy import accuracy
from aigaq.blackout.character.wording import sentence
from aigaq.blackout.detecting import Baseline, Edges, Thresholds
from aigaq.blackout.disagreeing import Difference, differences, words
from aigaq.blackout.judging import Circumstances, Judge, nothing_brought
from aigaq.blackout.outage import Outage
from aigaq.blackout.readers import Read, Stated
from aigaq.blackout.series import Series
from aigaq.engines import Local
from aigaq.engines.outcomes import Outcome
from aigaq.errors import Error

_START = datetime(1970, 1, 1, tzinfo=UTC)
Talk = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a series: small, whatever its length."""

    watched: Watched
    how: Baseline
    thresholds: Thresholds
    edges: tuple[Edges, ...]
    source: str
    samples: int
    missing: int


class _Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A series in which nothing could be looked for."""

    told: NotJudged
    error: Outcome[None]


def answer(
    read: Read,
    *,
    asked: Asked,
    reference: tuple[int, int] | None = None,
    circumstances: Circumstances = nothing_brought,
    workers: int | None = None,
    talk: Talk = _silent,
) -> Answer:
    """The answer on what was read.

    Args:
        asked: is told in the answer; its zone and `seasonal` are used.
        reference: instants of the days declared good, half open (`detecting.reference_days`).
        circumstances: what was brought of an outage: happenings and words.
        workers: processes; None takes as many as the machine has processors.
        talk: hears of each step of long work.

    Raises:
        Error: as `detect`, where there are series and in none of them anything can be looked for.
    """
    found, failed = _searched(read.series, asked, reference, workers, talk)
    if failed and not found:
        failed[0].error.result()
    watched = [one.watched for one in found]
    differs = differences(watched, read.stated, names=_names(found))
    return Answer(
        asked=asked,
        outages=tuple(_outages(found, asked, circumstances, talk)),
        no_data=tuple(gap for number, one in enumerate(found) for gap in _gaps(number, one.watched)),
        conflicts=tuple(_conflict(one) for one in differs),
        stated=tuple(_stated(one) for one in read.stated),
        rejected=read.rejected,
        noticed=read.noticed,
        not_judged=tuple(one.told for one in failed),
        baselines=tuple(_baseline(one) for one in found),
        accuracy=accuracy(),
    )


def _searched(
    series: Sequence[Series], asked: Asked, reference: tuple[int, int] | None, workers: int | None, talk: Talk
) -> tuple[list[_Found], list[_Failed]]:
    look = partial(_search, reference=reference, time_zone=asked.time_zone, seasonal=asked.seasonal)
    found: list[_Found] = []
    failed: list[_Failed] = []
    for number, one in enumerate(Local(workers).map(look, series), 1):
        if isinstance(one, _Found):
            found.append(one)
        else:
            failed.append(one)
        talk("series searched", number, len(series))
    return found, failed


def _search(
    series: Series, *, reference: tuple[int, int] | None, time_zone: str | None, seasonal: bool
) -> _Found | _Failed:
    from aigaq.blackout.detecting import detect

    try:
        one = detect(series, reference=reference, time_zone=time_zone, seasonal=seasonal)
    except Error as error:
        told = NotJudged(
            entity=series.entity, signal=series.signal, network=series.network, parent=series.parent, why=error.advice
        )
        return _Failed(told=told, error=Outcome(kind=type(error), fields=vars(error)))
    return _Found(
        watched=Watched.of(series, outages=one.outages, gaps=one.gaps, edges=one.edges),
        how=one.how,
        thresholds=one.thresholds,
        edges=one.edges,
        source=series.source,
        samples=len(series.times),
        missing=int(np.count_nonzero(series.missing)),
    )


def _outages(found: Sequence[_Found], asked: Asked, circumstances: Circumstances, talk: Talk) -> Iterator[OutageTold]:
    judge = Judge([one.watched for one in found], zone=asked.time_zone, circumstances=circumstances)
    total = sum(len(one.watched.outages) for one in found)
    done = 0
    for number, one in enumerate(found):
        whose = {"series": number} | _whose(one.watched)
        for outage, edges in zip(one.watched.outages, one.edges, strict=True):
            yield _outage(outage, edges, whose, judge.assess(outage, parent=one.watched.parent))
            done += 1
            talk("outages judged", done, total)


def _names(found: Sequence[_Found]) -> list[str]:
    """What each series is called as an observer: its signal, with its file where another of its entity has the same."""
    keys = [(one.watched.parent, one.watched.entity, one.watched.network, one.watched.signal) for one in found]
    several = {key for key, number in Counter(keys).items() if number > 1}
    return [f"{key[-1]}, {one.source}" if key in several else key[-1] for key, one in zip(keys, found, strict=True)]


def _whose(watched: Watched) -> dict[str, Any]:
    return {"entity": watched.entity, "signal": watched.signal, "network": watched.network, "parent": watched.parent}


def _outage(outage: Outage, edges: Edges, whose: dict[str, Any], assessment: Assessment) -> OutageTold:
    return OutageTold(
        **whose,
        start=edge(outage.start),
        end=edge(outage.end),
        depth=round(outage.depth, 4),
        area=round(outage.area, 1),
        state=outage.state,
        fall_seconds=edges.fall_seconds,
        rise_seconds=edges.rise_seconds,
        alarm=instant(edges.alarm),
        features=tuple(
            Feature(name=one.name, holds=one.holds, ratio=one.ratio, group=one.group, measured=one.measured)
            for one in assessment.features
            if one.holds != Told.UNKNOWN
        ),
        assessment=_assessment(assessment),
    )


def _assessment(found: Assessment) -> AssessmentTold:
    return AssessmentTold(
        verdict=found.verdict,
        score=round(found.score, 4),
        measured_score=round(found.measured_score, 4),
        prior=round(found.prior, 4),
        for_=_reasons(found.for_),
        against=_reasons(found.against),
        independent_for=found.independent_for,
        independent_against=found.independent_against,
        why=found.why,
        untold=tuple(one.name for one in found.features if one.holds == Told.UNKNOWN),
        accuracy=_right(found.verdict, found.accuracy),
    )


def _reasons(judged: Iterable[Judged]) -> tuple[Reason, ...]:
    return tuple(_reason(one) for one in judged)


@cache
def _reason(one: Judged) -> Reason:
    return Reason(feature=one.name, ratio=one.ratio, measured=one.measured, words=sentence(one))


@cache
def _right(verdict: Verdict, known: Accuracy) -> Right:
    whole, without = known.all, known.without_dominant
    right: tuple[int | None, ...] = (None, None, None, None)
    if verdict is Verdict.FITS_ORDER:
        right = (whole.right_order, whole.called_order, without.right_order, without.called_order)
    elif verdict is Verdict.FITS_FAILURE:
        right = (whole.right_failure, whole.called_failure, without.right_failure, without.called_failure)
    return Right(
        right=right[0],
        called=right[1],
        right_without_dominant=right[2],
        called_without_dominant=right[3],
        auc=whole.auc,
        auc_without_dominant=without.auc,
    )


def _gaps(number: int, watched: Watched) -> Iterator[GapTold]:
    whose = {"series": number} | _whose(watched)
    for gap in watched.gaps:
        yield GapTold(**whose, start=instant(gap.start), end=instant(gap.end))


def _conflict(one: Difference) -> ConflictTold:
    sides = tuple(
        SideTold(says=side.says, observer=side.observer, network=side.network, when=edge(side.when))
        for side in one.sides
    )
    said = words(f"kind.{one.kind}")
    return ConflictTold(kind=one.kind, entity=one.entity, parent=one.parent, words=said, sides=sides, apart=one.apart)


def _stated(one: Stated) -> StatedTold:
    return StatedTold(
        source=one.source,
        file=one.file,
        row=one.row,
        entity=one.entity,
        parent=one.parent,
        places=one.places,
        networks=one.networks,
        kinds=one.kinds,
        state=one.state,
        start=None if one.start is None else edge(one.start),
        end=None if one.end is None else edge(one.end),
        precision=one.precision,
        scope=one.scope,
        cause=one.cause,
        ordered_by=one.ordered_by,
        words=one.words,
    )


def _baseline(one: _Found) -> BaselineTold:
    how, seen = one.how, one.watched
    reference = None if how.reference is None else (instant(how.reference[0]), instant(how.reference[1]))
    measured = one.samples > 0
    return BaselineTold(
        **_whose(seen),
        how=how.how,
        period=how.period,
        days=how.days,
        kind=how.kind,
        guessed=how.guessed,
        model=how.model,
        drop=how.drop,
        noise=round(how.noise, 6),
        passes=how.passes,
        reference=reference,
        time_zone=how.time_zone,
        notes=how.notes,
        thresholds=one.thresholds,
        source=one.source,
        since=instant(seen.since) if measured else None,
        until=instant(seen.until) if measured else None,
        step=seen.step,
        samples=one.samples,
        missing=one.missing,
    )


def edge(span: tuple[int | None, int | None]) -> Edge:
    """An edge as it is told."""
    return (None if span[0] is None else instant(span[0]), None if span[1] is None else instant(span[1]))


def instant(seconds: int) -> str:
    """An instant as ISO 8601 in UTC."""
    return f"{(_START + timedelta(seconds=seconds)).isoformat()[:19]}Z"
