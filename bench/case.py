"""What the evidence store costs, beside hashing the same bytes with hashlib.sha256 in the same run.

    python bench/case.py [--full] [--folder DIR]

Every measured action runs in a fresh process, whose start (printed first) is not subtracted; CPU time (user and system,
children excluded) counts, wall time is printed beside it; the better of two runs. Targets are those of the project's
target list; a missed one is said. The folder must lie on a real disk, and the load of the machine is printed, as it
makes CPU time longer too.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

LARGE_FILES = 16
SMALL_SIZE = 4096
BATCH = 1000


def make_files(folder: Path, count: int, size: int) -> None:
    """Files of random bytes, a thousand to a folder."""
    draw = random.Random(count)
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        with (place / f"{number:06d}.txt").open("wb") as file:
            for _ in range(0, size, 1 << 20):
                file.write(draw.randbytes(min(size, 1 << 20)))


def hash_bytes(scratch: Path, total: int) -> None:
    """The limit: read as many bytes from the page cache and hash them, nothing else; of one file, so no opening counts."""
    scratch.write_bytes(random.Random(0).randbytes(1 << 24))
    buffer = bytearray(1 << 20)
    digest = sha256()
    with scratch.open("rb", buffering=0) as file:
        started = time.process_time()
        for at in range(0, total, 1 << 20):
            file.seek(at % (1 << 24))
            count = file.readinto(buffer)
            digest.update(memoryview(buffer)[: min(count or 0, total - at)])
        print(json.dumps({"cpu": time.process_time() - started}))
    scratch.unlink()


def add_files(case_path: Path, folder: Path) -> None:
    from aigaq.case import Case, Handling, Keystore, add_folder

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    with case.writing() as batch:
        for _ in add_folder(batch, folder, handling=Handling.PUBLIC):
            pass


def verify_case(case_path: Path) -> None:
    from aigaq.case import verify

    outcome = verify(case_path)
    if outcome.exit_code:
        raise SystemExit(f"not valid: {outcome.findings[:3]}")


def new_case(case_path: Path) -> None:
    from aigaq.case import Case, Keystore

    Case.create(case_path, title="bench", keys=Keystore(case_path.with_name("keys")))


def encoded(case_path: Path, count: int) -> list[bytes]:
    """Encoded `item` entries, as `add` writes them; all of the one item the case holds, each in a batch of its own."""
    from aigaq.case import Case, Keystore, entries

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    with case.writing() as batch:
        added = batch.add(io.BytesIO(b"measured"))
    first = entries.ItemEntry(
        v=1, at="2022-01-05T12:00:00Z", item=added.item, size=8, media="text/plain", role="document",
        handling="internal", batch="0" * 32, description=added.item,
    )  # fmt: skip
    template = entries.encode(first)
    return [template.replace(b"0" * 32, sha256(b"%d" % number).hexdigest()[:32].encode()) for number in range(count)]


def append_entries(case_path: Path, count: str, size: str) -> None:
    """Append encoded entries in batches through signed, fsynced heads; prints the CPU and wall time of that alone."""
    from aigaq.case import Keystore, layout
    from aigaq.case.append import Appender
    from aigaq.case.logs import logs_of

    keys = Keystore(case_path.with_name("keys"))
    (log,) = logs_of(case_path)
    unfinished = case_path / layout.UNFINISHED
    raws = encoded(case_path, int(count))
    unfinished.mkdir()
    started = time.perf_counter(), time.process_time()
    appender = Appender(log, keys=keys, identity=keys.identity(log.id), unfinished=unfinished)
    appender.recover()
    for at in range(0, len(raws), int(size)):
        appender.append(raws[at : at + int(size)])
    wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    unfinished.rmdir()
    print(json.dumps({"cpu": cpu, "wall": wall}))


def verify_log(case_path: Path) -> None:
    """Verify a case that is nearly all log."""
    from aigaq.case import verify

    outcome = verify(case_path)
    if outcome.exit_code:
        raise SystemExit(f"not valid: {outcome.findings[:3]}")
    counts = outcome.counts
    print(json.dumps({"entries": counts["entries"], "signatures": counts["signatures"]}))


def open_case(case_path: Path) -> None:
    from aigaq.case import Case, Keystore

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    print(json.dumps({"items": len(case.items())}))


def start() -> None:
    import aigaq.case  # noqa: F401 - loading it is what is measured


ACTIONS = {
    "nothing": lambda args: start(),
    "hash": lambda args: hash_bytes(Path(args[0]), int(args[1])),
    "new": lambda args: new_case(Path(args[0])),
    "add": lambda args: add_files(Path(args[0]), Path(args[1])),
    "verify": lambda args: verify_case(Path(args[0])),
    "append": lambda args: append_entries(Path(args[0]), args[1], args[2]),
    "verify-log": lambda args: verify_log(Path(args[0])),
    "open": lambda args: open_case(Path(args[0])),
}


class Run:
    """One action in a fresh process: CPU seconds, wall seconds, what it printed, peak memory in MB."""

    def __init__(self, action: str, *args: Path | int) -> None:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [sys.executable, __file__, "--run", action, *map(str, args)], check=True, stdout=subprocess.PIPE, text=True
        )
        self.wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.said = json.loads(done.stdout) if done.stdout.strip() else {}


def line(what: str, run: Run, limit: float, target: float) -> None:
    """A row of the table: a ratio to the limit, and by how much the target is missed."""
    ratio = run.cpu / limit
    missed = "" if ratio <= target else f"   missed by {ratio / target - 1:.0%}"
    print(f"{what:<44} {run.cpu:7.2f} s cpu {run.wall:7.2f} s wall {ratio:6.2f} ×   target {target} ×{missed}")


def pair(title: str, folder: Path, data: Path, *, add: float, verify: float) -> None:
    """Add and verify of the files under `data`, beside hashing them."""
    total = sum(path.stat().st_size for path in data.rglob("*.txt"))
    limit = sorted(Run("hash", folder / "scratch", total).said["cpu"] for _ in range(3))[1]
    print(f"\n{title}: hashing the bytes alone {limit:.3f} s cpu, {total / limit / 1e9:.2f} GB/s")
    case = folder / "case"
    added = []
    for _ in range(2):
        discard(folder)
        Run("new", case)
        added.append(Run("add", case, data))
    line("add, fsynced, one signed head", best(added), limit, add)
    line("verify", best([Run("verify", case) for _ in range(2)]), limit, verify)
    opened = best([Run("open", case) for _ in range(2)])
    print(f"{'open and list items':<44} {opened.cpu:7.2f} s cpu   {opened.said['items']} items")
    discard(folder)


def load() -> str:
    """What else the machine does: the mean of the last one and five minutes, ourselves included."""
    return " and ".join(f"{mean:.1f}" for mean in os.getloadavg()[:2])


def best(runs: list[Run]) -> Run:
    """The run that took least."""
    return min(runs, key=lambda run: run.cpu)


def discard(folder: Path) -> None:
    """Remove case and keys. ext4 then looks twice at each inode for five seconds, which the next run must not pay for."""
    if (folder / "case").exists():
        shutil.rmtree(folder / "case")
        shutil.rmtree(folder / "keys")
        os.sync()
        time.sleep(6)


def rate(folder: Path, count: int, size: int, target: int | None) -> None:
    """Entries a second through signed, fsynced heads."""
    case = folder / "case"
    Run("new", case)
    said = Run("append", case, count, size).said
    speed = count / said["cpu"]
    aim = (
        ""
        if target is None
        else f"   target {target:,}/s" + ("" if speed >= target else f"   missed by {1 - speed / target:.0%}")
    )
    print(
        f"append in batches of {size:<5} {speed:12,.0f} entries/s cpu {count / said['wall']:12,.0f} entries/s wall{aim}"
    )
    if size >= BATCH:
        checked = best([Run("verify-log", case) for _ in range(2)])
        entries, signatures = checked.said["entries"], checked.said["signatures"]
        print(f"verify a log of {entries:,} entries: {checked.cpu:.2f} s cpu, {signatures} signatures")
    discard(folder)


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="1 GB, 100,000 files, 1,000,000 entries")
    parser.add_argument("--folder", type=Path, default=Path.cwd(), help="where to make a temporary folder")
    parser.add_argument("--run", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        ACTIONS[options.run[0]](options.run[1:])
        return
    total, count, entries = (1 << 30, 100_000, 1_000_000) if options.full else (256 << 20, 10_000, 100_000)
    print(f"start of a process {best([Run('nothing') for _ in range(3)]).cpu:.2f} s cpu; load {load()}")
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".bench-case-") as name:
        folder = Path(name)
        make_files(folder / "large", LARGE_FILES, total // LARGE_FILES)
        pair(f"{LARGE_FILES} files, {total >> 20} MiB", folder, folder / "large", add=2.5, verify=1.15)
        shutil.rmtree(folder / "large")
        make_files(folder / "small", count, SMALL_SIZE)
        pair(f"{count:,} files of 4 KiB, public", folder, folder / "small", add=9, verify=2.5)
        shutil.rmtree(folder / "small")
        print("\nlog" + (", verified in at most 3 s" if options.full else ""))
        rate(folder, entries, BATCH, 100_000)
        rate(folder, entries, entries, None)
        rate(folder, 200, 1, None)
    print(f"load {load()}")


if __name__ == "__main__":
    main()
