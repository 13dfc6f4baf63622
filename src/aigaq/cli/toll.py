"""The command that says how many are documented, and apart from it how many are not.

Proved by tests/scripts/toll.txt, tests/scripts/toll-input.txt and tests/cli/test_toll.py.
"""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli.options import json_option, picture_option


@click.command()
@click.argument("source", metavar="TABLE|CASE", type=click.Path(path_type=Path))
@click.option("--strata", metavar="COLUMN", help="The column whose values part the persons; each part is told apart.")
@click.option(
    "--lists", "declared", metavar="FILE.toml", type=click.Path(path_type=Path), help="What is declared of the lists."
)
@click.option(
    "--lists-columns", "columns", metavar="A,B,…", help="Which columns are lists, where not all of 0 and 1 are."
)
@click.option(
    "--impossible",
    "zeros",
    metavar="A+C",
    multiple=True,
    help="Lists on exactly which nobody can stand; may be given again.",
)
@click.option(
    "--claimed",
    metavar="N",
    type=click.IntRange(0),
    multiple=True,
    help="A number somebody gave: how probable it is that there are more.",
)
@click.option("--classes", metavar="K", type=int, default=10, show_default=True, help="Latent classes, at most.")
@click.option(
    "--cap",
    metavar="C",
    type=float,
    default=5.0,
    show_default=True,
    help="Uncounted for each counted person that the decomposable graphs admit, at most.",
)
@click.option(
    "--seed", metavar="S", type=click.IntRange(0), default=0, show_default=True, help="Another seed, other draws."
)
@click.option("--show-withheld", is_flag=True, help="With --json: what was reckoned and is withheld, under `withheld`.")
@click.option(
    "--draws", metavar="FILE.parquet", type=click.Path(path_type=Path), help="Where all draws of N go, as Parquet."
)
@click.option(
    "--partitions",
    metavar="FILE.parquet",
    type=click.Path(path_type=Path),
    help="Of a case: where its sampled linkages go, record by record, as Parquet.",
)
@picture_option("Draw the families' intervals on one axis.")
@click.option("--encoding", metavar="NAME", help="How a CSV is encoded; found out where it is not given.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@json_option
def toll(source: Path, **given: object) -> None:
    """Estimate from overlapping lists how many persons stand on none, or refuse and say why.

    TABLE is a CSV, XLSX or Parquet file with a column of 0 and 1 for each list: a row for each person, or a row for
    each combination of lists with its `count`. CASE is a case with linked lists that was built. Several families of
    models answer side by side, each with the assumption it stands on. Where the lists cannot carry a number none is
    given, and what would change that is said; that is an answer and no error. What is documented and what is estimated
    are two numbers, and are never added into one.

    \b
    Examples:
      aigaq toll lists.csv
      aigaq toll lists.xlsx --strata place --claimed 225 --json
      aigaq toll lists.csv --lists about-the-lists.toml --impossible "morgue+hospital"
      aigaq toll town
    """
    from aigaq.cli.toll_run import run

    run(source, given)
