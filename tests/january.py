"""The shipped case of January 2022 as a case, for the tests that need all of it."""

from __future__ import annotations

from pathlib import Path

from aigaq.case import Case, Keystore
from aigaq.cli.demo import take_in
from aigaq.examples import load


def january_case(folder: Path) -> Case:
    """The case with everything taken in, not built."""
    return take_in(load("bloody-january"), folder / "case", Keystore(folder / "keys"))
