"""The command that links records of plain files: who is one person.

Proved by tests/scripts/link.txt and tests/cli/test_link.py.
"""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli.options import json_option, picture_option


@click.command()
@click.argument("lists", metavar="LIST…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--map", "told", metavar="COLUMN=FIELD", multiple=True, help="What a column is, where the guess is wrong."
)
@click.option("--dedupe/--link", "within", default=None, help="Also within each list, or only between lists.")
@click.option("--one-to-one", is_flag=True, help="No list holds a person twice.")
@click.option("--engine", default="local", show_default=True, help="What runs it: local, duckdb or spark.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where each row's person goes, as CSV.")
@click.option(
    "--pairs",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where the compared pairs in doubt or one person go, as CSV.",
)
@click.option("--truth", metavar="COLUMN", help="A column that says who is who: used to score, never to link.")
@click.option("--explain", "explained", metavar="ROW ROW", nargs=2, help="Explain one pair, by keys or LIST:KEY.")
@picture_option("Draw the pair of --explain.")
@click.option("--encoding", metavar="NAME", help="How a CSV is encoded; found out where it is not given.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@json_option
def link(lists: tuple[Path, ...], told: tuple[str, ...], **given: object) -> None:
    """Find which rows of lists are the same person. No case is needed, and the files are not changed.

    LIST is a CSV, XLSX or Parquet file with a row for each person. What the columns are is guessed from their headers
    and cells and said; --map sets it right: key, name, surname, given, patronymic, sex, birth, age, death, place, date,
    text, code, skip. Names may be written in Cyrillic or Latin letters, in any order. One list is searched for
    duplicates; several are linked with each other and, with --dedupe, within. Nothing is learned from --truth.

    \b
    Examples:
      aigaq link ministry.csv families.xlsx --out persons.csv
      aigaq link list.csv --map "Full name=name" --pairs pairs.csv
      aigaq link ministry.csv families.xlsx --explain 12 families.xlsx:7
    """
    from aigaq.cli.link_run import run

    run(lists, told, given)
