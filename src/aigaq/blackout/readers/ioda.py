"""IODA v2: raw signals as series; alerts and events (formats `codf` and `ioda`) as stated intervals.

A signal is bins from `from` on, `step` seconds each; null is missing. The step is coarser than `nativeStep` where a long
span was asked for, which is said. Alerts come in pairs: a critical one begins what the next normal one of the same entity,
datasource and method ends; either may be missing. An alert stands for the bin in which its rule was met, so a bound is that
bin. Names and kinds: data/ioda.toml. Proved by tests/blackout/readers/test_ioda.py.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.outage import State
from aigaq.blackout.readers.clock import FIRST, LAST
from aigaq.blackout.readers.grid import BINS, Rows, Whose, gridded
from aigaq.blackout.readers.numbers import json_to_values, number_of
from aigaq.blackout.readers.opening import decoded, first_sign
from aigaq.blackout.readers.stated import Bound, Stated, bin_precision
from aigaq.blackout.readers.tables import kinds, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import Kind, NetworkKind, Series, Values
from aigaq.errors import FormatError

Fields = dict[str, Any]


class _Signal(msgspec.Struct):
    entityType: Any = None  # noqa: N815
    entityCode: Any = None  # noqa: N815
    entityName: Any = None  # noqa: N815
    entityFqid: Any = None  # noqa: N815
    datasource: Any = None
    subtype: Any = None
    from_: Any = msgspec.field(default=None, name="from")
    step: Any = None
    nativeStep: Any = None  # noqa: N815
    until: Any = None
    values: msgspec.Raw = msgspec.Raw(b"")


def signals(data: msgspec.Raw, told: Told, *, kind: Kind | None) -> list[Series]:
    """The series of `data`, a list of signals or of lists of signals."""
    found: list[Series] = []
    at = 0
    for outer in decoded(data, list[msgspec.Raw], where=told.file):
        nested = first_sign(outer) == b"["
        for packed in decoded(outer, list[msgspec.Raw], where=told.file) if nested else [outer]:
            at += 1
            series = _signal(packed, at, told, kind)
            if series is not None:
                found.append(series)
    return found


def _signal(packed: msgspec.Raw, at: int, told: Told, kind: Kind | None) -> Series | None:
    try:
        one = decoded(packed, _Signal, where=told.file)
    except FormatError as error:
        told.refuse(at, Why.WRONG_TYPE, error.what)
        return None
    begins, step = number_of(one.from_), number_of(one.step)
    if (
        not bytes(memoryview(one.values)[:1])
        or begins is None
        or not FIRST <= begins < LAST
        or step is None
        or not 1 <= step < LAST
    ):
        told.refuse(at, Why.WRONG_TYPE, "a signal without values, from or step")
        return None
    values = _values(one.values, told)
    if values is None or not 0 < len(values) <= BINS:
        told.refuse(at, Why.WRONG_TYPE, f"values that are no list of 1 to {BINS} numbers")
        return None
    _compare(one, begins, step, len(values), told)
    times = int(begins) + int(step) * np.arange(len(values), dtype=np.int64)
    numbers = np.arange(1, len(values) + 1, dtype=np.uint32)
    return gridded(Rows(times, values, numbers), _whose(one, int(step), kind, told), told)


def _values(packed: msgspec.Raw, told: Told) -> Values | None:
    """Numbers and nulls at once; a list with anything else in it one by one."""
    try:
        return np.array(msgspec.json.decode(packed, type=list[float | None]), dtype=np.float64)
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, RecursionError):
        return None
    try:
        found = msgspec.json.decode(packed, type=list[Any])
    except (msgspec.MsgspecError, RecursionError):
        return None
    return json_to_values(found, told)


def _compare(one: _Signal, begins: float, step: float, size: int, told: Told) -> None:
    until = number_of(one.until)
    if until is not None and abs((until - begins) / step - size) > 1:
        told.notice("signals whose number of values does not fit from, until and step; from and step are used", 1)


def _whose(one: _Signal, step: int, kind: Kind | None, told: Told) -> Whose:
    source, subtype = text(one.datasource), text(one.subtype)
    entry = table("ioda")["datasources"].get(source)
    if entry is None:
        told.notice(f"a datasource we do not know: {quoted(source)}")
    usual, network = kinds(entry or {})
    native = number_of(one.nativeStep)
    name, parent = entity(text(one.entityType), text(one.entityCode), text(one.entityName), text(one.entityFqid))
    return Whose(
        entity=name or told.file,
        signal=source if not subtype or subtype == source else f"{source} {subtype}",
        kind=kind or (usual if usual is not Kind.UNKNOWN else None),
        network=network,
        parent=parent,
        source=f"ioda {told.file}",
        native_step=int(native) if native is not None and 0 < native < LAST else (entry or {}).get("step", 0),
        step=step,
    )


def entity(kind: str, code: str, name: str, fqid: str = "") -> tuple[str, str]:
    """What an entity is called and what it lies in, as far as its qualified name says so."""
    known = table("ioda")["entities"]
    parts = [part for part in fqid.split(".") if len(part) == 2 and part.isupper()]
    if kind in known["network"]:
        number, _, country = code.partition("-")
        return (f"AS{number.upper().removeprefix('AS')}" if code else name), country
    if kind in known["coded"]:
        return code or name, ""
    return name or code, parts[-1] if parts else ""


def alerts(data: msgspec.Raw, told: Told) -> list[Stated]:
    """Stated intervals: from each critical alert to the next normal one of the same entity, datasource and method."""
    known = table("ioda")["alerts"]
    queues: dict[tuple[str, ...], list[tuple[int, int, Fields]]] = {}
    for at, one in objects(data, told):
        about = one.get("entity")
        time, level = number_of(one.get("time")), text(one.get("level"))
        if not isinstance(about, dict) or time is None or not FIRST <= time < LAST:
            told.refuse(
                at, Why.NOT_A_TIME if isinstance(about, dict) else Why.NO_PLACE, "an alert without entity or time"
            )
        elif level not in (*known["begins"], *known["ends"]):
            told.refuse(at, Why.WRONG_TYPE, f"a level we do not know: {quoted(level)}")
        else:
            key = tuple(
                text(part) for part in (about.get("type"), about.get("code"), one.get("datasource"), one.get("method"))
            )
            queues.setdefault(key, []).append((int(time), at, one))
    found = [stated for queue in queues.values() for stated in _paired(sorted(queue, key=_when), told)]
    return sorted(found, key=lambda stated: stated.row)


def _when(alert: tuple[int, int, Fields]) -> tuple[int, int]:
    return alert[:2]


def _paired(queue: list[tuple[int, int, Fields]], told: Told) -> list[Stated]:
    begins = table("ioda")["alerts"]["begins"]
    found: list[Stated] = []
    opened: tuple[int, int, Fields] | None = None
    for alert in queue:
        if text(alert[2].get("level")) in begins:
            opened = opened or alert
        else:
            found.append(_alerted(opened, alert, told))
            opened = None
    if opened is not None:
        found.append(_alerted(opened, None, told))
    return found


def _alerted(opened: tuple[int, int, Fields] | None, closed: tuple[int, int, Fields] | None, told: Told) -> Stated:
    first = opened or closed
    assert first is not None
    one = first[2]
    about = one["entity"]
    step = table("ioda")["datasources"].get(text(one.get("datasource")), {}).get("step", 1)
    name, parent = _of(about)
    return _stated(
        "ioda_alerts",
        told,
        first[1],
        (name, parent),
        start=None if opened is None else (opened[0], opened[0] + step - 1),
        end=None if closed is None else (closed[0], closed[0] + step - 1),
        step=step,
        fields=one,
    )


def events(data: msgspec.Raw, told: Told) -> list[Stated]:
    """Stated intervals of events, in either of their formats."""
    found: list[Stated] = []
    for at, one in objects(data, told):
        about = one.get("entity")
        if isinstance(about, dict):
            who = _of(about)
            begins, ends = number_of(one.get("from") or one.get("start")), number_of(one.get("until"))
        else:
            kind, _, code = text(one.get("location")).partition("/")
            who = entity(kind, code, text(one.get("location_name")))
            begins, ends = number_of(one.get("start")), None
        lasts = number_of(one.get("duration"))
        if ends is None and begins is not None and lasts is not None:
            ends = begins + lasts
        found.extend(_event(at, who, begins, ends, one, told))
    return found


def _event(
    at: int, who: tuple[str, str], begins: float | None, ends: float | None, one: Fields, told: Told
) -> list[Stated]:
    if not who[0]:
        told.refuse(at, Why.NO_PLACE, "an event without a location")
    elif any(bound is not None and not FIRST <= bound < LAST for bound in (begins, ends)) or begins is ends is None:
        told.refuse(at, Why.NOT_A_TIME, "an event without times we read")
    elif begins is not None and ends is not None and ends < begins:
        told.refuse(at, Why.REVERSED, "an event that ends before it starts")
    else:
        step = table("ioda")["datasources"].get(text(one.get("datasource")), {}).get("step", 1)
        unsure = max(int(number_of(one.get("uncertainty")) or 0), 0)
        unsure = unsure if unsure < LAST - FIRST else 0
        start: Bound | None = None if begins is None else (int(begins) - unsure, int(begins) + step - 1 + unsure)
        end: Bound | None = None if ends is None else (int(ends) - unsure, int(ends) + step - 1 + unsure)
        return [_stated("ioda_events", told, at, who, start=start, end=end, step=step + 2 * unsure, fields=one)]
    return []


def _stated(
    source: str,
    told: Told,
    row: int,
    who: tuple[str, str],
    *,
    start: Bound | None,
    end: Bound | None,
    step: int,
    fields: Fields,
) -> Stated:
    name, parent = who
    datasource = text(fields.get("datasource"))
    _, network = kinds(table("ioda")["datasources"].get(datasource, {}))
    return Stated(
        source=source,
        file=told.file,
        row=row,
        entity=name,
        parent=parent,
        places=tuple(filter(None, (parent, "" if name.startswith("AS") else name))),
        networks=(name,) if name.startswith("AS") else (),
        kinds=() if network is NetworkKind.UNKNOWN else (network,),
        state=State.DEGRADED,
        start=start,
        end=end,
        precision=bin_precision(step),
        words=" ".join(filter(None, (datasource, text(fields.get("condition")), text(fields.get("method"))))),
        fields=told_fields(fields),
    )


def objects(data: msgspec.Raw, told: Told) -> list[tuple[int, Fields]]:
    """The objects of a list with their places from 1; elements that are something else are refused."""
    found: list[tuple[int, Fields]] = []
    for at, one in enumerate(decoded(data, list[Any], where=told.file), 1):
        if isinstance(one, dict):
            found.append((at, one))
        else:
            told.refuse(at, Why.WRONG_TYPE, f"no object: {quoted(one)}")
    return found


def _of(about: Fields) -> tuple[str, str]:
    """What the object of an entity is called and what it lies in."""
    attrs = about.get("attrs")
    fqid = text(attrs.get("fqid")) if isinstance(attrs, dict) else ""
    return entity(text(about.get("type")), text(about.get("code")), text(about.get("name")), fqid)


def text(one: object) -> str:
    """A word or number of a JSON value as text; nothing else has one."""
    return str(one) if isinstance(one, str | int) and not isinstance(one, bool) else ""


def told_fields(one: Fields) -> tuple[tuple[str, str], ...]:
    """All fields of an object as they are told: words as they stand, the rest as JSON."""
    return tuple(
        (name, value if isinstance(value, str) else msgspec.json.encode(value).decode())
        for name, value in one.items()
        if value is not None
    )
