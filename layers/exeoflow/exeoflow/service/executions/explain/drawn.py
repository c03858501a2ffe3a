"""A drawing of which one node is to be tried, as its author has it: nobody has looked at it yet."""

from exeoflow.compiler.checks import check, read_workflow
from exeoflow.diagnostics.diagnostic import Severity
from exeoflow.diagnostics.rules import RULES
from exeoflow.errors import WorkflowInvalid
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations


def drawn_workflow(graph: JsonObject, node_id: str) -> Workflow:
    """Read the drawing. Raises `WorkflowInvalid` if its form is wrong, or its node `node_id` has faults."""
    workflow = read_workflow(graph)
    if not isinstance(workflow, Workflow):
        raise WorkflowInvalid(workflow)
    # Those of others keep the workflow from being stored, and this node from nothing.
    of_node = (each for each in check(Configurations(workflow)) if each.node_id == node_id)
    faults = tuple(each for each in of_node if RULES[each.rule] is Severity.ERROR)
    if faults:
        raise WorkflowInvalid(faults)
    return workflow
