"""Against names that others collected, where they lie beside the checkout: no rule was made for one of these files."""

import csv
from itertools import combinations

import pytest

from aigaq.people.names import THRESHOLD, compare, keys, parse
from tests.shared import shared

pytestmark = pytest.mark.shared


def test_members_of_a_parliament_in_three_languages() -> None:
    path = shared("bench/people/kz_mazhilis_names.csv")
    rows = [(parse(row["name"]), row["id"]) for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    hits = misses = false = 0
    for (one, own), (other, same) in combinations(rows, 2):
        found = compare(one, other).score >= THRESHOLD
        hits, misses, false = (
            hits + (found and own == same),
            misses + (not found and own == same),
            false + (found and own != same),
        )
    assert 2 * hits / (2 * hits + misses + false) >= 0.98


def test_persons_of_name_bench() -> None:
    path = shared("bench/people/os_name_bench_cases.csv")
    rows = [row for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()) if row["schema"] == "Person"]
    found = [compare(row["name1"], row["name2"]).score >= THRESHOLD for row in rows]
    same = [row["is_match"] == "true" for row in rows]
    hits = sum(one and other for one, other in zip(found, same, strict=True))
    assert 2 * hits / (sum(found) + sum(same)) >= 0.75


@pytest.mark.parametrize(("name", "recall", "block"), [("wd_russian_80", 0.8, 4.0), ("wd_arabic_80", 0.75, 6.0)])
def test_tokens_meet_in_small_blocks(name: str, recall: float, block: float) -> None:
    lines = (
        shared(f"bench/people/{name}.tsv").read_text(encoding="utf-8").splitlines()[:: 8 if "russian" in name else 4]
    )
    pairs = [(line.split("\t")[0], line.split("\t")[1].replace(" ", "")) for line in lines]
    held: dict[str, set[str]] = {}
    for _, token in pairs:
        for key in keys(token):
            held.setdefault(key, set()).add(token)
    met = [bool(keys(one) & keys(other)) for one, other in pairs]
    size = [len(set().union(*(held.get(key, set()) for key in keys(one)))) for one, _ in pairs]
    assert sum(met) / len(pairs) >= recall
    assert sum(size) / len(pairs) <= block
