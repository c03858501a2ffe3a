"""Checks of `sub_workflow` nodes: the other workflow must exist, and no workflow may run itself in the end.

The stored workflows are read through a port, for the compiler knows none.
"""

from collections.abc import Callable, Iterator

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.table import NODE_TYPES

Runs = Callable[[str], tuple[str, ...] | None]
"""Gives the ids of the workflows that a stored one runs; `None` if the workspace has no such workflow."""


def sub_workflow_ids(workflow: Workflow) -> tuple[str, ...]:
    """The workflows that a workflow runs, each once, in the author's order."""
    return tuple(dict.fromkeys(name for _, _, name in _runs_of(workflow)))


def check_sub_workflows(workflow: Workflow, workflow_id: str, runs: Runs) -> tuple[Diagnostic, ...]:
    """The faults of a workflow that is about to be stored as `workflow_id`; each other one is read once."""
    known: dict[str, tuple[str, ...] | None] = {workflow_id: sub_workflow_ids(workflow)}

    def read(name: str) -> tuple[str, ...] | None:
        if name not in known:
            known[name] = runs(name)
        return known[name]

    return tuple(_faults(workflow, workflow_id, read))


def _faults(workflow: Workflow, workflow_id: str, read: Runs) -> Iterator[Diagnostic]:
    for path, node, name in _runs_of(workflow):
        if read(name) is None:
            yield Diagnostic("sub-workflow-unknown", path, node.id, values={"workflow": name})
        elif (way := _way(name, workflow_id, read)) is not None:
            yield Diagnostic(
                "sub-workflow-cycle", path, node.id, values={"way": " → ".join((workflow_id, *way))}
            )


def _runs_of(workflow: Workflow) -> Iterator[tuple[str, Node, str]]:
    """Where a workflow names another one that it runs: the path there, the node and the name."""
    for index, node in enumerate(workflow.nodes):
        field = NODE_TYPES[node.type].workflow_field if node.type in NODE_TYPES else None
        name = node.config.get(field) if field is not None else None
        if isinstance(name, str):
            yield f"nodes[{index}].config.{field}", node, name


def _way(start: str, end: str, read: Runs) -> tuple[str, ...] | None:
    """The workflows from `start` to `end`, if the one runs the other in the end."""
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return _followed_back(name, came_from)
        for other in read(name) or ():
            if other not in came_from:
                came_from[other] = name
                waiting.append(other)
    return None


def _followed_back(name: str | None, came_from: dict[str, str | None]) -> tuple[str, ...]:
    way: list[str] = []
    while name is not None:
        way.append(name)
        name = came_from[name]
    return tuple(reversed(way))
