"""Reads a workflow from JSON that nobody has looked at yet."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from exeoflow.compiler.checks.limits import capped
from exeoflow.diagnostics import Diagnostic, field_diagnostics
from exeoflow.model.workflows.workflow import Workflow


def read_workflow(document: Mapping[str, Any]) -> Workflow | tuple[Diagnostic, ...]:
    """The workflow that a document describes, or all that is wrong with the document's form."""
    try:
        return Workflow.model_validate(document)
    except ValidationError as fault:
        return capped(field_diagnostics(fault, document, model=Workflow))
