"""IODA's list of investigated outages: its rows as stated intervals, minutes in UTC.

A begin that is no time (`15:15:00 PM`, `2:30: AM`) and an end before the begin are refused, row by row; an end that is
missing is open, and one that is no time is open and named. A weekday that is not that of its date is named, and the date is
read. Names and shapes: data/investigated.toml. Proved by tests/blackout/readers/test_investigated.py on all 1,704 rows.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from aigaq.blackout.outage import State
from aigaq.blackout.readers.opening import Sheet, filled_rows
from aigaq.blackout.readers.stated import Span, Stated
from aigaq.blackout.readers.tables import column, plain, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.statements.vocabulary import TimePrecision

Row = dict[str, str]


def read(sheet: Sheet, told: Told) -> list[Stated]:
    """The rows of the list."""
    places = {name: column(sheet.header, names) for name, names in table("investigated")["columns"].items()}
    found: list[Stated] = []
    for number, cells in filled_rows(sheet, where=told.file):
        row = {name: "" if at is None or at >= len(cells) else cells[at].strip() for name, at in places.items()}
        stated = _stated(number, row, cells, sheet, told)
        found.extend([] if stated is None else [stated])
    return found


def _stated(number: int, row: Row, cells: list[str], sheet: Sheet, told: Told) -> Stated | None:
    start, end = _minute(row["start"], number, told), _minute(row["end"], number, told)
    if start is None:
        told.refuse(number, Why.NOT_A_TIME, f"the begin is no time: {quoted(row['start'])}")
        return None
    if end is not None and end < start:
        told.refuse(number, Why.REVERSED, f"it ends {quoted(row['end'])}, before {quoted(row['start'])}")
        return None
    if end is None and plain(row["end"]) not in table("investigated")["ends"]["open"]:
        told.notice(f"row {number}: the end is no time and is left open: {quoted(row['end'])}")
    entity, places, networks = _where(row)
    if not entity:
        told.refuse(number, Why.NO_PLACE, "no country, region or network")
        return None
    return Stated(
        source="ioda_investigated",
        file=told.file,
        row=number,
        entity=entity,
        parent="" if entity == row["country"] else row["country"],
        places=places,
        networks=networks,
        state=State.DEGRADED,  # the list says that service fell, and not how far
        start=start,
        end=end,
        precision=TimePrecision.MINUTE,
        cause=row["cause"],
        words=row["notes"],
        fields=tuple(
            (name, cell.strip()) for name, cell in zip(sheet.header, cells, strict=False) if name and cell.strip()
        ),
    )


def _where(row: Row) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What the row is about at its own granularity; its places; its networks."""
    known = table("investigated")["scope"]
    found = re.fullmatch(known["shape"], row["scope"])
    what, name = (found["what"], found["name"] or "") if found else ("", "")
    region = (name or row["region"]) if what == known["region"] else row["region"]
    number = (name or row["network"]) if what == known["network"] else row["network"]
    places = tuple(dict.fromkeys(filter(None, (row["country"], region))))
    networks = (f"AS{number}" if number.isdigit() else number,) if number else ()
    if what == known["network"] and networks:
        return networks[0], places, networks
    return (region if what == known["region"] and region else row["country"]), places, networks


def _minute(text: str, number: int, told: Told) -> Span | None:
    known = table("investigated")["time"]
    found = re.fullmatch(known["shape"], text)
    if found is None or found["month"] not in known["months"] or not 1 <= int(found["hour"]) <= 12:
        return None
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "P" else 0)
    try:
        month = known["months"].index(found["month"]) + 1
        at = datetime(int(found["year"]), month, int(found["day"]), hour, int(found["minute"]), tzinfo=UTC)
    except ValueError:
        return None
    if found["weekday"] and found["weekday"] != known["weekdays"][at.weekday()]:
        told.notice(f"row {number}: the weekday is not that of the date, which is read: {quoted(text)}")
    odd = int(found["second"] or 0)  # most are whole minutes, and told no finer
    seconds = int(at.timestamp()) + min(odd, 59)
    return seconds, seconds + (0 if odd else 59)
