"""Blackout: when was the network down, where and by whose count, and whether it looks ordered or failed.

Series and stated intervals in; outages with uncertain edges, named features, an assessment with reasons for and against,
and marks on other evidence out. Observers are never averaged. docs/methods/blackout.md states formulas, sources and limits.
"""
