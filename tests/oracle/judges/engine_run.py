"""Runs a state machine on the embedded engine in virtual time, its tasks answered by an environment."""

import json
from collections import Counter
from dataclasses import dataclass

from exeoflow.model.history import HistoryEvent
from local.embedded.engine.definitions import read_definition
from local.embedded.engine.history import event_of
from local.embedded.engine.interface import Call, Success, TaskResult
from local.embedded.engine.interface import Failure as TaskFailure
from local.embedded.engine.virtual import VirtualTime, run_in_virtual_time
from local.embedded.stores.rows import milliseconds
from tests.oracle.interpreter.environment import Environment, Failure, Rejection, Reply
from tests.oracle.interpreter.execution import EXECUTION_ID, START, START_TEXT
from tests.oracle.json_value import Json, canonical_text
from tests.oracle.simulator.machine import Machine
from tests.oracle.simulator.tasks import (
    LAMBDA_INVOKE,
    LAMBDA_INVOKE_FOR_TENANT,
    WAITING,
    answer_of_stack,
    code_answer,
    reply_to,
)


@dataclass(frozen=True, slots=True)
class EngineRun:
    """How a run ended, when, and how often it entered each state."""

    status: str
    output: Json
    code: str | None
    seconds: float
    entered: Counter[str]
    history: tuple[HistoryEvent, ...]


def run_on_engine(machine: Machine, data: Json, environment: Environment) -> EngineRun:
    """Run the machine to its end."""

    def answered(state: str, call: Call) -> tuple[float, TaskResult]:
        own = answer_of_stack(call.arguments)
        if own is not None:
            return 0, Success(own)
        node = machine.node_of_state.get(state, state)
        reply = reply_to(environment, node, call.resource, call.arguments, call.attempt)
        return reply.seconds, _outcome(call.resource, reply)

    context = {
        "Execution": {"Id": EXECUTION_ID, "Name": EXECUTION_ID, "StartTime": START_TEXT, "Input": data},
        "StateMachine": {"Id": machine.name, "Name": machine.name},
    }
    time = VirtualTime(milliseconds(START))
    definition = read_definition(json.dumps(machine.definition))
    run = run_in_virtual_time(definition, data, answered, context=context, time=time)
    assert run.end is not None
    entered = Counter(row[4] or "" for row in run.history.new if row[2].endswith("StateEntered"))
    history = tuple(event_of(row) for row in run.history.new)
    status = "success" if run.end.status == "SUCCEEDED" else "failed"
    output = None if run.end.output is None else json.loads(run.end.output)
    return EngineRun(
        status, output, run.end.error, (run.end.at - milliseconds(START)) / 1000, entered, history
    )


def _outcome(resource: str, reply: Reply) -> TaskResult:
    if resource == LAMBDA_INVOKE_FOR_TENANT:
        return Success({"StatusCode": 200, "Payload": json.dumps(code_answer(reply))})
    match reply:
        case Failure(code=code, message=message) if resource in {LAMBDA_INVOKE, WAITING}:
            return TaskFailure(
                code, canonical_text({"errorMessage": message, "errorType": code, "trace": []})
            )
        case Failure(code=code, message=message):
            return TaskFailure(code, message)
        case Rejection(output=output):
            return TaskFailure("Approval.Rejected", canonical_text(output))
    assert hasattr(reply, "output")
    if resource == LAMBDA_INVOKE:
        return Success({"ExecutedVersion": "$LATEST", "Payload": reply.output, "StatusCode": 200})
    return Success(reply.output)
