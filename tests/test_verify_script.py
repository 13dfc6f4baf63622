"""verify.py: one file without aigaq. It says what `aigaq verify` says of every proof, good or damaged."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from aigaq.case import proving
from aigaq.case.log import proof
from aigaq.case.verifying.verify_proof import verify_proof
from tests.case import test_proof as invented
from tests.case.conftest import Made, add, make
from tests.shared import ROOT

SCRIPT = ROOT / "verify.py"


def run(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("verify_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.fixture
def handed(tmp_path: Path) -> tuple[Path, Path, str, Made]:
    """A proof and its item, as a stranger gets them, and the key from elsewhere."""
    made = make(tmp_path)
    case = made.open()
    data = b"Invented: 5 people were hurt."
    (item,) = add(case, data)
    one = proving.prove(case, proving.entry_to_prove(case, item))
    path, file = tmp_path / "p.tlog-proof", tmp_path / "note.txt"
    path.write_bytes(proof.format_proof(one))
    file.write_bytes(data)
    return path, file, one.log, made


def test_it_needs_nothing_of_aigaq_and_is_short() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    imported = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).partition(".")[0])
    assert imported - sys.stdlib_module_names == {"cryptography"}
    assert sum(bool(line.strip()) for line in text.splitlines()) <= 150


def test_what_a_stranger_sees(handed: tuple[Path, Path, str, Made], tmp_path: Path) -> None:
    path, file, key, _ = handed
    valid = run(path, "--key", key, "--item", file, folder=tmp_path)
    assert (valid.returncode, valid.stdout.splitlines()[-1]) == (0, "VALID")
    assert "PROVED      the file given is the item that it names" in valid.stdout
    assert "must come from elsewhere than the proof" in valid.stdout
    unknown = run(path, folder=tmp_path)
    assert (unknown.returncode, unknown.stdout.splitlines()[-1]) == (13, "CONSISTENT, KEY NOT KNOWN TO YOU")
    other = run(path, "--key", str(invented.SECRET.vkey), folder=tmp_path)
    assert (other.returncode, other.stdout.splitlines()[-1]) == (13, "CONSISTENT, NOT SIGNED BY THE KEY YOU GAVE")
    wrong = run(path, "--key", key, "--item", path, folder=tmp_path)
    assert wrong.returncode == 11
    assert "not the one that the entry names" in wrong.stdout


def test_what_is_no_proof_or_not_there(handed: tuple[Path, Path, str, Made], tmp_path: Path) -> None:
    path, file, _, _ = handed
    assert run(file, folder=tmp_path).returncode == 7
    assert run("nowhere", folder=tmp_path).returncode == 5
    assert run(path, "--item", "nowhere", folder=tmp_path).returncode == 5
    assert run(folder=tmp_path).returncode == 2
    damaged = bytearray(path.read_bytes())
    damaged[-20] ^= 1
    path.write_bytes(damaged)
    found = run(path, folder=tmp_path)
    assert (found.returncode, found.stderr) == (11, "")
    assert found.stdout.startswith("NOT CONSISTENT")


def accepted(script: ModuleType, data: bytes) -> bool:
    try:
        script.check(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return True


@pytest.mark.parametrize("cosigned", [False, True])
def test_it_says_of_every_damaged_proof_what_aigaq_says(script: ModuleType, cosigned: bool) -> None:
    data = proof.format_proof(invented.made(tokens=(), cosigned=cosigned))
    assert accepted(script, data)
    for place in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[place] ^= mask
            theirs = verify_proof(bytes(changed)).exit_code
            if place < len(proof.MAGIC) + 1:
                assert theirs == 11
            else:
                assert accepted(script, bytes(changed)) is (theirs == 13), (place, mask)
        cut = data[:place]
        assert accepted(script, cut) is (verify_proof(cut).exit_code == 13), place


def test_time_stamps_are_written_out_for_openssl(tmp_path: Path) -> None:
    from tests.case.tsa import Authority

    authority = Authority.make(tmp_path / "tsa")
    one = invented.made(cosigned=True, tokens=())
    head = proof.kept_checkpoint(one.checkpoint)
    stamped = proof.Proof(one.entry, one.log, (authority.stamp(head),), one.index, one.path, one.checkpoint)
    path = tmp_path / "p.tlog-proof"
    path.write_bytes(proof.format_proof(stamped))
    (tmp_path / "out").mkdir()
    done = run(path, "--key", stamped.log, "--stamps", "out", folder=tmp_path)
    assert done.returncode == 0
    assert "1 time stamps, and 1 signatures of others" in done.stdout
    (token,) = (tmp_path / "out").glob("*.tsr")
    assert f"-in {token.name}" in done.stdout
    assert (tmp_path / "out" / "head").read_bytes() == head
    assert authority.accepts(tmp_path / "out" / "head", token)
