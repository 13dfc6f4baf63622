"""A case in a temporary folder, and a reader of three rules in place of the real one."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aigaq.case import Added, Case, Dated, Description, Handling, Keystore, Role
from aigaq.reading.document import Document, NotRead, Reading
from aigaq.statements import AnyStatement, Figure, Standing, Target, TextSpan, Withdrawal

Add = Callable[..., Added]


def simple_reader(document: Document, **using: object) -> Reading:
    """Numbers are killed people; "not N" withdraws N; "<…>" is in another language; "crash" breaks the reader."""
    text = "".join(chunk.text for chunk in document.chunks)
    if "crash" in text:
        raise KeyError("crash")
    statements: list[AnyStatement] = []
    for match in re.finditer(r"(not )?(\d+)", text):
        number = int(match[2])
        span = TextSpan(start=match.start(), end=match.end(), quote=match[0])
        common = {"item": document.item, "span": span, "said": document.published, "made_by": ("rule:test",)}
        if match[1]:
            statements.append(Withdrawal(**common, becomes=Standing.WITHDRAWN, target=Target(low=number)))  # type: ignore[arg-type]
        else:
            speakers = (document.publisher,) if document.publisher else ()
            language = document.language
            figure = Figure(
                **common,  # type: ignore[arg-type]
                num=span,
                measure="killed",
                low=number,
                high=number,
                speakers=speakers,
                language=language,
            )
            statements.append(figure)
    missed = tuple(NotRead(one.start(), one.end(), "fr") for one in re.finditer("<.*?>", text))
    return Reading(tuple(statements), missed)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigaq.reading.read", simple_reader, raising=False)
    monkeypatch.setattr("aigaq.reading.version", lambda: "test", raising=False)
    monkeypatch.setattr("aigaq.reading.Document", Document, raising=False)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case")


def new_case(path: Path) -> Case:
    return Case.create(path, title="A made-up event", keys=Keystore(path.parent / "keys"))


def add(
    case: Case,
    text: str | bytes,
    *,
    published: str | None = None,
    media: str = "text/plain",
    role: Role = Role.DOCUMENT,
    handling: Handling = Handling.INTERNAL,
    **described: Any,
) -> str:
    """Bring one document in; gives its item id."""
    dated = None if published is None else Dated(published, "shown")
    description = Description(published=dated, **described)
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    with case.writing() as batch:
        return batch.add(stream, role=role, handling=handling, media=media, description=description).item
