"""Engines: map a function over items and give the results in input order. Processes here, clusters elsewhere.

Design §7: same input, same rows, whatever the engine. Proved by tests/engines.
"""

from aigaq.engines.engine import Engine, engine
from aigaq.engines.local import Local

__all__ = ["Engine", "Local", "engine"]
