"""What a node, an iteration or an execution takes in from several live predecessors."""

from collections.abc import Sequence
from typing import TypeAlias

from tests.oracle.errors import EVALUATION_ERROR, WorkflowError
from tests.oracle.json_value import Json

Arrival: TypeAlias = tuple[str, Json]
"""The predecessor and what its connection carries."""


def join(arrivals: Sequence[Arrival]) -> Json:
    """Return the only predecessor's output, else an object keyed by predecessor; null without any."""
    by_id = keyed(arrivals)
    if len(by_id) > 1:
        return by_id
    return next(iter(by_id.values()), None)


def keyed(arrivals: Sequence[Arrival]) -> dict[str, Json]:
    """Return the outputs by predecessor, in the order of the connections; the first of each counts."""
    by_id: dict[str, Json] = {}
    for source, value in arrivals:
        by_id.setdefault(source, value)
    return by_id


def merged(mode: str, arrivals: Sequence[Arrival]) -> Json:
    """Return what a `merge` node makes of its live predecessors."""
    by_id = keyed(arrivals)
    match mode:
        case "append":
            return [
                item for value in by_id.values() for item in (value if isinstance(value, list) else [value])
            ]
        case "shallow":
            if not all(isinstance(value, dict) for value in by_id.values()):
                raise WorkflowError(*EVALUATION_ERROR)
            return {key: item for value in by_id.values() for key, item in value.items()}
        case "first":
            return next(iter(by_id.values()))
    return by_id
