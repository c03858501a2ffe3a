"""The work of handlers without AWS, in time of the processor, and the calls to AWS per request."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from local.aws.stack import run_stack
from local.keys import make_key
from local.state.database import Database
from tests.bench.calling import Call, Caller
from tests.bench.report import Section, median_ms
from tests.bench.tape import Tape, playing, recording
from tests.bench.workflows import chain

_KEY = "exo_live_benchmark00000000000000000000000"
_ROUNDS = 500
_NODES = 10
_STEPS = 200
_WORKFLOWS = 20
_MEASURED = frozenset(
    {
        "get_workflow",
        "list_workflows",
        "execute_workflow",
        "list_executions",
        "get_execution",
        "get_workflow_stats",
    }
)

Row = tuple[str, str, str, str]


def sections() -> Iterator[Section]:
    """Yield the one table of handlers."""
    with run_stack(Database(":memory:"), {}, lambda _line: None) as stack:
        make_key(_KEY, stack.keys)
        # The local stack keeps metrics quiet; in Lambda they are part of the work.
        os.environ.pop("POWERTOOLS_METRICS_DISABLED", None)
        columns = ("handler", "ms without AWS", "AWS calls", "which")
        yield Section("Handlers", columns, list(_rows(Caller(stack.declared, _KEY))))


def _rows(caller: Caller) -> Iterator[Row]:
    drawn = chain(_NODES)
    body = {"name": "bench", "nodes": drawn["nodes"], "connections": drawn["connections"]}
    create = caller.prepare("POST", "/v1/workflows", body)
    for _ in range(_WORKFLOWS):
        workflow = str(create.make()["id"])
    yield _row(caller, create)
    path = f"/v1/workflows/{workflow}"
    yield _row(caller, caller.prepare("GET", path))
    yield _row(caller, caller.prepare("GET", "/v1/workflows"))
    yield _row(caller, caller.prepare("PUT", path, {"description": "changed"}))
    yield _row(caller, caller.prepare("POST", f"{path}/status", {"status": "active"}))
    execute = caller.prepare("POST", f"{path}/execute", {"input": {"value": 1}})
    yield _row(caller, execute)
    started = execute.make()
    _await_end(caller, started)
    read_path = f"/v1/executions/{started['execution_id']}"
    read = caller.prepare("GET", read_path)
    yield _row(caller, caller.prepare("GET", "/v1/executions"))
    yield _row(caller, read)
    yield _row(caller, _read_of_steps(caller), f"get_execution of {_STEPS} steps")
    yield _row(caller, caller.prepare("GET", f"{path}/stats"))
    yield _row(caller, caller.prepare("POST", f"{read_path}/retry"))
    yield _row(caller, caller.prepare("DELETE", path))


def _read_of_steps(caller: Caller) -> Call:
    """Run a long workflow and return the call that reads its execution."""
    drawn = chain(_STEPS)
    body = {"name": "long", "nodes": drawn["nodes"], "connections": drawn["connections"]}
    workflow = caller.prepare("POST", "/v1/workflows", body).make()["id"]
    started = caller.prepare("POST", f"/v1/workflows/{workflow}/execute", {"input": {"value": 1}}).make()
    _await_end(caller, started)
    return caller.prepare("GET", f"/v1/executions/{started['execution_id']}")


def _row(caller: Caller, call: Call, name: str = "") -> Row:
    with recording() as tape:
        made = call.make()
    _await_end(caller, made)
    return name or call.name, _work(call, tape), str(len(tape.answers)), _which(tape)


def _await_end(caller: Caller, made: Mapping[str, Any]) -> None:
    """Wait for the end of what a call has started: what runs beside a measurement would be measured too."""
    if "execution_id" not in made:
        return
    read = caller.prepare("GET", f"/v1/executions/{made['execution_id']}")
    while (found := read.make())["status"] == "running":
        time.sleep(0.05)
    if found["status"] != "success":
        raise RuntimeError(f"The execution ended otherwise: {found}")


def _work(call: Call, tape: Tape) -> str:
    """Return the median work of a call that does the same when it is made again."""
    if call.name not in _MEASURED:
        return "-"
    with playing(tape):
        return f"{median_ms(call.make, _ROUNDS, time.thread_time):.2f}"


def _which(tape: Tape) -> str:
    counted = Counter(answer.operation for answer in tape.answers)
    return ", ".join(
        f"{operation} {number}x" if number > 1 else operation for operation, number in counted.items()
    )
