"""Reading a file whole, whatever size the system says it has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.case.disk import files


@given(data=st.binary(max_size=5000), said=st.integers(0, 6000), most=st.integers(1, 3000))
def test_a_file_is_read_to_its_end(tmp_path_factory: pytest.TempPathFactory, data: bytes, said: int, most: int) -> None:
    """Also where it grows or shrinks while it is read, has no size, or comes a little at a time."""
    path = tmp_path_factory.mktemp("read") / "file"
    path.write_bytes(data)
    real_read, real_stat = os.read, os.fstat

    def stat(descriptor: int) -> os.stat_result:
        values = list(real_stat(descriptor))
        values[6] = said
        return os.stat_result(values)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "fstat", stat)
        monkeypatch.setattr(os, "read", lambda descriptor, count: real_read(descriptor, min(count, most)))
        read = files.read(path)
    # What is as long as the file is said to be is the whole of it.
    assert read == (data[:said] if said == min(most, len(data)) else data)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        files.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path / "nothing")
    assert files.read_if_there(tmp_path / "nothing" / "below") is None
