"""Executions, how they begin, go on and end."""

from collections.abc import Callable
from typing import Any

from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.model.execution import ExecutionRecord
from local.aws.replacement import replaced
from local.place import STACK_NAME
from tests.e2e.workflows import ECHO, SLOW, chain, node
from tests.permissions.stories.telling import RECORDING, Story, failing_for, refusal, triggered, wait_until


class Executions(Story):
    """Are bounded, refused, retried, and seen before anybody tells of them."""

    def tell(self) -> None:
        """Tell all of them."""
        self._executions_are_found()
        self._starts_are_bounded()
        self._goes_on_from_a_node()
        self._past_times_are_made_up_for()
        self._start_is_refused()
        self._explained()
        self._retried()
        self._ends_are_seen_before_they_are_told()
        self._nodes_start_executions()
        self._a_failure_starts_another_workflow()

    def _executions_are_found(self) -> None:
        path = f"/v1/workflows/{self.api.create({**ECHO, 'tags': ['found']})}"
        assert self.api.post(f"{path}/execute", {"labels": {"customer": "4711"}}).status == 202
        assert self.api.get("/v1/executions?label=customer:4711&tag=found").data["pagination"]["total"] == 1
        with self.recorder.before("StartExecution", refusal("InvalidName")):
            assert self.api.post(f"{path}/execute", {"labels": {"customer": "4711"}}).status >= 400

    def _starts_are_bounded(self) -> None:
        queueing, ending = (
            self.api.create({**SLOW, "settings": settings})
            for settings in (
                {"concurrency": {"max": 1}, "rate": {"max": 100}},
                {"concurrency": {"max": 1, "mode": "cancel_running"}},
            )
        )
        first, second = (self.api.execute(queueing) for _ in range(2))
        assert self.api.post(f"/v1/executions/{first}/cancel").status == 200
        wait_until(lambda: "queued" not in self.api.get(f"/v1/executions/{second}").data)
        for _ in range(2):
            self.api.execute(ending)
        put_off = self.api.create({**ECHO, "settings": {"debounce": {"seconds": 1}}})
        _, last = (self.api.execute(put_off) for _ in range(2))
        self.api.finished(last)

    def _goes_on_from_a_node(self) -> None:
        workflow = self.api.create(ECHO)
        first = self.api.execute(workflow)
        self.api.finished(first)
        tried = self.api.post(f"/v1/workflows/{workflow}/nodes/echo/test", {"execution_id": first})
        assert tried.status == 200
        for body in ({"from": "echo"}, {"from": "echo", "revision": "original"}):
            assert self.api.post(f"/v1/executions/{first}/retry", body).status == 202
        given = {"outputs": {"echo": {"a": 1}}}
        assert self.api.post(f"/v1/workflows/{workflow}/execute", given).status == 202

    def _past_times_are_made_up_for(self) -> None:
        path = f"/v1/workflows/{self.api.create(triggered('rate(1 day)'))}"
        trigger = {"id": "start", "type": "trigger", "config": {"mode": "schedule", "cron": "0 9 * * *"}}
        drawn = {"nodes": [trigger], "connections": []}
        assert self.api.call("PUT", path, drawn).status == 200
        assert self.api.post(f"{path}/status", {"status": "active"}).status == 200
        asked = {"from": "2024-01-18T00:00:00Z", "to": "2024-01-19T00:00:00Z"}
        assert len(self.api.post(f"{path}/backfill", asked).data["filled"]) == 1

    def _start_is_refused(self) -> None:
        workflow = self.api.create(ECHO)
        with self.recorder.before("StartExecution", refusal("InvalidName")):
            assert self.api.post(f"/v1/workflows/{workflow}/execute", {}).status >= 400

    def _explained(self) -> None:
        shout = node("shout", "set", values={"name": "{{ $uppercase($trigger.name) }}"})
        failing = self.api.create(chain(shout))
        assert "field" in self.api.post(f"/v1/workflows/{failing}/execute?wait=20", {}).data["error"]
        execution = self.api.execute(self.api.create(ECHO))
        self.api.finished(execution)
        assert self.api.get(f"/v1/executions/{execution}/steps").status == 200
        assert self.api.get(f"/v1/executions/{execution}/steps/1").status == 200

    def _retried(self) -> None:
        running = self.api.execute(self.api.create(SLOW))
        assert self.api.post(f"/v1/executions/{running}/retry").status == 409
        workflow = self.api.create(triggered("rate(1 hour)"))
        path = f"/v1/executions/{self.api.execute(workflow)}"
        assert self.api.get(f"{path}?wait=20").data["status"] == "success"
        self.store_without_publishing(workflow)
        assert self.api.post(f"{path}/retry").status == 202
        with self.recorder.before("StartExecution", refusal("InvalidName")):
            assert self.api.post(f"{path}/retry").status >= 400

    def _ends_are_seen_before_they_are_told(self) -> None:
        with self.recorder.cut_off(RECORDING):
            self.api.finished(self.api.execute(self.api.create(ECHO)))
            waited = self.api.post(f"/v1/workflows/{self.api.create(ECHO)}/execute?wait=1", {})
            assert waited.data["status"] == "success"
            large = self.api.execute(self.api.create(ECHO))
            self.wait_for_all_tries(large)
        # Its output was too large for the event.
        self.invoke("RecordExecutionEnd", {"id": "story", "detail": _told(large, "SUCCEEDED")})

    def _nodes_start_executions(self) -> None:
        innermost = self.api.create(ECHO)
        inner = self.api.create(chain(node("run", "sub_workflow", workflow_id=innermost)))
        ran = self.api.run(chain(node("run", "sub_workflow", workflow_id=inner)))
        [between] = self.api.get(f"/v1/executions?parent={ran['id']}").data["executions"]
        [last] = self.api.get(f"/v1/executions?parent={between['id']}").data["executions"]
        changed = {**chain(node("echo", "set", values={"number": 7})), "name": "Changed"}
        assert self.api.call("PUT", f"/v1/workflows/{inner}", changed).status == 200
        self._tell_as_if_new(between["id"], inner)
        # The id of its parent is too long for its own and stands there by its key.
        self._tell_as_if_new(last["id"], innermost)

    def _tell_as_if_new(self, execution: str, workflow: str) -> None:
        """Tell each of the two as if it was the first to hear, by an event too small for the input."""
        for function, status in (("RecordExecutionStart", "RUNNING"), ("RecordExecutionEnd", "SUCCEEDED")):
            with replaced(DynamoExecutionStore, "get", _unless(execution)):
                self.invoke(function, {"id": "story", "detail": _told(execution, status, workflow)})

    def _a_failure_starts_another_workflow(self) -> None:
        helper = self.api.create(ECHO)
        assert self.api.run(failing_for(helper))["status"] == "failed"
        self.first_execution_of(helper)


def _told(execution: str, status: str, workflow: str = "wf_1") -> dict[str, Any]:
    """Return what an event says that is too small for input and output."""
    times = {"startDate": 1_705_744_800_000, "stopDate": 1_705_744_800_000}
    return {"name": execution, "status": status, "stateMachineArn": f"{STACK_NAME}-{workflow}", **times}


def _unless(missing: str) -> Callable[[DynamoExecutionStore, str], ExecutionRecord | None]:
    """Read records as ever, but for one that is not there yet."""
    get = DynamoExecutionStore.get
    return lambda store, execution: None if execution == missing else get(store, execution)
