"""The world around an imported workflow: there are no services, only code that is run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.oracle.interpreter.environment import Answer, Failure, Reply
from tests.oracle.json_value import Json


class Placeholder:
    """What stands where a placeholder stands."""

    @staticmethod
    def stand_in(node: Mapping[str, Any]) -> dict[str, Any]:
        """Return a node with the same handles that fails when it runs."""
        handles = node["config"].get("handles")
        kept = {key: value for key, value in node.items() if key not in {"type", "config", "when_empty"}}
        failing = "$error('A placeholder was reached.')"
        if handles:
            cases = [{"handle": handle, "expression": failing} for handle in handles]
            return {**kept, "type": "switch", "config": {"cases": cases}}
        return {**kept, "type": "transform", "config": {"expression": failing}}


@dataclass(frozen=True, slots=True)
class World:
    """Answers every action with nothing; what waits for a call is called."""

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer a task."""
        del attempt
        if isinstance(request, Mapping) and request.get("kind") == "call":
            return Answer(1.0, {})
        return Failure(0.0, "Http.ConnectionFailed", f"{node_id}: there are no services in a test")


def world_of(workflow: Mapping[str, Any]) -> World:
    """Return the world of a workflow."""
    del workflow
    return World()
