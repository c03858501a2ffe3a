"""The limits of Step Functions, checked on the finished definition."""

import json
from collections.abc import Iterator
from typing import Any

from exeoflow.compiler import asl
from exeoflow.compiler.emit.budgets import LARGEST_DEFINITION, MOST_EVENTS, Budgets
from exeoflow.compiler.emit.render import states_of
from exeoflow.compiler.flow.build import Flow
from exeoflow.diagnostics import Diagnostic

LARGEST_CONSTANTS = 256 * 1024


def limit_faults(flow: Flow, definition: Any, costs: Budgets) -> tuple[Diagnostic, ...]:  # noqa: ANN401
    """What does not fit, or perhaps does not."""
    faults = []
    size = costs.definition_bytes
    if size > LARGEST_DEFINITION:
        faults.append(_fault("definition-too-large", bytes=size, limit=LARGEST_DEFINITION))
    if size > LARGEST_CONSTANTS:
        faults += _large_constants(flow, definition)
    least, most = costs.events
    if least > MOST_EVENTS:
        faults.append(_fault("history-too-long", events=least, limit=MOST_EVENTS))
    elif most > MOST_EVENTS:
        faults.append(_fault("history-may-overflow", events=most, limit=MOST_EVENTS))
    return tuple(faults)


def _large_constants(flow: Flow, definition: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - as above
    """Nodes whose arguments, output or assignments alone are over the limit of a state's data."""
    node_of = {vertex.node.name or vertex.id: vertex.node for vertex in flow.vertices}
    for name, state in states_of(definition):
        for key in (asl.ARGUMENTS, asl.OUTPUT, asl.ASSIGN):
            size = len(json.dumps(state.get(key), ensure_ascii=False).encode())
            if size > LARGEST_CONSTANTS and name in node_of:
                node = node_of[name]
                path = f"nodes[{flow.workflow.nodes.index(node)}].config"
                yield _fault("constants-too-large", path, node.id, bytes=size, limit=LARGEST_CONSTANTS)


def _fault(rule: str, path: str = "", node_id: str | None = None, **values: int) -> Diagnostic:
    return Diagnostic(rule, path, node_id=node_id, values={key: str(value) for key, value in values.items()})
