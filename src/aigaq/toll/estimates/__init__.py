"""Estimates: all families on every table, what they hang on, and what may be told of it."""

from aigaq.toll.estimates.answer import tell
from aigaq.toll.estimates.estimate import Estimate, estimate

__all__ = ["Estimate", "estimate", "tell"]
