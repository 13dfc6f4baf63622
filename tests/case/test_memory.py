"""Adding and verifying take no more memory for larger files, nor for larger packs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aigaq.case import verify
from tests.case.conftest import make

MEASURE = """
import sys
from pathlib import Path
from aigaq.case import Case, Handling, Keystore, add_folder, verify
from aigaq.case.disk import files

def peak():
    # VmHWM belongs to this program alone; ru_maxrss would carry over what the parent held when it forked.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

what, path, keys, folder = sys.argv[1:]
files.fsync = lambda descriptor: None
case = Case.open(path, keys=Keystore(Path(keys)))
case.items()
Keystore(Path(keys)).own_log(case.id, [one.log for one in case.entries()][:1])
before = peak()
if what == "add":
    with case.writing() as batch:
        for _ in add_folder(batch, Path(folder), handling=Handling.PUBLIC):
            pass
else:
    verify(path)
print(before, peak())
"""


def write(path: Path, size: int) -> None:
    """Bytes that repeat, but in no two files alike."""
    with path.open("wb") as file:
        file.write(path.name.encode())
        for at in range(0, size, 1 << 20):
            file.write(bytes(min(size - at, 1 << 20)))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize(
    ("count", "size", "add_limit"), [(2, 96 << 20, 16), (1500, 60_000, 80)], ids=["large", "packs"]
)
def test_memory_stays_flat(tmp_path: Path, count: int, size: int, add_limit: int) -> None:
    """In MiB, of fresh processes: a large file goes through a buffer, a pack of 32 MiB is held until it is written."""
    made = make(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(count):
        write(folder / f"{number}", size)
    for what, limit in (("add", add_limit), ("verify", 16)):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, what, made.path, made.keys.path, folder],
            capture_output=True,
            text=True,
            check=True,
        )
        before, after = map(int, done.stdout.split())
        assert (after - before) >> 10 < limit, (what, before, after)
    assert verify(made.path).counts["items"] == count
