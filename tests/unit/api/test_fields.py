"""Small bodies are read without pydantic, but as pydantic would."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from exeoflow.api.workflows.requests import (
    ExecuteWorkflowBody,
    ManualStart,
    SetWorkflowStatusBody,
    manual_start,
    workflow_status,
)
from exeoflow.diagnostics import Diagnostic, field_diagnostics, render
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import WorkflowStatus

EXECUTE = TypeAdapter(with_config(ConfigDict(extra="forbid", strict=True))(ExecuteWorkflowBody))
SET_STATUS = TypeAdapter(with_config(ConfigDict(extra="forbid"))(SetWorkflowStatusBody))


def found_by_pydantic(model: TypeAdapter[Any], content: JsonObject) -> list[Diagnostic]:
    try:
        model.validate_python(content)
    except ValidationError as error:
        return list(field_diagnostics(error, content))
    return []


def found_by_us(read: Callable[[JsonObject], object], content: JsonObject) -> list[Any]:
    try:
        read(content)
    except InvalidRequest as refusal:
        return list(refusal.faults)
    return []


def said(faults: list[Diagnostic]) -> list[object]:
    return [render(fault, "en") for fault in faults]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"input": {}, "trigger": "node_1"},
        {"input": {"a": [1, None]}},
        {"input": None},
        {"input": []},
        {"input": "text", "trigger": 5},
        {"trigger": None},
        {"trigger": True, "input": 1.5},
    ],
)
def test_the_body_of_execute_has_the_faults_that_its_type_has(content: JsonObject) -> None:
    assert said(found_by_us(manual_start, content)) == said(found_by_pydantic(EXECUTE, content))


def test_a_flat_body_is_told_where_its_fields_belong() -> None:
    flat, misspelt = found_by_us(manual_start, {"name": "Ada", "inputs": {}})

    assert render(flat, "en")["hint"].endswith('belongs under `input`: `{"input": {"name": ...}}`.')
    assert render(misspelt, "en")["suggestion"] == "input"


def test_a_trigger_is_neither_empty_nor_long() -> None:
    faults = [*found_by_us(manual_start, {"trigger": ""}), *found_by_us(manual_start, {"trigger": 65 * "x"})]

    assert [(fault.rule, fault.path) for fault in faults] == [
        ("field-empty", "trigger"),
        ("field-too-long", "trigger"),
    ]
    assert manual_start({"trigger": 64 * "x"}) == ManualStart({}, 64 * "x", {}, ())


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"status": "active"},
        {"status": "paused"},
        {"status": None},
        {"status": ["active"]},
        {"status": 1, "name": "x"},
        {"name": "x"},
    ],
)
def test_the_body_of_a_status_has_the_faults_that_its_type_has(content: JsonObject) -> None:
    assert said(found_by_us(workflow_status, content)) == said(found_by_pydantic(SET_STATUS, content))


def test_a_status_is_read() -> None:
    assert workflow_status({"status": "active"}) is WorkflowStatus.ACTIVE
