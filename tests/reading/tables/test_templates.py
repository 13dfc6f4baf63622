"""Templates: they read back without a mapping, have drop-downs, and hold no formula."""

import re
import zipfile
from pathlib import Path

import pytest

from aigaq.errors import StorageError, UsageError
from aigaq.intake.tables import table_of
from aigaq.reading.tables import TEMPLATES, guess, write_template
from aigaq.reading.tables.fields import fields_of
from aigaq.reading.tables.templates import choices


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_a_template_reads_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xlsx"
    write_template(name, path)
    kind, columns = TEMPLATES[name]
    (sheet,) = [one for one in guess(table_of(path)).sheet if one.name == name]
    assert sheet.kind == kind
    assert sheet.columns == {column: column for column in columns}
    assert sheet.lacking() == ()


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_drop_downs_and_no_formula(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xlsx"
    write_template(name, path)
    with zipfile.ZipFile(path) as packed:
        sheets = [packed.read(one).decode() for one in packed.namelist() if one.startswith("xl/worksheets/")]
    assert not any(re.search(r"<f[ >/]", sheet) for sheet in sheets)
    kind, columns = TEMPLATES[name]
    listed = [column for column in columns if choices(fields_of(kind)[column])]
    assert sheets[0].count('<dataValidation type="list"') == len(listed)
    assert ("figures" not in name) or {"measure", "side", "unit", "status"} <= set(listed)


def test_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template("figures", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such template"):
        write_template("people", tmp_path / "x.xlsx")
    with pytest.raises(StorageError):
        write_template("figures", tmp_path / "none" / "x.xlsx")


def test_choices_are_words_a_person_may_choose() -> None:
    fields = fields_of("figure")
    assert "killed" in choices(fields["measure"])
    assert "unknown" not in choices(fields["side"])
    assert choices(fields["speaker"]) == ()
    assert "copy" in choices(fields_of("source")["relation"])
