"""Intake: bytes in, untouched; renditions out. It decodes and never interprets.

Specification: design §2 and §5, and docs/formats/statements.md, "Spans". Proved by tests/intake. Plain text and
Markdown are read; other media are kept and listed as not read, with the reason.
"""

from aigaq.intake.render import render, render_file
from aigaq.intake.renditions import Chunk, Rendition
from aigaq.intake.stage import stage

__all__ = ["Chunk", "Rendition", "render", "render_file", "stage"]
