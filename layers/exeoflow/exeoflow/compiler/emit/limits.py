"""The limits of Step Functions, checked on the finished definition."""

import json
from collections.abc import Iterator

from exeoflow.compiler import asl
from exeoflow.compiler.emit.budgets import LARGEST_DEFINITION, MOST_EVENTS, Budgets, size_of
from exeoflow.compiler.emit.nested_definitions import states_of
from exeoflow.compiler.emit.render import Rendered
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.diagnostics import Diagnostic
from exeoflow.expressions.binding import strings_in
from exeoflow.expressions.evaluation import MOST_EVALUATIONS, evaluation_depth
from exeoflow.expressions.jsonata import is_enclosed

LARGEST_CONSTANTS = 256 * 1024
_OF_CONSTANTS = (asl.ARGUMENTS, asl.OUTPUT, asl.ASSIGN)
"""The fields of a state that are held against that limit."""
_WEIGHED_TOGETHER = 100
"""So many values are rarely too large even together, and it takes much longer to weigh each alone."""
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def limit_faults(flow: Flow, rendered: Rendered, costs: Budgets) -> tuple[Diagnostic, ...]:
    """What does not fit, or perhaps does not."""
    size = costs.definition_bytes
    if size > LARGEST_DEFINITION:
        # It has to be parted first. Looking at all expressions of one ten times too large takes seconds.
        faults = [_fault("definition-too-large", bytes=size, limit=LARGEST_DEFINITION)]
    else:
        faults = list(_deep_expressions(flow, rendered))
    if size > LARGEST_CONSTANTS:
        faults += _large_constants(flow, rendered)
    least, most = costs.events
    if least > MOST_EVENTS:
        faults.append(_fault("history-too-long", events=least, limit=MOST_EVENTS))
    elif most > MOST_EVENTS:
        faults.append(_fault("history-may-overflow", events=most, limit=MOST_EVENTS))
    return (*faults, *_long_lists(flow, costs))


def _long_lists(flow: Flow, costs: Budgets) -> Iterator[Diagnostic]:
    """Lists that are written down and whose items take more events than a history holds."""
    positions = {node.id: index for index, node in enumerate(flow.workflow.nodes)}
    vertices = {vertex.id: vertex for vertex in flow.vertices}
    for node_id, cost in costs.per_item.items():
        vertex = vertices[node_id]
        items = vertex.type.known_items(vertex.config) or 0
        events = items * cost.events
        if events > MOST_EVENTS:
            path = f"nodes[{positions[node_id]}].config.items"
            yield _fault("for-each-too-long", path, node_id, items=items, events=events, limit=MOST_EVENTS)


def _deep_expressions(flow: Flow, rendered: Rendered) -> Iterator[Diagnostic]:
    """States one of whose expressions AWS would stop: what nodes wrap around their authors' counts too."""
    positions = {node.id: index for index, node in enumerate(flow.workflow.nodes)}
    for name, state in states_of(rendered.scopes):
        own = [field for key, field in state.items() if key not in (asl.BRANCHES, asl.ITEM_PROCESSOR)]
        # Each level takes a character, and few expressions have so many.
        long = (text for text in strings_in(own) if len(text) > MOST_EVALUATIONS)
        depth = max((evaluation_depth(text[2:-2]) for text in long if is_enclosed(text)), default=0)
        if depth > MOST_EVALUATIONS:
            node_id = rendered.node_of_state.get(name)
            path = "" if node_id is None else f"nodes[{positions[node_id]}].config"
            values = {"state": name, "depth": str(depth), "limit": str(MOST_EVALUATIONS)}
            yield Diagnostic("machine-expression-too-deep", path, node_id=node_id, values=values)


def _large_constants(flow: Flow, rendered: Rendered) -> Iterator[Diagnostic]:
    """Nodes whose arguments, output or assignments alone are over the limit of a state's data."""
    node_of = {vertex.node.name or vertex.id: vertex.node for vertex in flow.vertices}
    constants = [
        (name, state[key])
        for name, state in states_of(rendered.scopes)
        if name in node_of
        for key in _OF_CONSTANTS
        if key in state
    ]
    for start in range(0, len(constants), _WEIGHED_TOGETHER):
        some = constants[start : start + _WEIGHED_TOGETHER]
        # The spaces that JSON has by default do not take more than all else.
        if 2 * size_of([value for _, value in some]) <= LARGEST_CONSTANTS:
            continue
        for name, value in some:
            size = len(_encode(value).encode())
            if size > LARGEST_CONSTANTS:
                node = node_of[name]
                path = f"nodes[{flow.workflow.nodes.index(node)}].config"
                yield _fault("constants-too-large", path, node.id, bytes=size, limit=LARGEST_CONSTANTS)


def _fault(rule: str, path: str = "", node_id: str | None = None, **values: int) -> Diagnostic:
    return Diagnostic(rule, path, node_id=node_id, values={key: str(value) for key, value in values.items()})
