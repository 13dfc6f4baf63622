"""RIPE Atlas probe lists: disconnections as stated intervals; from several snapshots, connected probes as counts.

One snapshot says since when each probe is in its present state and nothing of the times before, so no series can be made of
it: of each probe that is disconnected now the instant is stated. Several snapshots give, by network and kind, how many were
connected at their times; the time of a snapshot is the latest instant its probes name. Names and tags: data/atlas.toml.
Proved by tests/blackout/readers/test_atlas.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.outage import State
from aigaq.blackout.readers.clock import FIRST, LAST, instant
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.ioda import Fields, objects, text, told_fields
from aigaq.blackout.readers.numbers import number_of
from aigaq.blackout.readers.stated import Stated
from aigaq.blackout.readers.tables import kinds, table
from aigaq.blackout.readers.telling import Told, Why
from aigaq.blackout.series import NetworkKind, Series
from aigaq.statements.vocabulary import TimePrecision

Who = tuple[str, str, NetworkKind]  # the network (else the country), the country, the kind


@dataclass
class Snapshot:
    """One list of probes: its file, the latest instant it names, connected probes and all probes by whose they are."""

    file: str
    at: int = 0
    connected: Counter[Who] = field(default_factory=Counter)
    known: set[Who] = field(default_factory=set)


def snapshot(probes: msgspec.Raw, told: Told) -> tuple[Snapshot, list[Stated]]:
    """What one list says: counts at its time, and since when each disconnected probe is so."""
    shot = Snapshot(told.file)
    stated: list[Stated] = []
    for at, probe in objects(probes, told):
        who = _who(probe)
        if not who[0]:
            told.refuse(at, Why.NO_PLACE, "a probe with neither network nor country")
            continue
        status, since = _status(probe)
        shot.at = max(shot.at, since or 0, _seconds(probe.get("last_connected")) or 0)
        shot.known.add(who)
        if status in table("atlas")["connected"]:
            shot.connected[who] += 1
        elif status in table("atlas")["disconnected"]:
            stated.extend(_down(at, probe, who, since, told))
    told.notice("one snapshot: no series, but since when probes are disconnected", len(stated))
    return shot, stated


def counted(shots: Sequence[Snapshot], told: Told) -> list[Series]:
    """Connected probes at the times of the snapshots; nothing from fewer than two times."""
    shots = sorted((shot for shot in shots if shot.at), key=lambda shot: (shot.at, shot.file))
    if len({shot.at for shot in shots}) < 2:
        return []
    told.file = shots[0].file
    told.notice(f"{len(shots)} snapshots: connected probes are counted at the latest instant each names")
    signal = table("atlas")["signal"]
    kind, _ = kinds(signal)
    step = _step(sorted({shot.at for shot in shots}))
    found: list[Series] = []
    for who in sorted(set().union(*(shot.known for shot in shots))):
        times = np.array([shot.at // step * step for shot in shots], np.int64)
        values = np.array([float(shot.connected[who]) for shot in shots])
        whose = Whose(
            entity=who[0],
            signal=signal["name"],
            kind=kind,
            network=who[2],
            parent=who[1],
            source=f"atlas {told.file}",
            step=step,
        )
        series = gridded(Rows(times, values, np.arange(1, len(shots) + 1, dtype=np.uint32)), whose, told)
        if series is not None:
            found.append(series)
    return found


def _step(times: list[int]) -> int:
    """The median distance of snapshots, in whole minutes, which their bins are aligned to."""
    return max(60, int(np.median(np.diff(times))) // 60 * 60)


def _who(probe: Fields) -> Who:
    asn = text(probe.get("asn_v4")) or text(probe.get("asn_v6"))
    country = text(probe.get("country_code"))
    return (f"AS{asn}" if asn else country, country if asn else "", _kind(probe))


def _kind(probe: Fields) -> NetworkKind:
    listed = probe.get("tags")
    tags = (
        {text(tag.get("slug")) if isinstance(tag, dict) else text(tag) for tag in listed}
        if isinstance(listed, list)
        else set()
    )
    known = table("atlas")["tags"]
    if probe.get("is_anchor") is True or tags & set(known["infrastructure"]):
        return NetworkKind.INFRASTRUCTURE
    return NetworkKind.MOBILE if tags & set(known["mobile"]) else NetworkKind.FIXED


def _status(probe: Fields) -> tuple[str, int | None]:
    """The name of a probe's state and since when: as the API has it, or as the archive has it."""
    status: Any = probe.get("status")
    if isinstance(status, dict):
        return text(status.get("name")).casefold(), _seconds(status.get("since")) or _seconds(probe.get("status_since"))
    return text(probe.get("status_name")).casefold(), _seconds(probe.get("status_since"))


def _seconds(one: object) -> int | None:
    number = number_of(one)
    if number is None and isinstance(one, str):
        number = instant(one)[0]
    return int(number) if number is not None and FIRST <= number < LAST else None


def _down(at: int, probe: Fields, who: Who, since: int | None, told: Told) -> list[Stated]:
    if since is None:
        told.refuse(at, Why.NOT_A_TIME, "a disconnected probe that does not say since when")
        return []
    entity, country, kind = who
    return [
        Stated(
            source="atlas_probes",
            file=told.file,
            row=at,
            entity=entity,
            parent=country,
            places=(country,) if country else (),
            networks=(entity,) if country else (),
            kinds=(kind,),
            state=State.OFF,
            start=(since, since),
            end=None,
            precision=TimePrecision.MINUTE,
            words=f"probe {text(probe.get('id'))} disconnected",
            fields=told_fields({name: value for name, value in probe.items() if not isinstance(value, dict | list)}),
        )
    ]
