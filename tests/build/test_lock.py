"""One build at a time, also between processes; a lock that died is no lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from aigaq.build.lock import FILE, locked
from aigaq.errors import Busy, StorageError

_HOLD = """
import sys
from pathlib import Path
from aigaq.build.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_holds_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match="another build of this case is running"), locked(tmp_path):
            pass
        other.kill()
    with locked(tmp_path):
        pass


def test_it_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path), pytest.raises(Busy), locked(tmp_path):
            pass


def test_places_that_cannot_hold_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError), locked(tmp_path / "file"):
        pass
    (tmp_path / FILE).write_bytes(b"this is no lock, and no database either" * 99)
    with pytest.raises(StorageError, match="lock of the build is damaged"), locked(tmp_path):
        pass
