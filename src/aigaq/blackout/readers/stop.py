"""Access Now STOP: rows of the tracker's three schemas as stated intervals, in CSV or XLSX.

A start or end is a day, on the clock of `--time-zone` where one is named, else over all zones. A row without a start we
read, or that ends before it starts, is refused; an end that is no day ("ongoing", a sentence) is open, and is named where
it is a sentence. Reasons and who ordered it are kept as told, and so is every filled cell. Names: data/stop.toml. Proved by
tests/blackout/readers/test_stop.py on the 1,118 rows of 2016 to 2022.
"""

from __future__ import annotations

import re
from datetime import date

from aigaq.blackout.outage import State
from aigaq.blackout.readers.clock import day_bound
from aigaq.blackout.readers.opening import Sheet, filled_rows
from aigaq.blackout.readers.stated import Span, Stated
from aigaq.blackout.readers.tables import every, plain, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import NetworkKind
from aigaq.statements.vocabulary import TimePrecision

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00)?)?\Z")
_COUNTRY = re.compile(r"[^:()]{2,40}: +")
Row = dict[str, str]


def fits(header: tuple[str, ...]) -> bool:
    """Whether a header is one of the three, or all of them side by side."""
    return all(every(header, names) for names in table("stop")["signature"])


def read(sheet: Sheet, told: Told, *, time_zone: str | None) -> list[Stated]:
    """The rows of one sheet."""
    places = {name: every(sheet.header, names) for name, names in table("stop")["columns"].items()}
    found: list[Stated] = []
    for number, cells in filled_rows(sheet, where=told.file):
        row = {name: _first(cells, at) for name, at in places.items()}
        stated = _stated(number, row, cells, sheet, told, time_zone)
        found.extend([] if stated is None else [stated])
    countries = {stated.places[0] for stated in found}
    if time_zone is not None and len(countries) > 1:
        told.notice(f"days of {len(countries)} countries are all read on the clock of {time_zone}")
    return found


def _first(cells: list[str], places: list[int]) -> str:
    return next((" ".join(cells[at].split()) for at in places if at < len(cells) and cells[at].strip()), "")


def _stated(number: int, row: Row, cells: list[str], sheet: Sheet, told: Told, time_zone: str | None) -> Stated | None:
    start, end = _day(row["start"], time_zone), _day(row["end"], time_zone)
    where = f"sheet {quoted(sheet.name)}: "
    if start is None:
        told.refuse(number, Why.NOT_A_TIME, f"{where}the start is no day: {quoted(row['start'])}")
        return None
    if not row["country"]:
        told.refuse(number, Why.NO_PLACE, f"{where}no country")
        return None
    if end is not None and end < start:
        told.refuse(number, Why.REVERSED, f"{where}it ends on {row['end'][:10]}, before {row['start'][:10]}")
        return None
    if end is None and plain(row["end"]) not in table("stop")["ends"]["open"]:
        told.notice(f"{where}row {number}: the end is no day and is left open: {quoted(row['end'])}")
    if row["date_type"] and plain(row["date_type"]) != "actual":
        told.notice("starts that the tracker calls estimated", 1)
    return _made(number, row, start, end, cells, sheet, told)


def _made(number: int, row: Row, start: Span, end: Span | None, cells: list[str], sheet: Sheet, told: Told) -> Stated:
    known = table("stop")
    whole = plain(row["area"]) in known["areas"]["whole"]
    area = "" if whole else row["area"]
    scope = (
        "national"
        if whole
        else next((code for code, words in known["scopes"].items() if plain(row["scope"]) in words), "")
    )
    if row["scope"] and not scope:
        told.notice(f"a geo_scope we do not know: {quoted(row['scope'])}")
    return Stated(
        source="stop",
        file=told.file,
        row=number,
        entity=area or row["country"],
        parent=row["country"] if area else "",
        places=tuple(filter(None, (row["country"], area))),
        networks=_operators(row["operators"]),
        kinds=_kinds(f"{row['networks']} {row['type']}"),
        scope=scope,
        state=_state(row),
        start=start,
        end=end,
        precision=TimePrecision.DAY,
        cause=": ".join(filter(None, (row["cause"], row["cause_details"]))),
        ordered_by=": ".join(filter(None, (row["ordered_by"], row["decision_maker"]))),
        words=row["event"],
        fields=_fields(sheet, cells),
    )


def _fields(sheet: Sheet, cells: list[str]) -> tuple[tuple[str, str], ...]:
    """All filled cells of a row, and of which sheet it is where no cell says so."""
    filled = tuple((name, cell.strip()) for name, cell in zip(sheet.header, cells, strict=False) if cell.strip())
    return filled if "sheet" in sheet.header else (("sheet", sheet.name), *filled)


def _operators(words: str) -> tuple[str, ...]:
    """Operators one by one; the country that some rows print before each (`India: BSNL`) is left to the fields."""
    names = (_COUNTRY.sub("", part.strip()) for part in re.split(r"[,;\n](?![^()]*\))", words))
    return tuple(dict.fromkeys(name for name in names if name))


def _kinds(words: str) -> tuple[NetworkKind, ...]:
    folded = plain(words)
    known: dict[str, list[str]] = table("stop")["kinds"]
    return tuple(NetworkKind(kind) for kind, marks in known.items() if any(mark in folded for mark in marks))


def _state(row: Row) -> State:
    known: dict[str, list[str]] = table("stop")["states"]
    extent = plain(row["extent"])
    return State.OFF if any(mark in extent for mark in known["off"]) else State.DEGRADED


def _day(text: str, time_zone: str | None) -> Span | None:
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return day_bound(day, time_zone) if 1973 <= day.year < 2200 else None
