"""Machines as tests write them, run as they are and as what is made of them."""

import json
from collections.abc import Mapping
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.asl.importing import Import, import_machine
from exeoflow.importers.asl.source import Machine as Source
from exeoflow.importers.asl.source import machine_of as source_of
from tests.oracle.interpreter.environment import Answer, Environment, Reply
from tests.oracle.interpreter.trace import Outcome
from tests.oracle.json_value import Json
from tests.oracle.judges.compiling import machine_of
from tests.oracle.simulator.machine import Machine
from tests.oracle.simulator.simulate import simulate

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:work"


class Replies:
    """Answers one call after another, and remembers what it was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[Any] = []

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        del node_id, attempt
        self.asked.append(request)
        return self.replies.pop(0) if self.replies else Answer(0.0, request)


def imported(states: Mapping[str, Any], language: str = "JSONata", **more: Any) -> Import:
    """Import a machine that begins with its first state."""
    found = source_of(definition(states, language, **more))
    assert isinstance(found, Source), found
    return import_machine(found)


def definition(states: Mapping[str, Any], language: str = "JSONata", **more: Any) -> dict[str, Any]:
    """Return a machine that begins with its first state."""
    return {"QueryLanguage": language, "StartAt": next(iter(states)), "States": states, **more}


def ran(done: Import, data: Json, environment: Environment | None = None) -> Outcome:
    """Run the workflow that was made."""
    compiled = compile_workflow(json.loads(json.dumps(done.workflow)))
    assert isinstance(compiled, CompiledWorkflow), compiled.diagnostics
    return simulate(machine_of(compiled), data, environment or Replies()).outcome


def ran_itself(states: Mapping[str, Any], data: Json, environment: Environment | None = None) -> Outcome:
    """Run the machine as it is; only JSONata."""
    return simulate(Machine(definition(states)), data, environment or Replies()).outcome


def reasons(done: Import) -> dict[str, list[str]]:
    """Return why which states are not quite the same."""
    return {each.name: [reason.code for reason in each.reasons] for each in done.states if each.reasons}
