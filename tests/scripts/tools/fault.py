"""fault full|readonly|gone|interrupt PLACE WORDS…: runs `aigaq WORDS…` in a world where the disk fails under PLACE.

full: every fsync says ENOSPC, as disks that allocate late do. readonly: whatever would write below PLACE gets EROFS.
gone: the file PLACE vanishes between being listed and being opened. interrupt: Ctrl-C when the file PLACE is opened.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse(number: int, path: object) -> NoReturn:
    raise OSError(number, os.strerror(number), str(path))


def _full() -> None:
    def fsync(file: object) -> NoReturn:
        _refuse(errno.ENOSPC, file)

    for name in ("fsync", "fdatasync"):
        setattr(os, name, fsync)


def _readonly(folder: Path) -> None:
    changing = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"}

    def hook(event: str, args: tuple[object, ...]) -> None:
        writes = event in changing or (event == "open" and isinstance(args[2], int) and args[2] & WRITES)
        if writes and isinstance(args[0], str | os.PathLike) and _below(args[0], folder):
            _refuse(errno.EROFS, args[0])

    sys.addaudithook(hook)


def _gone(name: Path) -> None:
    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open" and isinstance(args[0], str | os.PathLike) and Path(os.fspath(args[0])).name == name.name:
            _refuse(errno.ENOENT, args[0])

    sys.addaudithook(hook)


def _interrupt(name: Path) -> None:
    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open" and isinstance(args[0], str | os.PathLike) and Path(os.fspath(args[0])).name == name.name:
            signal.raise_signal(signal.SIGINT)

    sys.addaudithook(hook)


def _below(path: str | os.PathLike[str], folder: Path) -> bool:
    return Path(path).absolute().is_relative_to(folder)


if __name__ == "__main__":
    kind, place, words = sys.argv[1], Path(sys.argv[2]).absolute(), sys.argv[3:]
    from aigaq.cli import main

    match kind:
        case "full":
            _full()
        case "readonly":
            _readonly(place)
        case "gone":
            _gone(place)
        case _:
            _interrupt(place)
    sys.exit(main(words))
