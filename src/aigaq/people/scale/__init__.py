"""Linking at scale: the same fields, levels and weights, scored by splink 5 on DuckDB or on Spark.

What is learned and which keys meet is found here as for the default engine; the join and the scoring, which grow with
the rows, run as SQL. Persons are then found by the same clusters. Needs the extras `scale` (DuckDB) or `spark`.
Proved by tests/people/scale/: the engines agree pair by pair.
"""

from aigaq.people.scale.scale import ENGINES, link_at_scale

__all__ = ["ENGINES", "link_at_scale"]
