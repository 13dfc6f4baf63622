"""Decomposable graphs averaged: which lists depend on which is not chosen but weighed (Madigan and York 1997)."""

from aigaq.toll.decomposable.decomposable import Decomposable, decomposable

__all__ = ["Decomposable", "decomposable"]
