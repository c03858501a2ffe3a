"""The machine of an execution in which some outputs are given: another one than the workflow's own.

Each rerun publishes a version of it, which nothing but that rerun starts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.errors import InvalidRequest
from exeoflow.model import json
from exeoflow.model.execution import Pin, rerun_machine
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import Publication, StoredWorkflow
from exeoflow.service.executions.rerun.kept_items import without_kept_items
from exeoflow.service.executions.rerun.pinning import pinned_graph, without_added
from exeoflow.service.ports import Ports
from exeoflow.service.ports.state_machines import MachineVersion
from exeoflow.service.workflows.compilation import compile_stored

_NAME_ENDS: Final = f"{rerun_machine('')}:"


def rerun_published(ports: Ports, workflow: StoredWorkflow, pins: Mapping[str, Pin]) -> StoredWorkflow:
    """Return the workflow with the publication of a machine in which `pins` are given.

    Raises `WorkflowInvalid`: what is not run may be missed by what is.
    """
    graph = without_kept_items(pinned_graph(workflow.graph, pins), pins)
    compilation = compile_stored(replace(workflow, graph=graph))
    if compilation is None:
        return replace(workflow, publication=None)
    definition = ports.machines.fill(workflow.workspace, compilation.definition)
    version = MachineVersion(
        workflow.workspace, rerun_machine(workflow.id), workflow.revision, definition, is_replacement=True
    )
    publication = Publication(
        version_arn=ports.machines.publish(version),
        definition_hash=hashlib.sha256(json.canonical(definition)).hexdigest(),
        filling_hash=ports.machines.filling_hash,
        source_map=without_added(compilation.source_map, pins),
    )
    return replace(workflow, publication=publication)


def is_of_reruns(publication: Publication) -> bool:
    """Tell whether it is a version of the machine of reruns, which nothing makes again."""
    return _NAME_ENDS in publication.version_arn


def given_pins(workflow: StoredWorkflow, outputs: JsonObject) -> dict[str, Pin]:
    """Return the outputs that a caller gives. Raises `InvalidRequest` for what no node can be given."""
    nodes = {str(node["id"]): node for node in workflow.graph.nodes}
    faults = [fault for node_id in outputs for fault in [_fault(node_id, nodes)] if fault is not None]
    if faults:
        raise InvalidRequest(*faults)
    return {node_id: _given(output, nodes[node_id]) for node_id, output in outputs.items()}


def _given(output: Json, node: JsonObject) -> Pin:
    """Leave a node as if it succeeded."""
    return Pin(output, None if node.get("on_error", "fail") == "fail" else (None,))


def _fault(node_id: str, nodes: Mapping[str, JsonObject]) -> Diagnostic | None:
    path = f"outputs.{node_id[:64]}"
    if node_id not in nodes:
        values = {"node": node_id, "known": ", ".join(nodes)}
        return Diagnostic("pin-node-unknown", path, values=values, suggestion=Guess(node_id, tuple(nodes)))
    # Not at the top: only who gives outputs need know the types.
    from exeoflow.model.workflows.workflow import Node  # noqa: PLC0415
    from exeoflow.nodes.table import NODE_TYPES, parse_config  # noqa: PLC0415

    node = Node.model_validate(nodes[node_id])
    kind = NODE_TYPES[node.type]
    has_one_way = kind.is_loop or set(kind.handles(parse_config(node))) <= {None}
    if has_one_way and not kind.starts and not kind.ends_the_path:
        return None
    return Diagnostic("pin-handles", path, values={"node": node_id})
