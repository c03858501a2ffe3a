"""What happens to workflows when something fails: the ways that the suite for HTTP does not go."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

from exeoflow.adapters.dynamodb import workflow_store as dynamo_workflow_store
from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.adapters.step_functions.machines import KEPT_VERSIONS
from exeoflow.adapters.system import SystemClock
from exeoflow.model.execution import ExecutionRecord
from local.aws.replacement import replaced
from local.functions import FunctionTable
from local.place import STACK_NAME
from tests.e2e.api import Api
from tests.e2e.webhooks import activated, hooked
from tests.e2e.workflows import ECHO, SLOW, chain, node
from tests.integration.http_request.loopback import serving
from tests.permissions.recording import Recorder

RECORDING = f"{STACK_NAME}-RecordExecutionEndFunction"
REQUESTING = f"{STACK_NAME}-RequestApprovalFunction"
WORKSPACE = "default"  # that of the demo key
EVENT_TRIES = 3
PATIENCE_SECONDS = 30


class Stories:
    """Tells them over the API, with a hand in what AWS answers."""

    def __init__(self, api: Api, functions: FunctionTable, recorder: Recorder) -> None:
        self._api = api
        self._functions = functions
        self._recorder = recorder

    def tell(self) -> None:
        """Tell all of them."""
        self._more_revisions_than_versions_are_kept()
        self._more_revisions_than_are_kept()
        self._goes_back()
        self._is_found_copied_and_kept()
        self._executions_are_found()
        self._starts_are_bounded()
        self._goes_on_from_a_node()
        self._many_are_changed_at_once()
        self._past_times_are_made_up_for()
        self._deleted_while_it_runs()
        self._publishing_is_refused_and_made_good()
        self._deleted_while_published()
        self._start_is_refused()
        self._the_first_machine_of_a_workspace_makes_its_role()
        self._explained()
        self._retried()
        self._triggers_come_and_go()
        self._webhooks_come_and_go()
        self._who_waits_gets_an_express_run()
        self._keys_come_and_go()
        self._events_start()
        self._approvals_are_asked_for_and_answered()
        self._questions_end_with_their_execution()
        self._ends_are_seen_before_they_are_told()
        self._nodes_start_executions()
        self._a_failure_starts_another_workflow()
        self._ends_are_told()
        self._text_is_put()
        self._answers_are_kept_in_files()
        self._secret_is_read()
        self._token_is_fetched_and_refused()
        self._credentials_come_and_go()
        self._variables_come_and_go()
        self._lost_ends_and_remains_are_swept()
        self._what_cannot_be_settled_is_put_back()

    def _more_revisions_than_versions_are_kept(self) -> None:
        workflow = self._api.create(ECHO)
        for number in range(KEPT_VERSIONS + 1):
            changed = chain(node("echo", "set", values={"number": number}))
            assert self._api.call("PUT", f"/v1/workflows/{workflow}", changed).status == 200

    def _more_revisions_than_are_kept(self) -> None:
        with replaced(dynamo_workflow_store, "KEPT_REVISIONS", 2):
            path = f"/v1/workflows/{self._api.create(ECHO)}"
            for number in range(3):
                assert self._api.call("PUT", path, {"description": str(number)}).status == 200
                assert self._api.post(f"{path}/status", {"status": "active"}).status == 200
                assert self._api.post(f"{path}/status", {"status": "inactive"}).status == 200

    def _goes_back(self) -> None:
        run = node("run", "sub_workflow", workflow_id=self._api.create(ECHO))
        path = f"/v1/workflows/{self._api.create(chain(run))}"
        changed = {**chain(node("echo", "set", values={"number": 7}), run), "name": "Changed"}
        assert self._api.call("PUT", path, changed).status == 200
        assert self._api.get(f"{path}/revisions").data["pagination"]["total"] == 2
        assert self._api.call("POST", "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "ping"}).status == 200
        assert self._api.get(f"{path}/revisions/1").status == 200
        assert self._api.get(f"{path}/revisions/1/diff?to=2").status == 200
        assert self._api.post(f"{path}/revisions/1/restore", {}).status == 200

    def _is_found_copied_and_kept(self) -> None:
        named = self._api.create({**ECHO, "name": "Findable", "tags": ["a"]})
        path = f"/v1/workflows/{named}"
        assert self._api.post(f"{path}/duplicate", {}).status == 201
        assert self._api.post("/v1/workflows/import", _EXPORT).status == 201
        for query in ("search=find", "tag=a", "sort=name", "sort=-updated_at&status=inactive"):
            assert self._api.get(f"/v1/workflows?{query}").data["workflows"]
        self._api.create(chain(node("run", "sub_workflow", workflow_id=named)))
        assert self._api.call("DELETE", path).status == 409
        assert self._api.call("PUT", path, {"name": "Other", "tags": []}).status == 200
        assert self._api.call("DELETE", f"{path}?force=true").status == 200

    def _executions_are_found(self) -> None:
        path = f"/v1/workflows/{self._api.create({**ECHO, 'tags': ['found']})}"
        assert self._api.post(f"{path}/execute", {"labels": {"customer": "4711"}}).status == 202
        assert self._api.get("/v1/executions?label=customer:4711&tag=found").data["pagination"]["total"] == 1
        with self._recorder.before("StartExecution", _refuse("InvalidName")):
            assert self._api.post(f"{path}/execute", {"labels": {"customer": "4711"}}).status >= 400

    def _starts_are_bounded(self) -> None:
        queueing, ending = (
            self._api.create({**SLOW, "settings": settings})
            for settings in (
                {"concurrency": {"max": 1}, "rate": {"max": 100}},
                {"concurrency": {"max": 1, "mode": "cancel_running"}},
            )
        )
        first, second = (self._api.execute(queueing) for _ in range(2))
        assert self._api.post(f"/v1/executions/{first}/cancel").status == 200
        _wait_until(lambda: "queued" not in self._api.get(f"/v1/executions/{second}").data)
        for _ in range(2):
            self._api.execute(ending)
        put_off = self._api.create({**ECHO, "settings": {"debounce": {"seconds": 1}}})
        _, last = (self._api.execute(put_off) for _ in range(2))
        self._api.finished(last)

    def _goes_on_from_a_node(self) -> None:
        workflow = self._api.create(ECHO)
        first = self._api.execute(workflow)
        self._api.finished(first)
        tried = self._api.post(f"/v1/workflows/{workflow}/nodes/echo/test", {"execution_id": first})
        assert tried.status == 200
        for body in ({"from": "echo"}, {"from": "echo", "revision": "original"}):
            assert self._api.post(f"/v1/executions/{first}/retry", body).status == 202
        given = {"outputs": {"echo": {"a": 1}}}
        assert self._api.post(f"/v1/workflows/{workflow}/execute", given).status == 202

    def _past_times_are_made_up_for(self) -> None:
        path = f"/v1/workflows/{self._api.create(_triggered('rate(1 day)'))}"
        trigger = {"id": "start", "type": "trigger", "config": {"mode": "schedule", "cron": "0 9 * * *"}}
        drawn = {"nodes": [trigger], "connections": []}
        assert self._api.call("PUT", path, drawn).status == 200
        assert self._api.post(f"{path}/status", {"status": "active"}).status == 200
        asked = {"from": "2024-01-18T00:00:00Z", "to": "2024-01-19T00:00:00Z"}
        assert len(self._api.post(f"{path}/backfill", asked).data["filled"]) == 1

    def _many_are_changed_at_once(self) -> None:
        tagged = self._api.create({**SLOW, "tags": ["bulk"]})
        self._api.execute(tagged)
        for action in ("activate", "deactivate"):
            asked: Any = {"action": action, "filter": {"tags": ["bulk"]}}
            assert self._api.post("/v1/workflows/bulk", asked).data["done"] == 1
        for action in ("cancel", "retry"):
            found = {"workflow_id": tagged} if action == "cancel" else {"tags": ["bulk"]}
            asked = {"action": action, "filter": found}
            assert self._api.post("/v1/executions/bulk", asked).data["done"] == 1
        asked = {"action": "delete", "filter": {"status": "inactive", "search": "nothing so called"}}
        assert self._api.post("/v1/workflows/bulk", asked).data["matched"] == 0
        asked = {"action": "deactivate", "filter": {"status": "active"}, "dry_run": True}
        assert self._api.post("/v1/workflows/bulk", asked).status == 200
        asked = {"action": "delete", "ids": [tagged]}
        assert self._api.post("/v1/workflows/bulk", asked).data["done"] == 1

    def _deleted_while_it_runs(self) -> None:
        workflow = self._api.create(SLOW)
        self._api.execute(workflow)
        assert self._api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

    def _publishing_is_refused_and_made_good(self) -> None:
        with self._recorder.before("CreateStateMachine", _refuse("ThrottlingException")):
            assert self._api.post("/v1/workflows", {**ECHO, "name": "Unpublished"}).status >= 500
        workflow = self._api.get("/v1/workflows?limit=1").data["workflows"][0]["id"]
        assert self._api.post(f"/v1/workflows/{workflow}/execute", {}).status == 202

    def _deleted_while_published(self) -> None:
        def delete(parameters: dict[str, Any]) -> None:
            workflow = parameters["name"].removeprefix(f"{STACK_NAME}-")
            assert self._api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

        with self._recorder.before("CreateStateMachine", delete):
            self._api.post("/v1/workflows", ECHO)

    def _start_is_refused(self) -> None:
        workflow = self._api.create(ECHO)
        with self._recorder.before("StartExecution", _refuse("InvalidName")):
            assert self._api.post(f"/v1/workflows/{workflow}/execute", {}).status >= 400

    def _the_first_machine_of_a_workspace_makes_its_role(self) -> None:
        document = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}],
        }
        policy = json.dumps(document)
        boto3.client("iam").create_policy(PolicyName=f"{STACK_NAME}-MachinesPolicy", PolicyDocument=policy)
        refusals = [_refuse("AccessDeniedException", "authorized to assume the provided role")]

        def refuse_once(parameters: dict[str, Any]) -> None:
            while refusals:
                refusals.pop()(parameters)

        with self._recorder.before("CreateStateMachine", refuse_once):
            self._api.create(ECHO)

    def _explained(self) -> None:
        shout = node("shout", "set", values={"name": "{{ $uppercase($trigger.name) }}"})
        failing = self._api.create(chain(shout))
        assert "field" in self._api.post(f"/v1/workflows/{failing}/execute?wait=20", {}).data["error"]
        execution = self._api.execute(self._api.create(ECHO))
        self._api.finished(execution)
        assert self._api.get(f"/v1/executions/{execution}/steps").status == 200
        assert self._api.get(f"/v1/executions/{execution}/steps/1").status == 200

    def _retried(self) -> None:
        running = self._api.execute(self._api.create(SLOW))
        assert self._api.post(f"/v1/executions/{running}/retry").status == 409
        workflow = self._api.create(_triggered("rate(1 hour)"))
        path = f"/v1/executions/{self._api.execute(workflow)}"
        assert self._api.get(f"{path}?wait=20").data["status"] == "success"
        self._store_without_publishing(workflow)
        assert self._api.post(f"{path}/retry").status == 202
        with self._recorder.before("StartExecution", _refuse("InvalidName")):
            assert self._api.post(f"{path}/retry").status >= 400

    def _triggers_come_and_go(self) -> None:
        workflow = self._api.create(_triggered("rate(1 hour)"))
        path = f"/v1/workflows/{workflow}"
        assert self._api.post(f"{path}/status", {"status": "active"}).status == 200
        for changed in (_triggered("rate(2 hours)"), ECHO, _triggered("rate(1 hour)")):
            assert self._api.call("PUT", path, changed).status == 200
        assert self._api.post(f"{path}/status", {"status": "inactive"}).status == 200
        assert self._api.post(f"{path}/status", {"status": "active"}).status == 200
        assert self._api.call("DELETE", path).status == 200

    def _webhooks_come_and_go(self) -> None:
        workflow = self._api.create(_triggered("rate(1 hour)"))
        assert self._api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        new = {"workflow_id": workflow, "name": "Orders", "path": "orders/:id"}
        webhook = self._api.post("/v1/webhooks", new).data
        other = self._api.post("/v1/webhooks", new | {"path": "orders/new"}).data
        path = f"/v1/webhooks/{webhook['id']}"
        assert self._api.get(path).status == 200
        assert self._api.call("PUT", path, {"name": "All orders", "path": "all/:id"}).status == 200
        assert self._api.post("/webhook/default/all/7", {}).status == 401
        assert self._api.call("DELETE", f"/v1/webhooks/{other['id']}").status == 200
        token = f"Bearer {webhook['token']}"
        self._store_without_publishing(workflow)
        assert self._api.post(f"/webhook/{webhook['id']}", {}, authorization=token).status < 300
        with self._recorder.before("StartExecution", _refuse("InvalidName")):
            assert self._api.post(f"/webhook/{webhook['id']}", {}, authorization=token).status >= 400
        assert self._api.post(f"{path}/rotate").status < 300
        assert self._api.call("DELETE", path).status == 200

    def _who_waits_gets_an_express_run(self) -> None:
        workflow = self._api.create({**_triggered("rate(1 hour)"), "settings": {"mode": "auto"}})
        assert self._api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        new = {"workflow_id": workflow, "name": "Waiting", "authentication": {"enabled": False}, "wait": 5}
        webhook = self._api.post("/v1/webhooks", new).data["id"]
        notification = self._notification_of(workflow)
        assert self._api.post(f"/webhook/{webhook}", {}).data["status"] == "success"
        by_hand = self._api.post(f"/v1/workflows/{workflow}/execute?wait=5", {})
        assert by_hand.data["status"] == "success"
        assert self._api.call("DELETE", notification).status == 200
        assert self._api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

    def _keys_come_and_go(self) -> None:
        made = self._api.call("POST", "/v1/keys", {"name": "CI", "scopes": ["workflows:read"]})
        assert self._api.get("/v1/keys").status == 200
        assert self._api.call("DELETE", f"/v1/keys/{made.data['id']}").status == 200

    def _events_start(self) -> None:
        workflow = self._api.create(_triggered("rate(1 hour)"))
        assert self._api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        occurrence = {
            "trigger": "schedule",
            "workspace": WORKSPACE,
            "workflow_id": workflow,
            "node_id": "hourly",
        }
        self._store_without_publishing(workflow)
        self._invoke("StartByEvent", {**occurrence, "scheduled_at": "2024-01-20T07:00:00Z"})
        heard = {"id": "story", "source": "shop", "detail-type": "Paid", "detail": {}}
        channel = {"trigger": "channel", "channel": '["shop",""]', "is_own_bus": False}
        self._invoke("StartByEvent", {**channel, "event": heard})
        rule: dict[str, Any] = {"pattern": {"source": ["shop"]}}
        match = {"match": {"trigger": "$trigger.order", "event": "$event.source"}}
        for told in (rule, {**rule, **match}):
            cancelled = self._api.create({**SLOW, "settings": {"cancel_on": [told]}})
            assert self._api.post(f"/v1/workflows/{cancelled}/status", {"status": "active"}).status == 200
            execution = self._api.execute(cancelled, {"order": "shop"})
            self._invoke("StartByEvent", {**channel, "event": heard})
            assert self._api.finished(execution)["status"] == "cancelled"

    def _approvals_are_asked_for_and_answered(self) -> None:
        with self._recorder.before("PutEvents", _refuse("ThrottlingException")):
            # Nobody could be told, so it is taken back; what is asked again is asked by the same task.
            failed = self._api.execute(self._api.create(_asking()))
            self._recorder.wait_for(REQUESTING, "DeleteItem")
        self._asked(failed)
        for answer in ("approve", "reject"):
            # The answer is stored, but neither sent nor made good by whoever gave it.
            approval = self._asked(self._api.execute(self._api.create(_asking())))
            assert approval["id"] in {each["id"] for each in self._api.get("/v1/approvals").data["approvals"]}
            sending = "SendTaskSuccess" if answer == "approve" else "SendTaskFailure"
            with self._recorder.before(sending, _refuse("ThrottlingException")):
                assert self._api.post(_path(approval[f"{answer}_url"])).status >= 500
        for _ in range(2):  # Lambda may be invoked twice for the same task
            self._invoke("RequestApproval", _QUESTION)
        self._answered_before_it_waits()

    def _answered_before_it_waits(self) -> None:
        opened = {key: _QUESTION[key] for key in ("workspace", "workflow_id", "execution_id")}
        url = self._invoke("RequestApproval", {**opened, "kind": "address"})["resume_url"]
        assert self._api.post(_path(url), {"early": True}).status == 200
        # Nothing waits with this token, so what came is looked for in the history.
        self._invoke("RequestApproval", {**_QUESTION, "kind": "call", "task_token": "gone"})

    def _questions_end_with_their_execution(self) -> None:
        self._api.run(_asking(timeout=1))
        self._recorder.wait_for(RECORDING, "UpdateItem")

    def _ends_are_seen_before_they_are_told(self) -> None:
        with self._recorder.cut_off(RECORDING):
            self._api.finished(self._api.execute(self._api.create(ECHO)))
            waited = self._api.post(f"/v1/workflows/{self._api.create(ECHO)}/execute?wait=1", {})
            assert waited.data["status"] == "success"
            large = self._api.execute(self._api.create(ECHO))
            _wait_until(lambda: self._calls_about(large, RECORDING) >= EVENT_TRIES)
        # Its output was too large for the event.
        self._invoke("RecordExecutionEnd", {"id": "story", "detail": _told(large, "SUCCEEDED")})

    def _nodes_start_executions(self) -> None:
        innermost = self._api.create(ECHO)
        inner = self._api.create(chain(node("run", "sub_workflow", workflow_id=innermost)))
        ran = self._api.run(chain(node("run", "sub_workflow", workflow_id=inner)))
        [between] = self._api.get(f"/v1/executions?parent={ran['id']}").data["executions"]
        [last] = self._api.get(f"/v1/executions?parent={between['id']}").data["executions"]
        changed = {**chain(node("echo", "set", values={"number": 7})), "name": "Changed"}
        assert self._api.call("PUT", f"/v1/workflows/{inner}", changed).status == 200
        self._tell_as_if_new(between["id"], inner)
        # The id of its parent is too long for its own and stands there by its key.
        self._tell_as_if_new(last["id"], innermost)

    def _tell_as_if_new(self, execution: str, workflow: str) -> None:
        """Tell each of the two as if it was the first to hear, by an event too small for the input."""
        for function, status in (("RecordExecutionStart", "RUNNING"), ("RecordExecutionEnd", "SUCCEEDED")):
            with replaced(DynamoExecutionStore, "get", _unless(execution)):
                self._invoke(function, {"id": "story", "detail": _told(execution, status, workflow)})

    def _asked(self, execution: str) -> Any:
        return self._api.execution_when(execution, lambda found: found.get("approvals"))["approvals"][0]

    def _a_failure_starts_another_workflow(self) -> None:
        helper = self._api.create(ECHO)
        assert self._api.run(_failing(helper))["status"] == "failed"
        self._first_execution_of(helper)

    def _ends_are_told(self) -> None:
        workflow = self._api.create(ECHO)
        path = self._notification_of(workflow)
        assert self._api.get(path).status == 200
        assert self._api.get("/v1/notifications").status == 200
        assert self._api.call("PUT", path, {"workflow_id": workflow}).status == 200
        self._api.finished(self._api.execute(workflow))
        self._recorder.wait_for(f"{STACK_NAME}-DeliverNotificationFunction", "ChangeMessageVisibility")
        assert self._api.call("DELETE", path).status == 200

    def _text_is_put(self) -> None:
        put = {"operation": "put", "bucket": "for-workflows-default-none", "key": "a.txt", "body": "text"}
        assert self._api.run(chain(node("put", "storage", **put)))["error"]["code"].startswith("S3.")

    def _answers_are_kept_in_files(self) -> None:
        hook = hooked(node("echo", "set", values={"got": "{{ $trigger.body }}"}))
        hook["nodes"][0]["config"] |= {"body_type": "binary", "keep_files": True}
        assert activated(self._api, hook).send({"n": 1}).status == 202
        with serving() as server:
            server.routes["/"] = lambda call: call.answer(200, b"[1]", content_type="application/json")
            fetch = node("f", "http_request", url=f"http://127.0.0.1:{server.port}/", response="file")
            read = node("r", "file", operation="read", file="{{ $input.file }}")
            kept = node("w", "file", operation="write")
            code = node("c", "code", source="return $input", files="contents", response="file")
            # moto runs no function for who asks Lambda itself.
            assert self._api.run(chain(kept, code))["status"] == "failed"
            send = node(
                "s",
                "http_request",
                url=f"http://127.0.0.1:{server.port}/",
                method="POST",
                body="{{ $input }}",
            )
            assert self._api.run(chain(node("w", "file", operation="write"), send))["status"] == "success"
            place = {"bucket": "for-workflows-default-none", "key": "a.json"}
            put = node("p", "storage", operation="put", body="{{ $input }}", **place)
            get = node("g", "storage", operation="get", as_file=True, **place)
            mail = {"sender": "shop@example.com", "to": "a@example.com", "subject": "s", "text": "t"}
            sent = node("m", "email", **mail, attachments=[{"filename": "a", "content": "{{ $input }}"}])
            # Whoever sends must be known to SES.
            assert self._api.run(chain(kept, sent))["error"]["code"].startswith("SesV2.")
            text = node("t", "file", operation="write", value="n\n1\n")
            rows = node("rows", "parse", format="csv")
            assert self._api.run(chain(text, rows))["output"] == [{"n": "1"}]
            refused = self._api.run(chain(fetch, read, kept, put))["error"]
            assert (refused["node_id"], refused["code"][:3]) == ("p", "S3.")
            assert self._api.run(chain(get))["error"]["code"].startswith("S3.")

    def _secret_is_read(self) -> None:
        request = node("call", "http_request", url="http://127.0.0.1:9/", credential="crm")
        assert self._api.run(chain(request))["error"]["code"] == "Http.CredentialNotFound"

    def _token_is_fetched_and_refused(self) -> None:
        with serving() as server:
            server.routes["/token"] = lambda call: call.answer(
                200, b'{"access_token": "abc", "expires_in": 3600}'
            )
            server.routes["/"] = lambda call: call.answer(401)
            place = f"http://127.0.0.1:{server.port}"
            values = {"token_url": f"{place}/token", "client_id": "me", "client_secret": "hush"}
            new = {"name": "API", "type": "oauth2_client_credentials", "values": values}
            credential = self._api.call("POST", "/v1/credentials", new).data["id"]
            request = node("call", "http_request", url=f"{place}/", credential=credential)
            assert self._api.run(chain(request))["error"]["code"] == "Http.Status401"
            assert [each.path for each in server.received] == ["/token", "/", "/token", "/"]

    def _credentials_come_and_go(self) -> None:
        bearer = {"name": "CRM", "type": "bearer", "values": {"token": "abc"}}
        credential = self._api.call("POST", "/v1/credentials", bearer).data["id"]
        path = f"/v1/credentials/{credential}"
        naming = chain(node("call", "http_request", url="http://127.0.0.1:9/", credential=credential))
        assert self._api.post("/v1/workflows/validate", naming).data["valid"]
        workflow = self._api.create(naming)
        assert self._api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        assert self._api.call("PUT", f"/v1/workflows/{workflow}", {**naming, "name": "New"}).status == 200
        assert self._api.post(f"/v1/workflows/{workflow}/revisions/1/restore").status == 200
        assert self._api.post(f"/v1/workflows/{workflow}/duplicate", {}).status == 201
        assert self._api.get("/v1/credentials").status == 200
        assert self._api.get(path).data["used_by"] != []
        assert self._api.call("PUT", path, {"values": {"token": "def"}}).status == 200
        assert self._api.post(f"{path}/test", {"url": "http://127.0.0.1:9/"}).data["accepted"] is False
        self._token_is_fetched_for_a_trial()
        assert self._api.call("DELETE", path).status == 409
        self._credential_holds_the_secret_of_a_webhook(credential)
        assert self._api.call("DELETE", f"{path}?force=true").status == 200

    def _credential_holds_the_secret_of_a_webhook(self, credential: str) -> None:
        workflow = self._api.create(_triggered("rate(1 hour)"))
        assert self._api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        held = {"authentication": {"type": "bearer", "credential": credential}}
        webhook = self._api.post("/v1/webhooks", {"workflow_id": workflow, "name": "Held", **held}).data["id"]
        assert self._api.call("PUT", f"/v1/webhooks/{webhook}", held).status == 200
        assert self._api.post(f"/webhook/{webhook}", {}, authorization="Bearer def").status < 300
        assert workflow in str(self._api.get(f"/v1/credentials/{credential}").data["used_by"])

    def _token_is_fetched_for_a_trial(self) -> None:
        values = {"token_url": "http://127.0.0.1:9/", "client_id": "a", "client_secret": "b"}
        body = {"name": "O", "type": "oauth2_client_credentials", "values": values}
        made = self._api.call("POST", "/v1/credentials", body).data["id"]
        tried = self._api.post(f"/v1/credentials/{made}/test", {"url": "http://127.0.0.1:9/"})
        assert tried.data["accepted"] is False

    def _variables_come_and_go(self) -> None:
        path = "/v1/variables/region"
        assert self._api.call("PUT", path, {"value": "eu"}).status == 200
        assert self._api.get(path).data["value"] == "eu"
        assert self._api.get("/v1/variables").status == 200
        reading = chain(node("read", "set", values={"region": "{{ $vars.region }}"}))
        assert self._api.post("/v1/workflows/validate", reading).data["valid"]
        assert self._api.run(reading)["output"] == {"region": "eu"}
        workflow = self._api.create(reading)
        tried = self._api.post(f"/v1/workflows/{workflow}/nodes/read/test", {})
        assert tried.data["output"] == {"region": "eu"}
        assert self._api.call("DELETE", path).status == 200

    def _lost_ends_and_remains_are_swept(self) -> None:
        helper = self._api.create(ECHO)
        failing = self._api.create(_failing(helper))
        notification = self._notification_of(failing)
        with self._recorder.cut_off(RECORDING):
            lost = self._api.execute(self._api.create(ECHO))
            failed = self._api.execute(failing)
            _wait_until(lambda: self._calls_about(lost, RECORDING) >= EVENT_TRIES)
            _wait_until(lambda: self._calls_about(failed, RECORDING) >= EVENT_TRIES)
        self._api.execute(self._api.create(SLOW))
        deleted = self._api.create(ECHO)
        assert self._api.call("DELETE", f"/v1/workflows/{deleted}").status == 200
        with _later(timedelta(hours=2)):
            self._invoke("SweepExecutions", {"id": "story"})
        self._first_execution_of(helper)
        assert self._api.call("DELETE", notification).status == 200

    def _what_cannot_be_settled_is_put_back(self) -> None:
        activated, deleted = self._api.create(_triggered("rate(1 hour)")), self._api.create(ECHO)
        with self._recorder.before("ListRules", _refuse("ThrottlingException")):
            path = f"/v1/workflows/{activated}"
            assert self._api.post(f"{path}/status", {"status": "active"}).status == 200
            assert self._api.call("DELETE", f"/v1/workflows/{deleted}").status == 200
            with _later(timedelta(hours=1)):
                self._invoke("SweepExecutions", {"id": "story"})
        assert self._api.call("DELETE", path).status == 200

    def _notification_of(self, workflow: str) -> str:
        # Nobody listens there, so that messages are put off.
        new = {"url": "http://127.0.0.1:9/ends", "workflow_id": workflow}
        identifier = self._api.post("/v1/notifications", new).data["id"]
        return f"/v1/notifications/{identifier}"

    def _first_execution_of(self, workflow: str) -> None:
        path = f"/v1/executions?workflow_id={workflow}"
        _wait_until(lambda: bool(self._api.get(path).data["executions"]))

    def _store_without_publishing(self, workflow: str) -> None:
        with self._recorder.before("UpdateStateMachine", _refuse("ThrottlingException")):
            path = f"/v1/workflows/{workflow}"
            changed = _triggered("rate(1 hour)", note="changed")
            assert self._api.call("PUT", path, changed).status >= 500

    def _calls_about(self, execution: str, function: str) -> int:
        calls = [call for call in self._recorder.calls if call.function == function]
        return sum(execution in str(call.parameters) for call in calls)

    def _invoke(self, name: str, event: object) -> Any:
        function = self._functions.find(f"{STACK_NAME}-{name}Function")
        assert function is not None
        return function.invoke(event)


def _told(execution: str, status: str, workflow: str = "wf_1") -> dict[str, Any]:
    """Return what an event says that is too small for input and output."""
    times = {"startDate": 1_705_744_800_000, "stopDate": 1_705_744_800_000}
    return {"name": execution, "status": status, "stateMachineArn": f"{STACK_NAME}-{workflow}", **times}


def _unless(missing: str) -> Callable[[DynamoExecutionStore, str], ExecutionRecord | None]:
    """Read records as ever, but for one that is not there yet."""
    get = DynamoExecutionStore.get
    return lambda store, execution: None if execution == missing else get(store, execution)


def _failing(error_workflow: str) -> dict[str, Any]:
    """A workflow that fails and names another one for that."""
    failing = chain(node("stop", "stop", status="failed", code="No", message="No."))
    return {**failing, "settings": {"error_workflow": error_workflow}}


def _triggered(rate: str, note: str = "") -> dict[str, Any]:
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


_QUESTION = {
    "kind": "approval",
    "timeout": 60,
    "task_token": "of a story",
    "node_id": "ask",
    "execution_id": "exec_story",
    "workflow_id": "wf_story",
    "workspace": WORKSPACE,
}


def _asking(timeout: int = 600) -> dict[str, Any]:
    return chain(node("ask", "approval", timeout=timeout), name="Asking")  # its handles lead nowhere


def _path(url: str) -> str:
    address = urlsplit(url)
    return f"{address.path}?{address.query}"


def _refuse(code: str, message: str = "") -> Callable[[dict[str, Any]], None]:
    def refuse(parameters: dict[str, Any]) -> None:
        del parameters
        metadata = {"HTTPStatusCode": 400, "RequestId": "story"}
        answer: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
        raise ClientError(answer, "story")

    return refuse


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def _later(span: timedelta) -> Iterator[None]:
    now = SystemClock.now

    def later(clock: SystemClock) -> datetime:
        return now(clock) + span

    with replaced(SystemClock, "now", later):
        yield


_EXPORT = {"nodes": [{"name": "go", "type": "n8n-nodes-base.manualTrigger"}], "connections": {}}
