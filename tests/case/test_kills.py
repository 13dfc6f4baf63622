"""Real SIGKILLs at random steps of a writing process. Six by default; AIGAQ_KILLS=100 for more."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from tests.case.conftest import make
from tests.case.test_faults import check_after

CHILD = """
import os, random, signal, sys
from pathlib import Path
from aigaq.case import Case, Handling, Keystore, files
import io

left = int(sys.argv[3])
def deadly(real):
    def step(*args):
        global left
        left -= 1
        if left == 0:
            if real.__name__ == "write":
                os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return None if real.__name__ == "fsync" else real(*args)
    return step

case = Case.open(sys.argv[1], keys=Keystore(Path(sys.argv[2])))
for name in ("create", "write", "fsync", "rename", "unlink"):
    setattr(files, name, deadly(getattr(files, name)))
draw = random.Random(left)
for number in range(1000):
    with case.writing() as batch:
        public = Handling.PUBLIC if draw.random() < 0.5 else Handling.INTERNAL
        items = [batch.add(io.BytesIO(draw.randbytes(20)), handling=public).item for _ in range(draw.randrange(1, 40))]
    print("\\n".join(items), flush=True)
"""


def test_random_kills(tmp_path: Path) -> None:
    made = make(tmp_path)
    acknowledged: list[str] = []
    draw = random.Random(7)
    for _ in range(int(os.environ.get("AIGAQ_KILLS", "6"))):
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(made.path), str(made.keys.path), str(draw.randrange(1, 400))],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == -9
        acknowledged += done.stdout.split()
        check_after(made, acknowledged)
    assert len(acknowledged) > 20
