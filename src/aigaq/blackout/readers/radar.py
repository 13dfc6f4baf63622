"""Cloudflare Radar: time series of traffic as levels; annotated outages and traffic anomalies as stated intervals.

Values come as strings and mostly as a share of the largest of the file, which is said: no absolute volume can be read off
them. The answer does not name the place that was asked for, so the series is called by the file. Keys that older or newer
answers lack are passed over. Names: data/radar.toml. Proved by tests/blackout/readers/test_radar.py.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.outage import State
from aigaq.blackout.readers.clock import Clock, instant
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.ioda import Fields, objects, text, told_fields
from aigaq.blackout.readers.numbers import json_to_values
from aigaq.blackout.readers.opening import decoded
from aigaq.blackout.readers.stated import Span, Stated
from aigaq.blackout.readers.tables import kinds, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import Kind, NetworkKind, Series
from aigaq.statements.vocabulary import TimePrecision


def timeseries(result: dict[str, msgspec.Raw], told: Told, *, name: str, kind: Kind | None) -> list[Series]:
    """The series of one answer; `name` is what the file is called, because the answer names no place."""
    head: Any = decoded(result["meta"], Any, where=told.file) if "meta" in result else {}
    meta: Fields = head if isinstance(head, dict) else {}
    step = _remark(meta, told)
    told.notice(f"the answer names no place: its series are called {quoted(name)}, as the file")
    found: list[Series] = []
    for at, (key, packed) in enumerate(result.items(), 1):
        if key == "meta":
            continue
        body = decoded(packed, Any, where=told.file)
        if not isinstance(body, dict) or not isinstance(body.get("timestamps"), list):
            told.refuse(at, Why.WRONG_TYPE, f"{key} is no list of timestamps and values")
            continue
        series = _series(key, body, step, name, told, kind)
        if series is not None:
            found.append(series)
    return found


def _series(key: str, body: Fields, step: int, name: str, told: Told, kind: Kind | None) -> Series | None:
    stamps, values = body["timestamps"], body.get("values")
    if not isinstance(values, list) or len(values) != len(stamps) or not stamps:
        told.refuse(0, Why.WRONG_TYPE, f"{key}: not as many values as timestamps")
        return None
    numbers = range(1, len(stamps) + 1)
    clock = Clock(told, None)
    times, good = clock.read([text(one) for one in stamps], numbers)
    rows = Rows(times[good], json_to_values(values, told)[good], np.array(numbers, dtype=np.uint32)[good])
    usual, network = kinds(table("radar")["signal"])
    signal = "radar" if key.startswith("serie_") else f"radar {key}"
    whose = Whose(
        entity=name, signal=signal, kind=kind or usual, network=network, source=f"radar {told.file}", step=step
    )
    return gridded(rows, whose, told)


def _remark(meta: Fields, told: Told) -> int:
    """What the head of an answer says of its values; the length of a bin, 0 where it does not say."""
    known = table("radar")
    how = text(meta.get("normalization"))
    if how in known["normalised"]:
        told.notice(f"values are normalised ({how}): {known['normalised'][how]}")
    about = meta.get("confidenceInfo")
    for one in about.get("annotations", []) if isinstance(about, dict) else []:
        if isinstance(one, dict):
            span = " to ".join(filter(None, (text(one.get("startDate")), text(one.get("endDate")))))
            told.notice(
                f"Radar annotates its own data, {span}: {text(one.get('description')) or text(one.get('eventType'))}"
            )
    return int(known["intervals"].get(text(meta.get("aggInterval")), 0))


def outages(data: msgspec.Raw, told: Told) -> list[Stated]:
    """Annotated outages: places, networks, cause and type as told."""
    found: list[Stated] = []
    for at, one in objects(data, told):
        outage = one.get("outage")
        outage = outage if isinstance(outage, dict) else {}
        networks = _named(one, "asnsDetails", "asn", "name", fallback="asns")
        places = _named(one, "locationsDetails", "code", "name", fallback="locations")
        scope = text(one.get("scope"))
        words = " ".join(filter(None, (text(one.get("description")), text(outage.get("outageType")))))
        off = any(word in text(outage.get("outageType")).casefold() for word in table("radar")["states"]["off"])
        stated = _stated(
            "radar_outages",
            at,
            one,
            told,
            networks=networks,
            places=places,
            scope=scope,
            words=words,
            state=State.OFF if off else State.DEGRADED,
            cause=text(outage.get("outageCause")),
        )
        found.extend(stated)
    return found


def anomalies(data: msgspec.Raw, told: Told) -> list[Stated]:
    """Traffic anomalies: a place or a network with less traffic than was expected."""
    found: list[Stated] = []
    for at, one in objects(data, told):
        asn, place = one.get("asnDetails"), one.get("locationDetails")
        networks = (f"AS{text(asn.get('asn'))}",) if isinstance(asn, dict) and text(asn.get("asn")) else ()
        places = (text(place.get("code")),) if isinstance(place, dict) and text(place.get("code")) else ()
        if not places and isinstance(asn, dict) and isinstance(inner := asn.get("locations"), dict):
            places = (text(inner.get("code")),) if text(inner.get("code")) else ()
        words = " ".join(filter(None, (text(one.get("type")), text(one.get("status")))))
        found.extend(_stated("radar_anomalies", at, one, told, networks=networks, places=places, scope="", words=words))
    return found


def _stated(
    source: str,
    at: int,
    one: Fields,
    told: Told,
    *,
    networks: tuple[str, ...],
    places: tuple[str, ...],
    scope: str,
    words: str,
    state: State = State.DEGRADED,
    cause: str = "",
) -> list[Stated]:
    start, end = _bound(one.get("startDate")), _bound(one.get("endDate"))
    area = "" if _kinds(scope) or scope.casefold() in table("radar")["scopes"]["whole"] else scope
    who = (area, *networks[:1], *places[:1]) if len(networks) == 1 else (area, *places[:1], *networks[:1])
    name = next(filter(None, who), "")
    if start is None:
        told.refuse(at, Why.NOT_A_TIME, f"startDate is no time we read: {quoted(one.get('startDate'))}")
    elif end is not None and end < start:
        told.refuse(at, Why.REVERSED, "endDate is before startDate")
    elif not name:
        told.refuse(at, Why.NO_PLACE, "neither a place nor a network")
    else:
        return [
            Stated(
                source=source,
                file=told.file,
                row=at,
                entity=name,
                parent="" if not places or name == places[0] else places[0],
                places=places,
                networks=networks,
                kinds=_kinds(scope),
                state=state,
                start=start,
                end=end,
                precision=TimePrecision.MINUTE,
                cause=cause,
                words=words,
                fields=told_fields(one),
            )
        ]
    return []


def _named(one: Fields, details: str, code: str, name: str, *, fallback: str) -> tuple[str, ...]:
    """Codes of places or networks: from the details, else from the plain list."""
    prefix = "AS" if code == "asn" else ""
    listed = one.get(details)
    found = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    codes = [text(part.get(code)) or text(part.get(name)) for part in found]
    plain = one.get(fallback)
    codes = codes or ([text(part) for part in plain] if isinstance(plain, list) else [])
    return tuple(f"{prefix}{part}" if part.isdigit() else part for part in codes if part)


def _kinds(scope: str) -> tuple[NetworkKind, ...]:
    known: dict[str, str] = table("radar")["networks"]
    return tuple(NetworkKind(kind) for word, kind in known.items() if word.casefold() in scope.casefold().split())


def _bound(one: object) -> Span | None:
    """A time to the minute or second; the API writes UTC, with an offset or without."""
    seconds, _ = instant(text(one))
    return None if seconds is None else (seconds, seconds + (59 if seconds % 60 == 0 else 0))
