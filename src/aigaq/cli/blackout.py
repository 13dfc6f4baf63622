"""The command that says when the network was down, where and by whose count, and what an outage looks like.

Proved by tests/scripts/blackout.txt, tests/scripts/blackout-input.txt and tests/cli/test_blackout.py.
"""

from __future__ import annotations

from pathlib import Path

import click

from aigaq.cli.options import json_option, picture_option


@click.command()
@click.argument("series", metavar="SERIES…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--reference",
    metavar="DAY/DAY",
    help="Days when the network was well, both included, on the clock of --time-zone: what is expected is made of them.",
)
@click.option(
    "--time-zone",
    "time_zone",
    metavar="ZONE",
    help="Whose clock: of times without an offset, of the days named, of the place. An IANA name, as Asia/Almaty.",
)
@click.option(
    "--seasonal", is_flag=True, help="Take what lasts for normal: what is expected follows the series on both sides."
)
@click.option(
    "--kind",
    type=click.Choice(["count", "level"]),
    help="What the values are, where the files do not say: things counted, or a quantity.",
)
@click.option(
    "--column",
    "columns",
    metavar="WHAT=NAME",
    multiple=True,
    help="In which column of a table the time, value, entity, signal or network stands; may be given again.",
)
@click.option(
    "--absent-is-zero",
    "absent_is_zero",
    is_flag=True,
    help="Of OONI and M-Lab: no row for an hour means that nothing was counted, not that nobody looked.",
)
@click.option(
    "--context",
    metavar="FILE.toml",
    type=click.Path(path_type=Path),
    help="What happened near by, and what officials and operators said of the cause.",
)
@picture_option("Draw lanes over the time and the series with what was expected; of many only those with outages.")
@click.option("--force", is_flag=True, help="Replace a picture that is there.")
@json_option
def blackout(series: tuple[Path, ...], **given: object) -> None:
    """Find outages in connectivity series: when, where, how deep, and whether they look ordered or failed.

    SERIES are files as they were downloaded: IODA, OONI, Cloudflare Radar, RIPE Atlas, M-Lab, Monash, lists of outages
    (Access Now STOP, IODA), or any table with columns time,value and, where there are, entity, signal, network (CSV,
    XLSX; docs/formats/series.md). Each series is held against days that you say were good (--reference), else against
    itself without the outages found. Edges lie between two samples, the last good and the first bad; where nothing
    was measured nothing is said. What an outage looks like is never a proof of an order: reasons for and against stand beside it, and how
    often such answers were right. That nothing was found is an answer, and no error.

    \b
    Examples:
      aigaq blackout traffic.csv --time-zone Asia/Almaty
      aigaq blackout traffic.csv --time-zone Asia/Almaty --picture traffic.svg
      aigaq blackout ioda.json ooni.csv --reference 2021-12-01/2021-12-31 --time-zone Asia/Almaty --json
    """
    from aigaq.cli.blackout_run import run

    run(series, given)
