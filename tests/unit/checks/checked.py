"""What the checks tell of a workflow."""

from exeoflow.compiler.checks import check
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations


def checked(workflow: Workflow) -> tuple[Diagnostic, ...]:
    """All diagnostics of a workflow."""
    return check(Configurations(workflow))
