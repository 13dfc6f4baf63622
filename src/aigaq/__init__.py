"""aigaq: the record of a contested event. Who says what, since when, and from which bytes.

    from aigaq import Case, build, detect, estimate, read, verify

The door holds at most ten names and loads no room until one of them is asked for (PEP 562). A room and a verb share
the name `build`; at the door the verb is meant, whichever was imported first, and `from aigaq.build import …` still
finds the room. Proved by tests/test_door.py.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.blackout.detecting import detect as detect
    from aigaq.build import build as build
    from aigaq.case import Case as Case
    from aigaq.case import verify as verify
    from aigaq.errors import Error as Error
    from aigaq.reading import read as read
    from aigaq.toll.estimates import estimate as estimate

__version__ = "0.1.0"
__all__ = ["Case", "Error", "__version__", "build", "detect", "estimate", "read", "verify"]

_ROOMS = {
    "Case": "aigaq.case",
    "Error": "aigaq.errors",
    "build": "aigaq.build",
    "detect": "aigaq.blackout.detecting",
    "estimate": "aigaq.toll.estimates",
    "read": "aigaq.reading",
    "verify": "aigaq.case",
}


def _fetch(name: str) -> object:
    from importlib import import_module

    return getattr(import_module(_ROOMS[name]), name)


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _fetch(name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Verb:
    """A door name that is also a room's: importing the room must not put the room in its place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, door: ModuleType, kind: type[ModuleType] | None = None) -> object:
        return _fetch(self.name)

    def __set__(self, door: ModuleType, room: object) -> None:
        """The import system binds a room to its package here; the verb stays."""


class _Door(ModuleType):
    build = _Verb("build")


sys.modules[__name__].__class__ = _Door
