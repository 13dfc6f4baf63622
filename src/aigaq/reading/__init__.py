"""Reading: texts into sourced statements, by a deterministic grammar without models.

Methods: docs/methods/reading.md. Words and patterns are data files, one folder a language. Proved by tests/reading.
"""

from aigaq.reading.document import Chunk, Document, NotRead, Reading
from aigaq.reading.flat import flat
from aigaq.reading.read import read, read_chunks, version
from aigaq.reading.settled import settled
from aigaq.reading.stage import Stage, stage
from aigaq.reading.tongues import Tongue, languages

__all__ = [
    "Chunk",
    "Document",
    "NotRead",
    "Reading",
    "Stage",
    "Tongue",
    "flat",
    "languages",
    "read",
    "read_chunks",
    "settled",
    "stage",
    "version",
]
