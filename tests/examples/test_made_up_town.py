"""The shipped town is what `aigaq town` makes of its seed, byte for byte, and nobody in it can be taken for real.

As a case: its mappings read every cell they have a field for, and who is who has none.
"""

import io
import json
from pathlib import Path

import pytest

import aigaq.examples
from aigaq.case import Keystore
from aigaq.case.editions import editions
from aigaq.cli.demo import take_in
from aigaq.examples import ShippedItem, load
from aigaq.intake.tables import read_table
from aigaq.people.lists.chains import chains
from aigaq.people.lists.reading import ListSheet, read_sheet
from aigaq.people.town import make
from aigaq.people.town.rates import read_rates
from aigaq.reading.tables import fit, read_mapping

FOLDER = Path(aigaq.examples.__file__).parent / "made-up-town"
LISTS = ("official", "families", "kazakh", "ngo", "hospital")


def test_it_is_what_its_seed_makes(tmp_path: Path) -> None:
    truth = json.loads((FOLDER / "truth/truth.json").read_text(encoding="utf-8"))
    rates = read_rates((FOLDER / "rates.toml").read_bytes(), where="rates.toml")
    make(tmp_path, rates, persons=truth["persons"], seed=truth["seed"])
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for path, data in made.items():
        assert (FOLDER / path).read_bytes() == data, f"{path}: run `aigaq town` again with these persons and this seed"
    assert {path.name for path in (FOLDER / "lists").iterdir()} == {f"invented-{name}.csv" for name in LISTS}


def test_it_says_first_that_everything_is_invented() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("Everything in this folder is invented")
    for path in FOLDER.rglob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        assert path.name.startswith("invented-") and rows
        assert all(any(word in row for word in ("invented", "вымышлено", "ойдан шығарылған")) for row in rows)


ITEMS = {one.file: one for one in load("made-up-town").items if one.role == "list"}


def sheet_of(one: ShippedItem) -> ListSheet:
    (mapping,) = read_mapping(one.mapping or b"").sheet
    return read_sheet(fit(read_table(lambda: io.BytesIO(one.data), item=one.file, name=one.file), mapping))


@pytest.mark.parametrize("file", ITEMS)
def test_every_row_is_read_and_nothing_is_odd(file: str) -> None:
    found = sheet_of(ITEMS[file])
    assert len(found.rows) == len(ITEMS[file].data.splitlines()) - 1
    assert not found.lost and not found.notices
    assert {key: row.problems for key, row in found.rows.items() if row.problems} == {}
    statuses = [cell for row in found.rows.values() for cell in row.cells if cell[0] in found.plan.mapping.columns]
    assert statuses, "the mapping speaks of columns that are there"
    assert any(row.fates for row in found.rows.values())


@pytest.mark.parametrize("file", ITEMS)
def test_who_is_who_is_in_no_field(file: str) -> None:
    found = sheet_of(ITEMS[file])
    assert "person" not in found.plan.mapping.columns
    assert all(dict(row.cells)["person"].startswith("P0") for row in found.rows.values()), "it is kept with its row"
    assert not any("P0000" in str((row.fields, row.key)) for row in found.rows.values())


def test_rows_without_a_name_are_those_of_the_truth() -> None:
    truth = json.loads((FOLDER / "truth/truth.json").read_text(encoding="utf-8"))
    told = {one["name"]: one["without_name"] for one in truth["lists"]}
    assert {name: sheet_of(ITEMS[f"lists/invented-{name}.csv"]).unnamed for name in LISTS} == told


def test_everything_in_the_case_says_that_it_is_invented() -> None:
    example = load("made-up-town")
    assert "invented" in example.title
    for one in example.items:
        assert "(invented)" in one.description["title"] and "(invented)" in one.description["publisher"]
        assert one.description["notes"].startswith("Invented")
    assert example.item("announcement.txt").data.startswith(b"INVENTED EXAMPLE")


def test_lists_are_internal_and_the_newest_replace_the_earlier(tmp_path: Path) -> None:
    case = take_in(load("made-up-town"), tmp_path / "case", Keystore(tmp_path / "keys"))
    assert {item.handling.value for item in case.items() if any(one.role == "list" for one in item.acquired)} == {
        "internal"
    }
    assert len(editions(case)) == 2
    assert sorted(len(chain.items) for chain in chains(case)) == [1, 1, 1, 2, 2]
