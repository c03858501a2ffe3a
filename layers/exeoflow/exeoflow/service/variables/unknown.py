"""Warn of variables that a workflow reads and its workspace has not: until they are set there is nothing."""

from collections.abc import Iterator

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.diagnostics.path import join_path
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports

_ROOT = "$vars"


def unknown_variables(ports: Ports, workflow: StoredWorkflow) -> tuple[Diagnostic, ...]:
    """Return a warning for each name that a node reads and nobody has set."""
    if _ROOT not in str(workflow.graph.nodes):
        return ()
    known = tuple(sorted(ports.variables.get(workflow.workspace).by_name))
    return tuple(
        Diagnostic(
            "variable-unknown",
            path,
            node_id,
            values={"variable": name},
            suggestion=Guess(name, known, "$vars.{}"),
        )
        for path, node_id, name in _names(workflow)
        if name not in known
    )


def _names(workflow: StoredWorkflow) -> Iterator[tuple[str, str, str]]:
    """Where a compiled graph reads a variable: the path, the node and the name, each once for a text."""
    # Not at the top: the table of node types is heavy, and few workflows read variables.
    from exeoflow.nodes.table import NODE_TYPES  # noqa: PLC0415
    from exeoflow.nodes.texts import texts_of  # noqa: PLC0415

    for index, node in enumerate(workflow.graph.nodes):
        config = node.get("config")
        if not isinstance(config, dict):
            continue
        for text in texts_of(NODE_TYPES[str(node["type"])].config, config):
            read = {name for expression in text.parse() for name in expression.variables}
            for name in sorted(read):
                yield join_path("nodes", index, "config", *text.path), str(node["id"]), name
