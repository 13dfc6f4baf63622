"""Cases as data, shipped with the program: a short bulletin, invented and saying so, and a real case of sourced tables."""

from aigaq.examples.shipped import Example, load
from aigaq.examples.tables import ShippedTable, TableExample, load_tables

__all__ = ["Example", "ShippedTable", "TableExample", "load", "load_tables"]
