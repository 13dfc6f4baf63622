"""A report's folder: made whole beside its place, then renamed; only a former report is ever replaced.

The same case gives the same bytes: nothing here asks for the time. `report.json` names the files, and so marks the
folder as ours: a folder with a file it does not name is never removed. Proved by tests/report/test_write.py.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from aigaq.errors import Error, UsageError, os_error
from aigaq.report.hands import MANY, books, jobs, made_by, parts_written, put
from aigaq.report.material import Material
from aigaq.report.pages import PARTS
from aigaq.report.places import PlaceName, shipped_name
from aigaq.report.templating import environment
from aigaq.report.words import Words, words

if TYPE_CHECKING:
    from aigaq.case import Case

MARKER = "report.json"
FORMAT = "aigaq report 1"
LANGUAGES = ("en", "ru", "kk")
Make = Callable[[Path, Mapping[str, str]], list[str]]
"""Writes all pages into a folder, given each language's folder in it; the names of the files."""


def report(case: Case, out: Path, *, languages: Sequence[str] = LANGUAGES, force: bool = False) -> Path:
    """Make the working copy of a case's report: one folder that opens from disk.

    Args:
        out: the folder to make; outside the case. With `force` a former report may stand there.
        languages: codes of the languages, the first one at the root of the folder.

    Returns:
        The path of its `index.html`.

    Raises:
        UsageError: `out` is in the way, inside the case or around it, or a language has no words.
        NotFound: the case has not been built.
        StorageError: the disk refuses.
    """
    from aigaq.engines import engine
    from aigaq.report.gather import gather
    from aigaq.statements import Store

    out = placed(Path(out), case.path, force=force)
    with Store.open(case) as store:
        material = gather(case, store)
        if len(material.said) < MANY:
            return write(material, out, languages=languages)

        def make(half: Path, folders: Mapping[str, str]) -> list[str]:
            return made_by(engine(), jobs(case.path, material.digest, half, folders, together=_together(material)))

        return _write(material, out, languages, make)


def _together(material: Material) -> tuple[str, ...]:
    """Series are detected once for all languages, and so their page is made by one worker."""
    told = material.blackout
    return ("network",) if told is not None and told.basis is not None and told.basis.series else ()


def placed(out: Path, case: Path, *, force: bool) -> Path:
    """The folder's absolute path, after it has been found safe to make it there."""
    out, inside = out.absolute().resolve(), case.resolve()
    if out == inside or inside in out.parents or out in inside.parents:
        raise UsageError("a report lies outside its case", where=out, hint="name another folder with -o")
    if not out.exists():
        return out
    if not out.is_dir():
        raise UsageError("is a file, not a folder", where=out, hint="name another folder with -o")
    with _in_words(out):
        _replaceable(out, force=force)
    return out


def _replaceable(out: Path, *, force: bool) -> None:
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    if not files:
        return
    known = _named(out)
    if known is None:
        raise UsageError(
            "there is something here that is no report", where=out, hint="name a folder that does not exist"
        )
    strange = sorted(files - known - {MARKER})
    if strange:
        raise UsageError(
            "holds a file no report made", where=out / strange[0], hint="move it away, or name another folder"
        )
    if not force:
        raise UsageError("a report is here already", where=out, hint="use --force to replace it")


def _named(out: Path) -> set[str] | None:
    """The files a former report says it made; None where this is no report."""
    try:
        marker = json.loads((out / MARKER).read_text(encoding="utf-8"))
        return set(marker["files"]) if marker["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(
    material: Material, out: Path, *, languages: Sequence[str] = LANGUAGES, place_name: PlaceName = shipped_name
) -> Path:
    """Write the folder and put it in its place; nothing is left behind where this fails."""

    def make(half: Path, folders: Mapping[str, str]) -> list[str]:
        every = books(material, folders, place_name)
        return [name for book in every for name in parts_written(book, tuple(PARTS), half, folders)]

    return _write(material, out, languages, make)


def _write(material: Material, out: Path, languages: Sequence[str], make: Make) -> Path:
    speaking = [words(code) for code in dict.fromkeys(languages)]
    if not speaking:
        raise UsageError("no language is named", hint=f"for example {', '.join(LANGUAGES)}")
    with _in_words(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        try:
            _fill(half, material, speaking, make)
            _swap(half, out)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
    return out / "index.html"


def _fill(half: Path, material: Material, speaking: Sequence[Words], make: Make) -> None:
    folders = {t.code: "" if t is speaking[0] else f"{t.code}/" for t in speaking}
    names = sorted([*_statics(half, speaking), *make(half, folders)])
    marker = {"case": material.case_id, "digest": material.digest, "files": names, "format": FORMAT}
    put(half, MARKER, json.dumps(marker, ensure_ascii=True, indent=1, sort_keys=True) + "\n")


def _statics(half: Path, speaking: Sequence[Words]) -> list[str]:
    folder = resources.files("aigaq.report") / "static"
    found = {f"static/{one.name}": one for one in folder.iterdir() if one.name.endswith((".css", ".js"))}
    found |= {f"static/vendor/{one.name}": one for one in (folder / "vendor").iterdir()}
    texts = {name: entry.read_text(encoding="utf-8") for name, entry in found.items()}
    template = environment().get_template("print.css")
    texts |= {f"static/print-{t.code}.css": template.render(line=_css_string(t("working.line"))) for t in speaking}
    for name, text in texts.items():
        put(half, name, text)
    return list(texts)


def _css_string(text: str) -> str:
    """Text as a CSS string: everything but plain letters and spaces as a code point, so nothing can leave it."""
    shown = "".join(char if char.isalpha() or char in " .," else f"\\{ord(char):06x}" for char in text)
    from markupsafe import Markup

    return Markup(f'"{shown}"')  # noqa: S704  no quote or backslash of the text is left


def _swap(half: Path, out: Path) -> None:
    """Put the new folder in place of the old one; the old one is removed last."""
    old = None
    if out.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{out.name}.old.", dir=out.parent))
        out.rename(old / "report")
    try:
        half.rename(out)
    except OSError:
        if old is not None:
            (old / "report").rename(out)
            old.rmdir()
        raise
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _in_words(where: Path) -> Iterator[None]:
    try:
        yield
    except Error:
        raise
    except OSError as error:
        raise os_error(error, where=where) from error
