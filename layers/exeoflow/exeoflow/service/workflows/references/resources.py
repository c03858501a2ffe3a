"""Keep workflows from naming resources of AWS that are not their workspace's.

What an expression yields is known at run only: the definition looks then (`StateMachines.fill`).
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.resource_names import OwnResources, ResourceForm, is_own, may_become_own
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports

if TYPE_CHECKING:
    from exeoflow.nodes.node_type import NodeType

_EXPRESSION = "{{"


def resource_faults(ports: Ports, workflow: StoredWorkflow) -> tuple[Diagnostic, ...]:
    """Return a fault for each name that is, or begins as, that of another workspace or of nobody."""
    if workflow.graph.is_draft:
        return ()
    # Not at the top: the table of node types is heavy, and only what was just compiled comes here.
    from exeoflow.nodes.table import NODE_TYPES  # noqa: PLC0415

    own = ports.machines.own_resources(workflow.workspace)
    return tuple(
        Diagnostic("resource-not-own", path, node_id, values={"name": name, "prefix": own.prefix})
        for path, node_id, form, name in _names(workflow, NODE_TYPES)
        if not _is_possible(form, own, name)
    )


def _is_possible(form: ResourceForm, own: OwnResources, name: str) -> bool:
    fixed, braces, _ = name.partition(_EXPRESSION)
    return may_become_own(form, own, fixed) if braces else is_own(form, own, name)


def _names(
    workflow: StoredWorkflow, types: "Mapping[str, NodeType]"
) -> Iterator[tuple[str, str, ResourceForm, str]]:
    """Where the graph names a resource: the path there, the node, the form and the name."""
    for index, node in enumerate(workflow.graph.nodes):
        config = node.get("config")
        if not isinstance(config, dict) or node.get("disabled"):
            continue
        for field, form in types[str(node["type"])].resource_fields.items():
            name = config.get(field)
            if isinstance(name, str):
                yield f"nodes[{index}].config.{field}", str(node["id"]), form, name
