"""What a writer may send of a workflow but not set: it is ignored where it is as stored, else refused."""

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model import moment
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow


def refuse_other_values(workflow: StoredWorkflow, given: JsonObject) -> None:
    """Raise `InvalidRequest` with every field that is not as it is stored."""
    stored = _stored(workflow)
    faults = [read_only_fault(name) for name, value in given.items() if value != stored[name]]
    if faults:
        raise InvalidRequest(*faults)


def read_only_fault(name: str) -> Diagnostic:
    """Say that the field cannot be set."""
    return Diagnostic("field-read-only", name, values={"field": name})


def _stored(workflow: StoredWorkflow) -> dict[str, Json]:
    return {
        "id": workflow.id,
        "status": workflow.status.value,
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
    }
