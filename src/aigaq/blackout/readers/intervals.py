"""Tables of stated intervals: `start, end, time_precision, state[, layer, network, place, what, source_ids]`.

Times are EDTF as in docs/formats/dates.md. A time known to 15 minutes lies up to 15 minutes either way; of a `bound` only
the latest is known; a day is a day, on the clock of `--time-zone` or over all zones. Names: data/intervals.toml. Proved by
tests/blackout/readers/test_intervals.py on the table of January 2022.
"""

from __future__ import annotations

from datetime import datetime

from aigaq.blackout.outage import State
from aigaq.blackout.readers.opening import Sheet, filled_rows
from aigaq.blackout.readers.stated import Bound, Stated
from aigaq.blackout.readers.tables import column, table
from aigaq.blackout.readers.telling import Told, Why, quoted
from aigaq.blackout.series import NetworkKind
from aigaq.errors import FormatError
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values.zones import local_bounds

Row = dict[str, str]


def read(sheet: Sheet, told: Told, *, time_zone: str | None) -> list[Stated]:
    """The rows of the table."""
    places = {name: column(sheet.header, names) for name, names in table("intervals")["columns"].items()}
    found: list[Stated] = []
    for number, cells in filled_rows(sheet, where=told.file):
        row = {name: "" if at is None or at >= len(cells) else cells[at].strip() for name, at in places.items()}
        stated = _stated(number, row, cells, sheet, told, time_zone)
        found.extend([] if stated is None else [stated])
    return found


def _stated(number: int, row: Row, cells: list[str], sheet: Sheet, told: Told, time_zone: str | None) -> Stated | None:
    precision = _precision(row["precision"], number, told)
    try:
        start, end = _bound(row["start"], precision, time_zone), _bound(row["end"], precision, time_zone)
    except FormatError as error:
        told.refuse(number, Why.NOT_A_TIME, f"{error.what}: {quoted(row['start'])} to {quoted(row['end'])}")
        return None
    if start is None and end is None:
        told.refuse(number, Why.NOT_A_TIME, "neither start nor end")
        return None
    if start is not None and end is not None and _before(end, start):
        told.refuse(number, Why.REVERSED, f"it ends {quoted(row['end'])}, before {quoted(row['start'])}")
        return None
    known = table("intervals")
    networks = tuple(part.strip() for part in row["network"].split(";") if part.strip())
    if not networks and not row["place"]:
        told.refuse(number, Why.NO_PLACE, "neither a place nor a network")
        return None
    state = known["states"].get(row["state"].casefold())
    return Stated(
        source="intervals",
        file=told.file,
        row=number,
        entity=networks[0] if len(networks) == 1 else row["place"] or networks[0],
        parent=row["place"] if len(networks) == 1 else "",
        places=tuple(part for part in row["place"].split("+") if part),
        networks=networks,
        kinds=tuple(NetworkKind(kind) for kind in known["layers"].get(row["layer"].casefold(), ())),
        state=None if state is None else State(state),
        start=start,
        end=end,
        precision=precision,
        words=row["what"],
        fields=tuple(
            (name, cell.strip()) for name, cell in zip(sheet.header, cells, strict=False) if name and cell.strip()
        ),
    )


def _precision(word: str, number: int, told: Told) -> TimePrecision:
    try:
        return TimePrecision(word)
    except ValueError:
        if word:
            told.notice(f"row {number}: a precision we do not know: {quoted(word)}")
        return TimePrecision.UNKNOWN


def _bound(text: str, precision: TimePrecision, time_zone: str | None) -> Bound | None:
    if not text:
        return None
    first, last = (_seconds(one) for one in local_bounds(text, time_zone))
    last = None if last is None else last + 59  # the last minute is counted whole
    around = table("intervals")["around"].get(str(precision))
    if around is not None and first is not None and last is not None:
        return first - around, last - 59 + around
    return (None, last) if precision is TimePrecision.BOUND else (first, last)


def _seconds(one: datetime | None) -> int | None:
    return None if one is None else int(one.timestamp())


def _before(end: Bound, start: Bound) -> bool:
    return end[1] is not None and start[0] is not None and end[1] < start[0]
