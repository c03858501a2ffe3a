"""What an agent can do: one method per tool, its docstring is what the agent reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.remote.approvals import answer, answer_address
from exeoflow.remote.connection import Connection, segment
from exeoflow.remote.creating import create_once
from exeoflow.remote.documentation import sections_about
from exeoflow.remote.pictures import mermaid

_FOUND: Final = 50
_WAIT_SECONDS: Final = 20
_MOST_STEPS: Final = 60


INSTRUCTIONS: Final = """\
exeoflow runs workflows: graphs of nodes that are compiled to AWS Step Functions. To write one, look at
node_types, validate_workflow until there are no errors, save_workflow and run_workflow; where it fails,
explain_execution."""
"""What an agent is told first."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Calls the API with one key. Answers are JSON; what is refused is raised as `Trouble`."""

    connection: Connection

    def find_workflows(self, search: str = "", status: str | None = None) -> dict[str, Any]:
        """Find workflows by a part of their name; `status` is active or inactive. Newest first, up to 50."""
        query = {"search": search or None, "status": status, "limit": _FOUND}
        found: dict[str, Any] = self.connection.get("/v1/workflows", query)
        return {"workflows": found["workflows"], "total": found["pagination"]["total"]}

    def get_workflow(self, workflow_id: str) -> dict[str, Any]:
        """Read a whole workflow. Its `etag` is for save_workflow, so that no change of others is lost."""
        answered = self.connection.call("GET", f"/v1/workflows/{segment(workflow_id)}")
        return {**answered.data, "etag": answered.etag, "picture": mermaid(answered.data)}

    def node_types(self, type: str | None = None) -> dict[str, Any]:  # noqa: A002  the field's name
        """List what nodes there are; of one `type` also its handles, an example, the schema of its config."""
        listed = self.connection.get("/v1/node-types")["node_types"]
        if type is not None:
            return {"node_types": [each for each in listed if each["type"] == type]}
        brief = ("type", "kind", "name", "description")
        return {"node_types": [{name: each[name] for name in brief if name in each} for each in listed]}

    def validate_workflow(self, workflow: dict[str, Any]) -> dict[str, Any]:
        """Check a workflow without saving it: every fault with its path and what to do, the cost, a picture.

        A workflow has `name`, `nodes` (`id`, `type`, `config`) and `connections` (`source`, `target`,
        `source_handle` where the source has several). `{{ }}` in a config holds JSONata over `$trigger`,
        `$input` and `$nodes.<id>`.
        """
        found = self.connection.post("/v1/workflows/validate", workflow)
        kept = ("valid", "diagnostics", "budgets")
        return {**{name: found[name] for name in kept}, "picture": mermaid(workflow)}

    def save_workflow(
        self,
        workflow: dict[str, Any],
        workflow_id: str | None = None,
        etag: str | None = None,
        comment: str = "",
    ) -> dict[str, Any]:
        """Create a workflow, or change the one of `workflow_id`: then with the `etag` that get_workflow gave.

        What is left out keeps its value; `comment` says why. The same new workflow twice is created once.
        """
        body = {**workflow, **({"comment": comment} if comment else {})}
        if workflow_id is None:
            answered = create_once(self.connection, "/v1/workflows", body, lambda made: str(made["id"]))
        else:
            headers = {"if-match": etag} if etag else {}
            answered = self.connection.call(
                "PUT", f"/v1/workflows/{segment(workflow_id)}", body, headers=headers
            )
        kept = ("id", "name", "status")
        return {**{name: answered.data[name] for name in kept}, "etag": answered.etag}

    def set_status(self, workflow_id: str, status: str) -> dict[str, Any]:
        """Let the triggers of a workflow start it (`active`) or not (`inactive`)."""
        path = f"/v1/workflows/{segment(workflow_id)}/status"
        changed: dict[str, Any] = self.connection.post(path, {"status": status})
        return changed

    def run_workflow(
        self,
        workflow_id: str,
        input: dict[str, Any] | None = None,  # noqa: A002  the field's name
    ) -> dict[str, Any]:
        """Start a workflow and wait up to 20 seconds for its end; explain_execution says what came later."""
        path = f"/v1/workflows/{segment(workflow_id)}/execute"
        started = self.connection.post(path, {"input": input or {}})
        execution_id = started["execution_id"]
        return self._execution(execution_id, {"wait": _WAIT_SECONDS})

    def find_executions(self, workflow_id: str | None = None, status: str | None = None) -> dict[str, Any]:
        """List runs, newest first; `status` is running, success, failed or cancelled."""
        query = {"workflow_id": workflow_id, "status": status, "limit": _FOUND}
        found = self.connection.get("/v1/executions", query)
        return {"executions": found["executions"], "total": found["pagination"]["total"]}

    def explain_execution(self, execution_id: str) -> dict[str, Any]:
        """Say what a run did: its error in the author's words, and what each step was given and put out."""
        query = {"limit": _MOST_STEPS}
        steps = self.connection.get(f"/v1/executions/{segment(execution_id)}/steps", query)
        return {**self._execution(execution_id, {}), "steps": steps["steps"]}

    def answer_approval(
        self,
        execution_id: str,
        approved: bool = True,  # noqa: FBT001, FBT002  an agent gives it by name
        node_id: str | None = None,
        data: Any = None,
    ) -> dict[str, Any]:
        """Answer what a run waits for; `node_id` if it waits at several nodes, `data` goes along."""
        address = answer_address(self.connection, execution_id, node_id, reject=not approved)
        answered: dict[str, Any] = answer(self.connection, address, data)
        return answered

    def docs(self, query: str) -> dict[str, Any]:
        """Find the sections of the documentation that have the words of a query."""
        return {"sections": sections_about(query)}

    def _execution(self, execution_id: str, query: Mapping[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = self.connection.get(f"/v1/executions/{segment(execution_id)}", query)
        return shown


READING: Final = (
    Tools.find_workflows,
    Tools.get_workflow,
    Tools.node_types,
    Tools.validate_workflow,
    Tools.docs,
)
NEEDS: Final[Mapping[str, tuple[Callable[..., Any], ...]]] = {
    "workflows:read": READING,
    "executions:read": (Tools.find_executions, Tools.explain_execution),
    "workflows:write": (Tools.save_workflow, Tools.set_status),
    "workflows:execute": (Tools.run_workflow,),
    "executions:write": (Tools.answer_approval,),
}
"""Which scope a key needs, so that a tool is there at all."""
CHANGING: Final = frozenset({"workflows:write", "workflows:execute", "executions:write"})
