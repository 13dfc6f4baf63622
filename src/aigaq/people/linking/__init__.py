"""Linking: records of lists to persons, by weights that are learned from the rows and explained field by field.

Fellegi and Sunter (1969) with expectation–maximisation on patterns, candidates from rare combinations of keys, average
linkage, and partitions drawn from the doubt that is left. docs/methods/people.md states it whole.
"""

from aigaq.people.linking.clusters import Bonds
from aigaq.people.linking.explaining import DOUBT, Explanation, Step, explain, name_of, verdict
from aigaq.people.linking.fields import Kind
from aigaq.people.linking.link import Linked, link
from aigaq.people.linking.partitions import ladder, sample
from aigaq.people.linking.reach import compared_recall
from aigaq.people.linking.records import Records
from aigaq.people.linking.scores import Score, b_cubed, pair_score

__all__ = [
    "DOUBT",
    "Bonds",
    "Explanation",
    "Kind",
    "Linked",
    "Records",
    "Score",
    "Step",
    "b_cubed",
    "compared_recall",
    "explain",
    "ladder",
    "link",
    "name_of",
    "pair_score",
    "sample",
    "verdict",
]
