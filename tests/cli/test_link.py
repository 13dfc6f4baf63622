"""`aigaq link` on invented lists: what is guessed and told, what it finds, writes and explains, and bad input."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from aigaq.cli import main
from tests.people.lists.making import HEADER, person, rows
from tests.people.lists.making import csv as table

HOSPITAL, MORGUE = rows(range(45), "h"), rows(range(15, 60), "m", slips=True)


def told(listed: Iterable[dict[str, str]], **columns: str) -> str:
    """Rows as CSV, with the number of the person as the column `who`."""
    made = [{**row, "who": row["id"][1:], **columns} for row in listed]
    return table(made, (*HEADER, "who", *columns))


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two lists of one town, in the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    Path("hospital.csv").write_text(told(HOSPITAL), encoding="utf-8")
    Path("morgue.csv").write_text(told(MORGUE), encoding="utf-8")
    return ["hospital.csv", "morgue.csv"]


def written(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def read(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What a run gives as JSON."""
    capsys.readouterr()
    assert main(["link", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said where a run is refused; nothing is printed then."""
    capsys.readouterr()
    assert main(["link", *words]) in (2, 5, 6, 7)
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


# What the columns are.


def test_the_guess_is_said_apart_from_the_result(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", *lists]) == 0
    said = capsys.readouterr()
    for line in ("hospital.csv: 45 rows", "  surname → surname", "  born → birth", "  status is not compared: says"):
        assert line in said.err
    assert "→" not in said.out
    assert said.out.splitlines()[0].split() == ["rows", "90", "in", "2", "lists"]


def test_what_is_told_stands_before_the_guess(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "place" in found(capsys, *lists, "--truth", "who")["fields"]
    fields = found(capsys, *lists, "--truth", "who", "--map", "place=skip", "--map", "died = date")["fields"]
    assert "place" not in fields and "death" not in fields and "died" in fields


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("place", "not COLUMN=FIELD: place"),
        ("=name", "not COLUMN=FIELD: =name"),
        ("nowhere=place", "no column 'nowhere'"),
        ("place=town", "no field 'town', place"),
    ],
)
def test_what_is_told_wrongly_is_refused(
    lists: list[str], capsys: pytest.CaptureFixture[str], word: str, said: str
) -> None:
    assert said in refused(capsys, *lists, "--map", word)


# Within lists and between them.


def test_within_lists_and_between_them(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    twice = written("twice.csv", told([*HOSPITAL, *({**row, "id": f"x{row['id'][1:]}"} for row in HOSPITAL[:10])]))
    assert found(capsys, twice, "--truth", "who")["persons"] == 45
    assert found(capsys, twice, lists[1], "--truth", "who")["persons"] == 70, "between lists only, where not told"
    assert found(capsys, twice, lists[1], "--dedupe", "--truth", "who")["persons"] == 60
    assert found(capsys, twice, lists[1], "--dedupe", "--one-to-one", "--truth", "who")["persons"] == 70


def test_one_list_has_nothing_to_be_linked_with(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "one list has no other" in refused(capsys, lists[0], "--link")
    assert "no list holds a person twice" in refused(capsys, lists[0], "--one-to-one")


# What is written.


def test_each_row_has_its_person(lists: list[str]) -> None:
    assert main(["link", *lists, "--map", "who=skip", "--out", "persons.csv"]) == 0
    out = read("persons.csv")
    assert list(out[0]) == ["list", "key", "person"]
    assert [(row["list"], row["key"]) for row in out] == [
        *(("hospital.csv", row["id"]) for row in HOSPITAL),
        *(("morgue.csv", row["id"]) for row in MORGUE),
    ]
    person_of = {row["key"]: row["person"] for row in out}
    assert person_of["h3"] == "hospital.csv:h3"
    assert all(person_of[f"m{number}"] == f"hospital.csv:h{number}" for number in range(15, 45))
    assert person_of["m50"] == "morgue.csv:m50"


def test_pairs_say_how_each_field_weighs(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    told = found(capsys, *lists, "--map", "who=skip", "--pairs", "pairs.csv")
    pairs = read("pairs.csv")
    assert list(pairs[0])[:7] == ["list 1", "key 1", "list 2", "key 2", "probability", "verdict", "one person"]
    assert list(pairs[0])[7:] == [f"{name} (bits)" for name in told["fields"]]
    chances = [float(row["probability"]) for row in pairs]
    assert chances == sorted(chances, reverse=True)
    assert {row["verdict"] for row in pairs} <= {"same", "cannot_tell"} | {
        row["verdict"] for row in pairs if row["one person"] == "yes"
    }
    assert sum(row["verdict"] == "cannot_tell" for row in pairs) == told["in_doubt"]
    explained = found(capsys, *lists, "--map", "who=skip", "--explain", pairs[0]["key 1"], pairs[0]["key 2"])
    steps = explained["steps"]
    assert [float(bits) for bits in list(pairs[0].values())[7:]] == [round(one["bits"], 2) for one in steps]


def test_nothing_is_replaced_unasked_and_no_list_ever(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = written("out.csv", "mine")
    assert "it is there already, out.csv" in refused(capsys, *lists, "--out", out)
    assert Path(out).read_text(encoding="utf-8") == "mine"
    assert main(["link", *lists, "--out", out, "--force"]) == 0
    assert len(read(out)) == 90
    before = Path(lists[0]).read_bytes()
    assert "it is a list itself" in refused(capsys, *lists, "--out", f"./{lists[0]}", "--force")
    assert Path(lists[0]).read_bytes() == before
    assert "named twice" in refused(capsys, *lists, "--out", "x.csv", "--pairs", "x.csv")
    assert "no such folder to write into, nowhere/x.csv" in refused(capsys, *lists, "--out", "nowhere/x.csv")


def test_the_lists_are_not_changed(lists: list[str]) -> None:
    before = [Path(name).read_bytes() for name in lists]
    assert main(["link", *lists, "--out", "out.csv", "--pairs", "pairs.csv"]) == 0
    assert [Path(name).read_bytes() for name in lists] == before


# The truth.


def test_scores_against_a_truth(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    scores = found(capsys, *lists, "--truth", "who")["scores"]
    assert scores["pairs"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores["b_cubed"]["f1"] == scores["blocking_recall"] == 1.0
    assert main(["link", *lists, "--truth", "who"]) == 0
    assert "blocking recall  1.0000" in capsys.readouterr().out


def test_nothing_is_learned_from_a_truth(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the same words in the lists as an ordinary column, it would decide; as the truth, it changes nothing."""
    poor = [
        {"id": row["id"], "surname": row["surname"], "place": row["place"], "who": row["id"][1:]} for row in HOSPITAL
    ]
    other = [
        {"id": f"q{row['id'][1:]}", "surname": HOSPITAL[-1 - at]["surname"], "place": row["place"], "who": row["who"]}
        for at, row in enumerate(poor)
    ]
    header = ("id", "surname", "place", "who")
    files = [written("poor.csv", table(poor, header)), written("other.csv", table(other, header))]
    with_it = found(capsys, *files)
    assert "who" in with_it["fields"]
    for name in ("with", "without"):
        words = ["--truth", "who"] if name == "with" else ["--map", "who=skip"]
        assert main(["link", *files, *words, "--out", f"{name}.csv", "--pairs", f"{name}-pairs.csv"]) == 0
    assert Path("with.csv").read_bytes() == Path("without.csv").read_bytes()
    assert Path("with-pairs.csv").read_bytes() == Path("without-pairs.csv").read_bytes()
    as_truth = found(capsys, *files, "--truth", "who")
    assert "who" not in as_truth["fields"]
    assert as_truth["scores"]["pairs"]["recall"] < 0.5


def test_a_truth_that_is_told_as_a_field_is_still_no_feature(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "who" not in found(capsys, *lists, "--truth", "who", "--map", "who=code")["fields"]


def test_rows_without_a_truth_count_neither_way(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    half = [{**row, "who": row["id"][1:] if int(row["id"][1:]) < 30 else ""} for row in MORGUE]
    some = written("half.csv", table(half, (*HEADER, "who")))
    assert main(["link", lists[0], some, "--truth", "who", "--json"]) == 0
    said = capsys.readouterr()
    assert "note: 30 rows without a truth" in said.err
    assert json.loads(said.out)["scores"]["pairs"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_a_truth_that_is_not_there(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "no column 'person', hospital.csv" in refused(capsys, *lists, "--truth", "person")
    bare = [written(f"bare{at}.csv", told(listed, none="")) for at, listed in enumerate((HOSPITAL, MORGUE))]
    assert "the column of the truth is empty, none" in refused(capsys, *bare, "--truth", "none")


# A pair explained.


def test_a_pair_is_explained_field_by_field(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", *lists, "--map", "who=skip", "--explain", "h20", "morgue.csv:m20"]) == 0
    lines = {line.split("  ")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["pair"].endswith("hospital.csv:h20  and  morgue.csv:m20")
    assert "two rows drawn at random" in lines["before"]
    assert "says nothing  follows from the birth" in lines["age"]
    assert "same" in lines["probability"] and lines["one person"].endswith("yes")
    told = found(capsys, *lists, "--map", "who=skip", "--explain", "h20", "m20")
    steps = told["steps"]
    bits = float(str(told["prior_bits"])) + sum(step["bits"] for step in steps)
    assert told["probability"] == pytest.approx(1 / (1 + 2**-bits))
    assert (told["verdict"], told["together"], told["decided"]) == ("same", True, None)
    assert {step["field"] for step in steps} == {"surname", "given", "sex", "age", "birth", "death", "place"}


def test_two_persons_are_explained_too(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    told = found(capsys, *lists, "--map", "who=skip", "--explain", "h0", "m50")
    assert (told["verdict"], told["together"]) == ("different", False)


def test_the_picture_holds_every_field(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--explain", "h20", "m20", "--picture", "why.svg"]
    assert main(["link", *lists, "--map", "who=skip", *words]) == 0
    assert "wrote why.svg" in capsys.readouterr().err
    root = ET.parse("why.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    drawn = "\n".join("".join(one.itertext()) for one in root.iter())
    for words_of in ("surname", "place", "before", "after", "equal", "follows from the birth"):
        assert words_of in drawn
    assert "--picture draws the pair of --explain" in refused(capsys, *lists, "--picture", "other.svg")


def test_rows_are_named_by_one_key(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "no row has the key zz" in refused(capsys, *lists, "--explain", "h0", "zz")
    assert "these are one row" in refused(capsys, *lists, "--explain", "h0", "hospital.csv:h0")
    same = written("again.csv", told(HOSPITAL))
    assert "several rows have the key h0" in refused(capsys, lists[0], same, "--explain", "h0", "h1")
    pair = found(capsys, lists[0], same, "--explain", "hospital.csv:h0", "again.csv:h0")
    assert (pair["one"], pair["other"]) == ("hospital.csv:h0", "again.csv:h0")


def test_one_list_named_twice_is_two_lists(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    pair = found(
        capsys, lists[0], lists[0], "--map", "who=skip", "--explain", "hospital.csv (1):h0", "hospital.csv (2):h0"
    )
    assert pair["together"] is True


# Input that is bad, or odd.


def test_keys_that_stand_twice(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    twice = written("twice.csv", told([*HOSPITAL, HOSPITAL[0]]))
    assert "two rows have the key 'h0', twice.csv" in refused(capsys, twice, "--map", "id=key")
    assert main(["link", twice, "--out", "out.csv"]) == 0
    assert "id is not compared: not a different one in every row" in capsys.readouterr().err
    assert [row["key"] for row in read("out.csv")] == [str(at + 1) for at in range(46)]


def test_a_list_without_names(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    colours = written("colours.csv", "colour,shade\nred,dark\nblue,light\nred,light\n")
    assert "no column holds names, and rows without a name are never linked, colours.csv" in refused(capsys, colours)
    assert "colours.csv" in refused(capsys, lists[0], colours)
    assert main(["link", colours, "--map", "colour=name"]) == 0


def test_rows_without_a_name_are_counted_and_left_alone(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    nameless = [{**row, "surname": "", "given": ""} if at < 5 else row for at, row in enumerate(MORGUE)]
    some = written("some.csv", table(nameless))
    assert main(["link", lists[0], some, "--map", "who=skip", "--out", "out.csv"]) == 0
    assert "5 rows  never linked by machine" in capsys.readouterr().out
    person_of = {row["key"]: row["person"] for row in read("out.csv")}
    assert all(person_of[row["id"]] == f"some.csv:{row['id']}" for row in nameless[:5])


def test_names_of_any_length_marks_of_direction_and_odd_ages(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    odd = [
        {"id": "o1", "surname": "Тест" * 125, "given": "A", "age": "Less than a day"},
        {"id": "o2", "surname": "\u202eNorsund\u202c", "given": "\u200fFandor", "age": "62", "born": "1959-05-22"},
        {"id": "o3", "surname": "Norsund\x1b[31m", "given": "Fandor", "age": "-3"},
        {"id": "o4", "surname": "🙂", "given": "?", "age": "999"},
        {"id": "o5", "surname": "O" * 40, "given": "B", "age": "2 months"},
    ]
    some = written("odd.csv", table(odd, HEADER))
    words = [lists[0], some, "--map", "who=skip"]
    assert main(["link", *words, "--out", "out.csv", "--pairs", "pairs.csv"]) == 0
    assert len(read("out.csv")) == 50
    assert "what has more than 200 characters is none: surname, 1 of 5" in capsys.readouterr().err
    assert main(["link", *words, "--explain", "o2", "h20"]) == 0
    said = capsys.readouterr().out
    assert not {"\u202e", "\u200f", "\x1b"} & set(said)
    assert "surname" in said and "equal" in said
    ages = {step["field"]: step for step in found(capsys, *words, "--explain", "o1", "o5")["steps"]}
    assert (ages["age"]["one"], ages["age"]["other"]) == ("0", "0")
    beyond = {step["field"]: step for step in found(capsys, *words, "--explain", "o4", "h20")["steps"]}
    assert beyond["age"]["one"] is None


def test_a_thousand_equal_rows(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    equal = [{**person(1), "id": str(at)} for at in range(1000)]
    assert "no column tells the rows apart" in refused(capsys, written("equal.csv", table(equal)))
    mixed = written("mixed.csv", table([*equal, *HOSPITAL]))
    told = found(capsys, mixed)
    assert told["rows"] == 1045
    assert told["persons"] == 1045, "what a thousand rows share says nothing of who they are"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("doc.pdf", b"%PDF-1.7\n1 0 obj\n", "PDF is no table we read"),
        ("doc.csv", b"%PDF-1.7\n1 0 obj\n", "PDF is no table we read"),
        ("noise.xlsx", b"PK\x03\x04 and then nothing", "noise.xlsx"),
        ("noise.parquet", b"PAR1 and then nothing", "noise.parquet"),
        ("zeros.csv", b"\x00" * 400, "zeros.csv"),
    ],
)
def test_files_that_are_no_lists(
    lists: list[str], capsys: pytest.CaptureFixture[str], name: str, data: bytes, said: str
) -> None:
    Path(name).write_bytes(data)
    assert said in refused(capsys, lists[0], name)


def test_a_header_without_rows(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    bare = written("bare.csv", "id,surname\n")
    assert "there is no row below the header, bare.csv" in refused(capsys, bare)
    assert main(["link", lists[0], bare]) == 0
    assert "bare.csv: 0 rows" in capsys.readouterr().err


def test_what_is_no_file(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such file or folder, nowhere.csv" in refused(capsys, lists[0], "nowhere.csv")
    assert "is a folder" in refused(capsys, ".")
    assert "no engine of this name: quick" in refused(capsys, *lists, "--engine", "quick")


def test_lists_too_short_to_learn_from_are_said_to_be(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    short = written("short.csv", told(HOSPITAL[:4]))
    other = written("other.csv", told(MORGUE[:4]))
    assert main(["link", short, other]) == 0
    assert "too few rows are surely one person to learn from" in capsys.readouterr().err
    assert found(capsys, short, other)["taught_by"] == []


def test_the_same_rows_give_the_same_bytes(lists: list[str]) -> None:
    for name in ("one", "two"):
        assert main(["link", *lists, "--out", f"{name}.csv", "--pairs", f"{name}-pairs.csv"]) == 0
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()
    assert Path("one-pairs.csv").read_bytes() == Path("two-pairs.csv").read_bytes()
