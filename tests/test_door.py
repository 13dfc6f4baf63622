"""The door: few names, nothing loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import aigaq


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_at_most_ten_names() -> None:
    assert len(aigaq.__all__) <= 10
    assert sorted(aigaq.__all__) == aigaq.__all__
    assert dir(aigaq) == aigaq.__all__


def test_every_name_is_there() -> None:
    for name in aigaq.__all__:
        assert getattr(aigaq, name) is not None
    assert callable(aigaq.build)
    assert callable(aigaq.read)
    assert callable(aigaq.verify)
    assert issubclass(aigaq.Error, Exception)


def test_no_other_name_is_there() -> None:
    assert not hasattr(aigaq, "utils")


def test_importing_loads_no_room_and_is_fast() -> None:
    code = "import time, sys; t = time.perf_counter(); import aigaq; print(time.perf_counter() - t, *sys.modules)"
    runs = [python(code).split() for _ in range(5)]
    assert min(float(seconds) for seconds, *_ in runs) < 0.1
    loaded = set(runs[0][1:])
    assert "aigaq" in loaded
    assert not {name for name in loaded if name.startswith("aigaq.")}
    assert not loaded & {"click", "msgspec", "cryptography", "rich", "jinja2"}


def test_the_verb_is_meant_whichever_came_first() -> None:
    shown = "print(type(build).__name__, type(aigaq.build).__name__, type(sys.modules['aigaq.build']).__name__)"
    room_first = f"import sys, aigaq, aigaq.build; from aigaq.build import Built; from aigaq import build; {shown}"
    verb_first = f"import sys, aigaq; from aigaq import build; from aigaq.build import Built; {shown}"
    for code in (room_first, verb_first):
        assert python(code).split() == ["function", "function", "module"]


def test_python_m_aigaq() -> None:
    done = subprocess.run([sys.executable, "-m", "aigaq", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"aigaq {aigaq.__version__}\n"
