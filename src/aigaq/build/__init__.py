"""Build: the derived rows of a case from its entries, incremental and deterministic.

Design §1 (logged or derived) and §7 (digest). Proved by tests/build.
"""

from aigaq.build.build import Built, Progress, StageDone, build
from aigaq.build.stages import stages

__all__ = ["Built", "Progress", "StageDone", "build", "stages"]
