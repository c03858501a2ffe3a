"""Use case: check and compile a workflow without storing it."""

from dataclasses import dataclass
from typing import cast

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import WorkflowInvalid
from exeoflow.service.ports import Ports
from exeoflow.service.variables.unknown import unknown_variables
from exeoflow.service.workflows.compilation import Compilation, compile_stored
from exeoflow.service.workflows.create import NewWorkflow, first_revision
from exeoflow.service.workflows.references.checking import refuse_faulty_references
from exeoflow.service.workflows.references.credentials import has_credential
from exeoflow.service.workflows.triggers.outlook import outlook_of


@dataclass(frozen=True, slots=True)
class Validation:
    """What saving the workflow would say. `compilation` is None for a draft and where there are faults."""

    is_valid: bool
    diagnostics: tuple[Diagnostic, ...] = ()
    compilation: Compilation | None = None


def validate_workflow(ports: Ports, workspace: str, new: NewWorkflow) -> Validation:
    """Return all faults and warnings, and what the workflow compiles to."""
    workflow = first_revision(ports, workspace, new)
    try:
        compilation = compile_stored(workflow)
        refuse_faulty_references(ports, workflow, has_credential)
    except WorkflowInvalid as refusal:
        return Validation(is_valid=False, diagnostics=cast("tuple[Diagnostic, ...]", refusal.diagnostics))
    warnings = () if compilation is None else compilation.warnings
    warnings += unknown_variables(ports, workflow)
    warnings += outlook_of(workflow, workflow.created_at).warnings
    return Validation(is_valid=True, diagnostics=warnings, compilation=compilation)
