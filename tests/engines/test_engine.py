"""Engines are found by name."""

import pytest

from aigaq.engines import Engine, Local, engine
from aigaq.errors import UsageError


def test_by_name() -> None:
    found: Engine = engine("local")
    assert found == Local() == engine()


def test_no_such_engine() -> None:
    with pytest.raises(UsageError, match="no engine of this name: steam"):
        engine("steam")
