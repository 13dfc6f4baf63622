"""docs/methods/toll.md says what the program has: every code, every threshold it repeats, every made-up people, its example."""

import csv
import re
from io import StringIO
from typing import Any

import pytest

from aigaq.toll.counting.declarations import families_of
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.estimates.simulate import recipes
from aigaq.toll.estimates.varying import estimate_limits
from aigaq.toll.family import Code
from aigaq.toll.latent.sampling import latent_limits
from aigaq.toll.limits import limits
from aigaq.toll.loglinear.thresholds import thresholds
from aigaq.toll.overlap import Limits as OverlapLimits
from aigaq.toll.tables.table import Table
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "methods" / "toll.md").read_text(encoding="utf-8")


def row(code: str, of: str = "") -> str:
    """The row of a code in the table of findings."""
    found = [line for line in PAGE.splitlines() if line.startswith("|") and f"`{code}`" in line and of in line]
    assert len(found) == 1, (code, of, found)
    return found[0]


def measured() -> str:
    return PAGE.split("--coverage --write -->\n")[1].split("<!-- coverage: end -->")[0]


@pytest.mark.parametrize("code", Code)
def test_every_code_says_when_it_is_found(code: Code) -> None:
    assert any(f"`{code}`" in line for line in PAGE.splitlines() if line.startswith("| `"))


def test_thresholds_are_those_of_the_data() -> None:
    latent, whole = latent_limits(), estimate_limits()
    assert f"above {whole.apart.warned}; above {whole.apart.refused:g} " in row("families_apart")
    assert f"more than {whole.lists.warned} times" in row("list_decides")
    assert (whole.linkages.decides, whole.linkages.fewest) == (0.5, 10)
    assert f"fewer than {limits('overlap', OverlapLimits).fewest_twice} persons" in row("thin_overlap")
    assert f"R-hat from {latent.chains.agree} on, from {latent.chains.refuse} on" in row("not_converged")
    assert f"below {latent.chains.few:g}, {latent.chains.refuse_draws:g};" in row("few_draws")
    apart = thresholds().apart
    assert f"within {apart.bic:g} of BIC, or of a weight above .05, differ by more than {apart.factor}" in row(
        "models_apart"
    )
    assert (apart.weight, thresholds().enters_below, thresholds().most_lists) == (0.05, 0.02, 14)


def test_every_made_up_people_was_measured() -> None:
    kinds = re.findall(r"^\| `([^`]+)` \|", measured(), re.MULTILINE)
    assert kinds == [*recipes(), "copying, declared"]


def test_the_example_is_the_table_whose_answer_is_printed() -> None:
    block = re.search(r"```text\n(hospital,.*?)```", PAGE, re.DOTALL)
    assert block
    head, *rows = csv.reader(StringIO(block[1]))
    table = Table.of(head[:-1], {tuple(map(int, one[:-1])): int(one[-1]) for one in rows})
    declared = [ListDeclared(name="official", drew_on=("hospital",)), *(ListDeclared(name=one) for one in head[:3])]
    joined = table.joined(one.lists for one in families_of(declared, table.lists))
    sizes: Any = ", ".join(f"{name} {size}" for name, size in zip(joined.lists, joined.sizes, strict=True))
    assert f"documented      {joined.observed}  persons" in PAGE
    assert f"lists           {sizes}" in PAGE
    assert f"so the truth is known here: 318\nof {joined.observed + 318} " in PAGE.replace("So", "so")
