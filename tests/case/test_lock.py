"""A second writer is refused, whether it is another process or another block of this one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aigaq.errors import Busy
from tests.case.conftest import Made, add

CHILD = """
import sys
from pathlib import Path
from aigaq.case import Case, Keystore

with Case.open(sys.argv[1], keys=Keystore(Path(sys.argv[2]))).writing():
    print("holding", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_is_refused_until_the_first_is_done(made: Made) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(made.path), str(made.keys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "holding\n"
        with pytest.raises(Busy) as busy:
            add(made.open(), b"refused")
        assert busy.value.exit_code == 4
        assert busy.value.hint
        assert made.open().title == "Invented case"
        child.communicate("\n")
    add(made.open(), b"taken")


def test_a_second_block_is_refused(made: Made) -> None:
    with made.open().writing(), pytest.raises(Busy):
        add(made.open(), b"refused")
