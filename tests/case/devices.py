"""Several invented devices that share a case: each has a copy of the folder and a keystore of its own."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

from aigaq.case import Case, Description, Handling, Keystore
from aigaq.case.joining import enrol, join
from aigaq.case.listing import listing
from aigaq.case.log.vocabulary import DeviceRole
from aigaq.case.merge import Merged, merge
from tests.case.conftest import Made, clock, make


@dataclass(frozen=True)
class Device:
    path: Path
    keys: Keystore

    def open(self) -> Case:
        return Case.open(self.path, keys=self.keys, clock=clock)

    @property
    def log(self) -> str:
        case = self.open()
        return self.keys.own_log(case.id, [path.name for path in (self.path / "logs").iterdir()])

    def add(self, *contents: bytes, public: bool = False) -> list[str]:
        handling = Handling.PUBLIC if public else Handling.INTERNAL
        with self.open().writing() as batch:
            return [
                batch.add(
                    io.BytesIO(one), handling=handling, description=Description(title=f"invented {one[:9]!r}")
                ).item
                for one in contents
            ]

    def take(self, other: Device | Path) -> Merged:
        return merge(self.open(), other.path if isinstance(other, Device) else other)

    def listing(self) -> tuple[str, ...]:
        return listing(self.open())


def founder(folder: Path) -> Device:
    made: Made = make(folder)
    return Device(made.path, made.keys)


def joined(of: Device, folder: Path, *, role: DeviceRole | None = DeviceRole.MEMBER) -> Device:
    """A device with a copy of the folder and a log of its own, enrolled by the first one."""
    folder.mkdir(parents=True)
    shutil.copytree(of.path, folder / "case")
    new = Device(folder / "case", Keystore(folder / "keys"))
    log = join(new.open(), keys=new.keys).log
    if role is not None:
        of.take(new)
        enrol(of.open(), log, role)
        new.take(of)
    return new


def copy(of: Device, folder: Path) -> Device:
    """A copy of folder and keystore, as a restored backup is."""
    folder.mkdir(parents=True)
    shutil.copytree(of.path, folder / "case")
    shutil.copytree(of.keys.path, folder / "keys")
    return Device(folder / "case", Keystore(folder / "keys"))
