"""A file of one country from OONI or M-Lab: hours without a row are said to hide a blackout, with the option that shows it."""

from __future__ import annotations

import pytest

from tests.cli.test_blackout import empty, said, told, written  # noqa: F401

HOURS = [f"2031-05-{1 + hour // 24:02d}T{hour % 24:02d}:00:00Z" for hour in range(240) if not 150 <= hour < 170]
OONI = "\n".join(
    ("measurement_start_day,measurement_count,probe_cc", *(f"{at},{40 + n % 7},KZ" for n, at in enumerate(HOURS)), "")
)
MLAB = "\n".join(
    (
        "a.TestTime,a.MeanThroughputMbps,client.Geo.CountryCode",
        *(f"{at[:14]}{minute:02d}:00Z,5,KZ" for at in HOURS for minute in range(30)),
        "",
    )
)


@pytest.mark.parametrize(("name", "table"), [("ooni.csv", OONI), ("mlab.csv", MLAB)])
def test_json_and_text_name_the_option_until_it_is_given(
    capsys: pytest.CaptureFixture[str], name: str, table: str
) -> None:
    answer = told(capsys, written(table, name))
    assert answer["outages"] == []
    (noticed,) = [one for one in answer["noticed"] if "--absent-is-zero" in one]
    assert noticed.startswith(f"{name}: ") and "20 in a series" in noticed
    text = " ".join(said(capsys, name).split())
    assert "look out in 1 series of OONI or M-Lab hours without a row are taken as missing" in text
    assert "no outage, and no service either; --absent-is-zero counts what has no row as nought" in text
    answer = told(capsys, name, "--absent-is-zero")
    assert [one["state"] for one in answer["outages"]] == ["off"]
    assert not any("--absent-is-zero" in one for one in answer["noticed"])
    assert "--absent-is-zero" not in said(capsys, name, "--absent-is-zero")


def test_other_sources_and_whole_files_are_not_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{at},{40 + n % 7},Northtown" for n, at in enumerate(HOURS)]
    written("\n".join(("time,value,place", *rows, "")), "any.csv")
    written("\n".join(OONI.splitlines()[:151]) + "\n", "whole.csv")
    for name in ("any.csv", "whole.csv"):
        assert "--absent-is-zero" not in said(capsys, name)
        assert not any("--absent-is-zero" in one for one in told(capsys, name)["noticed"])
