"""Notices letters that were lost when a table was exported: question marks inside words, or whole words of them.

A program that writes Kazakh into an encoding without its letters puts `?` in their place; nothing can bring them back
but another export. Proved by tests/intake/test_lost.py.
"""

from __future__ import annotations

import re

_INSIDE = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?{3,}(?!\S)|\N{REPLACEMENT CHARACTER}")
_ADDRESS = re.compile(r"\w+://\S*|\bwww\.\S*")


def letters_lost(cell: str) -> bool:
    """Whether letters seem to be lost in this cell; question marks in web addresses are none."""
    if "?" not in cell and "\N{REPLACEMENT CHARACTER}" not in cell:
        return False
    return _INSIDE.search(_ADDRESS.sub(" ", cell)) is not None
