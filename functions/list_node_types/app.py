"""Describe the types of node that workflows are made of."""

from functools import cache

from exeoflow.api.answers import Answer
from exeoflow.api.node_types.description import node_types_shown
from exeoflow.api.node_types.operations import LIST_NODE_TYPES
from exeoflow.api.request import Request
from exeoflow.bootstrap import Application, endpoint
from exeoflow.nodes.table import NODE_TYPES


@endpoint(LIST_NODE_TYPES)
def handler(request: Request, app: Application) -> Answer:
    """Show the table, which changes with a release only."""
    del request, app
    return _answer()


@cache
def _answer() -> Answer:
    return LIST_NODE_TYPES.answer(node_types_shown(NODE_TYPES.values()))
