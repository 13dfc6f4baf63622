"""The vectors of proof.md and anchors.md are what their script makes, and what our code and verify.py read and write."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case.log import proof
from aigaq.case.standards import note, tokens
from aigaq.case.verifying.verify_proof import EXIT_CODES, verify_proof
from tests.shared import ROOT
from tests.vectors import make_proof


def test_the_pages_hold_what_the_script_makes() -> None:
    assert make_proof.read("proof.md") == [make_proof.proof_vector()]
    assert make_proof.read("anchors.md") == [make_proof.anchor_vector()]


def test_the_proof_is_read_checked_and_written_again() -> None:
    vector = make_proof.read("proof.md")[0]
    data = vector["proof"].encode()
    one = proof.parse_proof(data)
    assert proof.format_proof(one) == data
    assert verify_proof(data, [note.parse_vkey(vector["key"])], item=one.item).exit_code == 0
    entry = make_proof.read("entries.md")[1]
    assert (one.entry_id, one.index) == (entry["id"], 1)


def test_verify_py_says_the_same(tmp_path: Path) -> None:
    vector = make_proof.read("proof.md")[0]
    path = tmp_path / "p.tlog-proof"
    path.write_text(vector["proof"], encoding="utf-8")
    for words, code in (((), 13), (("--key", vector["key"]), 0)):
        command = [sys.executable, "-I", str(ROOT / "verify.py"), str(path), *words]
        assert subprocess.run(command, capture_output=True, check=False).returncode == code


def test_the_request_is_what_we_send() -> None:
    vector = make_proof.read("anchors.md")[0]
    head = next(one for one in make_proof.read("entries.md") if one["vector"] == "head")
    data = head["note"].encode()
    assert tokens.make_request(data, nonce=False) == (bytes.fromhex(vector["request"]), None)
    assert vector["folder"] == f"anchors/{sha256(data).hexdigest()}"


def test_the_exit_codes_are_those_of_the_page() -> None:
    page = (make_proof.FORMATS / "proof.md").read_text(encoding="utf-8")
    for standing, code in EXIT_CODES.items():
        assert any(
            line.startswith(f"| {standing.value} |") and line.endswith(f"| {code} |") for line in page.splitlines()
        )


@pytest.mark.parametrize("page", ["proof.md", "anchors.md"])
def test_the_script_prints_them(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    make_proof.main()
    block = (make_proof.FORMATS / page).read_text(encoding="utf-8").partition("```json\n")[2]
    assert block in capsys.readouterr().out + "\n"
