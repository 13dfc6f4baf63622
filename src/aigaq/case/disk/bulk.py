"""Making very many objects that all stay: the cycle collector would look through them again and again, for nothing.

What is made by the hundred thousand (entry views, acquisitions) is a msgspec Struct with gc=False, as it holds only text:
it is made in a quarter of the time of a frozen dataclass, and the collector never sees it.
"""

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
