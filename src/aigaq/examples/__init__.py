"""Cases as data, shipped with the program: a real one of sourced tables, a short bulletin and a town's lists of persons, the
last two invented and saying so."""

from aigaq.examples.shipped import NAMES, Example, ShippedItem, load

__all__ = ["NAMES", "Example", "ShippedItem", "load"]
