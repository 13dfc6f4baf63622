"""The picture of an answer on the network: lanes over the time, and below each series with what was expected of it.

A lane is one series, or one observer whose file states intervals: down, less, service, nothing measured, with its doubtful
edges slanted. Below stand the series themselves, each on an axis of its own. Of many only those with outages are drawn, the
largest first and `MOST` of them, and what is left out is counted. They are detected again here, since an answer keeps no
samples. One SVG that stands alone, with title and description, for light and dark. Proved by
tests/cli/test_blackout_picture.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from aigaq.cli.blackout_prose import Clock, instant
from aigaq.cli.blackout_saying import series_names
from aigaq.pictures import Days, DayWords, Locale, SeriesPicture, SeriesWords, Track, TrackSpell, draw_days, draw_series

if TYPE_CHECKING:
    from aigaq.blackout.answer import Answer
    from aigaq.blackout.readers import Read
    from aigaq.blackout.series import Series

WIDTH, MARGIN = 1088, 24
FEW = 12  # so many series are drawn whether anything was found in them or not
MOST = 24  # so many are drawn with their samples; more lanes would be read by nobody
STATED = 24  # lanes of intervals that files state
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATES = {"on": "service", "degraded": "less service", "off": "no service", "no_data": "nothing measured"}
_DRAWN = {"off": "down", "degraded": "degraded", "on": "up"}
_KEY = (
    "Filled: no service. Hatched: less service. Outlined: service. Dashed frame: nothing measured. "
    "A slanted edge runs from the earliest to the latest moment; an arrow: on from there."
)
_LOCALE = Locale(
    _MONTHS,
    span="{start} to {end}",
    span_year="{start} to {end} {year}",
    span_month="{first} to {last} {month} {year}",
    group=",",
)
_GAP, _LINE = 26.0, 19.0
Told = Mapping[str, Any]


def write_picture(path: Path, found: Answer, read: Read, *, reference: tuple[int, int] | None) -> None:
    """Write the picture of an answer as SVG.

    Raises:
        StorageError: the disk refuses.
    """
    import msgspec

    from aigaq.cli.output import writing_file

    text = drawn(msgspec.to_builtins(found), read, reference=reference)
    with writing_file(path) as file:
        file.write(text)


def drawn(told: Told, read: Read, *, reference: tuple[int, int] | None = None) -> str:
    """The picture of an answer, made of its JSON and of the samples that were read."""
    shown = chosen(told)
    offset = _offset(told)
    clock = _clock_words(told["asked"]["time_zone"], offset)
    tracks = [*_series_tracks(told, shown, offset), *_stated_tracks(told, offset)]
    lanes = Days(
        title="When there was service and when not, a line for each series",
        description=_KEY,
        lanes=(),
        network=(),
        words=DayWords(_LOCALE, "", "", "", "", ""),
        offset=offset,
        tracks=tuple(tracks),
    )
    pictures = [draw_days(lanes, width=WIDTH)] if tracks else []
    for one in _series_pictures(told, read, shown, reference):
        pictures.append(draw_series(replace(one, offset=offset, words=_series_words(clock)), width=WIDTH))
    lines = [_head(told), *([_KEY] if tracks else ["Nothing to draw."]), clock, *_left_out(told, shown)]
    return _sheet(lines, _described(told), pictures)


def chosen(told: Told) -> list[int]:
    """The numbers of the series that are drawn, in the order of the answer: all of few, else those with outages, of these
    the `MOST` with the largest."""
    areas: dict[int, float] = {}
    for one in told["outages"]:
        areas[one["series"]] = max(areas.get(one["series"], 0.0), one["area"])
    count = len(told["baselines"])
    if count <= FEW:
        return list(range(count))
    return sorted(sorted(areas, key=lambda number: (-areas[number], number))[:MOST])


def _head(told: Told) -> str:
    outages = told["outages"]
    if not told["baselines"]:
        return "Intervals that files state; no series was measured"
    some = len({one["series"] for one in outages})
    return f"{_count(len(outages), 'outage')} in {some:,} of {_count(len(told['baselines']), 'series', 'series')}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _left_out(told: Told, shown: Sequence[int]) -> Iterator[str]:
    """What is not drawn, in words."""
    troubled = {one["series"] for one in told["outages"]}
    quiet = len(told["baselines"]) - len(troubled | set(shown))
    more = len(troubled - set(shown))
    if more:
        yield f"{_count(more, 'more series has outages and is', 'more series have outages and are')} not drawn: their outages are smaller."
    if quiet:
        yield f"{_count(quiet, 'series in which nothing was found is', 'series in which nothing was found are')} not drawn."
    if told["not_judged"]:
        yield f"In {_count(len(told['not_judged']), 'series', 'series')} nothing could be looked for."
    lanes = len(_stated_lanes(told))
    if lanes > STATED:
        yield f"{_count(lanes - STATED, 'more lane', 'more lanes')} of stated intervals not drawn."


def _described(told: Told) -> str:
    """The outages in one sentence each, for those who do not see the picture."""
    clock, called = Clock(told["asked"]["time_zone"]), series_names(told["baselines"])
    lines = [
        f"{called[one['series']]}: {_STATES[one['state']]}, begins {clock.edge(one['start'], since=True)}, "
        f"ends {clock.edge(one['end'], since=False)}, {100 * one['depth']:.0f} % missing."
        for one in told["outages"][: 4 * MOST]
    ]
    more = len(told["outages"]) - len(lines)
    return " ".join([*lines, *([f"And {more:,} more outages."] if more else [])]) or "No outage was found."


def _offset(told: Told) -> int:
    """Minutes east of UTC of the clock of --time-zone when the first outage, or the first series, began."""
    zone = told["asked"]["time_zone"]
    if zone is None:
        return 0
    from aigaq.values.zones import offset_at

    edges = [at for one in (*told["outages"], *told["stated"]) for at in (one["start"] or ()) if at is not None]
    edges = edges or [one["since"] for one in told["baselines"] if one["since"]]
    return offset_at(instant(min(edges)), zone) if edges else 0


def _clock_words(zone: str | None, offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    shown = f"UTC{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}" if offset else "UTC"
    return f"Clock: {shown}" + (f" ({zone})" if zone and offset else "")


def _at(text: str | None) -> float | None:
    return None if text is None else instant(text).timestamp()


def _series_tracks(told: Told, shown: Sequence[int], offset: int) -> Iterator[Track]:
    called = series_names(told["baselines"])
    for number in shown:
        baseline = told["baselines"][number]
        if baseline["since"] is None:
            continue
        outages = [one for one in told["outages"] if one["series"] == number]
        gaps = [one for one in told["no_data"] if one["series"] == number]
        spells = tuple(_spells(baseline, outages, gaps))
        yield Track(title=called[number], spells=spells, offset=offset)


def _spells(baseline: Told, outages: Sequence[Told], gaps: Sequence[Told]) -> Iterator[TrackSpell]:
    """Trouble and gaps in time, and service in all that lies between; a gap inside an outage does not part it."""
    found = [TrackSpell(_DRAWN[one["state"]], _edge(one["start"]), _edge(one["end"])) for one in outages]
    dark = [(_low(one.start), _high(one.end)) for one in found]
    for gap in gaps:
        first, last = instant(gap["start"]).timestamp(), instant(gap["end"]).timestamp()
        if not any(opens <= first and last <= closes for opens, closes in dark):
            found.append(TrackSpell("no_data", (first, first), (last, last)))
    found.sort(key=lambda one: (_low(one.start), _high(one.end)))
    since, until = _at(baseline["since"]), _at(baseline["until"])
    before = (since, since)
    for one in found:
        if before[1] is not None and _high(one.start) > before[1]:
            yield TrackSpell("up", before, one.start)
        yield one
        before = one.end
    if before[1] is not None and until is not None and until > before[1]:
        yield TrackSpell("up", before, (until, until))


def _edge(edge: Sequence[str | None] | None) -> tuple[float | None, float | None]:
    return (None, None) if edge is None else (_at(edge[0]), _at(edge[1]))


def _low(edge: tuple[float | None, float | None]) -> float:
    return min((at for at in edge if at is not None), default=float("-inf"))


def _high(edge: tuple[float | None, float | None]) -> float:
    return max((at for at in edge if at is not None), default=float("inf"))


def _stated_lanes(told: Told) -> dict[str, list[Told]]:
    """The intervals that files state, by who states which state of what; where there are series only those of their time."""
    since = min((one["since"] for one in told["baselines"] if one["since"]), default="")
    until = max((one["until"] for one in told["baselines"] if one["until"]), default="9")
    lanes: dict[str, list[Told]] = {}
    for one in told["stated"]:
        if one["state"] not in _DRAWN or one["start"] is None:
            continue
        edges = [at for at in (*one["start"], *(one["end"] or ())) if at is not None]
        if edges and min(edges) <= until and max(edges) >= since:
            whose = ", ".join(one["networks"]) or one["entity"]
            lanes.setdefault(f"{whose}: stated by {one['source']}, {_STATES[one['state']]}", []).append(one)
    return lanes


def _stated_tracks(told: Told, offset: int) -> Iterator[Track]:
    for title, rows in list(_stated_lanes(told).items())[:STATED]:
        spells = [TrackSpell(_DRAWN[one["state"]], _edge(one["start"]), _edge(one["end"])) for one in rows]
        yield Track(title=title, spells=tuple(sorted(spells, key=lambda one: _low(one.start))), offset=offset)


def _series_pictures(
    told: Told, read: Read, shown: Sequence[int], reference: tuple[int, int] | None
) -> Iterator[SeriesPicture]:
    """The series that are drawn, detected once more with what was asked."""
    from aigaq.blackout.detecting import detect

    called, asked = series_names(told["baselines"]), told["asked"]
    held = _held(told, read)
    for number in shown:
        one = detect(held[number], reference=reference, time_zone=asked["time_zone"], seasonal=asked["seasonal"])
        if not len(one.series.times):
            continue
        yield SeriesPicture(
            title=called[number],
            description=f"Measured, expected and the state that follows; {_count(len(one.outages), 'outage')}.",
            times=one.series.times,
            values=one.series.values,
            step=one.series.step,
            baseline=one.baseline,
            states=one.states,
            headed=True,
        )


def _held(told: Told, read: Read) -> list[Series]:
    """The series of each baseline: they stand in the order in which they were read, without those not judged."""
    found: list[Series] = []
    rest = iter(read.series)
    for baseline in told["baselines"]:
        whose = (baseline["entity"], baseline["parent"], baseline["signal"], baseline["network"], baseline["source"])
        found.append(
            next(one for one in rest if (one.entity, one.parent, one.signal, one.network, one.source) == whose)
        )
    return found


def _series_words(clock: str) -> SeriesWords:
    return SeriesWords(_LOCALE, "measured", "expected", _STATES, clock)


def _sheet(lines: Sequence[str], description: str, pictures: Sequence[str]) -> str:
    """One SVG of a title, lines of words and pictures one under the other, each in its own room."""
    from aigaq.pictures.measure import wrap
    from aigaq.pictures.surface import Surface, Words

    surface = Surface(WIDTH)
    y = 18.0
    for at, line in enumerate(lines):
        for part in wrap(line, WIDTH, lines=4, bold=at == 0):
            surface.text(0, y, Words(part, "p-b" if at == 0 else "p-q"))
            y += _LINE
    inside = [_placed(surface.svg("", "", height=y), 0.0)]
    for one in pictures:
        inside.append(_placed(one, y + _GAP))
        y += _GAP + float(_number(one, "height"))
    wide, high = WIDTH + 2 * MARGIN, y + 2 * MARGIN
    style = ".paper{fill:#fcfcfa}@media screen and (prefers-color-scheme:dark){.paper{fill:#131619}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {wide} {high:g}" width="{wide}" '
        f'height="{high:g}" role="group" aria-labelledby="t d"><title id="t">{escape(lines[0])}</title>'
        f'<desc id="d">{escape(_clean(description))}</desc><style>{style}</style>'
        f'<rect class="paper" x="{-MARGIN}" y="{-MARGIN}" width="{wide}" height="{high:g}"/>{"".join(inside)}</svg>\n'
    )


def _clean(text: str) -> str:
    from aigaq.pictures.svg import one_line

    return one_line(text)


def _number(svg: str, name: str) -> str:
    found = re.search(rf'^<svg [^>]*?\b{name}="([0-9.]+)"', svg)
    assert found is not None
    return found[1]


def _placed(svg: str, y: float) -> str:
    """A drawing in its place inside another."""
    return svg.replace("<svg ", f'<svg y="{y:g}" ', 1)
