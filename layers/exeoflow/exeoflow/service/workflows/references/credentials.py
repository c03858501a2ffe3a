"""Keep workflows from naming credentials that their workspace has not."""

from collections.abc import Callable, Iterator
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import WorkflowInvalid
from exeoflow.model.credential import is_credential_id
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.ports import Ports

_FIELDS: Final = ("credential", "tls")

Knows = Callable[[Ports, StoredWorkflow, str], bool]
"""Tells whether the workspace of a workflow has the credential of an id."""


def has_credential(ports: Ports, workflow: StoredWorkflow, credential_id: str) -> bool:
    """Look only."""
    return ports.credentials.get(workflow.workspace, credential_id) is not None


def notes_credential(ports: Ports, workflow: StoredWorkflow, credential_id: str) -> bool:
    """Note that the workflow is about to name it: so a deletion that comes between finds it, or is found."""
    return ports.credentials.note_use(workflow.workspace, credential_id, workflow.id)


def named_credentials(graph: Graph) -> frozenset[str]:
    """Return the ids of the credentials that a graph names."""
    return frozenset(name for _, _, name in _names(graph))


def credential_faults(ports: Ports, workflow: StoredWorkflow, knows: Knows) -> tuple[Diagnostic, ...]:
    """Return a fault for each credential that the workflow names and its workspace has not."""
    names = sorted(named_credentials(workflow.graph))
    is_there = {name: knows(ports, workflow, name) for name in names}
    return tuple(
        Diagnostic("credential-unknown", path, node_id, values={"credential": name})
        for path, node_id, name in _names(workflow.graph)
        if not is_there[name]
    )


def refuse_missing_credentials(ports: Ports, workflow: StoredWorkflow) -> None:
    """Raise `WorkflowInvalid` if the workflow names a credential that was deleted since it was saved."""
    faults = credential_faults(ports, workflow, has_credential)
    if faults:
        raise WorkflowInvalid(faults)


def _names(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """Where a graph names a credential: the path there, the node and the name.

    A name that is no id is that of a parameter which an operator keeps by hand: nobody here knows whether it
    is there.
    """
    for index, node in enumerate(graph.nodes):
        config = node.get("config")
        for field in _FIELDS:
            named = config.get(field) if isinstance(config, dict) else None
            place = f"nodes[{index}].config.{field}"
            if isinstance(named, dict):
                named, place = named.get("name"), f"{place}.name"
            if isinstance(named, str) and is_credential_id(named):
                yield place, str(node["id"]), named
