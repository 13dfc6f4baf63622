"""How `add --unpack` takes in archives: the archive, then each file in it. Proved by tests/scripts/unpack.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.cli import manners
from aigaq.cli.descriptions import OF_ONE_FILE
from aigaq.cli.gather import Found
from aigaq.cli.progress import Report
from aigaq.errors import UsageError

if TYPE_CHECKING:
    from aigaq.case import Added, Description, Handling, Role
    from aigaq.case.adding.batch import Batch

MB = 1_000_000


def refuse_none(files: Sequence[Found], fields: Mapping[str, object]) -> None:
    """Refuse to unpack where nothing is an archive, or with what can be true of one file only."""
    if not any(is_archive(found) for found in files):
        raise UsageError(
            "none of the files is an archive that can be unpacked", hint=".zip, .tar, .tar.gz, .tar.bz2, .tar.xz"
        )
    for name in OF_ONE_FILE:
        if name in fields:
            raise UsageError(
                f"--{name} describes one file, and an archive holds many", hint="use `aigaq describe` afterwards"
            )


def is_archive(found: Found) -> bool:
    """True where a file is an archive by its name."""
    from aigaq.case.adding.archives import kind_of

    return kind_of(found.path.name) is not None


def take_archive(
    batch: Batch,
    found: Found,
    step: Report,
    *,
    role: Role,
    handling: Handling,
    media: str | None,
    describe: Callable[[Found], Description],
) -> list[tuple[Found, Added]]:
    """Take in an archive and what is in it; what is passed over is said."""
    from aigaq.case import Skipped
    from aigaq.case.adding.unpacking import add_archive

    def said(path: str) -> Description:
        return describe(found if path == (found.relative or found.path.name) else Found(Path(path), 0, path))

    taken: list[tuple[Found, Added]] = []
    for path, one in add_archive(
        batch,
        found.path,
        relative=found.relative,
        role=role,
        handling=handling,
        media=media,
        describe=said,
        progress=lambda done, total: step(f"unpacking {found.path.name}, MB", done // MB, total // MB),
    ):
        if isinstance(one, Skipped):
            say_passed_over(path, one.reason)
        else:
            taken.append((Found(found.path if not taken else Path(path), 0, path if taken else found.relative), one))
    return taken


def say_passed_over(path: str, reason: str) -> None:
    """Name what is not taken out of an archive, and why."""
    manners.warn(f"passed over, because it is {reason}, {path}")


def inside(files: Sequence[Found]) -> Iterator[Found]:
    """The files in the archives among these, read to their end and not kept; what would be passed over is said."""
    from aigaq.case import Skipped
    from aigaq.case.adding.unpacking import look_into

    for found in filter(is_archive, files):
        for path, one in look_into(found.path, relative=found.relative):
            if isinstance(one, Skipped):
                say_passed_over(path, one.reason)
            else:
                yield Found(Path(path), one, path)
