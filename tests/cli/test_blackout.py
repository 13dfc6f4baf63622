"""`aigaq blackout` on invented series: what is said and written, and words that do not fit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from aigaq.blackout.answer import Answer
from aigaq.cli import main
from aigaq.cli.blackout_prose import duration
from aigaq.cli.blackout_run import say_if_compiling
from aigaq.cli.blackout_saying import _numbers
from tests.scripts.transcript import ROOT

ZONE = ("--time-zone", "Asia/Almaty")
GOOD = ("--reference", "2031-05-01/2031-05-13")
DARK = ((14, 0, 7), (15, 0, 7), (16, 0, 7))  # nights: day, from hour, to hour


def counts(*dark: tuple[int, int, int], place: str = "Northtown", days: int = 20, head: bool = True) -> str:
    """Counts by the hour from 1 May 2031 in UTC+5, dark on some days from an hour to an hour."""
    rows = ["time,count,place"] if head else []
    for hour in range(24 * days):
        gone = any(hour // 24 == day and first <= hour % 24 < last for day, first, last in dark)
        value = 0 if gone else 30 + hour * hour * 7919 % 21
        rows.append(f"{datetime(2031, 5, 1) + timedelta(hours=hour):%Y-%m-%dT%H:%M}+05:00,{value},{place}")  # noqa: DTZ001
    return "\n".join((*rows, ""))


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "s.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The answer as JSON, checked against its records."""
    capsys.readouterr()
    assert main(["blackout", *words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    msgspec.convert(answer, Answer)
    return answer


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["blackout", *words]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["blackout", *words]) in (2, 5, 7)
    both = capsys.readouterr()
    assert both.out == ""
    return both.err


def test_nights_are_told_in_utc_with_what_they_were_held_against(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(counts(*DARK)), *ZONE, *GOOD)
    assert [(one["start"], one["end"]) for one in answer["outages"]] == [
        (
            [f"2031-05-{day:02d}T18:00:00Z", f"2031-05-{day:02d}T19:00:00Z"],
            [f"2031-05-{day + 1:02d}T01:00:00Z", f"2031-05-{day + 1:02d}T02:00:00Z"],
        )
        for day, _, _ in DARK
    ]
    assert {(one["entity"], one["state"], one["depth"]) for one in answer["outages"]} == {("Northtown", "off", 1.0)}
    (baseline,) = answer["baselines"]
    assert baseline["how"] == "reference"
    assert baseline["reference"] == ["2031-04-30T19:00:00Z", "2031-05-13T19:00:00Z"]
    assert answer["asked"]["reference"] == ["2031-05-01", "2031-05-13"]
    for one in answer["outages"]:
        assert one["assessment"]["verdict"] in ("cannot_tell", "fits_order", "fits_failure")
        assert "proved" not in json.dumps(one)


def test_the_example_of_the_methods_is_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs/methods/blackout.md").read_text(encoding="utf-8")
    command, *shown = text.split("```text\n$ aigaq ", 1)[1].split("\n```", 1)[0].splitlines()
    written(counts(*DARK, (17, 0, 7)), "tests.csv")
    lines = iter(said(capsys, *command.split()[1:]).splitlines())
    assert len(shown) > 10
    for line in shown:  # in this order; the document leaves lines out where it says "…"
        assert line.strip() == "…" or line in lines, line


def test_the_zone_of_the_days_decides_where_they_begin(capsys: pytest.CaptureFixture[str]) -> None:
    written(counts(*DARK))
    assert told(capsys, "s.csv", *GOOD)["baselines"][0]["reference"] == ["2031-05-01T00:00:00Z", "2031-05-14T00:00:00Z"]


def test_the_text_says_all_of_it_for_a_stranger(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, written(counts(*DARK)), *ZONE, *GOOD)
    together = " ".join(text.split())
    for words in (
        "dark 1 begins between 2031-05-14 23:00 and 2031-05-15 00:00 ends between 2031-05-15 06:00 and 07:00 100 %"
        " missing for 6 h to 8 h",
        "probability of an order",
        "held against the days said to be good",
        "an outage misses 35 % or more of what is expected",
        "nothing here proves either",
        "without the two countries with the most orders",
    ):
        assert words in together
    assert max(map(len, text.splitlines())) <= 100


def test_such_an_answer_was_right_so_often(capsys: pytest.CaptureFixture[str]) -> None:
    """Nights at one clock time for weeks, by five minutes: the schedule speaks for an order."""
    start = datetime(2031, 5, 1, tzinfo=UTC)
    rows = ["time,count,place"]
    for at in range(28 * 288):
        moment = start + timedelta(minutes=5 * at)
        dark = at >= 288 * 14 and at % 288 < 60
        rows.append(f"{moment:%Y-%m-%dT%H:%M}Z,{0 if dark else 30 + at * at * 7919 % 21},Northtown")
    answer = told(
        capsys, written("\n".join((*rows, ""))), "--time-zone", "Etc/UTC", "--reference", "2031-05-01/2031-05-14"
    )
    middle = answer["outages"][6]["assessment"]
    assert middle["verdict"] == "fits_order"
    known = middle["accuracy"]
    assert known["right"] <= known["called"]
    assert known["auc"] > known["auc_without_dominant"]
    assert {"same_clock_earlier", "same_clock_later", "recurring_windows"} <= {one["feature"] for one in middle["for"]}
    text = " ".join(said(capsys, "s.csv", "--time-zone", "Etc/UTC", "--reference", "2031-05-01/2031-05-14").split())
    assert f"such an answer was right in {known['right']} of {known['called']} labelled outages" in text
    assert "and 2 more: --json lists all" in text  # 14 nights, 12 of them one by one


def test_a_curfew_without_a_reference_does_not_hide_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(counts((15, 0, 24), (16, 0, 24))), *ZONE)
    assert answer["baselines"][0]["how"] == "itself"
    assert answer["outages"]
    answer = told(capsys, "s.csv", *ZONE, "--seasonal")
    assert answer["baselines"][0]["how"] == "seasonal"


def test_a_gap_is_no_outage(capsys: pytest.CaptureFixture[str]) -> None:
    lines = counts().splitlines()
    answer = told(capsys, written("\n".join((*lines[:200], *lines[230:], ""))), *ZONE)
    assert answer["outages"] == []
    (gap,) = answer["no_data"]
    assert (gap["start"], gap["end"]) == ("2031-05-09T02:00:00Z", "2031-05-10T08:00:00Z")
    assert "1 gap, 30 h in all" in said(capsys, "s.csv", *ZONE)


def test_many_series_are_told_in_one_line_where_nothing_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    text = counts(*DARK, days=18)
    text += "".join(counts(place=f"P{number}", days=18, head=False) for number in range(31))
    lines = said(capsys, written(text), *ZONE, *GOOD)
    assert "nothing found   in 31 series: P0: " in lines
    assert "more: --json" in lines
    assert lines.count("held against") == 1


def test_two_files_of_one_name_are_two_series(capsys: pytest.CaptureFixture[str]) -> None:
    levels = counts((15, 0, 7), (16, 0, 7)).replace("count", "traffic", 1)
    answer = told(capsys, written(counts(*DARK)), written(levels, "l.csv"), *ZONE, *GOOD)
    assert [one["series"] for one in answer["outages"]] == [0, 0, 0, 1, 1]
    kinds = [one["kind"] for one in answer["conflicts"]]
    assert kinds == ["not_seen_by_all"]
    sides = answer["conflicts"][0]["sides"]
    assert [one["says"] for one in sides] == ["gone", "stands"]
    assert sides[0]["observer"] != sides[1]["observer"]
    text = said(capsys, "s.csv", "l.csv", *ZONE, *GOOD)
    assert "observers differ" in text
    assert "generic s.csv" in text


def test_stated_intervals_are_told_as_stated(capsys: pytest.CaptureFixture[str]) -> None:
    table = (
        "start,end,time_precision,state,layer,network,place,what\n2031-05-15,2031-05-16,day,down,all,,Northtown,a cut\n"
    )
    answer = told(capsys, written(table, "stated.csv"), *ZONE)
    (one,) = answer["stated"]
    assert (one["entity"], one["state"], one["precision"]) == ("Northtown", "off", "day")
    assert one["start"][0] == "2031-05-14T19:00:00Z"
    assert answer["outages"] == [] and answer["baselines"] == []
    text = said(capsys, "stated.csv", *ZONE)
    assert "stated by files" in text
    assert "in short        no series: nothing was searched\n" in text
    assert "no end is said" not in text


def test_what_happened_weighs_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    context = written('[[happening]]\nkind = "coup"\nwhen = "2031-05-15"\nentity = "northtown"\n', "c.toml")
    plain = told(capsys, written(counts(*DARK)), *ZONE, *GOOD)
    with_it = told(capsys, "s.csv", *ZONE, *GOOD, "--context", context)
    assert with_it["outages"][0]["assessment"]["score"] > plain["outages"][0]["assessment"]["score"]
    assert "near_coup" in [one["feature"] for one in with_it["outages"][0]["assessment"]["for"]]
    assert with_it["asked"]["context"] == "c.toml"


def test_what_others_wrote_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    name = "North\x9b31m\u202etown"
    answer = told(capsys, written(counts(*DARK, place=name)), *ZONE, *GOOD)
    assert answer["outages"][0]["entity"] == name
    assert main(["blackout", "s.csv", *ZONE, *GOOD, "--json"]) == 0
    both = capsys.readouterr().out + said(capsys, "s.csv", *ZONE, *GOOD)
    assert not {"\x9b", "\u202e"} & set(both)


def test_columns_and_kinds_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    written(counts(*DARK).replace("count", "packets", 1))
    assert "no column of values" in refused(capsys, "s.csv", *ZONE)
    answer = told(capsys, "s.csv", *ZONE, "--column", "value=packets", "--kind", "level")
    assert answer["baselines"][0]["kind"] == "level"
    assert not answer["baselines"][0]["guessed"]


def test_an_hour_without_a_row_is_nought_only_where_somebody_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        f"2031-05-{1 + hour // 24:02d}T{hour % 24:02d}:00:00Z,{40 + hour % 7},KZ"
        for hour in range(240)
        if not 150 <= hour < 170
    ]
    table = "\n".join(("measurement_start_day,measurement_count,probe_cc", *rows, ""))
    answer = told(capsys, written(table, "ooni.csv"))
    assert answer["outages"] == []
    assert len(answer["no_data"]) == 1
    answer = told(capsys, "ooni.csv", "--absent-is-zero")
    assert answer["no_data"] == []
    assert [one["state"] for one in answer["outages"]] == ["off"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("gone.csv",), "no such file"),
        (("s.csv", "--reference", "may"), "these are no two days"),
        (("s.csv", "--reference", "2031-05-02/2031-05-01"), "the last day lies before the first"),
        (("s.csv", "--reference", "2031-05-02/9999-12-31"), "days without a day beside them"),
        (("s.csv", "--reference", "2031-05-01/2031-05-02", "--seasonal"), "do not go together"),
        (("s.csv", "--reference", "2001-05-01/2001-05-02"), "was measured in the reference period"),
        (("s.csv", "--time-zone", "Nowhere/Town"), "no such time zone"),
        (("s.csv", "--column", "colour=x"), "no word for a column"),
        (("s.csv", "--kind", "flow"), "--kind"),
        (("s.csv", "--context", "gone.toml"), "no such file"),
        ((".",), "folder"),
    ],
)
def test_words_that_do_not_fit(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], wrong: str) -> None:
    written(counts(days=3))
    assert wrong in refused(capsys, *words)


def test_durations_and_numbers() -> None:
    assert [duration(one) for one in (0, 90 * 60, 7200, 9000, 172_800)] == [
        "0 min",
        "90 min",
        "2 h",
        "2.5 h",
        "2.0 days",
    ]
    assert _numbers([1, 2, 3, 5, 7, 8]) == "1 to 3, 5, 7 to 8"


def test_the_first_run_says_that_it_compiles(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from aigaq.blackout.detecting import kernel

    class Fresh:
        stats = SimpleNamespace(cache_path=str(tmp_path))

    monkeypatch.setattr(kernel, "windows", Fresh)
    say_if_compiling()
    assert "the first run compiles code" in capsys.readouterr().err
    (tmp_path / "kernel.windows-240.py311.nbi").touch()
    say_if_compiling()
    assert capsys.readouterr().err == ""
