"""Archives (zip, and tar plain or packed by gzip, bzip2, xz): every member as a stream, one after another.

Archives come from strangers. Nothing is written to disk by a name an archive gives; links, devices, encrypted members
and methods not known here are passed over with the reason; how far one is followed is data/archives.toml; one that is
cut or damaged ends in FormatError at the place. An archive inside an archive is a member like any other. Formats: APPNOTE
6.3.10 by zipfile, POSIX.1-2001 pax and GNU tar by tarfile. Proved by archives that zip and tar made, by every cut and
bombs of our own making (tests/case/test_archives.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from aigaq.case.adding.archive_reading import Budget, Limits, Member, Passed, Raw, shipped, shipped_limits
from aigaq.case.adding.archive_tar import tar_members
from aigaq.case.adding.archive_zip import zip_members
from aigaq.case.adding.batch import printable

__all__ = ["Limits", "Member", "Raw", "kind_of", "members", "shipped_limits"]


def kind_of(file_name: str) -> str | None:
    """What archive a file of this name should be: zip, tar, gzip, bzip2, xz; None where it is none."""
    name = file_name.lower()
    kinds = cast(dict[str, list[str]], shipped()["endings"])
    return next((kind for kind, ends in kinds.items() if name.endswith(tuple(ends))), None)


def members(raw: Raw, kind: str, *, limits: Limits | None = None) -> Iterator[Member | Passed]:
    """The members of an archive in its order; (path, reason) for what is passed over. Folders are not told.

    Raises:
        FormatError: it is no archive of this kind, or is cut or damaged.
        UsageError: more comes out of it than a limit allows.
    """
    limits = limits or shipped_limits()
    budget = Budget(raw, limits)
    found = zip_members(raw, budget) if kind == "zip" else tar_members(raw, kind, budget, limits)
    for member in found:
        budget.member()
        if member is None:
            continue
        if isinstance(member, Member):
            yield Member(_shown(member.path, limits), member.modified, member.stream)
        else:
            yield _shown(member[0], limits), member[1]


def _shown(path: str, limits: Limits) -> str:
    """A member's path as text: what it says is kept, what it would do is not done."""
    return printable(path.replace("\0", "")[: limits.name]) or "without a name"
