"""Questions to people, and who is told of ends."""

from typing import Any
from urllib.parse import urlsplit

from local.place import STACK_NAME
from tests.e2e.workflows import ECHO, chain, node
from tests.permissions.stories.telling import RECORDING, WORKSPACE, Story, refusal

REQUESTING = f"{STACK_NAME}-RequestApprovalFunction"
_QUESTION = {
    "kind": "approval",
    "timeout": 60,
    "task_token": "of a story",
    "node_id": "ask",
    "execution_id": "exec_story",
    "workflow_id": "wf_story",
    "workspace": WORKSPACE,
}


class Approvals(Story):
    """Are asked and answered while AWS refuses, and their end is told."""

    def tell(self) -> None:
        """Tell all of them."""
        self._approvals_are_asked_for_and_answered()
        self._questions_end_with_their_execution()
        self._ends_are_told()

    def _approvals_are_asked_for_and_answered(self) -> None:
        with self.recorder.before("PutEvents", refusal("ThrottlingException")):
            # Nobody could be told, so it is taken back; what is asked again is asked by the same task.
            failed = self.api.execute(self.api.create(_asking()))
            self.recorder.wait_for(REQUESTING, "DeleteItem")
        self._asked(failed)
        for answer in ("approve", "reject"):
            # The answer is stored, but neither sent nor made good by whoever gave it.
            approval = self._asked(self.api.execute(self.api.create(_asking())))
            assert approval["id"] in {each["id"] for each in self.api.get("/v1/approvals").data["approvals"]}
            sending = "SendTaskSuccess" if answer == "approve" else "SendTaskFailure"
            with self.recorder.before(sending, refusal("ThrottlingException")):
                assert self.api.post(_path(approval[f"{answer}_url"])).status >= 500
        for _ in range(2):  # Lambda may be invoked twice for the same task
            self.invoke("RequestApproval", _QUESTION)
        self._answered_before_it_waits()

    def _answered_before_it_waits(self) -> None:
        opened = {key: _QUESTION[key] for key in ("workspace", "workflow_id", "execution_id")}
        url = self.invoke("RequestApproval", {**opened, "kind": "address"})["resume_url"]
        assert self.api.post(_path(url), {"early": True}).status == 200
        # Nothing waits with this token, so what came is looked for in the history.
        self.invoke("RequestApproval", {**_QUESTION, "kind": "call", "task_token": "gone"})

    def _asked(self, execution: str) -> Any:
        return self.api.execution_when(execution, lambda found: found.get("approvals"))["approvals"][0]

    def _questions_end_with_their_execution(self) -> None:
        self.api.run(_asking(timeout=1))
        self.recorder.wait_for(RECORDING, "UpdateItem")

    def _ends_are_told(self) -> None:
        workflow = self.api.create(ECHO)
        path = self.notification_of(workflow)
        assert self.api.get(path).status == 200
        assert self.api.get("/v1/notifications").status == 200
        assert self.api.call("PUT", path, {"workflow_id": workflow}).status == 200
        self.api.finished(self.api.execute(workflow))
        self.recorder.wait_for(f"{STACK_NAME}-DeliverNotificationFunction", "ChangeMessageVisibility")
        assert self.api.call("DELETE", path).status == 200


def _asking(timeout: int = 600) -> dict[str, Any]:
    return chain(node("ask", "approval", timeout=timeout), name="Asking")  # its handles lead nowhere


def _path(url: str) -> str:
    address = urlsplit(url)
    return f"{address.path}?{address.query}"
