"""Every test file is run: no folder is passed over because of its name."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_no_folder_of_tests_is_passed_over() -> None:
    passed_over = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"][
        "norecursedirs"
    ]
    folders = {path.name for path in (ROOT / "tests").rglob("*") if path.is_dir() and path.name != "__pycache__"}
    assert "build" in folders
    assert [name for name in folders for pattern in passed_over if fnmatch(name, pattern)] == []
