"""Tables of linked lists: those of a town with its truth, and what becomes of lists and declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.examples import load
from aigaq.intake.tables import read_table
from aigaq.people.linkages import Linkages
from aigaq.people.lists.editions import rows_of_list
from aigaq.people.lists.reading import read_sheet
from aigaq.people.town import make, read_rates
from aigaq.reading.tables import fit, read_mapping
from aigaq.statements.persons import Fate, Record, RecordRow
from aigaq.toll.counting.declarations import ListFamily, families_of
from aigaq.toll.counting.documented import WHOLE, documented_of, tallies_of
from aigaq.toll.counting.inclusion import rows_of
from aigaq.toll.counting.linked_tables import Tables, decoded, tables_of
from aigaq.toll.counting.policy import Inclusion, ListDeclared, Policy, Stratum
from aigaq.values.places import Gazetteer
from tests.toll.making import DEAD, record, tallies

LISTS = ("official", "families", "kazakh", "ngo", "hospital")
TRUE_RATES = "".join(
    f'[[list]]\nname = "{name}"\nlike = "{name}"\n[list.errors]\nwrong_status = 0.0\nlate_status = 0.0\nnameless = 0.0\n'
    f"missing = {{ }}\n"
    for name in LISTS
)


def town(folder: Path) -> tuple[list[Record], list[int], dict[str, dict[str, int]]]:
    """The records of a town whose lists err in no fate and lack no name, whose person each is of, and its histories."""
    made = make(folder, read_rates(TRUE_RATES.encode(), where="rates"), persons=300, seed=3)
    records = [one for name in LISTS for one in read(folder, name)]
    return records, [int(dict(one.cells)["person"][1:]) for one in records], {"all": made.histories, "dead": made.dead}


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def read(folder: Path, name: str) -> Iterator[Record]:
    """The records of a list of a town, its editions the oldest first."""
    mapping = read_mapping(load("made-up-town").item(f"lists/invented-{name}.csv").mapping or b"")
    sheets = []
    for path in (folder / "earlier" / f"invented-{name}-1.csv", folder / "lists" / f"invented-{name}.csv"):
        if path.exists():
            table = read_table(partial(_opened, path), item=str(path), media="text/csv", separator=mapping.separator)
            sheets.append(read_sheet(fit(table, mapping.sheet[0])))
    rows = rows_of_list(name, sheets, public=[False] * len(sheets))
    return (row.record for row in rows if isinstance(row, RecordRow))


@pytest.mark.parametrize(
    ("whom", "which"), [(tuple(one for one in Fate if one is not Fate.UNKNOWN), "all"), ((Fate.DEAD,), "dead")]
)
def test_true_persons_give_the_true_table_of_a_town(tmp_path: Path, whom: tuple[Fate, ...], which: str) -> None:
    """Who is on which lists, as the town that was made up knows it: an outside truth for the whole way from rows."""
    records, numbers, histories = town(tmp_path)
    policy = Policy(inclusion=Inclusion(words="x", whom=whom))
    labels = np.array(numbers, np.int64)
    rows = rows_of(records, policy, lists=LISTS, places=Gazetteer.shipped())
    table = tables_of(tallies_of(rows, Linkages(labels, labels[None], {})), ())[WHOLE].main
    assert table is not None and table.lists == LISTS
    truth = {tuple(int(bit) for bit in history): count for history, count in histories[which].items() if "1" in history}
    assert table.counted() == truth


def tables(
    of: Sequence[Record],
    main: Sequence[int],
    *drawn: Sequence[int],
    declared: Sequence[ListDeclared] = (),
    **more: object,
) -> dict[str, Tables]:
    return tables_of(tallies(of, main, *drawn, **more), declared)  # type: ignore[arg-type]


ABC = [record("a", "dead"), record("b", "dead"), record("c", "dead"), record("a", "dead", key="2")]


def test_a_list_stands_only_where_it_says_so_itself() -> None:
    of = [record("a", "dead"), record("b", "injured"), record("b", "dead", key="2")]
    table = tables(of, [0, 0, 2])[WHOLE].main
    assert table is not None and table.counted() == {(1, 0): 1, (0, 1): 1}


def test_each_linkage_has_its_table_over_the_same_lists() -> None:
    made = tables(ABC, [0, 0, 2, 3], [0, 0, 0, 3], [0, 1, 2, 3])[WHOLE]
    assert made.main is not None and made.main.counted() == {(1, 1, 0): 1, (0, 0, 1): 1, (1, 0, 0): 1}
    assert [one.counted() for one in made.drawn] == [
        {(1, 1, 1): 1, (1, 0, 0): 1},
        {(1, 0, 0): 2, (0, 1, 0): 1, (0, 0, 1): 1},
    ]
    assert {one.lists for one in (made.main, *made.drawn, *made.ladder.values())} == {("a", "b", "c")}


def test_a_list_without_anybody_is_left_out_and_named() -> None:
    of = [*ABC, record("d", "alive"), record("e", "dead", named=False)]
    made = tables(of, [0, 0, 2, 3, 4, 5], lists=("a", "b", "c", "d", "e"))[WHOLE]
    assert made.main is not None and made.main.lists == ("a", "b", "c")
    assert made.told.absent == ("d", "e")


def test_families_are_one_list_when_they_are_joined() -> None:
    declared = [ListDeclared(name="b", drew_on=("a",)), ListDeclared(name="c", drew_on=("z",))]
    made = tables(ABC, [0, 0, 2, 3], [0, 1, 2, 3])[WHOLE].joined(families_of(declared, ("a", "b", "c")))
    assert made.main is not None and made.main.lists == ("a + b", "c")
    assert made.main.counted() == {(1, 0): 2, (0, 1): 1}
    assert made.drawn[0].counted() == {(1, 0): 3, (0, 1): 1}
    assert made.joined([ListFamily(("c", "gone"))]).main is not None, "a family of one list that is here is that list"


NOT_WITH = [ListDeclared(name="a", not_with=("c",))]


def test_pairs_that_share_nobody_are_impossible_cells() -> None:
    made = tables(ABC, [0, 0, 2, 3], declared=NOT_WITH)[WHOLE]
    assert made.main is not None
    assert sorted(map(tuple, made.main.zeros.tolist())) == [(1, 0, 1), (1, 1, 1)]


def test_somebody_on_both_sets_the_declaration_aside() -> None:
    made = tables(ABC, [0, 0, 2, 3], [0, 1, 0, 3], declared=NOT_WITH)[WHOLE]
    assert made.main is not None and not made.main.zeros.size
    assert made.told.contradicted == ("a + c: 1",), "one of the sampled linkages has somebody on both"


def test_too_many_lists_for_impossible_cells() -> None:
    of = [record(f"l{at:02}", "dead") for at in range(13)]
    made = tables(of, range(13), declared=[ListDeclared(name="l00", not_with=("l01",))])[WHOLE]
    assert (made.told.unused, made.told.zeros) == (("l00 + l01",), ())


STRATA = Policy(inclusion=DEAD.inclusion, strata=(Stratum(name="women", sex="female"), Stratum(name="men", sex="male")))


def test_strata_have_tables_of_their_own_and_nobody_is_in_two() -> None:
    of = [record("a", "dead", sex="female"), record("b", "dead"), record("b", "dead", key="2", sex="male")]
    declared = [ListDeclared(name="b", not_in=("men",))]
    made = tables(of, [0, 0, 2], declared=declared, policy=STRATA)
    assert list(made) == ["women", "men"]
    women, men = (made[name].main for name in made)
    assert women is not None and men is not None
    assert (women.stratum, women.counted(), men.lists, men.counted()) == ("women", {(1, 1): 1}, ("b",), {(1,): 1})
    assert made["men"].told.contradicted == ("b / men: 1",) and made["women"].told.contradicted == ()


def test_a_stratum_of_nobody_has_no_table() -> None:
    made = tables([record("a", "dead", sex="female")], [0], policy=STRATA)["men"]
    assert (made.main, made.drawn, made.ladder, made.told.absent) == (None, (), {}, ("a",))
    assert decoded(msgspec.json.encode(made.told)).main is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=9),
    st.data(),
    st.lists(st.sampled_from("abcd"), min_size=2, max_size=2, unique=True),
)
def test_rows_of_the_store_read_back_and_every_table_counts_the_documented(
    told: list[tuple[str, bool]], data: st.DataObject, apart: list[str]
) -> None:
    of = [record(name, "dead", key=str(at), named=named) for at, (name, named) in enumerate(told)]
    labels = st.lists(st.integers(0, len(of) - 1), min_size=len(of), max_size=len(of))
    counted = tallies(of, data.draw(labels), *data.draw(st.lists(labels, max_size=3)))
    made = tables_of(counted, [ListDeclared(name=apart[0], not_with=(apart[1],))])[WHOLE]
    back = decoded(json.dumps(msgspec.to_builtins(made.told)))
    whole = documented_of(counted)[WHOLE]
    assert ([one.digest for one in made.drawn], made.told) == ([one.digest for one in back.drawn], back.told)
    assert (None if made.main is None else made.main.digest) == (None if back.main is None else back.main.digest)
    assert (0 if made.main is None else made.main.observed) == whole.documented
    assert [one.observed for one in made.drawn] == [count for count in whole.drawn if count]
