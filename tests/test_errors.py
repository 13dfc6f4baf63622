"""The tree of errors is the one drawn, and every error can be put into one line."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aigaq import errors
from aigaq.errors import Error, NotReadable, Reason, StorageError, os_error


def tree(kind: type[Error]) -> Iterator[type[Error]]:
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


KINDS = [kind for kind in tree(Error) if kind.__module__ == errors.__name__]
DRAWN = dict(re.findall(r"^[ │├└─]*([A-Z]\w+) +(\d+)", errors.__doc__ or "", re.MULTILINE))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_drawing_is_the_tree(kind: type[Error]) -> None:
    assert DRAWN[kind.__name__] == str(kind.exit_code)
    assert kind.__doc__


def test_nothing_is_drawn_that_is_not_there() -> None:
    assert DRAWN.keys() - {kind.__name__ for kind in KINDS} == {"NotVerified"}


def test_what_where_hint() -> None:
    error = StorageError("the disk is full", where=Path("town"), hint="free some space")
    assert (error.what, error.where, error.hint) == ("the disk is full", "town", "free some space")
    assert str(error) == "town: the disk is full"
    assert str(StorageError("the disk is full")) == "the disk is full"


def test_a_file_that_is_not_read_says_why() -> None:
    assert NotReadable("the file is empty", reason=Reason.EMPTY).reason is Reason.EMPTY


@pytest.mark.parametrize("number", [*errors._OS_WORDS, errno.EFBIG, errno.ETXTBSY])
def test_the_system_speaks_as_we_do(number: int) -> None:
    error = os_error(OSError(number, "Something Went Wrong", "town/file"))
    assert error.where == "town/file"
    for text in (error.what, error.hint):
        if text is not None:
            assert text[0] == text[0].lower()
            assert not text.endswith(".")
            assert "\n" not in text


def test_a_place_that_is_given_wins() -> None:
    assert os_error(OSError(errno.EIO, "", "a"), where="b").where == "b"
