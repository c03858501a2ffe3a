"""Keep workflows from starting that have nodes which only stand for others."""

from collections.abc import Iterator

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import STANDS_FOR_OTHERS, StoredWorkflow


def has_placeholders(workflow: StoredWorkflow) -> bool:
    """Whether the workflow has nodes that cannot run, so that it has no machine."""
    return any(_faults(workflow))


def refuse_placeholders(workflow: StoredWorkflow) -> None:
    """Raise `WorkflowInvalid` with a fault for each such node."""
    faults = tuple(_faults(workflow))
    if faults:
        raise WorkflowInvalid(faults)


def _faults(workflow: StoredWorkflow) -> Iterator[Diagnostic]:
    for index, node in enumerate(workflow.graph.nodes):
        if node["type"] == STANDS_FOR_OTHERS and not node.get("disabled"):
            config = node["config"]
            values = {
                "node": str(node.get("name") or node["id"]),
                "origin": str(config["origin"]) if isinstance(config, dict) else "",
            }
            yield Diagnostic("placeholder-cannot-run", f"nodes[{index}]", str(node["id"]), values=values)
