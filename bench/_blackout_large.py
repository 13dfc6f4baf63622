"""A thousand networks, six weeks, ten minutes: the whole command on one file of six million points.

The same points as one long CSV (series after series, and time after time), one wide CSV, one IODA answer. Beside the
command stands what reading alone costs here and what it costs to walk over the file with the standard library's `csv` (or
`json`), values as floats and nothing else: no times, no grid, no search. CPU is that of a process and its workers, memory
the most that one of them held, also over one that reads a small file. A file of ten gigabytes with holes ends the run.
Run by bench/blackout.py: python bench/_blackout_large.py FIRST_SEED [NETWORKS]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from aigaq.blackout.made import made
from aigaq.blackout.series import Series

KINDS = {"bgp": "bgp", "ping": "ping-slash24", "traffic": "gtr", "telescope": "merit-nt"}
DIFFERENT = 40  # series that are made; the rest repeat them under other names
CSV = "import csv, sys\nfor row in csv.reader(open(sys.argv[1], newline='')):\n  for cell in row[int(sys.argv[2]):]:\n    cell and cell[0] in '0123456789' and float(cell)"
JSON = "import json, sys\njson.load(open(sys.argv[1]))"
STARTER = "import os, subprocess, sys\np = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)\nu = os.wait4(p.pid, 0)[2]\nprint([u.ru_utime + u.ru_stime, u.ru_maxrss])"
READ = "import sys\nfrom pathlib import Path\nfrom aigaq.blackout.readers import read_series\nread_series([Path(sys.argv[1])])"


def _cell(value: float) -> str:
    return "" if value != value else f"{value:.0f}" if value == int(value) else repr(round(value, 4))


def _files(place: Path, networks: int, first: int) -> Iterator[tuple[str, Path, int]]:
    """Name, file and the first column of values of each form, one after the other."""
    series = [made(kind, first + at).series for at, kind in enumerate(list(KINDS) * (DIFFERENT // len(KINDS)))]
    cells = [[_cell(float(value)) for value in one.values] for one in series]
    when = [datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in series[0].times]
    whose = [(f"AS{9000 + at}", series[at % DIFFERENT].signal, cells[at % DIFFERENT]) for at in range(networks)]
    head = "time,entity,signal,value\n"
    forms: dict[str, tuple[str, Callable[[], Iterator[str]], int]] = {
        "long CSV": (head, lambda: (f"{at},{name},{signal},{cell}\n" for name, signal, column in whose for at, cell in zip(when, column, strict=True)), 3),
        "long CSV, time by time": (head, lambda: (f"{at},{name},{signal},{column[k]}\n" for k, at in enumerate(when) for name, signal, column in whose), 3),
        "wide CSV": (f"time,{','.join(name for name, _, _ in whose)}\n", lambda: (f"{at},{','.join(column[k] for _, _, column in whose)}\n" for k, at in enumerate(when)), 1),
    }  # fmt: skip
    path = place / "made"
    for name, (header, rows, column) in forms.items():
        with path.open("w") as file:
            file.write(header)
            file.writelines(rows())
        yield name, path, column
    path.write_text(json.dumps({"type": "signals", "data": [_signals(series, networks)]}))
    yield "IODA JSON", path, 0


def _signals(series: list[Series], networks: int) -> list[dict[str, object]]:
    sources = list(KINDS.values())
    values = [[json.loads(_cell(float(value)) or "null") for value in one.values] for one in series]
    begins, ends = int(series[0].times[0]), int(series[0].times[-1]) + series[0].step
    return [
        {"entityType": "asn", "entityCode": str(9000 + at), "entityName": "", "datasource": sources[at % len(sources)], "subtype": "",
         "from": begins, "until": ends, "step": series[0].step, "nativeStep": series[0].step, "values": values[at % DIFFERENT]}
        for at in range(networks)
    ]  # fmt: skip


def spent(*arguments: str) -> tuple[float, float, str]:
    """CPU seconds of a process and its workers, the most MB one of them held, what it said.

    A small process starts it, since the most that a process held counts from before it became another program.
    """
    done = subprocess.run([sys.executable, "-c", STARTER, sys.executable, *arguments], capture_output=True, text=True)
    seconds, most = json.loads(done.stdout)
    return seconds, most / 1000, done.stderr.strip()


def run_large(first: int, networks: int) -> None:
    """Each form of the file: the command, reading alone, a plain walk over it."""
    with tempfile.TemporaryDirectory() as place:
        small = str(_small(Path(place)))
        spent("-m", "aigaq", "blackout", small)  # compiles, once
        base = spent("-c", READ, small)[1]
        for name, path, column in _files(Path(place), networks, first):
            print(f"== large: {networks:,} networks × 6 weeks × 10 minutes, {name}, {path.stat().st_size >> 20} MB")
            seconds, most, _ = spent("-m", "aigaq", "blackout", str(path), "--time-zone", "Asia/Almaty", "--json")
            missed = f": MISSED by {seconds - 40:.1f}" if seconds > 40 else ""
            print(f"  {'s':16}{seconds:>14.1f}   target 40{missed}")
            print(f"  {'MB':16}{most:>14,.0f}   {most - base:,.0f} over reading a small file")
            walk = spent("-c", JSON if not column else CSV, str(path), str(column))[0]
            read = spent("-c", READ, str(path))[0]
            print(
                f"  {'reading, s':16}{read:>14.2f}   a plain walk over it {walk:.2f} s; ours takes {read / walk:.2f} of it"
            )
        huge = Path(place) / "made"
        with huge.open("wb") as file:
            rows = b"2021-10-04T00:00:00Z,AS9000,bgp,9000\n" * 2000
            for at in (0, 5 << 30, (10 << 30) - len(rows)):
                file.seek(at)
                file.write((b"time,entity,signal,value\n" if not at else b"") + rows)
        seconds, most, said = spent("-m", "aigaq", "blackout", str(huge))
        print(f"== a file of 10 GB: {seconds:.1f} s, {most:.0f} MB: {said.splitlines()[0].replace(str(huge), 'FILE')}")


def _small(place: Path) -> Path:
    """A file just large enough to be read as large ones are."""
    path = place / "small.csv"
    begins = int(datetime(2021, 10, 4, tzinfo=UTC).timestamp())
    moments = (datetime.fromtimestamp(begins + 600 * at, UTC) for at in range(40_000))
    rows = (f"{moment:%Y-%m-%dT%H:%M}Z,AS1,bgp,{9000 + at % 7}\n" for at, moment in enumerate(moments))
    path.write_text("time,entity,signal,value\n" + "".join(rows))
    return path


if __name__ == "__main__":
    run_large(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
