"""Files of any known format → series, stated intervals, what was refused and what was noticed. `read_series` is the door.

A format is told by what stands in the file: keys of its JSON, names of its columns. Series of several files that are of one
entity, signal, kind of network and step are joined into one. docs/formats/series.md is normative; proved by
tests/blackout/readers/test_read.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.readers import atlas, generic, intervals, investigated, ioda, mlab, monash, ooni, radar, stop
from aigaq.blackout.readers.generic import Columns
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.opening import Sheet, decoded, first_sign, opened, shape
from aigaq.blackout.readers.stated import Stated
from aigaq.blackout.readers.tables import every, table
from aigaq.blackout.readers.telling import Read, Told, Why
from aigaq.blackout.series import Kind, Series
from aigaq.errors import FormatError, UsageError
from aigaq.values.zones import zone

_LISTS = {"results", "objects", "probes", "data"}  # keys beside `meta` that hold a list, and so no series of Radar


def read_series(
    paths: Sequence[Path | str],
    *,
    time_zone: str | None = None,
    kind: Kind | None = None,
    columns: Columns | None = None,
    absent_is_zero: bool = False,
) -> Read:
    """Everything that these files say of connectivity.

    Args:
        paths: files of any of the formats; snapshots of RIPE Atlas belong into one call.
        time_zone: the IANA zone of times without an offset; what has an offset, or is UTC by its format, is not touched.
        kind: what the values are, where the caller knows better than the format.
        columns: names of the columns of generic tables.
        absent_is_zero: of OONI and M-Lab, a bin without any row is nought; else it is missing.

    Raises:
        UsageError: no file; a column that is not there.
        FormatError: a file of no known format, or whose times name no instant; `NotReadable` where it is damaged or large.
        StorageError: a file that cannot be opened.
    """
    if not paths:
        raise UsageError("no file of connectivity data", hint="name at least one")
    if time_zone is not None:
        zone(time_zone)
    reading = _Reading(time_zone, kind, columns or Columns(), absent_is_zero)
    for path in paths:
        reading.file(Path(path))
    series = _joined([*reading.series, *atlas.counted(reading.shots, reading.told)], reading.told)
    return Read(
        series=tuple(series),
        stated=tuple(reading.stated),
        rejected=reading.told.rejected,
        noticed=reading.told.noticed,
    )


class _Reading:
    """One call: what it was told, and what the files have said so far."""

    def __init__(self, time_zone: str | None, kind: Kind | None, columns: Columns, absent_is_zero: bool) -> None:
        self.told = Told()
        self.series: list[Series] = []
        self.stated: list[Stated] = []
        self.shots: list[atlas.Snapshot] = []
        self._zone = time_zone
        self._kind = kind
        self._columns = columns
        self._absent_is_zero = absent_is_zero

    def file(self, path: Path) -> None:
        """One file, whatever it is."""
        self.told.file = str(path)
        found = opened(path, self.told, wanted=_wanted())
        if isinstance(found, msgspec.Raw):
            self._json(found, path)
        else:
            self._sheets(found)

    def _json(self, packed: msgspec.Raw, path: Path) -> None:
        first = shape(packed, where=self.told.file)
        if isinstance(first, dict):
            first = self._unwrapped(first)
            if self._annotated(first):
                return
            if "result" in first:
                absent = self._absent_is_zero
                self.series += ooni.from_json(first["result"], self.told, kind=self._kind, absent_is_zero=absent)
                return
            if any(key.startswith("serie") for key in first) or _headed(first):
                self.series += radar.timeseries(first, self.told, name=path.stem, kind=self._kind)
                return
        self._listed(packed, first)

    def _unwrapped(self, first: dict[str, msgspec.Raw]) -> dict[str, msgspec.Raw]:
        """Without Cloudflare's envelope; OONI has a `result` too, and it is a list of rows or one row."""
        if "result" not in first or first_sign(first["result"]) != b"{":
            return first
        inner = shape(first["result"], where=self.told.file)
        assert isinstance(inner, dict)
        return first if table("ooni")["value"] in inner else inner

    def _annotated(self, first: dict[str, msgspec.Raw]) -> bool:
        if "annotations" in first:
            self.stated += radar.outages(first["annotations"], self.told)
        if "trafficAnomalies" in first:
            self.stated += radar.anomalies(first["trafficAnomalies"], self.told)
        return bool({"annotations", "trafficAnomalies"} & first.keys())

    def _listed(self, packed: msgspec.Raw, first: dict[str, msgspec.Raw] | list[msgspec.Raw]) -> None:
        """JSON whose body is a list: probes, or what IODA gives under `data`."""
        if isinstance(first, list):
            body, one = packed, first
        else:
            key = next((key for key in ("data", *table("atlas")["lists"]) if key in first), None)
            if key is None:
                raise _unknown(self.told.file)
            body = first[key]
            if first_sign(body) != b"[":
                raise FormatError(f"{key} is no list", where=self.told.file)
            one = decoded(body, list[msgspec.Raw], where=self.told.file)
        first_filled = next((part for part in one if not _hollow(part)), None)
        if first_filled is None:
            self.told.notice("an answer without any element")
            return
        keys = _keys(first_filled, self.told.file)
        known = table("ioda")
        if "values" in keys:
            self.series += ioda.signals(body, self.told, kind=self._kind)
        elif set(known["alerts"]["required"]) <= keys:
            self.stated += ioda.alerts(body, self.told)
        elif any(set(known["events"][form]) <= keys for form in ("codf", "ioda")):
            self.stated += ioda.events(body, self.told)
        elif "country_code" in keys or "asn_v4" in keys:
            shot, stated = atlas.snapshot(body, self.told)
            self.shots.append(shot)
            self.stated += stated
        else:
            raise _unknown(self.told.file)

    def _sheets(self, sheets: tuple[Sheet, ...]) -> None:
        read = 0
        known = [stop.fits(sheet.header) for sheet in sheets]
        for sheet, is_stop in zip(sheets, known, strict=True):
            if any(known) and not is_stop:
                rows = [sheet.row, *(number for numbers, _ in sheet.blocks() for number in numbers)]
                for number in rows:
                    self.told.refuse(number, Why.NOT_READ, f"sheet '{sheet.name}' has none of the known headers")
                continue
            found = len(self.series) + len(self.stated)
            self._sheet(sheet)
            read += 1
            if len(self.series) + len(self.stated) == found and next(sheet.blocks(), None) is None:
                self.told.notice("no row under the row of names")
        if not read:
            raise _unknown(self.told.file)

    def _sheet(self, sheet: Sheet) -> None:
        header, told = sheet.header, self.told
        if _signed(header, table("monash")["signature"]):
            self.series += monash.read(sheet, told, time_zone=self._zone, kind=self._kind)
        elif _signed(header, table("investigated")["signature"]):
            self.stated += investigated.read(sheet, told)
        elif stop.fits(header):
            self.stated += stop.read(sheet, told, time_zone=self._zone)
        elif _signed(header, table("ooni")["signature"]):
            self.series += ooni.from_table(sheet, told, kind=self._kind, absent_is_zero=self._absent_is_zero)
        elif all(every(header, names) for names in table("mlab")["signature"]):
            self.series += mlab.read(sheet, told, absent_is_zero=self._absent_is_zero)
        elif _signed(header, table("intervals")["signature"]):
            self.stated += intervals.read(sheet, told, time_zone=self._zone)
        else:
            self.series += generic.read(sheet, told, time_zone=self._zone, kind=self._kind, columns=self._columns)


def _headed(first: dict[str, msgspec.Raw]) -> bool:
    """Whether a `meta` stands beside a series, or alone: many a JSON file has a `meta`."""
    others = [packed for key, packed in first.items() if key != "meta"]
    some = not others or any(first_sign(one) == b"{" and b'"timestamps"' in bytes(memoryview(one)) for one in others)
    return "meta" in first and not _LISTS & first.keys() and some


def _hollow(packed: msgspec.Raw) -> bool:
    """Whether it is a list of nothing, which IODA puts for an entity it has nothing of."""
    return b"".join(bytes(memoryview(packed)[:64]).split()) == b"[]"


def _unknown(where: str) -> FormatError:
    return FormatError(
        "no format of connectivity data that we know",
        where=where,
        hint="docs/formats/series.md lists what is read; any table with the columns time,value will do",
    )


def _signed(header: tuple[str, ...], names: list[str]) -> bool:
    return all(every(header, [name]) for name in names)


def _wanted() -> list[str]:
    """Names of columns by which the header of a sheet is known."""
    names = [name for one in table("generic")["columns"].values() for name in one]
    return [*names, *(name for one in table("stop")["columns"].values() for name in one)]


def _keys(packed: msgspec.Raw, where: str) -> set[str]:
    """The keys of the first element of a list, or of the first element of that."""
    found: Any = shape(packed, where=where) if first_sign(packed) in (b"{", b"[") else {}
    if isinstance(found, list):
        found = shape(found[0], where=where) if found and first_sign(found[0]) == b"{" else {}
    return set(found)


def _joined(series: list[Series], told: Told) -> list[Series]:
    """Series of one entity, signal, kind and step that several files (or parts of one) hold, as one."""
    groups: dict[tuple[object, ...], list[Series]] = {}
    for one in series:
        reader = one.source.partition(" ")[0]
        key = (reader, one.entity, one.parent, one.signal, one.network, one.kind, one.step)
        groups.setdefault(key, []).append(one)
    return [one for group in groups.values() for one in (group if len(group) == 1 else _join(group, told))]


def _join(group: list[Series], told: Told) -> list[Series]:
    first = group[0]
    told.file = first.source.partition(" ")[2]
    told.notice(f"{len(group)} parts of one series are joined: {first.entity} {first.signal}")
    kept = [~one.missing for one in group]
    if not any(bool(seen.any()) for seen in kept):
        return group[:1]
    rows = Rows(
        np.concatenate([one.times[seen] for one, seen in zip(group, kept, strict=True)]),
        np.concatenate([one.values[seen] for one, seen in zip(group, kept, strict=True)]),
        np.zeros(sum(int(seen.sum()) for seen in kept), np.uint32),
    )
    whose = Whose(
        entity=first.entity,
        signal=first.signal,
        kind=first.kind,
        network=first.network,
        parent=first.parent,
        source=first.source,
        native_step=first.native_step,
        step=first.step,
    )
    joined = gridded(rows, whose, told)
    return [] if joined is None else [replace(joined, source=", ".join(dict.fromkeys(one.source for one in group)))]
