"""The labelled list, told by the features, and the bench that measures on it."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

from aigaq.blackout.character.likelihoods import Labelled
from tests.shared import ROOT, shared

LIST = "bench/blackout/derived_national_events_labelled.csv"


@cache
def bench() -> Any:
    """The module bench/_blackout_character.py."""
    path = Path(ROOT) / "bench" / "_blackout_character.py"
    spec = importlib.util.spec_from_file_location("_blackout_character", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def events() -> list[Labelled]:
    """What the features tell of each event of the list; skips where it is not here."""
    return _events(shared(LIST))


@cache
def _events(path: Path) -> list[Labelled]:
    return list(bench().labelled(bench().read_list(path)))
