"""The compiler asks for facts of a node type, never for its name."""

import ast
from pathlib import Path

import pytest

import exeoflow.compiler
from exeoflow.nodes.table import NODE_TYPES

_FILES = sorted(Path(next(iter(exeoflow.compiler.__path__))).rglob("*.py"))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_the_compiler_compares_no_type_with_a_name(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))

    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Compare) and _asks(node)] == []


def _asks(node: ast.Compare) -> bool:
    parts = [node.left, *node.comparators]
    has_type = any(isinstance(part, ast.Attribute) and part.attr == "type" for part in parts)
    return has_type and any(isinstance(part, ast.Constant) and part.value in NODE_TYPES for part in parts)
