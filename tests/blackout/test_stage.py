"""The stages in a build: made again only where something changed, the same from any order, and nothing without a network."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from aigaq.build import Built, build
from aigaq.case import Case, Dated, Description, Handling, Role
from aigaq.case.adding.thoughts import undo
from aigaq.errors import FormatError
from aigaq.statements import Store
from aigaq.statements.blackouts import Blackouts, Heard
from tests.build.conftest import new_case

MAPPING = b"""aigaq = "mapping 1"
[[sheet]]
id = "net"
kind = "connectivity"
[sheet.columns]
"id" = "key"
"start" = "start"
"end" = "end"
"precision" = "time_precision"
"layer" = "layer"
"place" = "places"
"state" = "state"
"what" = "what"
"sources" = "cited"
"""
NET = """id,start,end,precision,layer,place,state,what,sources
A,2022-01-05T10:30Z,,15min,all,kz,down,dark,a
B,2022-01-06T10:00Z,2022-01-06T14:00Z,30min,not_stated,kz,up,back for a while,b
C,2022-01-06T14:00Z,2022-01-08T00:00Z,30min,all,kz,down,dark again,b
"""
EVENTS = b"""aigaq = "mapping 1"
[[sheet]]
id = "seen"
kind = "event"
[sheet.columns]
"id" = "key"
"date" = "date"
"place" = "places"
"what" = "what"
"""
SEEN = "id,date,place,what\nE1,2022-01-05T20:00Z,almaty,a crowd\nE2,2022-01-20T20:00Z,almaty,a meeting\n"


def add_table(case: Case, text: str, mapping: bytes, *, role: Role = Role.TABLE, name: str = "t.csv") -> str:
    with case.writing() as batch:
        item = batch.add(
            io.BytesIO(text.encode()),
            role=role,
            media="text/csv",
            handling=Handling.PUBLIC,
            description=Description(title=name, file_name=name, published=Dated("2022-01-09", "shown")),
        ).item
        if mapping:
            batch.set("mapping", mapping, item=item)
    return item


def put(case: Case, text: str) -> str:
    with case.writing() as batch:
        return batch.set("blackout", text.encode())


def done(built: Built, stage: str) -> set[str]:
    """The partitions that a stage made."""
    return {key for one in built.stages if one.name == stage for key in one.done}


def bodies(case: Case, what: Heard) -> list[dict[str, object]]:
    with Store.open(case) as store:
        return [json.loads(body) for body in Blackouts(store).bodies(what)]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def test_a_case_in_which_nobody_speaks_of_the_network_has_no_rows(case: Case) -> None:
    add_table(case, SEEN, EVENTS)
    built = {stage.name: stage for stage in build(case).stages}
    assert built["blackout"].done == built["marks"].done == ()
    with Store.open(case) as store:
        assert list(Blackouts(store).rows()) == [] and Blackouts(store).counts() == {}


def test_everything_is_made_once_and_the_same_anew(case: Case) -> None:
    net, seen = add_table(case, NET, MAPPING), add_table(case, SEEN, EVENTS)
    first = build(case)
    assert done(first, "blackout") == {"network"} and done(first, "marks") == {net, seen}
    second = build(case)
    assert done(second, "blackout") == done(second, "marks") == set() and second.digest == first.digest
    shutil.rmtree(case.derived)
    assert build(case).digest == first.digest


def test_another_table_is_marked_and_the_network_is_not_made_again(case: Case) -> None:
    add_table(case, NET, MAPPING)
    build(case)
    seen = add_table(case, SEEN, EVENTS)
    built = build(case)
    assert done(built, "blackout") == set() and done(built, "marks") == {seen}


def test_another_word_on_the_network_makes_it_and_every_mark_again(case: Case) -> None:
    net, seen = add_table(case, NET, MAPPING), add_table(case, SEEN, EVENTS)
    before = build(case).digest
    more = add_table(case, NET.splitlines()[0] + "\nD,2022-01-20T10:00Z,,1h,all,kz,down,dark,d\n", MAPPING)
    built = build(case)
    assert done(built, "blackout") == {"network"} and done(built, "marks") == {net, seen, more}
    with case.writing() as batch:
        undo(batch, case.item(more).acquisitions)
    assert build(case).digest == before


def test_rows_are_as_told(case: Case) -> None:
    add_table(case, NET, MAPPING)
    build(case)
    assert bodies(case, Heard.BASIS) == [{"intervals": 0, "items": 0, "not_read": 0, "series": 0, "stated": 3}]
    assert [one["key"] for one in bodies(case, Heard.SPELL)] == ["A", "B", "C"]
    assert len(bodies(case, Heard.WINDOW)) == len(bodies(case, Heard.GAP)) == len(bodies(case, Heard.ASSESSMENT)) == 1


def series(hours: range, *, days: int = 15) -> str:
    """Kazakhstan by the hour, nought in some hours of the 10th."""
    rows = ["time,value,entity,signal"]
    for hour in range(days * 24):
        day, at = divmod(hour, 24)
        value = 0 if day == 9 and at in hours else 1000
        rows.append(f"2022-01-{day + 1:02d}T{at:02d}:00:00Z,{value},KZ,probes")
    return "\n".join(rows) + "\n"


def test_a_series_gives_spells_and_an_assessment(case: Case) -> None:
    item = add_table(case, series(range(8, 16)), b"", role=Role.SERIES, name="probes.csv")
    build(case)
    assert bodies(case, Heard.BASIS) == [{"intervals": 0, "items": 1, "not_read": 0, "series": 1, "stated": 0}]
    (dark,) = [one for one in bodies(case, Heard.SPELL) if one["service"] == "dark"]
    assert (dark["place"], dark["observer"], dark["sources"]) == ("kz", "probes", [item])
    (judged,) = bodies(case, Heard.ASSESSMENT)
    assert (judged["place"], judged["signal"]) == ("kz", "probes")


STATED = """id,start,end,time_precision,layer,network,place,place_code,state,observer_kind,what
S1,2022-01-05T11:00Z,2022-01-09T03:00Z,30min,all,,Almaty,almaty,down,measurement,invented
S2,2022-01-05T11:00Z,2022-01-07T03:00Z,30min,all,,Kazakhstan,kz,down,measurement,invented
S3,2022-01-09T03:00Z,,30min,all,,Almaty,almaty,up,measurement,invented
S4,2022-01-07T03:00Z,,30min,all,,Kazakhstan,kz,up,measurement,invented
"""


def test_intervals_that_a_file_states_are_fused_with_what_is_told(case: Case) -> None:
    item = add_table(case, STATED, b"", role=Role.SERIES, name="tracker.csv")
    build(case)
    assert bodies(case, Heard.BASIS) == [{"intervals": 4, "items": 1, "not_read": 0, "series": 0, "stated": 0}]
    spells = bodies(case, Heard.SPELL)
    assert sorted((one["place"], one["service"]) for one in spells) == [
        ("almaty", "dark"),
        ("almaty", "up"),
        ("kz", "dark"),
        ("kz", "up"),
    ]
    assert all(one["sources"] == [item] for one in spells)
    gaps = {str(one["place"]): one for one in bodies(case, Heard.GAP)}
    assert gaps["almaty"]["outlasts"] == ["kz"]
    (judged,) = bodies(case, Heard.ASSESSMENT)
    assert judged["place"] == "kz"


def test_a_series_that_cannot_be_read_is_said_and_nothing_else_is_lost(case: Case) -> None:
    item = add_table(case, "no,times\nat,all\n", b"", role=Role.SERIES, name="broken.csv")
    add_table(case, NET, MAPPING)
    build(case)
    assert bodies(case, Heard.BASIS) == [{"intervals": 0, "items": 1, "not_read": 1, "series": 0, "stated": 3}]
    with Store.open(case) as store:
        assert store.not_read(item)


def test_the_setting_is_part_of_the_input_and_a_wrong_one_is_said(case: Case) -> None:
    add_table(case, NET, MAPPING)
    build(case)
    put(case, "time_zone = 'Asia/Almaty'")
    assert done(build(case), "blackout") == {"network"}
    put(case, "time_zone = 'Asia/Atlantis'")
    with pytest.raises(FormatError, match="time zone"):
        build(case)
