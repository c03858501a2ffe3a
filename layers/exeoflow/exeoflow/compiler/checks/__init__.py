"""Static checks: every fault of an author that can be found without following the flow, all of them at once.

Their order is that of the workflow: limits, nodes, their addresses, triggers, connections, settings.
"""

from collections.abc import Iterator

from exeoflow.compiler.checks.connections import check_connections
from exeoflow.compiler.checks.limits import capped, check_limits
from exeoflow.compiler.checks.nodes import check_addresses, check_nodes
from exeoflow.compiler.checks.reading import read_workflow
from exeoflow.compiler.checks.settings import check_settings
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.table import NODE_TYPES, Configurations

__all__ = ["check", "read_workflow"]


def check(configurations: Configurations) -> tuple[Diagnostic, ...]:
    """All diagnostics of the workflow of these configurations, errors and warnings, in a stable order."""
    workflow = configurations.workflow
    oversized = tuple(check_limits(workflow))
    if oversized:
        return oversized
    of_parts = (
        check_nodes(configurations),
        check_addresses(configurations),
        _check_triggers(workflow),
        check_connections(configurations),
    )
    return capped((*(each for part in of_parts for each in part), *check_settings(workflow)))


def _check_triggers(workflow: Workflow) -> Iterator[Diagnostic]:
    """A workflow without nodes is a draft; any other needs a way to start."""
    if workflow.nodes and not any(_starts(node) for node in workflow.nodes):
        yield Diagnostic("trigger-missing", "nodes")


def _starts(node: Node) -> bool:
    return node.type in NODE_TYPES and NODE_TYPES[node.type].starts and not node.disabled
