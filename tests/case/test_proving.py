"""Proofs of a case's entries: of every entry of a log of several heads and tiles, with stamps and cosignatures along."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aigaq.case import Description, anchoring, proving
from aigaq.case.log import proof
from aigaq.case.log.proof import Standing
from aigaq.case.standards import note
from aigaq.case.verifying.verify_proof import verify_proof
from aigaq.errors import CaseError, NotFound
from tests.case.conftest import Made, add
from tests.case.test_anchored import cosign, log_of, stamp
from tests.case.tsa import Authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("tsa") / "authority")


def prove(made: Made, short: str) -> proof.Proof:
    case = made.open()
    return proving.prove(case, proving.entry_to_prove(case, short))


def test_every_entry_of_a_larger_log(rich: Made) -> None:
    case = rich.open()
    views = list(case.entries())
    for view in views[:: len(views) // 25] + views[-1:]:
        one = proving.prove(case, view)
        checked = proof.check(one, [note.parse_vkey(one.log)])
        assert checked.standing is Standing.VALID
        assert (one.entry_id, one.index) == (view.id, view.index)
        assert checked.head is not None
        assert checked.head.size == len(views)


def test_an_item_is_proved_by_its_first_acquisition_an_entry_by_itself(made: Made) -> None:
    case = made.open()
    (item,) = add(case, b"twice")
    with case.writing() as batch:
        import io

        batch.add(io.BytesIO(b"twice"), description=Description(title="again"))
    first, second = made.open().item(item).acquisitions
    assert prove(made, item).entry_id == prove(made, first).entry_id == first
    assert prove(made, second).entry_id == second
    assert prove(made, second[:10]).item == item
    with pytest.raises(NotFound):
        prove(made, "0" * 64)


def test_the_head_that_was_stamped_first_is_taken(made: Made, authority: Authority) -> None:
    case = made.open()
    (item,) = add(case, b"one")
    size = anchoring.newest(made.path)[0].head.size
    stamp(made, authority)
    add(case, b"two")
    (later,) = add(case, b"three")
    found = verify_proof(proof.format_proof(prove(made, item)), item=item)
    assert found.checked.head is not None
    assert found.checked.head.size == size
    assert [one.size for one in found.anchors] == [size]
    assert any("existed by" in line for line in found.proved)
    unstamped = verify_proof(proof.format_proof(prove(made, later)))
    assert unstamped.checked.head is not None
    assert unstamped.checked.head.size == size + 2
    assert unstamped.anchors == ()
    assert any("claim of the device" in line for line in unstamped.not_proved)


def test_cosignatures_go_along(made: Made) -> None:
    (item,) = add(made.open(), b"one")
    cosign(made)
    cosigner = made.keys.identity(log_of(made).id).cosigner.vkey
    one = prove(made, item)
    assert proof.check(one).unknown == 1
    found = verify_proof(proof.format_proof(one), [note.parse_vkey(one.log), cosigner])
    assert found.exit_code == 0
    assert f"the head was cosigned by {cosigner.name}, at 2022-01-05T12:00Z by its clock" in found.proved


def test_a_damaged_log_gives_no_proof(made: Made, tmp_path: Path) -> None:
    (item,) = add(made.open(), b"one")
    case = made.open()
    entry = proving.entry_to_prove(case, item)
    tile = max((log_of(made).path / "tile" / "0" / "000.p").iterdir(), key=lambda path: int(path.name))
    tile.chmod(0o644)
    data = bytearray(tile.read_bytes())
    data[3] ^= 1
    tile.write_bytes(data)
    with pytest.raises(CaseError):
        proving.prove(case, entry)
    tile.unlink()
    with pytest.raises(CaseError):
        proving.prove(case, entry)


def test_tlog_scales_writes_the_same_proof_but_for_what_is_extra(
    rich: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    from argparse import Namespace

    from tlog_scales.cli import cmd_gen_proof

    case = rich.open()
    entry = proving.entry_to_prove(case, sha256(b"public 300").hexdigest())
    one = proving.prove(case, entry)
    cmd_gen_proof(Namespace(location=str(log_of(rich).path), leaf_index=entry.index))
    lines = proof.format_proof(one).decode().split("\n")
    assert capsys.readouterr().out == "\n".join(lines[:1] + lines[2:])
