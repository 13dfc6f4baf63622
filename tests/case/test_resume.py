"""A verification that is continued reads only what it has not read, and anything that may have changed since."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from aigaq.case import Handling, Verdict, verify
from aigaq.case.verifying import verify_blobs
from aigaq.case.verifying.resume import Sitting, sitting, state_of
from aigaq.errors import FormatError, UsageError
from tests.case.conftest import Made, add, make


class Interrupted(BaseException):
    """Ctrl-C."""


def stop_at(share: float) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        if done >= share * total and done < total:
            raise Interrupted

    return report


@pytest.fixture
def filled(tmp_path: Path) -> Made:
    made = make(tmp_path)
    add(made.open(), *(b"%d" % n * 30_000 for n in range(12)))
    add(made.open(), *(b"public %d" % n for n in range(40)), handling=Handling.PUBLIC)
    return made


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    for name in ("hash_file", "check_pack"):
        real = getattr(verify_blobs, name)

        def counted(path: str, rest: object, real: Callable[..., object] = real) -> object:
            read.append(path)
            return real(path, rest)

        monkeypatch.setattr(verify_blobs, name, counted)
    return read


def interrupt(made: Made, file: Path, share: float = 0.6) -> bytes:
    with pytest.raises(Interrupted):
        verify(made.path, progress=stop_at(share), resume=file)
    return file.read_bytes()


def blobs(case: Path) -> list[str]:
    return [str(path) for room in ("blobs", "packs") for path in (case / room).rglob("*") if path.is_file()]


def test_it_goes_on_where_it_was_interrupted(filled: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state"
    assert interrupt(filled, file).count(b"\n") > 3
    read, told = reads(monkeypatch), []
    outcome = verify(filled.path, resume=file, progress=lambda done, total: told.append((done, total)))
    assert outcome.exit_code == 0
    assert outcome.earlier is not None
    again, since = outcome.earlier
    assert 0 < len(read) < len(blobs(filled.path))
    assert again == sum(Path(path).stat().st_size for path in set(blobs(filled.path)) - set(read))
    assert any(f"{again} of the bytes were read in earlier sittings since {since}" in line for line in outcome.proved)
    assert told[-1][0] == told[-1][1] == sum(p.stat().st_size for p in filled.path.rglob("*") if p.is_file())
    assert not file.exists()
    plain = verify(filled.path)
    assert plain.earlier is None
    assert (plain.findings, plain.counts, plain.heads) == (outcome.findings, outcome.counts, outcome.heads)


def test_packs_are_not_read_twice(filled: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state"

    def interrupted(*rest: object) -> None:
        raise Interrupted

    monkeypatch.setattr(import_module("aigaq.case.verifying.verify"), "_check_needed", interrupted)
    with pytest.raises(Interrupted):
        verify(filled.path, resume=file)
    monkeypatch.undo()
    read = reads(monkeypatch)
    outcome = verify(filled.path, resume=file)
    assert not read
    assert outcome.exit_code == 0
    assert outcome.counts == verify(filled.path).counts


def test_a_file_that_changed_in_between_is_read_again(filled: Made, tmp_path: Path) -> None:
    for change in ("bytes", "replaced", "times", "removed"):
        folder = tmp_path / change
        folder.mkdir()
        made = filled.copy(folder)
        interrupt(made, folder / "state", 0.9)
        path = Path(next(path for path in blobs(made.path) if "/blobs/" in path))
        status, data = path.stat(), path.read_bytes()
        path.chmod(0o644)
        if change == "bytes":
            path.write_bytes(b"x" + data[1:])
        elif change == "replaced":
            (folder / "other").write_bytes(b"x" + data[1:])
            (folder / "other").replace(path)
        elif change == "removed":
            path.unlink()
        if change != "removed":
            # The time of change can be set back by anybody, that of the inode cannot.
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        outcome = verify(made.path, resume=folder / "state")
        assert outcome.exit_code == {"times": 0, "removed": 10}.get(change, 11), change


def test_damage_found_in_the_first_sitting_is_found_again(filled: Made, tmp_path: Path) -> None:
    for path in map(Path, blobs(filled.path)):
        path.chmod(0o644)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    file = tmp_path / "state"
    interrupt(filled, file, 0.9)
    outcome = verify(filled.path, resume=file)
    assert outcome.earlier is None
    found = {finding.where for finding in outcome.findings if finding.verdict is Verdict.TAMPERED}
    assert found == {Path(path).relative_to(filled.path).as_posix() for path in blobs(filled.path)}


def test_without_resume_nothing_is_taken_from_an_earlier_run(
    filled: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(filled, tmp_path / "state")
    read = reads(monkeypatch)
    verify(filled.path)
    assert sorted(read) == sorted(blobs(filled.path))


def test_any_changed_byte_of_the_state_is_refused(filled: Made, tmp_path: Path) -> None:
    file = tmp_path / "state"
    data = interrupt(filled, file)
    for at in range(0, len(data) - 1, 7):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(FormatError) as refused:
            verify(filled.path, resume=file)
        assert refused.value.hint
    lines = data.splitlines(keepends=True)
    for changed in (lines[:1] + lines[2:], [lines[0], lines[2], lines[1], *lines[3:]], [b"[]\n", *lines[1:]]):
        file.write_bytes(b"".join(changed))
        with pytest.raises(FormatError):
            verify(filled.path, resume=file)


def test_a_line_that_was_being_written_is_left_out(filled: Made, tmp_path: Path) -> None:
    file = tmp_path / "state"
    data = interrupt(filled, file)
    file.write_bytes(data[:-5])
    with pytest.raises(Interrupted):
        verify(filled.path, progress=stop_at(0.95), resume=file)
    assert file.read_bytes().startswith(data[: data[:-5].rfind(b"\n") + 1])
    outcome = verify(filled.path, resume=file)
    assert outcome.exit_code == 0
    assert outcome.earlier is not None


def test_another_case_s_state_is_refused(filled: Made, tmp_path: Path) -> None:
    file = tmp_path / "state"
    interrupt(filled, file)
    for name in ("other", "copy"):
        (tmp_path / name).mkdir()
        other = make(tmp_path / name) if name == "other" else filled.copy(tmp_path / name)
        with pytest.raises(FormatError, match="another case or folder"):
            verify(other.path, resume=file)
    for strange in (b"\n", b"not json\n", b"[]\n", b'{"began":1}\n', b"[" * 100_000 + b"\n", b"\xff\n"):
        file.write_bytes(strange)
        with pytest.raises(FormatError, match="not the file of an unfinished verification"):
            verify(filled.path, resume=file)


def test_it_is_never_kept_in_the_case(filled: Made, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(filled.path)
    for file in (filled.path / "state", filled.path / "derived" / "state", tmp_path / "link" / "state"):
        with pytest.raises(UsageError, match="writes nothing into the case"):
            verify(filled.path, resume=file)
        assert not file.exists()


def test_what_is_known_is_written_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed leaves what it had written."""
    monkeypatch.setattr("aigaq.case.verifying.resume._EACH", 100)
    case, blob = tmp_path / "case", tmp_path / "case" / "blob"
    case.mkdir()
    blob.write_bytes(bytes(60))
    with sitting(tmp_path / "state", case) as one:
        assert isinstance(one, Sitting)
        for n in range(4):
            one.good(f"blobs/{n}", state_of(blob.stat()))
        assert (tmp_path / "state").read_bytes().count(b"\n") == 5
    assert not (tmp_path / "state").exists()
