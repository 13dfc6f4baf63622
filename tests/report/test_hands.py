"""Several processes make the bytes one process makes, and a case built anew meanwhile is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aigaq.build import build
from aigaq.case import Case
from aigaq.engines import Local
from aigaq.errors import Busy
from aigaq.report import report
from aigaq.report.gather import gather
from aigaq.report.hands import do, jobs, made_by
from aigaq.report.write import write
from aigaq.statements import Store
from tests.january import january_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    made = january_case(tmp_path_factory.mktemp("hands"))
    build(made)
    return made


def test_the_bytes_are_those_of_one_process(case: Case, tmp_path: Path) -> None:
    many = report(case, tmp_path / "many", languages=("en", "kk")).parent
    with Store.open(case) as store:
        one = write(gather(case, store), tmp_path / "one", languages=("en", "kk")).parent
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(many) for path in many.rglob("*") if path.is_file())
    assert all((one / name).read_bytes() == (many / name).read_bytes() for name in names)


def test_a_case_built_anew_meanwhile_is_said(case: Case, tmp_path: Path) -> None:
    with Store.open(case) as store:
        first = next(jobs(case.path, store.digest(), tmp_path, {"en": ""}))
    assert do(first)
    with pytest.raises(Busy, match="built again"):
        do(replace(first, digest="00" * 32))


def test_every_part_of_every_language_is_one_job(case: Case, tmp_path: Path) -> None:
    folders = {"en": "", "ru": "ru/"}
    every = list(jobs(case.path, "", tmp_path, folders))
    assert len({(job.part, job.languages) for job in every}) == len(every)
    assert {job.languages for job in every} == {("en",), ("ru",)}
    some = list(jobs(case.path, "", tmp_path, folders, together=("network",)))
    assert [job.languages for job in some if job.part == "network"] == [("en", "ru")]
    assert len(some) == len(every) - 1


def test_a_part_in_all_languages_is_written_in_each(case: Case, tmp_path: Path) -> None:
    with Store.open(case) as store:
        digest = store.digest()
    every = jobs(case.path, digest, tmp_path, {"en": "", "ru": "ru/"}, together=("methods",))
    assert do(next(job for job in every if job.part == "methods")) == ["methods.html", "ru/methods.html"]


def test_a_failing_worker_leaves_nothing(case: Case, tmp_path: Path) -> None:
    wrong = (replace(job, digest="00" * 32) for job in jobs(case.path, "", tmp_path / "out", {"en": "", "ru": "ru/"}))
    with pytest.raises(Busy):
        made_by(Local(workers=2), wrong)
    assert not (tmp_path / "out").exists()
