"""What a graph becomes when it is saved: a definition, and the way back from states to nodes."""

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import WorkflowInvalid
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import StoredWorkflow

if TYPE_CHECKING:
    from exeoflow.compiler import CompiledWorkflow

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compilation:
    """A definition for the stack to fill in, what it costs, and what its author is warned about.

    `express` is that of the express machine, where the workflow is to have one.
    """

    definition: JsonObject
    source_map: SourceMap
    budgets: JsonObject = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    express: JsonObject | None = None


def compile_stored(workflow: StoredWorkflow) -> Compilation | None:
    """Compile the workflow; None for a draft, which has nothing to run. Raises `WorkflowInvalid`."""
    if workflow.graph.is_draft:
        return None
    # Not at the top: the compiler and its JSONata parser are heavy, and most requests save nothing.
    from exeoflow.compiler import RejectedWorkflow, compile_workflow  # noqa: PLC0415

    document = {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        **workflow.graph.as_json(),
    }
    try:
        compiled = compile_workflow(document, fold=True)
    except Exception as fault:
        # Whatever it is, it is our fault and says nothing about the request: whoever asked is told so, all
        # others can go on working, and the log has what is needed to mend it.
        _LOG.exception("The compiler failed on revision %s of %s.", workflow.revision, workflow.id)
        values = {"error": type(fault).__name__}
        raise WorkflowInvalid((Diagnostic("compiler-failed", "", values=values),)) from fault
    if isinstance(compiled, RejectedWorkflow):
        raise WorkflowInvalid(compiled.diagnostics)
    return _compilation(workflow, compiled)


def _compilation(workflow: StoredWorkflow, compiled: "CompiledWorkflow") -> Compilation:
    names = {str(node["id"]): str(node.get("name") or node["id"]) for node in workflow.graph.nodes}
    return Compilation(
        definition=cast("JsonObject", compiled.definition),
        source_map=SourceMap(
            node_of_state=dict(compiled.node_of_state),
            node_names=names,
            folded=dict(compiled.folded),
            wrapped_triggers=compiled.wrapped_triggers,
            told=dict(compiled.answer_errors),
            around=dict(compiled.around),
        ),
        budgets=cast("JsonObject", compiled.budgets),
        warnings=compiled.diagnostics,
        express=cast("JsonObject | None", compiled.express),
    )
