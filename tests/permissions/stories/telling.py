"""What stories are told with: the API, what AWS refuses, and patience."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from exeoflow.adapters.system import SystemClock
from local.aws.replacement import replaced
from local.functions import FunctionTable
from local.place import STACK_NAME
from tests.e2e.api import Api
from tests.e2e.workflows import chain, node
from tests.permissions.recording import Recorder

RECORDING = f"{STACK_NAME}-RecordExecutionEndFunction"
WORKSPACE = "default"  # that of the demo key
PATIENCE_SECONDS = 30
_EVENT_TRIES = 3


class Story:
    """Tells over the API, with a hand in what AWS answers."""

    def __init__(self, api: Api, functions: FunctionTable, recorder: Recorder) -> None:
        self.api = api
        self._functions = functions
        self.recorder = recorder

    def notification_of(self, workflow: str) -> str:
        # Nobody listens there, so that messages are put off.
        new = {"url": "http://127.0.0.1:9/ends", "workflow_id": workflow}
        identifier = self.api.post("/v1/notifications", new).data["id"]
        return f"/v1/notifications/{identifier}"

    def first_execution_of(self, workflow: str) -> None:
        path = f"/v1/executions?workflow_id={workflow}"
        wait_until(lambda: bool(self.api.get(path).data["executions"]))

    def store_without_publishing(self, workflow: str) -> None:
        with self.recorder.before("UpdateStateMachine", refusal("ThrottlingException")):
            path = f"/v1/workflows/{workflow}"
            changed = triggered("rate(1 hour)", note="changed")
            assert self.api.call("PUT", path, changed).status >= 500

    def wait_for_all_tries(self, execution: str) -> None:
        """Wait until Lambda has tried to record its end as often as it tries an event."""
        wait_until(lambda: self._tries_to_record(execution) >= _EVENT_TRIES)

    def _tries_to_record(self, execution: str) -> int:
        calls = [call for call in self.recorder.calls if call.function == RECORDING]
        return sum(execution in str(call.parameters) for call in calls)

    def invoke(self, name: str, event: object) -> Any:
        function = self._functions.find(f"{STACK_NAME}-{name}Function")
        assert function is not None
        return function.invoke(event)


def refusal(code: str, message: str = "") -> Callable[[dict[str, Any]], None]:
    def refuse(parameters: dict[str, Any]) -> None:
        del parameters
        metadata = {"HTTPStatusCode": 400, "RequestId": "story"}
        answer: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
        raise ClientError(answer, "story")

    return refuse


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def triggered(rate: str, note: str = "") -> dict[str, Any]:
    """A workflow with a trigger of every mode."""
    return {
        "name": "Triggered",
        "nodes": [
            node("hook", "trigger", mode="webhook"),
            node("hourly", "trigger", mode="schedule", rate=rate.removeprefix("rate(").removesuffix(")")),
            node("order", "trigger", mode="event", pattern={"source": ["shop"]}),
            node("file", "trigger", mode="event", pattern={"source": ["aws.s3"]}),
            node("echo", "set", values={"got": "{{ $trigger }}", "note": note}),
        ],
        "connections": [{"source": name, "target": "echo"} for name in ("hook", "hourly", "order", "file")],
    }


@contextmanager
def later(span: timedelta) -> Iterator[None]:
    now = SystemClock.now

    def now_later(clock: SystemClock) -> datetime:
        return now(clock) + span

    with replaced(SystemClock, "now", now_later):
        yield


def failing_for(error_workflow: str) -> dict[str, Any]:
    """A workflow that fails and names another one for that."""
    drawn = chain(node("stop", "stop", status="failed", code="No", message="No."))
    return {**drawn, "settings": {"error_workflow": error_workflow}}
