"""What the stages of the blackout read of a case: statements of the network and about it, sources, series, settings.

Found by index, so that a case without a network costs nothing: statements of kind connectivity; figures of hours; claims
that answer the questions of data/fusing.toml; events of the kinds that it lists. A statement taken back, or rejected, is
not heard. Proved by tests/blackout/test_stage.py.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aigaq.blackout.character import Context
from aigaq.blackout.conflicts import Saying
from aigaq.blackout.fusing import Span, span_of, zones_of
from aigaq.blackout.fusing.limits import table
from aigaq.blackout.settings import Settings, settings_of
from aigaq.errors import Error, FormatError, NotReadable, Reason
from aigaq.statements import AnyStatement, Claim, Connectivity, Event, Figure, Source, Standing, Store
from aigaq.statements.codes import code_list, is_a
from aigaq.statements.rows import NotReadRow
from aigaq.statements.vocabulary import Answer, TimePrecision
from aigaq.values import parse_when
from aigaq.values.ownplaces import read_places
from aigaq.values.places import Gazetteer

if TYPE_CHECKING:
    from aigaq.blackout.detecting import Detection
    from aigaq.blackout.readers import Stated
    from aigaq.case import Case, Item

_ROLE = "series"
_OPEN = ("public", "internal")


@dataclass(frozen=True)
class Heard:
    """What a case holds of the network; everything is read once, where it is asked for."""

    case: Case
    store: Store

    @cached_property
    def settings(self) -> Settings:
        """The setting of the case."""
        return settings_of(self.case)

    @cached_property
    def places(self) -> Gazetteer:
        """The gazetteer of the case."""
        payload = self.case.settings("gazetteer")
        return Gazetteer.shipped() if payload is None else read_places(payload)

    @cached_property
    def network(self) -> dict[str, Connectivity]:
        """What is said of the network, by row id."""
        found = sorted(self.store.statements(kind="connectivity"), key=lambda row: row.id)
        every = ((row.id, row.statement) for row in found if row.standing is Standing.STANDING)
        return {row: one for row, one in every if isinstance(one, Connectivity)}

    @cached_property
    def series(self) -> tuple[Item, ...]:
        """The items of the role `series` that may be read, by id."""
        return tuple(
            item
            for item in self.case.items()
            if not (item.shredded or item.set_aside)
            and item.handling in _OPEN
            and any(one.role == _ROLE for one in item.acquired)
        )

    @cached_property
    def about(self) -> dict[str, AnyStatement]:
        """Figures, claims and events that conflicts and assessments look at, by row id."""
        asked = table().asked
        wanted = [("figure", "measure = ?", one) for one in (asked.hours, asked.left_out)]
        wanted += [("claim", "instr(body, ?)", f'"question":"{one}"') for one in (asked.ordered, asked.admitted)]
        kinds = [code for code in code_list("events") if _happening(code)]
        wanted += [("event", "instr(body, ?)", f'"type":"{code}"') for code in kinds]
        ids = sorted({row for kind, where, value in wanted for row in self._ids(kind, where, value)})
        found = {row.id: row for row in self.store.statements_of(ids)}
        return {row: found[row].statement for row in ids if row in found and found[row].standing is Standing.STANDING}

    def _ids(self, kind: str, where: str, value: str) -> Iterator[str]:
        for name in ("statements", "decided"):
            query = f"SELECT id FROM {name} WHERE kind = ? AND {where}"  # noqa: S608
            yield from (row for (row,) in self.store.rows(query, (kind, value)))

    @cached_property
    def sources(self) -> dict[str, list[Source]]:
        """The sources that statements of the network cite, by key."""
        found: dict[str, list[Source]] = defaultdict(list)
        for key in sorted({key for one in self.network.values() for key in one.cited}):
            found[key] += self.store.sources(key)
        return found

    @cached_property
    def sayings(self) -> list[Saying]:
        """Figures of hours and claims with a yes or no, as rules look at them."""
        found = (_saying(row, one, self.places) for row, one in self.about.items())
        return [one for one in found if one is not None]

    @cached_property
    def context(self) -> list[tuple[Context, tuple[str, ...]]]:
        """What happened, each with its places."""
        found = []
        for row, one in self.about.items():
            kind = _happening(one.type) if isinstance(one, Event) else None
            when = time_of(one, self.places)[0] if isinstance(one, Event) else (None, None)
            if isinstance(one, Event) and kind is not None and when != (None, None):
                found.append((Context(kind=table().happenings[kind], when=when, what=row), one.places))
        return found

    def brought(self) -> Iterator[tuple[str, Detection | Stated | NotReadRow]]:
        """Of every item of series, with the item: its series, detected; the intervals that it states; or why it cannot be
        read as what it is."""
        for item in self.series:
            try:
                for one in _brought(self.case, item, self.settings):
                    yield item.sha256, one
            except NotReadable as error:
                yield item.sha256, NotReadRow(item.sha256, error.reason, error.what)
            except Error as error:
                yield item.sha256, NotReadRow(item.sha256, Reason.DAMAGED, error.what)


def _happening(code: str) -> str | None:
    return next((kind for kind in table().happenings if is_a("events", code, kind)), None)


def _brought(case: Case, item: Item, settings: Settings) -> Iterator[Detection | Stated]:
    """The stated intervals and the series of one file: read with the zone of the setting, against its reference period where one is set."""
    from aigaq.blackout.detecting import detect, reference_days
    from aigaq.blackout.readers import read_series

    name = next((told.file_name for told in item.descriptions if told.file_name), None) or item.sha256
    with TemporaryDirectory(prefix="aigaq-series-") as folder:
        path = Path(folder) / Path(name).name
        with case.open_item(item.sha256) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        read = read_series([path], time_zone=settings.time_zone)
    yield from read.stated
    for series in read.series:
        period = None
        if settings.reference is not None:
            days = parse_when(settings.reference)
            first, last = days.first_day, days.last_day
            if first is None or last is None:
                raise FormatError("a reference period that is no days", where=settings.reference)
            period = reference_days(first, last, time_zone=settings.time_zone)
        yield detect(series, reference=period, time_zone=settings.time_zone)


def _saying(row: str, one: AnyStatement, places: Gazetteer) -> Saying | None:
    if not one.places or not isinstance(one, Figure | Claim):
        return None
    asked = table().asked
    hours = isinstance(one, Figure) and one.unit == asked.unit and one.low is not None and one.low == one.high
    if isinstance(one, Figure) and not hours:
        return None
    first = one.speakers[0] if one.speakers else None
    answer = one.answer if isinstance(one, Claim) else None
    return Saying(
        id=row,
        question=one.measure if isinstance(one, Figure) else one.question or "",
        places=one.places,
        yes={Answer.YES: True, Answer.NO: False}.get(answer) if answer else None,
        number=float(one.low or 0) if isinstance(one, Figure) else None,
        observer=first.name if first else next(iter(one.cited), ""),
        orgs=(first.org,) if first and first.org else (),
        side=one.said_by,
        sources=one.cited,
        when=time_of(one, places)[0],
        key=one.key or "",
    )


def time_of(one: AnyStatement, places: Gazetteer, zones: Sequence[str] | None = None) -> tuple[Span, str]:
    """When what a statement tells of was, and which of its times that is; open where it has none.

    The time of an event, else the time the words are about, else up to when it counts, else when it was said.
    """
    clocks = zones if zones is not None else sorted({zone for code in one.places for zone in zones_of(code, places)})
    precision = one.time_precision if isinstance(one, Event) else TimePrecision.UNKNOWN
    texts = (
        (one.time if isinstance(one, Event) else None, "happened"),
        (one.about, "about"),
        (one.as_of if isinstance(one, Figure) else None, "as_of"),
        (one.said.date if one.said is not None else None, "said"),
    )
    for text, by in texts:
        span = span_of((text, text), precision, clocks) if text else (None, None)
        if None not in span:
            return span, by
    return (None, None), ""
