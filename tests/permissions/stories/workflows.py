"""Workflows and their revisions."""

import json
from typing import Any

import boto3

from exeoflow.adapters.dynamodb.workflows import store as dynamo_workflow_store
from exeoflow.adapters.step_functions.machines import KEPT_VERSIONS
from local.aws.replacement import replaced
from local.place import STACK_NAME
from tests.e2e.workflows import ECHO, SLOW, chain, node
from tests.permissions.stories.telling import Story, refusal

_EXPORT = {"nodes": [{"name": "go", "type": "n8n-nodes-base.manualTrigger"}], "connections": {}}


class Workflows(Story):
    """Change, go back, are refused and deleted at bad moments."""

    def tell(self) -> None:
        """Tell all of them."""
        self._more_revisions_than_versions_are_kept()
        self._more_revisions_than_are_kept()
        self._goes_back()
        self._is_found_copied_and_kept()
        self._many_are_changed_at_once()
        self._deleted_while_it_runs()
        self._publishing_is_refused_and_made_good()
        self._deleted_while_published()
        self._the_first_machine_of_a_workspace_makes_its_role()

    def _more_revisions_than_versions_are_kept(self) -> None:
        workflow = self.api.create(ECHO)
        for number in range(KEPT_VERSIONS + 1):
            changed = chain(node("echo", "set", values={"number": number}))
            assert self.api.call("PUT", f"/v1/workflows/{workflow}", changed).status == 200

    def _more_revisions_than_are_kept(self) -> None:
        with replaced(dynamo_workflow_store, "KEPT_REVISIONS", 2):
            path = f"/v1/workflows/{self.api.create(ECHO)}"
            for number in range(3):
                assert self.api.call("PUT", path, {"description": str(number)}).status == 200
                assert self.api.post(f"{path}/status", {"status": "active"}).status == 200
                assert self.api.post(f"{path}/status", {"status": "inactive"}).status == 200

    def _goes_back(self) -> None:
        run = node("run", "sub_workflow", workflow_id=self.api.create(ECHO))
        path = f"/v1/workflows/{self.api.create(chain(run))}"
        changed = {**chain(node("echo", "set", values={"number": 7}), run), "name": "Changed"}
        assert self.api.call("PUT", path, changed).status == 200
        assert self.api.get(f"{path}/revisions").data["pagination"]["total"] == 2
        assert self.api.call("POST", "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "ping"}).status == 200
        assert self.api.get(f"{path}/revisions/1").status == 200
        assert self.api.get(f"{path}/revisions/1/diff?to=2").status == 200
        assert self.api.post(f"{path}/revisions/1/restore", {}).status == 200

    def _is_found_copied_and_kept(self) -> None:
        named = self.api.create({**ECHO, "name": "Findable", "tags": ["a"]})
        path = f"/v1/workflows/{named}"
        assert self.api.post(f"{path}/duplicate", {}).status == 201
        assert self.api.post("/v1/workflows/import", _EXPORT).status == 201
        for query in ("search=find", "tag=a", "sort=name", "sort=-updated_at&status=inactive"):
            assert self.api.get(f"/v1/workflows?{query}").data["workflows"]
        self.api.create(chain(node("run", "sub_workflow", workflow_id=named)))
        assert self.api.call("DELETE", path).status == 409
        assert self.api.call("PUT", path, {"name": "Other", "tags": []}).status == 200
        assert self.api.call("DELETE", f"{path}?force=true").status == 200

    def _many_are_changed_at_once(self) -> None:
        tagged = self.api.create({**SLOW, "tags": ["bulk"]})
        self.api.execute(tagged)
        for action in ("activate", "deactivate"):
            asked: Any = {"action": action, "filter": {"tags": ["bulk"]}}
            assert self.api.post("/v1/workflows/bulk", asked).data["done"] == 1
        for action in ("cancel", "retry"):
            found = {"workflow_id": tagged} if action == "cancel" else {"tags": ["bulk"]}
            asked = {"action": action, "filter": found}
            assert self.api.post("/v1/executions/bulk", asked).data["done"] == 1
        asked = {"action": "delete", "filter": {"status": "inactive", "search": "nothing so called"}}
        assert self.api.post("/v1/workflows/bulk", asked).data["matched"] == 0
        asked = {"action": "deactivate", "filter": {"status": "active"}, "dry_run": True}
        assert self.api.post("/v1/workflows/bulk", asked).status == 200
        asked = {"action": "delete", "ids": [tagged]}
        assert self.api.post("/v1/workflows/bulk", asked).data["done"] == 1

    def _deleted_while_it_runs(self) -> None:
        workflow = self.api.create(SLOW)
        self.api.execute(workflow)
        assert self.api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

    def _publishing_is_refused_and_made_good(self) -> None:
        with self.recorder.before("CreateStateMachine", refusal("ThrottlingException")):
            assert self.api.post("/v1/workflows", {**ECHO, "name": "Unpublished"}).status >= 500
        workflow = self.api.get("/v1/workflows?limit=1").data["workflows"][0]["id"]
        assert self.api.post(f"/v1/workflows/{workflow}/execute", {}).status == 202

    def _deleted_while_published(self) -> None:
        def delete(parameters: dict[str, Any]) -> None:
            workflow = parameters["name"].removeprefix(f"{STACK_NAME}-")
            assert self.api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

        with self.recorder.before("CreateStateMachine", delete):
            self.api.post("/v1/workflows", ECHO)

    def _the_first_machine_of_a_workspace_makes_its_role(self) -> None:
        document = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}],
        }
        policy = json.dumps(document)
        boto3.client("iam").create_policy(PolicyName=f"{STACK_NAME}-MachinesPolicy", PolicyDocument=policy)
        refusals = [refusal("AccessDeniedException", "authorized to assume the provided role")]

        def refuse_once(parameters: dict[str, Any]) -> None:
            while refusals:
                refusals.pop()(parameters)

        with self.recorder.before("CreateStateMachine", refuse_once):
            self.api.create(ECHO)
