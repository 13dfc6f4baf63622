"""Cases as data, shipped with the program: a real one of sourced tables, and a short bulletin, invented and saying so."""

from aigaq.examples.shipped import NAMES, Example, ShippedItem, load

__all__ = ["NAMES", "Example", "ShippedItem", "load"]
