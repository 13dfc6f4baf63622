"""Files in the formats of sources, made from plain values, and reading them back."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from aigaq.blackout.readers import Read, read_series
from aigaq.blackout.series import Series

NOON = 1641380400  # 2022-01-05T11:00Z


def csv_file(folder: Path, header: Sequence[str], rows: Iterable[Sequence[object]], name: str = "made.csv") -> Path:
    """A CSV of these rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def json_file(folder: Path, value: Any, name: str = "made.json") -> Path:
    """A JSON file of this value."""
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def signal(values: Sequence[Any], **changed: Any) -> dict[str, Any]:
    """One signal as IODA answers it."""
    step = changed.get("step", 300)
    usual = {
        "entityType": "country",
        "entityCode": "KZ",
        "entityName": "Kazakhstan",
        "entityFqid": "geo.netacq.AS.KZ",
        "datasource": "bgp",
        "subtype": "",
        "from": NOON,
        "until": NOON + step * len(values),
        "step": step,
        "nativeStep": 300,
        "values": list(values),
    }
    return usual | changed


def ioda(data: Any) -> dict[str, Any]:
    """IODA's envelope."""
    return {"type": "signals", "metadata": {}, "requestParameters": {}, "error": None, "perf": None, "data": data}


def only(read: Read) -> Series:
    """The one series of an answer."""
    (series,) = read.series
    return series


def reasons(read: Read) -> dict[str, int]:
    """How many refusals there are of each reason."""
    return dict(Counter(str(one.why) for one in read.rejected))


def said(read: Read, words: str) -> bool:
    """Whether a remark holds these words."""
    return any(words in one for one in read.noticed)


def pairs(series: Series) -> list[tuple[int, float | None]]:
    """Times and values, None where missing."""
    return [
        (int(at), None if np.isnan(value) else float(value))
        for at, value in zip(series.times, series.values, strict=True)
    ]


__all__ = ["NOON", "csv_file", "ioda", "json_file", "only", "pairs", "read_series", "reasons", "said", "signal"]
