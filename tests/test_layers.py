"""The shape of the house: every module says what it is, rooms' doors hold exports only, nothing works at import.

That imports point down is held by import-linter (`make check`).
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "aigaq"
MODULES = sorted(SOURCE.rglob("*.py"))
DOORS = [path for path in MODULES if path.name == "__init__.py" and path.parent != SOURCE]
LONGEST = 500


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("path", DOORS, ids=name)
def test_a_door_holds_exports_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body[1:]:
        names = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
        assert isinstance(node, ast.Import | ast.ImportFrom) or names == ["__all__"], ast.unparse(node)


@pytest.mark.parametrize("path", DOORS, ids=name)
def test_what_is_exported_is_imported(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lists = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    exported = ast.literal_eval(lists[0]) if lists else []
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert len(exported) == len(set(exported))
    assert set(exported) <= imported


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_file_is_read_at_import(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reading = {"open", "read_text", "read_bytes", "load", "loads"}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr):
            for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
                called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                assert called not in reading, ast.unparse(call)
