"""What the evidence store costs, beside hashing the same bytes with hashlib.sha256 in the same run.

    python bench/case.py [--full] [--folder DIR]

Prints the table "Case" of the targets: CPU time (user and system, all processes of an action) as a multiple of the CPU time
of hashing the bytes alone, and wall time beside it; then others at the same work, where they are installed: bagit.py,
restic, git-annex; then how cost grows with the log. Every measured action runs in fresh processes whose start, printed
first, is not subtracted; the better of two runs counts. A target that is missed is said, and by how much. The folder must
lie on a real disk. The load of the machine is printed, as it makes CPU time longer too.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

LARGE_FILES = 16
SMALL_SIZE = 4096
BATCH = 1000
ANNEX_FILES = 1000  # of the small files: it takes 0.1 s cpu for each


def make_files(folder: Path, count: int, size: int) -> None:
    """Files of random bytes, a thousand to a folder."""
    import random

    draw = random.Random(count)
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        with (place / f"{number:06d}.txt").open("wb") as file:
            for _ in range(0, size, 1 << 20):
                file.write(draw.randbytes(min(size, 1 << 20)))


# --- what is measured, each in a process of its own ---


def warm(size: int) -> None:
    """Touch memory once: a virtual machine that gives a page for the first time bills that to whoever asked for it."""
    from mmap import mmap

    memory = mmap(-1, size)
    for at in range(0, size, 4096):
        memory[at] = 1


def hash_bytes(scratch: Path, total: int) -> dict[str, float]:
    """The limit: read as many bytes from the page cache and hash them, nothing else; of one file, so no opening counts."""
    import random

    scratch.write_bytes(random.Random(0).randbytes(1 << 24))
    buffer = bytearray(1 << 20)
    digest = sha256()
    with scratch.open("rb", buffering=0) as file:
        started = time.process_time()
        for at in range(0, total, 1 << 20):
            file.seek(at % (1 << 24))
            count = file.readinto(buffer)
            digest.update(memoryview(buffer)[: min(count or 0, total - at)])
        used = time.process_time() - started
    scratch.unlink()
    return {"cpu": used}


def write_bytes(path: Path, total: int) -> dict[str, float]:
    """What the system takes for writing as many bytes to a new file and to the disk, without looking at them."""
    import os
    import random

    piece = random.Random(0).randbytes(128 << 10)  # stays in the cache of the processor, as what `add` copies does
    started = time.process_time()
    with path.open("wb", buffering=0) as file:
        for at in range(0, total, len(piece)):
            file.write(piece[: total - at])
        os.fsync(file.fileno())
    return {"cpu": time.process_time() - started}


def add_files(case_path: Path, folder: Path) -> None:
    from aigaq.case import Case, Handling, Keystore, add_folder

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    with case.writing() as batch:
        for _ in add_folder(batch, folder, handling=Handling.PUBLIC):
            pass


def verify_case(case_path: Path) -> dict[str, int]:
    from aigaq.case import verify

    outcome = verify(case_path)
    if outcome.exit_code:
        raise SystemExit(f"not valid: {outcome.findings[:3]}")
    return outcome.counts


def new_case(case_path: Path) -> None:
    from aigaq.case import Case, Keystore

    Case.create(case_path, title="bench", keys=Keystore(case_path.with_name("keys")))


def encoded(case_path: Path, count: int) -> list[bytes]:
    """Encoded `item` entries, as `add` writes them; all of the one item the case holds, each in a batch of its own."""
    import io

    from aigaq.case import Case, Keystore
    from aigaq.case.log import entries

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    with case.writing() as batch:
        added = batch.add(io.BytesIO(b"measured"))
    first = entries.ItemEntry(
        v=1, at="2022-01-05T12:00:00Z", item=added.item, size=8, media="text/plain", role="document",
        handling="internal", batch="0" * 32, description=added.item,
    )  # fmt: skip
    template = entries.encode(first)
    return [template.replace(b"0" * 32, sha256(b"%d" % number).hexdigest()[:32].encode()) for number in range(count)]


def append_entries(case_path: Path, count: int, size: int) -> dict[str, float]:
    """Append encoded entries in batches through signed, fsynced heads: the CPU and wall time of that alone."""
    from aigaq.case import Keystore
    from aigaq.case.disk import layout
    from aigaq.case.log.append import Appender
    from aigaq.case.log.logs import logs_of

    keys = Keystore(case_path.with_name("keys"))
    (log,) = logs_of(case_path)
    unfinished = case_path / layout.UNFINISHED
    raws = encoded(case_path, count)
    unfinished.mkdir()
    started = time.perf_counter(), time.process_time()
    appender = Appender(log, keys=keys, identity=keys.identity(log.id), unfinished=unfinished)
    appender.recover()
    for at in range(0, len(raws), size):
        appender.append(raws[at : at + size])
    wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    unfinished.rmdir()
    return {"cpu": cpu, "wall": wall}


def open_case(case_path: Path) -> dict[str, int]:
    from aigaq.case import Case, Keystore

    case = Case.open(case_path, keys=Keystore(case_path.with_name("keys")))
    return {"items": len(case.items()), "entries": len(case.index().views)}


def start() -> None:
    import aigaq.case  # noqa: F401 - loading it is what is measured


def bag(folder: Path, algorithms: str) -> None:
    import bagit

    bagit.make_bag(str(folder), checksums=algorithms.split(","))


def check_bag(folder: Path) -> None:
    import bagit

    bagit.Bag(str(folder)).validate()


ACTIONS: dict[str, Callable[[list[str]], Mapping[str, float] | None]] = {
    "nothing": lambda args: start(),
    "warm": lambda args: warm(int(args[0])),
    "hash": lambda args: hash_bytes(Path(args[0]), int(args[1])),
    "write": lambda args: write_bytes(Path(args[0]), int(args[1])),
    "new": lambda args: new_case(Path(args[0])),
    "add": lambda args: add_files(Path(args[0]), Path(args[1])),
    "verify": lambda args: verify_case(Path(args[0])),
    "append": lambda args: append_entries(Path(args[0]), int(args[1]), int(args[2])),
    "open": lambda args: open_case(Path(args[0])),
    "bag": lambda args: bag(Path(args[0]), args[1]),
    "check-bag": lambda args: check_bag(Path(args[0])),
}


def act(name: str, args: list[str]) -> None:
    """One action; prints what it says of itself, and its peak memory in KiB where /proc tells."""
    said: dict[str, float] = dict(ACTIONS[name](args) or {})
    try:
        status = Path("/proc/self/status").read_text().splitlines()
        said["peak"] = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        pass
    print(json.dumps(said))


# --- measuring ---


class Run:
    """CPU and wall time of a program and all processes it waited for."""

    def __init__(self, *words: object, folder: Path | None = None, env: dict[str, str] | None = None) -> None:
        import os
        import resource
        import subprocess

        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            list(map(str, words)), cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        self.wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.said = json.loads(done.stdout) if done.stdout.startswith("{") else {}


def own(action: str, *args: object) -> Run:
    """One of the actions above."""
    return Run(sys.executable, __file__, "--run", action, *args)


def best(runs: list[Run]) -> Run:
    """The run that took least."""
    return min(runs, key=lambda run: run.cpu)


def line(what: str, run: Run, limit: float, target: float | None = None, *, nothing: float | None = None) -> None:
    """A row of the table: a ratio to the limit, and by how much the target is missed; `nothing`: a start's CPU time."""
    ratio = run.cpu / limit
    aim = (
        ""
        if target is None
        else f"   target {target} ×" + ("" if ratio <= target else f"   missed by {ratio / target - 1:.0%}")
    )
    if nothing is not None:
        aim = f" {(run.cpu - nothing) / limit:7.2f} × less start{aim}"
    peak = run.said.get("peak")
    memory = f"{peak >> 10:5} MiB" if peak else " " * 9
    print(f"{what:<34} {run.cpu:7.2f} s cpu {run.wall:7.2f} s wall {memory} {ratio:7.2f} ×{aim}", flush=True)


class Desk:
    """A temporary folder; each run gets a fresh place in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def place(self) -> Path:
        self.count += 1
        place = self.folder / f"run-{self.count}"
        place.mkdir()
        return place

    def clear(self) -> None:
        import shutil

        for number in range(1, self.count + 1):
            place = self.folder / f"run-{number}"
            if place.exists():
                for path in place.rglob("*"):
                    if path.is_dir():
                        path.chmod(0o755)  # git-annex takes away the right to remove
                shutil.rmtree(place)


def limit_of(desk: Desk, total: int) -> float:
    """The CPU time of hashing so many bytes: the middle of three."""
    measured: list[float] = sorted(own("hash", desk.folder / "scratch", total).said["cpu"] for _ in range(3))
    return measured[1]


def pair(title: str, desk: Desk, data: Path, *, add: float, verify: float, nothing: float) -> None:
    """Add and verify of the files under `data`, beside hashing them and beside others."""
    total = sum(path.stat().st_size for path in data.rglob("*.txt"))
    limit = limit_of(desk, total)
    print(f"\n{title}: hashing the bytes alone {limit:.3f} s cpu, {total / limit / 1e9:.2f} GB/s")
    written = min(own("write", desk.place() / "file", total).said["cpu"] for _ in range(2))
    print(f"{'writing the bytes alone, fsynced':<34} {written:7.2f} s cpu {written / limit:34.2f} ×")
    added = []
    for _ in range(2):
        case = desk.place() / "case"
        own("new", case)
        added.append(own("add", case, data))
    line("add, fsynced, one signed head", best(added), limit, add, nothing=nothing)
    line("verify", best([own("verify", case) for _ in range(2)]), limit, verify, nothing=nothing)
    line("open, index and list the items", best([own("open", case) for _ in range(2)]), limit)
    others(desk, data, limit, total)
    desk.clear()


# --- others, at the same work ---


def others(desk: Desk, data: Path, limit: float, total: int) -> None:
    """bagit.py, restic, git-annex; their work is not ours in all: bagit moves the files and signs nothing, restic encrypts."""
    import importlib.util
    import shutil

    if importlib.util.find_spec("bagit") is None:
        print("bagit.py: not installed")
    else:
        for name, algorithms in (("bagit sha256", "sha256"), ("bagit default", "sha256,sha512")):
            place = desk.place() / "bag"
            shutil.copytree(data, place)
            line(f"{name}: make, without a copy", own("bag", place, algorithms), limit)
            line(f"{name}: validate", own("check-bag", place), limit)
    if shutil.which("restic") is None:
        print("restic: not installed")
    else:
        restic(desk.place(), data, limit)
    if shutil.which("git-annex") is None:
        print("git-annex: not installed")
    else:
        annex(desk.place(), data, limit, total)


def restic(place: Path, data: Path, limit: float) -> None:
    env = {"RESTIC_PASSWORD": "x", "RESTIC_CACHE_DIR": str(place / "cache"), "RESTIC_REPOSITORY": str(place / "repo")}
    Run("restic", "init", env=env)
    line("restic: backup", Run("restic", "backup", data, env=env), limit)
    line("restic: check --read-data", Run("restic", "check", "--read-data", env=env), limit)


def annex(place: Path, data: Path, limit: float, total: int) -> None:
    """Of many small files only some, against hashing these."""
    import shutil

    chosen = sorted(data.rglob("*.txt"))[:ANNEX_FILES]
    repo = place / "annex"
    for path in chosen:
        to = repo / path.relative_to(data)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
    share = sum(path.stat().st_size for path in chosen) / total
    env = {
        "HOME": str(place),
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x",
    }
    Run("git", "init", "-q", folder=repo, env=env)
    Run("git", "annex", "init", "x", folder=repo, env=env)
    what = "git-annex" if share == 1 else f"git-annex, {len(chosen):,} of the files"
    line(f"{what}: add", Run("git", "annex", "add", ".", "--quiet", folder=repo, env=env), limit * share)
    line(f"{what}: fsck", Run("git", "annex", "fsck", "--quiet", folder=repo, env=env), limit * share)


# --- the log ---


def rate(desk: Desk, count: int, size: int, target: int | None) -> Path:
    """Entries a second through signed, fsynced heads."""
    case = desk.place() / "case"
    own("new", case)
    said = own("append", case, count, size).said
    speed = count / said["cpu"]
    missed = "" if target is None or speed >= target else f"   missed by {1 - speed / target:.0%}"
    aim = "" if target is None else f"   target {target:,}/s{missed}"
    print(
        f"append {count:>9,} in batches of {size:<9,} {speed:9,.0f} entries/s cpu {count / said['wall']:9,.0f} /s wall{aim}",
        flush=True,
    )
    return case


def growth(desk: Desk, counts: list[int], full: bool) -> None:
    """How cost grows with the log."""
    print(
        f"\nlog; signatures are those of its heads{'' if full else '; the target of 3 s is for 1,000,000 entries (--full)'}"
    )
    rate(desk, 200, 1, None)
    rate(desk, counts[-1], BATCH, 100_000)
    print(
        f"{'entries':>11}  {'append one batch':>17}  {'verify cpu':>10} {'wall':>7} {'peak':>9}   {'open, index cpu':>15} {'peak':>9}"
    )
    for count in counts:
        case = desk.place() / "case"
        own("new", case)
        said = own("append", case, count, count).said
        checked = best([own("verify", case) for _ in range(2)])
        opened = own("open", case)
        aim = ""
        if count == 1_000_000:
            aim = "   target 3 s" + ("" if checked.cpu <= 3 else f"   missed by {checked.cpu / 3 - 1:.0%}")
        print(
            f"{checked.said['entries']:>11,}  {count / said['cpu']:>11,.0f} /s cpu  {checked.cpu:8.2f} s {checked.wall:5.2f} s"
            f" {checked.said.get('peak', 0) >> 10:5} MiB   {opened.cpu:13.2f} s {opened.said.get('peak', 0) >> 10:5} MiB"
            f"   {checked.said['signatures']} signatures{aim}",
            flush=True,
        )
    desk.clear()


def load() -> str:
    """What else the machine does: the mean of the last one and five minutes, ourselves included."""
    import os

    return " and ".join(f"{mean:.1f}" for mean in os.getloadavg()[:2])


def main() -> None:
    """Run everything and print the table."""
    import argparse
    import shutil
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="1 GB, 100,000 files, 1,000,000 entries")
    parser.add_argument("--folder", type=Path, default=Path.cwd(), help="where to make a temporary folder")
    options = parser.parse_args()
    total, count, entries = (1 << 30, 100_000, 1_000_000) if options.full else (256 << 20, 10_000, 100_000)
    own("warm", 6 * total)
    nothing = best([own("nothing") for _ in range(3)])
    if not options.full:
        print("a short run, in which the start of processes weighs much: the targets are for the sizes of --full")
    print(f"start of a process {nothing.cpu:.2f} s cpu, {nothing.said.get('peak', 0) >> 10} MiB; load {load()}")
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".bench-case-") as name:
        desk = Desk(Path(name))
        make_files(desk.folder / "large", LARGE_FILES, total // LARGE_FILES)
        pair(
            f"{LARGE_FILES} files, {total >> 20} MiB",
            desk,
            desk.folder / "large",
            add=2.5,
            verify=1.15,
            nothing=nothing.cpu,
        )
        shutil.rmtree(desk.folder / "large")
        make_files(desk.folder / "small", count, SMALL_SIZE)
        pair(f"{count:,} files of 4 KiB, public", desk, desk.folder / "small", add=9, verify=2.5, nothing=nothing.cpu)
        shutil.rmtree(desk.folder / "small")
        growth(desk, [10**power for power in range(3, 7) if 10**power <= entries], options.full)
    print(f"load {load()}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        act(sys.argv[2], sys.argv[3:])
    else:
        main()
