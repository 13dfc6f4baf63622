"""Random pictures, with words that try to break out."""

from __future__ import annotations

from hypothesis import strategies as st

from aigaq.pictures import (
    SIDES,
    Bar,
    Days,
    FigureChart,
    FigurePoint,
    Lane,
    Map,
    MapPlace,
    Mark,
    NetworkRow,
    NetworkSpell,
    Period,
    Region,
    Series,
)
from tests.pictures.map_samples import MAP_WORDS
from tests.pictures.samples import DAY_WORDS, FIGURE_WORDS, LONG_DAY_WORDS

HOSTILE = (
    '"/><script>alert(1)</script>',
    "</text></svg><img src=x onerror=alert(1)>",
    "]]>&amp;&#0;<!-- ",
    "\x00\x08\x1b[31m\ud800\uffff",
    "a\u202eb\u2066c",
    "e\u0301" * 30,
    "漢字" * 40,
    "межправительственная " * 6,
    "W" * 300,
    "",
    " \n\t ",
    "үкіметаралық",
)
DATES = (
    "",
    "..",
    "2031-01-05",
    "2031-01-05T16:30",
    "2031-01-05T16:30+06:00",
    "2031-01-06",
    "2031-01",
    "2031",
    "203X",
    "2031-01-05/2031-01-09",
    "../2031-01-07",
    "2031-01-07/..",
    "2035-06-01",
    "0001-01-01",
    "9999-12-31",
    "9999",
    "Y12345",
    "-0044",
    "2031-02-30",
    "<b>",
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
dates = st.one_of(st.sampled_from(DATES), st.dates().map(str))
numbers = st.one_of(
    st.none(),
    st.integers(0, 300),
    st.sampled_from([0, 1, 20000, 10**15, 10**400, -5, float("nan"), float("inf"), 1e308, 0.25]),
    st.floats(0, 1e6),
)
marks = st.builds(
    Mark,
    st.sampled_from([*SIDES, "nobody"]),
    st.sampled_from(["standing", "superseded", "corrected", "withdrawn", "disowned", "denied", "?"]),
    st.sampled_from(["exact", "about", "at_least", "more_than", "up_to", "range", "vague", "unknown", "?"]),
    st.booleans(),
    st.booleans(),
)
hrefs = st.one_of(
    st.none(), st.sampled_from(["#a", "x.html#b", "javascript:alert(1)", "//host/a", "https://a.b", '#"']), words
)
standings = st.sampled_from(["standing", "superseded", "corrected", "withdrawn", "disowned", "denied", "?"])
periods = st.lists(st.builds(Period, dates, standings, words), max_size=3).map(tuple)
languages = st.sampled_from(["en", "ru", "kk"])
points = st.builds(
    FigurePoint,
    when=dates,
    low=numbers,
    high=numbers,
    mark=marks,
    label=words,
    who=words,
    href=hrefs,
    series=st.sampled_from(["", "a", "b"]),
    until=dates,
    holds=st.booleans(),
    detail=words,
    periods=periods,
)
series = st.sampled_from([(), (Series("a", "Whole"), Series("b", "Part " * 30, part_of="a"))])
charts = st.builds(
    FigureChart,
    title=words,
    description=words,
    points=st.lists(points, max_size=25).map(tuple),
    words=languages.map(FIGURE_WORDS.__getitem__),
    series=series,
)
PRECISIONS = ("minute", "5min", "1h", "part_of_day", "day", "month", "year", "interval", "bound", "unknown", "?")
bars = st.builds(
    Bar,
    start=dates,
    end=dates,
    precision=st.sampled_from(PRECISIONS),
    label=words,
    href=hrefs,
    mark=st.one_of(st.none(), marks),
    detail=words,
    periods=periods,
    also=st.lists(marks, max_size=2).map(tuple),
)
pairs = st.tuples(dates, dates)
spells = st.builds(
    NetworkSpell,
    state=st.sampled_from(["down", "degraded", "up", "blocked", "indicator", "statement", "unknown", "?"]),
    start=pairs,
    end=st.one_of(st.none(), pairs),
    label=words,
    href=hrefs,
    detail=words,
    periods=periods,
)
timelines = st.builds(
    Days,
    title=words,
    description=words,
    lanes=st.lists(st.builds(Lane, words, st.lists(bars, max_size=6).map(tuple)), max_size=4).map(tuple),
    network=st.lists(st.builds(NetworkRow, words, marks, st.lists(spells, max_size=4).map(tuple)), max_size=3).map(
        tuple
    ),
    words=st.sampled_from([*DAY_WORDS.values(), *LONG_DAY_WORDS.values()]),
    start=dates,
    end=dates,
    offset=st.sampled_from([None, 360, -720]),
)

degrees = st.one_of(
    st.none(),
    st.floats(-90, 90),
    st.integers(44, 50),
    st.sampled_from([45.0, 45.001, 45.01, 90.0, -90.0, 180.0, -180.0, 500.0, float("nan"), float("inf")]),
)
map_places = st.builds(
    MapPlace,
    lat=degrees,
    lon=degrees,
    precision=st.sampled_from(["", "100m", "1km", "0m", "900000km", "settlement", "region", "unknown", "?"]),
    label=words,
    mark=st.one_of(st.none(), marks),
    href=hrefs,
    detail=words,
    number=st.one_of(st.just("7"), words),
    region=st.sampled_from(["", "a", "b", "none"]),
    town=words,
    listed=hrefs,
    periods=periods,
)
corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
rings = st.lists(st.one_of(corners, st.tuples(st.floats(50, 70), st.floats(42, 52))), max_size=8).map(tuple)
map_regions = st.builds(Region, st.sampled_from(["a", "b"]), words, st.lists(rings, max_size=3).map(tuple))
maps = st.builds(
    Map,
    title=words,
    description=words,
    regions=st.lists(map_regions, max_size=3).map(tuple),
    places=st.lists(map_places, max_size=12).map(tuple),
    words=languages.map(MAP_WORDS.__getitem__),
)
