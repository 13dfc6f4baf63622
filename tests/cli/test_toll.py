"""`aigaq toll` on invented tables: what is said and written for each outcome, and bad input."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from aigaq.cli import main
from aigaq.cli.toll_drawing import picture
from aigaq.cli.toll_run import say_if_compiling
from aigaq.cli.toll_saying import say
from aigaq.pictures import draw_intervals
from aigaq.toll.estimates import pooling, running
from aigaq.toll.estimates.schema import answer_type
from aigaq.toll.family import FamilyName
from aigaq.toll.latent import Effort, latent_class
from aigaq.toll.wording import assumption

LISTS = "morgue,press,families"
COUNTS = f"{LISTS},count\n1,0,0,131\n0,1,0,84\n0,0,1,109\n1,1,0,32\n1,0,1,38\n0,1,1,29\n1,1,1,13\n"
TWO = "A,B,count\n1,0,50\n0,1,30\n1,1,10\n"
DECLARED = """
[[list]]
name = "morgue"
keeper = "An office"
begins = "2031-01-05"
gathered = "by hand"
drew_on = []

[[list]]
name = "press"
drew_on = ["families"]
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In an empty folder, with the sampler at a small effort: what it finds plays no part here."""

    def sampled(table: Any, *, settings: Any, **told: Any) -> Any:
        return latent_class(table, settings=settings, effort=Effort(2, 100, 100, 20))

    monkeypatch.setattr(running, "latent_class", sampled)
    monkeypatch.setattr(pooling, "EACH", 2000)
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "t.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The answer as JSON, checked against its schema."""
    capsys.readouterr()
    assert main(["toll", *words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    msgspec.convert(answer, answer_type())
    return answer


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["toll", *words]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said of bad input; nothing is printed then."""
    capsys.readouterr()
    assert main(["toll", *words]) in (2, 3, 5, 6, 7)
    both = capsys.readouterr()
    assert both.out == ""
    assert "hint: " in both.err
    return both.err


def test_a_bare_table_has_at_best_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(COUNTS), "--claimed", "500", "--claimed", "10000")
    assert answer["outcome"] == "with_warnings"
    assert answer["observed"] == 436
    assert [(one["name"], one["size"]) for one in answer["lists"]] == [
        ("morgue", 214),
        ("press", 158),
        ("families", 189),
    ]
    assert "undeclared" in {one["code"] for one in answer["reasons"]}
    assert (answer["classes"], answer["cap"], answer["seed"]) == (10, 5.0, 0)
    exceeds = answer["undocumented"]["exceeds"]
    assert [one["figure"] for one in exceeds] == [500, 10_000]
    assert exceeds[0]["probability"] > exceeds[1]["probability"]
    assert set(answer["families"]) == {name.value for name in FamilyName}


def test_each_number_has_its_assumption_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, written(COUNTS), "--claimed", "500")
    lines = text.splitlines()
    assert lines[0].split() == ["outcome", "reported", "with", "warnings"]
    assert lines[1].startswith("note ")
    assert text.index("\ndocumented") < text.index("\nuncounted") < text.index("\nlower bounds")
    together = " ".join(text.split())
    for name in FamilyName:
        assert f"only if {assumption(name)}" in together
    assert "a lower bound, no estimate" in text
    assert "probability that there are more than 500 in all" in text
    assert "without one list, in all\n  morgue" in text
    assert "with other settings, in all\n" in text
    assert text.endswith("asked with      10 classes, cap 5, seed 0\n")
    assert max(map(len, lines)) <= 100


def test_two_lists_are_refused_with_a_bound(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(TWO))
    assert answer["outcome"] == "refused"
    assert answer["undocumented"] is None and answer["total"] is None
    assert "withheld" not in answer
    assert answer["families"]["bounds"]["lower_bound"]["value"] > 90
    text = said(capsys, "t.csv")
    assert text.splitlines()[0].split() == ["outcome", "refused:", "no", "number"]
    assert text.splitlines()[1].startswith("because ")
    assert "next: find a further list" in text
    assert "uncounted     at least 67  a lower bound, no estimate" in text
    assert "log-linear models  no number" in text
    assert "about" not in text and "95 %" not in text
    assert f"only if {assumption(FamilyName.BOUNDS)}" in " ".join(text.split())


def numbers_of(text: str) -> set[int]:
    """The numbers of three digits or more."""
    found = {int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)}
    return {number for number in found if number >= 100}


@pytest.mark.parametrize(
    ("codes", "stands"),
    [
        (("few_lists",), True),
        (("not_connected", "no_family"), True),
        (("families_apart",), False),
        (("no_family",), False),
        (("few_lists", "strata_refused"), False),
    ],
)
def test_a_bound_is_said_only_where_lists_are_wanting(
    capsys: pytest.CaptureFixture[str], codes: tuple[str, ...], stands: bool
) -> None:
    """Whatever the answer holds: it is said from the reasons, and the bound's own interval is not."""
    answer = told(capsys, written(TWO))
    grave = [{"code": code, "outcome": "refused", "words": code, "next": "…", "named": {}} for code in codes]
    lower = {"assumption": "chapman", "value": 7777.0, "interval_95": [7776.0, 9999.0]}
    planted = answer | {
        "reasons": [*grave, {**grave[0], "code": "too_few_lists", "family": "loglinear"}],
        "families": answer["families"] | {"bounds": answer["families"]["bounds"] | {"lower_bound": lower}},
    }
    say(planted)
    text = capsys.readouterr().out
    assert numbers_of(text) == ({7780, 7690} if stands else set())
    assert ("a lower bound, no estimate" in text) == stands
    drawn = "".join(ET.fromstring(draw_intervals(picture(planted), width=680)).itertext())
    assert ("at least 7,777" in drawn) == stands
    assert "9,999" not in drawn and "7,776" not in drawn


def test_what_has_no_upper_end_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(COUNTS))
    for part in (
        answer["families"]["loglinear"],
        answer["families"]["loglinear"]["undocumented"],
        answer["undocumented"],
    ):
        part |= {"mean": None, "interval_95": [part["interval_95"][0], None]}
    answer["total"] |= {"mean": None, "interval_80": [500.0, None], "interval_95": [450.0, None]}
    answer["leave_one_out"][0]["interval_95"] = [555.0, None]
    msgspec.convert(answer, answer_type())
    say(answer)
    text = capsys.readouterr().out
    assert len(re.findall(r"95 %: \d[\d,]* and more, no upper end", text)) == 4
    assert "95 %: 555 and more, no upper end" in text and "None" not in text
    del answer["families"]["loglinear"]["undocumented"]
    say(answer)
    assert capsys.readouterr().out.count("no upper end") == 4
    drawn = "".join(ET.fromstring(draw_intervals(picture(answer), width=680)).itertext())
    assert "450 and more, no upper end" in drawn and "None" not in drawn


@pytest.mark.parametrize("text", ["A,count\n1,7\n", "A\n1\n1\n0\n", "A,B,C,count\n1,0,0,5\n0,1,0,5\n0,0,1,5\n"])
def test_one_list_and_lists_apart_are_answers(capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert told(capsys, written(text))["outcome"] == "refused"
    assert "lower bound, no" not in said(capsys, "t.csv")


def test_withheld_numbers_stand_in_json_only_and_only_if_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    apart = f"{LISTS},count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"
    assert "withheld" not in told(capsys, written(apart))
    answer = told(capsys, "t.csv", "--show-withheld")
    assert answer["outcome"] == "refused"
    assert answer["withheld"]["undocumented"]["median"] > 0
    assert "withheld numbers stand in no text" in refused(capsys, "t.csv", "--show-withheld")


def test_strata_stand_apart_and_their_total_first(capsys: pytest.CaptureFixture[str]) -> None:
    rows = COUNTS.splitlines()[1:]
    parted = [f"{LISTS},place,count"]
    for place in ("north", "south"):
        parted += [f"{row.rpartition(',')[0]},{place},{row.rpartition(',')[2]}" for row in rows]
    answer = told(capsys, written("\n".join((*parted, ""))), "--strata", "place")
    assert list(answer["strata"]) == ["north", "south"]
    assert answer["observed"] == 872
    assert [one["observed"] for one in answer["strata"].values()] == [436, 436]
    text = said(capsys, "t.csv", "--strata", "place")
    assert text.index("outcome") < text.index("stratum         north") < text.index("stratum         south")


def test_what_is_declared_of_the_lists(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(COUNTS), "--lists", written(DECLARED, "lists.toml"))
    joined = [one for one in answer["lists"] if "joined" in one]
    assert [one["joined"] for one in joined] == [["press", "families"]]
    assert answer["outcome"] == "refused"
    assert "few_lists" in {one["code"] for one in answer["reasons"]}
    assert "no list of the table is called office" in refused(
        capsys, "t.csv", "--lists", written('[[list]]\nname = "office"\n', "other.toml")
    )
    assert "no such file" in refused(capsys, "t.csv", "--lists", "gone.toml")


def test_pairs_declared_to_share_nobody_are_structural_zeros(capsys: pytest.CaptureFixture[str]) -> None:
    apart = written('[[list]]\nname = "morgue"\nnot_with = ["press"]\n', "apart.toml")
    table = f"{LISTS},other,count\n1,0,0,0,40\n0,1,0,0,30\n0,0,1,1,9\n1,0,1,0,20\n0,1,1,0,6\n1,0,0,1,7\n0,1,0,1,5\n"
    answer = told(capsys, written(table), "--lists", apart)
    assert "empty_pairs" not in {one["code"] for one in answer["reasons"]}
    assert main(["toll", written(COUNTS), "--lists", apart]) == 0
    assert "declared to share nobody, but 45 stand on both: set aside" in capsys.readouterr().err


def test_impossible_cells_reach_the_families(capsys: pytest.CaptureFixture[str]) -> None:
    table = COUNTS.replace("1,1,1,13\n", "")
    codes = [one["code"] for one in told(capsys, written(table))["families"]["decomposable"]["reasons"]]
    assert "structural_zeros" not in codes
    answer = told(capsys, "t.csv", "--impossible", "morgue+press+families")
    assert "structural_zeros" in [one["code"] for one in answer["families"]["decomposable"]["reasons"]]
    assert "not lists joined by +" in refused(capsys, "t.csv", "--impossible", "morgue+nobody")


def test_what_was_assumed_is_talk(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toll", written("A;B;name\n1;;x\n;1;y\n1;1;z\n0;0;w\n")]) == 0
    both = capsys.readouterr()
    for words in (
        "t.csv: 4 rows, persons",
        "  lists: A, B",
        "assumed: semicolon between cells",
        "on no list are left out",
    ):
        assert words in both.err
        assert words not in both.out


def test_the_answer_says_how_the_file_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written("A;B;name\n1;;x\n;1;y\n1;1;z\n0;0;w\n"))
    assert answer["input"] == {
        "file": "t.csv",
        "kind": "records",
        "rows": 4,
        "on_no_list": 1,
        "strata": None,
        "assumed": [
            "semicolon between cells",
            "empty cells of lists mean 0 (2 of them)",
            "persons on no list are left out (1 of 4)",
        ],
    }


def test_draws_are_written_and_withheld_ones_only_if_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    told(capsys, written(COUNTS), "--draws", "draws.parquet")
    rows = pq.read_table("draws.parquet").to_pylist()
    assert {row["family"] for row in rows} == {"loglinear", "decomposable", "latent_class"}
    assert {row["chain"] for row in rows if row["family"] == "latent_class"} == {0, 1}
    assert min(row["N"] for row in rows) >= 436
    assert "it is there already, draws.parquet" in refused(capsys, "t.csv", "--draws", "draws.parquet")
    apart = written(f"{LISTS},count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n", "apart.csv")
    capsys.readouterr()
    assert main(["toll", apart, "--draws", "draws.parquet", "--force"]) == 0
    assert "no draws may be told" in capsys.readouterr().err
    assert pq.read_table("draws.parquet").num_rows == 0
    told(capsys, apart, "--draws", "draws.parquet", "--force", "--show-withheld")
    assert pq.read_table("draws.parquet").num_rows > 0


def test_the_picture_shows_what_may_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, written(COUNTS), "--claimed", "500", "--picture", "all.svg")
    drawn = "".join(ET.parse("all.svg").getroot().itertext())
    low, high = answer["families"]["latent_class"]["interval_95"]
    for words in ("latent classes", "lower bounds", "all together", f"{round(low):,} to {round(high):,}", "436", "500"):
        assert words in drawn
    assert told(capsys, written(TWO, "two.csv"), "--picture", "two.svg")["outcome"] == "refused"
    drawn = "".join(ET.parse("two.svg").getroot().itertext())
    assert drawn.count("no number") >= 3
    assert "at least 157" in drawn
    assert "all together" not in drawn
    assert "it is there already, two.svg" in refused(capsys, "two.csv", "--picture", "two.svg")


def test_answers_are_the_same_again_and_other_with_another_seed(capsys: pytest.CaptureFixture[str]) -> None:
    one, again, other = (told(capsys, written(COUNTS), "--seed", seed) for seed in ("3", "3", "4"))
    assert one == again
    assert one["families"]["latent_class"]["median"] != other["families"]["latent_class"]["median"]
    assert one["table"] == other["table"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["gone.csv"], "no such file"),
        (["t.csv", "--strata", "place"], "no column 'place' for --strata"),
        (["t.csv", "--lists-columns", "A,Z"], "no column 'Z' for --lists-columns"),
        (["t.csv", "--classes", "0"], "0 classes"),
        (["t.csv", "--seed", "-1"], "--seed"),
        (["t.csv", "--claimed", "many"], "--claimed"),
        (["t.csv", "--partitions", "p.parquet"], "a table has no partitions"),
        (["t.csv", "--draws", "nowhere/d.parquet"], "there is no such folder to write into"),
        (["t.csv", "--draws", "t.csv", "--force"], "it is the table itself, or named twice"),
        (["t.csv", "--draws", "a.svg", "--picture", "a.svg"], "it is the table itself, or named twice"),
        (["."], "there is no case"),
        ([".", "--strata", "place"], "this is for a table, --strata"),
    ],
)
def test_words_that_do_not_fit(capsys: pytest.CaptureFixture[str], words: list[str], wrong: str) -> None:
    written(TWO)
    assert wrong in refused(capsys, *words)


def test_the_first_run_says_that_it_compiles(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from aigaq.toll.latent import kernel

    class Fresh:
        stats = SimpleNamespace(cache_path=str(tmp_path))

    monkeypatch.setattr(kernel, "chain", Fresh)
    say_if_compiling()
    assert "the first run compiles code" in capsys.readouterr().err
    (tmp_path / "kernel.chain-240.py311.nbi").touch()
    say_if_compiling()
    assert capsys.readouterr().err == ""
