"""Which triggers a workflow has, and which of them its machine must be told apart.

A start by the default trigger gives the machine `$trigger` as its input. A start by another one wraps it, so
that the machine knows who started it, unless nothing in the workflow could tell that trigger from the default
one: a manual trigger beside a webhook that leads to the same node is the usual case.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from exeoflow.digraph import reachable
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import ReadText


def trigger_ids(workflow: Workflow) -> list[str]:
    """The triggers that can start the workflow, the default one first, else in the author's order."""
    found = [node for node in workflow.nodes if NODE_TYPES[node.type].starts and not node.disabled]
    manual = [node for node in found if node.config.get("mode", "manual") == "manual"]
    default = (manual or found)[:1]
    return [node.id for node in [*default, *(node for node in found if node not in default)]]


def distinct_triggers(workflow: Workflow, texts: Mapping[str, Sequence[ReadText]]) -> list[str]:
    """The default trigger, and the others that something could tell from it."""
    default, *others = trigger_ids(workflow)
    if not others:
        return [default]
    twins = _with_equal_targets(workflow, default, others)
    if twins:
        named = _named_nodes(texts)
        if default in named or not _arrive_alone(workflow, {default, *twins}):
            return [default, *others]
        twins -= named
    return [default, *(trigger for trigger in others if trigger not in twins)]


def _with_equal_targets(workflow: Workflow, default: str, others: Collection[str]) -> set[str]:
    targets: dict[str, set[str]] = {}
    for connection in workflow.connections:
        targets.setdefault(connection.source, set()).add(connection.target)
    return {trigger for trigger in others if default in targets and targets.get(trigger) == targets[default]}


def _named_nodes(texts: Mapping[str, Sequence[ReadText]]) -> set[str]:
    return {
        reference.name
        for of_node in texts.values()
        for text in of_node
        for reference in text.references()
        if reference.root == "nodes"
    }


def _arrive_alone(workflow: Workflow, triggers: set[str]) -> bool:
    """Whether what the triggers carry is never joined under their names.

    A connection back from a loop does not count: its source runs only behind the target.
    """
    types = {node.id: NODE_TYPES[node.type] for node in workflow.nodes}
    into: dict[str, set[str]] = {}
    for connection in workflow.connections:
        into.setdefault(connection.target, set()).add(connection.source)
    targets = {target for target, sources in into.items() if not sources.isdisjoint(triggers)}
    return all(
        not types[target].has_keyed_input
        and (into[target] - triggers).isdisjoint(_reached(workflow, targets - {target}, target))
        for target in targets
    )


def _reached(workflow: Workflow, starts: set[str], without: str) -> set[str]:
    """The nodes that paths around one node lead to."""
    graph: dict[str, list[str]] = defaultdict(list)
    for connection in workflow.connections:
        if without not in (connection.source, connection.target):
            graph[connection.source].append(connection.target)
    return reachable(graph, starts)
