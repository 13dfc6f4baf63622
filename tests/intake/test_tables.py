"""Tables: sheets with their headers, addresses of cells, a million rows in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from aigaq.errors import NotReadable, StorageError
from aigaq.intake.tables import headed, table_of
from tests.shared import ROOT


def test_cells_have_addresses(tmp_path: Path) -> None:
    path = tmp_path / "tally of towns.csv"
    path.write_text("\ufeffA tally\nid,city,dead\n1,Almaty,5\n\n2,Astana,7,extra\n", encoding="utf-8")
    (sheet,) = table_of(path, separator="comma").sheets(wanted=("city", "dead"))
    assert (sheet.name, sheet.header, sheet.first) == ("tally of towns", 2, 3)
    first, second = sheet.rows()
    assert [(cell.text, cell.column, cell.address) for cell in sheet.cells(first)] == [
        ("1", "id", "A3"),
        ("Almaty", "city", "B3"),
        ("5", "dead", "C3"),
    ]
    assert [(cell.text, cell.address) for cell in sheet.beyond(second)] == [("extra", "D5")]
    assert sheet.sample == (first, second)
    assert headed(sheet.grid, row=1).columns[0].name == "A tally"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        table_of(tmp_path / "none.csv")
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(NotReadable, match="PNG"):
        table_of(path)


SCRIPT = """
import resource, sys
from pathlib import Path
from aigaq.intake.tables import table_of

path = Path(sys.argv[1])
with path.open("w", encoding="utf-8") as file:
    file.write("id,city,dead,note\\n")
    file.writelines(f'{n},Almaty,{n % 50},"row {n}, invented"\\n' for n in range(int(sys.argv[2])))
(sheet,) = table_of(path).sheets()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = total = 0
for row in sheet.rows():
    count += 1
    total += int(row.cells[2])
print(count, total, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_million_rows_in_bounded_memory(tmp_path: Path) -> None:
    rows = 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "big.csv"), str(rows)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    count, total, grown = map(int, done.stdout.split())
    assert (count, total) == (rows, sum(n % 50 for n in range(rows)))
    assert grown < 30  # MiB; the file has 30
