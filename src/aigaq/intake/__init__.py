"""Intake: bytes in, untouched; renditions out. It decodes and never interprets.

Specification: design §2 and §5, and docs/formats/statements.md, "Spans". Proved by tests/intake. Plain text and
Markdown are decoded; HTML, PDF, DOCX and e-mail are taken apart in a process of its own, under budgets
(docs/formats/renditions.md). Everything else is kept and listed as not read, with the reason.
"""

from aigaq.intake.render import check, render, render_file
from aigaq.intake.renditions import Chunk, Fact, Missed, Rendition
from aigaq.intake.stage import stage

__all__ = ["Chunk", "Fact", "Missed", "Rendition", "check", "render", "render_file", "stage"]
