"""Making very many objects that all stay: the cycle collector would look through them again and again, for nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_stay() -> Iterator[None]:
    """Hold the cycle collector back for the block. None of the objects made in it may be part of a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
