"""Compiler and use cases ask for facts of a node type, never for its name."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import exeoflow.compiler
import exeoflow.service
from exeoflow.model.workflows.stored_workflow import LOOPS, RUNS_WORKFLOWS, STANDS_FOR_OTHERS, STARTS
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.table import NODE_TYPES

_FILES = sorted(
    file
    for package in (exeoflow.compiler, exeoflow.service)
    for file in Path(next(iter(package.__path__))).rglob("*.py")
)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_type_is_compared_with_a_name(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))

    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Compare) and _asks(node)] == []


@pytest.mark.parametrize(
    ("name", "has_fact"),
    [
        (STARTS, lambda each: each.starts),
        (LOOPS, lambda each: each.is_loop),
        (RUNS_WORKFLOWS, lambda each: each.workflow_field == "workflow_id"),
        (STANDS_FOR_OTHERS, lambda each: each.is_placeholder),
    ],
)
def test_a_name_that_use_cases_look_for_is_that_of_the_only_type_with_the_fact(
    name: str, has_fact: Callable[[NodeType], bool]
) -> None:
    assert [each.name for each in NODE_TYPES.values() if has_fact(each)] == [name]


@pytest.mark.parametrize("node_type", NODE_TYPES.values(), ids=lambda each: each.name)
@pytest.mark.parametrize("value", [[], {}, 7, None])
def test_a_configuration_that_is_not_valid_has_facts_too(node_type: NodeType, value: Any) -> None:
    """Faults of the drawing are told together: what checks ask first must not fail of one."""
    config = dict.fromkeys(node_type.config.model_fields, value)

    assert node_type.known_file(config) is None
    assert node_type.known_fields(config) in (None, node_type.known_fields({}))
    node_type.origin(config, ("a",))


def _asks(node: ast.Compare) -> bool:
    parts = [node.left, *node.comparators]
    return any(_is_type(part) for part in parts) and any(
        isinstance(part, ast.Constant) and part.value in NODE_TYPES for part in parts
    )


def _is_type(part: ast.expr) -> bool:
    """Whether it reads `node.type` or `node["type"]`."""
    match part:
        case ast.Attribute(attr="type") | ast.Subscript(slice=ast.Constant(value="type")):
            return True
    return False
