"""Cases as data, shipped with the program: for now one short bulletin, invented and saying so in its text."""

from aigaq.examples.shipped import Example, load

__all__ = ["Example", "load"]
