"""Log-linear models: Poisson maximum likelihood on the cells that can be met, and the cell that cannot.

Up to four lists all hierarchical models, mixed; beyond that pairs of lists chosen stepwise, with a bootstrap that repeats
the choice. Nothing is estimated before its existence is proved. docs/methods/toll.md states formulas and limits.
"""

from aigaq.toll.loglinear.existence import Identifiability, check, identifiability
from aigaq.toll.loglinear.loglinear import loglinear
from aigaq.toll.loglinear.told import LogLinear

__all__ = ["Identifiability", "LogLinear", "check", "identifiability", "loglinear"]
