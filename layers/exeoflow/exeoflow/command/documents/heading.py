"""What a file says of its workflow beside the graph, as strictly as a server reads it."""

from collections.abc import Iterator

from exeoflow.api.bodies.request_body import checked_body
from exeoflow.api.workflows.bodies import ValidateWorkflowBody
from exeoflow.command.documents.workflow_files import WorkflowFile
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.workflows.stored_workflow import WorkflowStatus

_READ = ("name", "tags", "managed_by")


def heading_faults(file: WorkflowFile) -> Iterator[Diagnostic]:
    """Yield what a server would refuse; of a name that is no text the compiler tells."""
    content = file.content
    heading = {part: content[part] for part in _READ if part in content}
    if not isinstance(content["name"], str):
        del heading["name"]
    try:
        checked_body(ValidateWorkflowBody, heading)
    except InvalidRequest as refusal:
        yield from (fault for fault in refusal.faults if isinstance(fault, Diagnostic))
    if content.get("status", WorkflowStatus.INACTIVE) not in tuple(WorkflowStatus):
        expected = ", ".join(f"'{status}'" for status in WorkflowStatus)
        yield Diagnostic("field-choice", "status", values={"field": "status", "expected": expected})
