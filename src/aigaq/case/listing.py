"""The canonical listing of a case: what two copies that have merged the same hold in common, as sorted lines.

    head <log> <size> <root>                  every kept head of every history
    cosig <log> <size>-<root> <cosigner> <sha256>
    anchor <checkpoint file> <token>
    key <item> <recipients>-<sha256>
    blob <sha256>                             every blob here that an entry names and none destroys, loose or packed

Which pack a blob lies in, which history stands in `logs/` and which in `forks/`, partial tiles and caches mean nothing.
Design §4; docs/formats/entries.md, "Merging". Proved by tests/case/test_merge.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from aigaq.case.case import Case
from aigaq.case.disk import files, layout
from aigaq.case.log.entries import blobs_of, typed_all
from aigaq.case.merging.merge_blobs import here
from aigaq.case.merging.merge_logs import histories
from aigaq.case.merging.merge_marks import marks


def listing(case: Case) -> tuple[str, ...]:
    """The lines, sorted. CaseError where a log does not fit its head."""
    with files.in_words():
        return tuple(sorted({*_heads(case), *_marks(case), *_blobs(case)}))


def _heads(case: Case) -> Iterator[str]:
    for log in histories(case.path):
        for name in log.kept():
            size, _, root = name.partition("-")
            yield f"head {log.id} {size} {root}"


def _marks(case: Case) -> Iterator[str]:
    for name in marks(case.path):
        room, *parts = name.split("/")
        digest = sha256(files.read(case.path / name)).hexdigest()
        word = {layout.COSIG: "cosig", layout.ANCHORS: "anchor", layout.KEYS: "key"}[room]
        yield " ".join((word, *parts, *((digest,) if room == layout.COSIG else ())))


def _blobs(case: Case) -> Iterator[str]:
    named: set[str] = set()
    for entry in typed_all(view.raw for view in case.entries()):
        if entry is not None:
            named.update(blobs_of(entry))
    gone = {digest for item, blobs in case.look().gone.items() for digest in (item, *blobs)}
    yield from (f"blob {digest}" for digest in (named - gone) & here(case.path))
