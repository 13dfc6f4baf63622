"""`aigaq blackout --picture`: one SVG of lanes and series that stands alone; what is left out is counted; nothing is replaced."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from aigaq.cli import main
from aigaq.cli.blackout_drawing import FEW, MOST, _spells, chosen
from aigaq.pictures import TrackSpell
from tests.cli.test_blackout import DARK, GOOD, ZONE, counts, empty, told, written  # noqa: F401

SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str = "p.svg") -> ET.Element:
    return ET.parse(name).getroot()


def words_of(root: ET.Element) -> str:
    return " ".join(" ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text")).split())


def classes(root: ET.Element) -> list[str]:
    return [one.get("class", "") for one in root.iter()]


def test_lanes_and_the_series_stand_in_one_svg(capsys: pytest.CaptureFixture[str]) -> None:
    plain = told(capsys, written(counts(*DARK)), *ZONE, *GOOD)
    assert told(capsys, "s.csv", *ZONE, *GOOD, "--picture", "p.svg") == plain
    assert main(["blackout", "s.csv", *ZONE, *GOOD, "--picture", "q.svg"]) == 0
    assert "wrote q.svg" in capsys.readouterr().err
    assert Path("p.svg").read_bytes() == Path("q.svg").read_bytes()
    root = picture()
    text = words_of(root)
    for said in ("3 outages in 1 of 1 series", "Northtown: value", "Clock: UTC+05:00 (Asia/Almaty)", "expected", "15"):
        assert said in text
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == "3 outages in 1 of 1 series"
    assert desc is not None and (desc.text or "").count("Northtown: value: no service, begins ") == 3
    assert root.get("aria-labelledby") == "t d" and len(root.findall(f"{SVG}svg")) == 3
    assert classes(root).count("p-down") >= 2 * 3, "three nights in the lane, three in the strip of the series"
    file = Path("p.svg").read_text(encoding="utf-8")
    assert "prefers-color-scheme:dark" in file and "href" not in file and "<script" not in file


def test_drawings_do_not_lie_over_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, written(counts(*DARK)), *ZONE, *GOOD, "--picture", "p.svg")
    root = picture()
    below = 0.0
    for one in root.findall(f"{SVG}svg"):
        assert float(one.get("y", "")) >= below
        below = float(one.get("y", "")) + float(one.get("height", ""))
    assert below <= float(root.get("height", "")) and root.get("viewBox", "").startswith("-24 -24 ")


def test_of_many_series_only_those_with_outages_and_the_rest_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    text = counts(*DARK, days=18)
    text += "".join(counts(place=f"P{number}", days=18, head=False) for number in range(FEW))
    told(capsys, written(text), *ZONE, *GOOD, "--picture", "p.svg")
    words = words_of(picture())
    assert f"{FEW} series in which nothing was found are not drawn." in words
    assert "P3" not in words and "Northtown" in words


def test_the_largest_outages_are_drawn() -> None:
    answer: Any = {
        "baselines": [{}] * 100,
        "outages": [{"series": number, "area": float(number)} for number in range(0, 100, 2)],
    }
    assert chosen(answer) == list(range(100 - 2 * MOST, 100, 2))
    assert chosen({"baselines": [{}] * FEW, "outages": []}) == list(range(FEW))


def test_a_gap_is_drawn_and_one_inside_an_outage_does_not_part_it() -> None:
    def at(hour: int) -> str:
        return f"2031-05-01T{hour:02d}:00:00Z"

    outage = {"state": "off", "start": [at(4), at(5)], "end": [at(10), None]}
    gaps = [{"start": at(1), "end": at(2)}, {"start": at(6), "end": at(7)}]
    spells = list(_spells({"since": at(0), "until": at(10)}, [outage], gaps))
    assert [one.state for one in spells] == ["up", "no_data", "up", "down"]
    assert spells[1].end == spells[2].start and spells[2].end == spells[3].start
    assert spells[3].end[1] is None, "nobody saw its end"
    quiet = list(_spells({"since": at(0), "until": at(3)}, [], []))
    assert [type(one) for one in quiet] == [TrackSpell] and quiet[0].state == "up"


def test_stated_intervals_have_lanes_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    table = (
        "start,end,time_precision,state,layer,network,place,what\n2031-05-15,2031-05-16,day,down,all,,N<b>town,a cut\n"
    )
    told(capsys, written(table, "stated.csv"), *ZONE, "--picture", "p.svg")
    words = words_of(picture())
    assert "Intervals that files state; no series was measured" in words
    assert "N<b>town: stated by intervals, no service" in words
    told(capsys, written(counts(days=5)), "stated.csv", *ZONE, "--picture", "q.svg")
    assert "stated by" not in words_of(picture("q.svg")), "it lies outside the time of the series"


def test_names_of_others_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, written(counts(*DARK, place="<script>&\x9b")), *ZONE, *GOOD, "--picture", "p.svg")
    assert "<script>&" in words_of(picture())
    assert "<script" not in Path("p.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("there.svg", "it is there already"),
        ("series.svg", "would replace a file that is read"),
        ("s.csv", "a picture is written as SVG"),
        ("no/p.svg", "no such folder"),
    ],
)
def test_nothing_is_replaced_unasked(capsys: pytest.CaptureFixture[str], name: str, wrong: str) -> None:
    written(counts(*DARK))
    Path("there.svg").write_text("mine", encoding="utf-8")
    shutil.copy("s.csv", "series.svg")  # whatever it is called, what is read is not replaced
    assert main(["blackout", "s.csv", "series.svg", *ZONE, "--picture", name]) == 2
    both = capsys.readouterr()
    assert wrong in both.err and both.out == ""
    assert Path("there.svg").read_text(encoding="utf-8") == "mine"


def test_force_replaces_a_picture_and_never_an_input(capsys: pytest.CaptureFixture[str]) -> None:
    written(counts(*DARK))
    Path("there.svg").write_text("mine", encoding="utf-8")
    told(capsys, "s.csv", *ZONE, "--picture", "there.svg", "--force")
    assert picture("there.svg").tag == f"{SVG}svg"
    shutil.copy("s.csv", "series.svg")
    assert main(["blackout", "series.svg", *ZONE, "--picture", "series.svg", "--force"]) == 2
    assert Path("series.svg").read_text(encoding="utf-8").startswith("time,count")


def test_series_that_could_not_be_searched_do_not_shift_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    levels = "\n".join(
        f"2031-05-{1 + h // 24:02d}T{h % 24:02d}:00+05:00,{-1.5 if h == 30 else 5 + h % 3}.5,A" for h in range(96)
    )
    text = f"time,value,place\n{levels}\n"
    table = counts(*DARK, place="B").replace("time,count,place\n", "")
    answer = told(capsys, written(text + table), *ZONE, "--kind", "level", "--picture", "p.svg")
    assert [one["entity"] for one in answer["not_judged"]] in ([], ["A"])
    words = words_of(picture())
    assert "B: " in words
    if answer["not_judged"]:
        assert "nothing could be looked for" in words and "A: " not in words
