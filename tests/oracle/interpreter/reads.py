"""The roots that a node's expressions read: `$input`, `$trigger`, `$nodes`, `$item` and the others."""

from tests.oracle.interpreter.execution import EXECUTION_ID, RESUME_URL, START_TEXT, VARIABLES
from tests.oracle.interpreter.region_run import RegionRun
from tests.oracle.json_value import Json, canonical_text


def roots_for(around: RegionRun, reader: str, data: Json) -> dict[str, Json]:
    """Return the values of all roots for a node that is about to run."""
    execution = around.execution
    text = canonical_text(execution.graph.nodes[reader]["config"])
    roots: dict[str, Json] = {
        "input": data,
        "trigger": execution.data,
        "nodes": {
            node["id"]: _output(around, reader, node["id"])
            for node in (execution.workflow["nodes"] if "$nodes" in text else ())
            if node["id"] in text
        },
        "execution": {"id": EXECUTION_ID, "started_at": START_TEXT, "resume_url": RESUME_URL},
        "vars": VARIABLES,
        "workflow": {"id": execution.workflow.get("id"), "name": execution.workflow.get("name", "")},
    }
    if around.scope.index is not None:
        roots |= {"item": around.scope.item, "index": around.scope.index}
    return roots


def _output(around: RegionRun, reader: str, node: str) -> Json:
    """Return what `$nodes.<node>` is for the reader."""
    for run in around.around:
        if run.scope.for_each == node:
            return run.scope.item
        if node in run.region.nodes:
            heads = run.region.unit_of
            is_upstream = heads[node].head in run.region.upstream[heads[reader].head]
            return (run.scope.outputs if is_upstream else run.before).get(node)
    return None
