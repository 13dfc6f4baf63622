"""Stretches: busy days set apart from the years about them, and only where they hold most of the events."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures import WIDTHS, Bar, Days, Lane, Mark, Period, draw_days
from aigaq.pictures.day_spans import LONGEST, Span, spans
from tests.pictures import samples
from tests.pictures.checking import SVG, check, lines, parse

BUSY = [1000 + day / 2 for day in range(30)]


def test_busy_days_are_set_apart_from_the_years_after() -> None:
    assert spans(1000, 2100, [*BUSY, 1400.0, 2099.0]) == [Span(1000, 1016, busy=True), Span(1016, 2100)]


def test_busy_days_may_have_years_before_them() -> None:
    assert spans(100, 1020, [100.0, 500.0, *BUSY]) == [Span(100, 999), Span(999, 1016, busy=True), Span(1016, 1020)]


def test_a_pause_of_a_fortnight_does_not_end_the_busy_days_and_a_longer_one_does() -> None:
    assert spans(1000, 2100, [*BUSY, 1028.5, 2099.0])[0].last == 1030
    assert spans(1000, 2100, [*BUSY, 1029.0, 2099.0])[0].last == 1016


@pytest.mark.parametrize(
    ("last", "starts"),
    [
        (1000 + LONGEST, [*BUSY, 1060.0]),
        (2100, [1000.0, 1001.0, 1002.0, 1003.0, 2099.0]),
        (2100, [1000.0 + 60 * step for step in range(18)]),
        (2100, [1000.0 + 10 * step for step in range(40)]),
    ],
    ids=["short", "few", "spread", "long without a pause"],
)
def test_else_there_is_one_stretch(last: int, starts: list[float]) -> None:
    assert spans(1000, last, starts) == [Span(1000, last)]


@given(st.lists(st.floats(0, 3000), max_size=60))
def test_the_stretches_cover_the_range_in_order_and_hold_every_event(starts: list[float]) -> None:
    found = spans(0, 3001, starts)
    assert found[-1].last == 3001 and all(span.first < span.last for span in found)
    assert all(one.last == other.first for one, other in zip(found, found[1:], strict=False))
    assert all(any(span.first <= at < span.last for span in found) for at in starts)
    assert sum(span.busy for span in found) == (1 if len(found) > 1 else 0)


def long(language: str) -> Days:
    """Twenty days in January 2031, six of the years after."""
    early = [f"2031-01-{day:02d}" for day in range(1, 21)]
    late = ["2031-06", "2031-12-05", "2032-05-05", "2033-01-09", "2033-08-01", "2034-12-31"]
    bars = [
        Bar(
            day,
            precision="month" if len(day) == 7 else "day",
            label=str(number),
            href=f"#e{number}",
            mark=Mark("media"),
        )
        for number, day in enumerate([*early, *late], 1)
    ]
    return Days("t", "d", (Lane("Lane", tuple(bars)),), (), samples.LONG_DAY_WORDS[language])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_both_stretches_are_drawn_and_the_change_of_scale_is_written_out(language: str, width: int) -> None:
    root = check(draw_days(long(language), width=width), width)
    said = [words for *_, words in lines(root)]
    words = samples.LONG_DAY_WORDS[language]
    assert sum(words.wide in one for one in said) == sum(words.close in one for one in said) == 1
    assert {f"#e{number}" for number in range(1, 27)} <= {link.get("href") for link in root.iter(f"{SVG}a")}


def test_a_day_is_wider_in_the_busy_days_and_the_last_year_is_on_the_axis() -> None:
    svg = draw_days(long("en"), width=1088)
    said = [words for *_, words in lines(parse(svg))]
    assert {"2032", "2033", "2034"} <= set(said)
    widths = [float(width) for width in re.findall(r'class="p-day"[^>]*width="([\d.]+)"', svg)]
    assert min(widths[:20]) > 20 > max(widths[20:])


def test_without_words_for_it_no_stretch_is_drawn_wider() -> None:
    made = Days("t", "d", long("en").lanes, (), samples.DAY_WORDS["en"])
    widths = re.findall(r'class="p-day"[^>]*width="([\d.]+)"', draw_days(made, width=1088))
    assert len(widths) > 20 and set(widths) == {"8"}


def test_an_event_of_several_sides_bears_the_shape_of_each_and_the_colour_of_none() -> None:
    bar = Bar("2031-01-05", label="1", mark=Mark("ngo"), also=(Mark("witness"),))
    root = parse(draw_days(Days("t", "d", (Lane("Lane", (bar,)),), (), samples.DAY_WORDS["en"]), width=680))
    groups = [node for node in root.iter() if node.get("class") in ("p-ngo", "p-witness")]
    assert [node.get("class") for node in groups] == ["p-ngo", "p-witness"]
    assert not any(part.get("class") == "p-day" for node in groups for part in node.iter())


def test_a_bound_of_which_nobody_says_where_it_is_open_is_drawn_as_its_day() -> None:
    bar = Bar("2031-01-05", precision="bound", label="1")
    svg = draw_days(Days("t", "d", (Lane("Lane", (bar,)),), (), samples.DAY_WORDS["en"]), width=680)
    assert 'class="p-day"' in svg and "p-bound" not in svg


@pytest.mark.parametrize("width", WIDTHS)
def test_the_years_after_are_there_from_when_their_first_event_was_known(width: int) -> None:
    """Neither axis nor head of a later stretch tells that more was to come."""
    made = long("en")
    bars = [replace(bar, periods=(Period(bar.start),)) for bar in made.lanes[0].bars]
    root = parse(draw_days(replace(made, lanes=(Lane("Lane", tuple(bars)),)), width=width))
    later = [node for node in root.iter(f"{SVG}g") if (node.get("data-from") or "") >= "2031-06-30"]
    told = {id(part) for node in later for part in node.iter()}
    always = [text for node in root.iter(f"{SVG}text") if id(node) not in told for text in node.itertext()]
    assert not any(word in text for text in always for word in ("closer", "2032", "2033", "2034"))
    assert any("closer" in text for node in later for text in node.itertext())
    assert any("a day is wide here" in text for text in always)
