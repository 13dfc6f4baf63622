"""Making a case: fresh keys, a log whose entry 0 opens it, a profile, case.toml.

All of it is made under another name beside the final one and then renamed, so a case is there whole or not at all; its
keys are in the keystore before. Proved by tests/case/test_faults.py.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from aigaq.case.adding.batch import Batch, Clock
from aigaq.case.disk import files, layout
from aigaq.case.disk.blobs import Blobs, BlobWriter
from aigaq.case.log.append import Appender
from aigaq.case.log.descriptions import NOTHING
from aigaq.case.log.entries import VERSION, Open
from aigaq.case.log.index import Index
from aigaq.case.log.keys import Identity, Keystore
from aigaq.case.log.logs import LogFolder
from aigaq.case.log.vocabulary import What


def found(path: Path, *, title: str, keys: Keystore, clock: Clock) -> str:
    """Make a case at `path`; returns its id. OSError where the disk refuses; nothing but its parent is then left."""
    parent = path.absolute().parent
    new_folders = files.make_folders(parent)
    half = parent / f".{path.name}.{os.urandom(4).hex()}"
    identity = Identity.new()
    try:
        case_id = _make(half, identity, title=title, keys=keys, clock=clock)
        files.rename(half, path)
    except BaseException:
        import shutil

        shutil.rmtree(half, ignore_errors=True)
        keys.forget(identity.log_id)
        raise
    files.fsync_folders([*new_folders, parent])
    return case_id


def _make(half: Path, identity: Identity, *, title: str, keys: Keystore, clock: Clock) -> str:
    log = LogFolder(half / layout.LOGS / identity.log_id, identity.log_id)
    unfinished = half / layout.UNFINISHED
    folders = [
        f for folder in (log.path / "checkpoints", log.path / "tile", unfinished) for f in files.make_folders(folder)
    ]
    writer = BlobWriter(Blobs(half), unfinished)
    batch = Batch(log.id, 0, index=Index(lambda blob, item: NOTHING), writer=writer, clock=clock)
    case_id = batch.append(
        Open(v=VERSION, at=batch.at(), log=str(identity.log.vkey), cosigner=str(identity.cosigner.vkey))
    )
    batch.set(What.PROFILE, json.dumps({"title": title}, ensure_ascii=False, sort_keys=True).encode())
    keys.store(identity, case_id)
    files.write_new(log.path / "vkey", f"{identity.log.vkey}\n".encode())
    writer.finish()
    Appender(log, keys=keys, identity=identity, unfinished=unfinished).append([view.raw for view in batch.views])
    files.write_new(half / layout.CASE_FILE, layout.format_case_file(case_id))
    files.clear_folder(unfinished)
    files.fsync_folders([*folders[1:], log.path])
    return case_id
