"""Real SIGKILLs at random steps of a process that adds mixed files: a hundred where CI is set, else a few; AIGAQ_KILLS says.

The process is a fork of this one, which starts in a hundredth of the time of a new one.
"""

from __future__ import annotations

import io
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aigaq.case import Added, Case, Handling, add_folder, verify
from aigaq.case.disk import files
from tests.case.conftest import Made, add, clock, make

KILLS = int(os.environ.get("AIGAQ_KILLS") or (100 if os.environ.get("CI") == "true" else 10))
EACH = 10  # kills a case survives before a new one is made, as every check reads the whole case


def deadly(real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The step, until it is the one to die at; a write dies half done."""

    def step(*args: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            if real.__name__ == "write":
                os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)

    return step


def add_mixed(case: Case, folder: Path, draw: random.Random) -> list[str]:
    """One batch: internal files of any size, small public ones that are packed, a folder with both in it."""
    folder.mkdir(exist_ok=True)
    for number in range(18):
        (folder / f"{number}.txt").write_bytes(draw.randbytes(30))
    (folder / "large.bin").write_bytes(draw.randbytes(150_000))
    with case.writing() as batch:
        added = [batch.add(io.BytesIO(draw.randbytes(draw.choice([20, 100_000])))) for _ in range(draw.randrange(4))]
        added += [
            batch.add(io.BytesIO(draw.randbytes(20)), handling=Handling.PUBLIC) for _ in range(draw.randrange(40))
        ]
        if draw.random() < 0.5:
            handling = draw.choice([Handling.PUBLIC, Handling.INTERNAL])
            added += [one for _, one in add_folder(batch, folder, handling=handling) if isinstance(one, Added)]
    return [one.item for one in added]


def write_until_killed(made: Made, folder: Path, steps: int, told: int) -> None:
    """Never returns: the process dies, or ends with 1 where something went wrong before."""
    try:
        case = Case.open(made.path, keys=made.keys, clock=clock)
        left = [steps]
        for name in ("create", "write", "fsync", "rename", "unlink"):
            setattr(files, name, deadly(getattr(files, name), left))
        draw = random.Random(steps)
        while True:
            os.write(told, "".join(f"{item}\n" for item in add_mixed(case, folder, draw)).encode())
    finally:
        os._exit(1)


def killed(made: Made, folder: Path, steps: int) -> list[str]:
    """What the process had acknowledged when it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        write_until_killed(made, folder, steps, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor
        acknowledged = pipe.read().decode().split()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return acknowledged


def check(made: Made, acknowledged: list[str], new: list[str]) -> None:
    """Every acknowledged item is there, the case is valid, the next add works and leaves nothing unfinished."""
    assert verify(made.path, keys=made.keys).exit_code == 0
    case = made.open()
    assert set(acknowledged) <= {item.sha256 for item in case.items()}
    for digest in new:
        with case.open_item(digest) as stream:
            assert stream.read()
    add(case, b"after kill %d" % len(acknowledged))
    after = verify(made.path, keys=made.keys)
    assert after.exit_code == 0
    assert not [finding for finding in after.findings if "not finished" in finding.what]


def test_random_kills(tmp_path: Path) -> None:
    draw = random.Random(7)
    total = 0
    for number in range(KILLS):
        if number % EACH == 0:
            (tmp_path / f"{number}").mkdir()
            made = make(tmp_path / f"{number}")
            acknowledged: list[str] = []
        new = killed(made, tmp_path / "in", draw.randrange(1, 700))
        acknowledged += new
        total += len(new)
        check(made, acknowledged, new)
    assert total > 10 * KILLS
