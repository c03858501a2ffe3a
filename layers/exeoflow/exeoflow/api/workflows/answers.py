"""Workflows as the API shows them, exact to the key."""

from typing import TYPE_CHECKING, Annotated, Any, Final, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.problems import MAX_DETAILS
from exeoflow.api.schema import As, Pagination, Schema, Timestamp, WorkflowId
from exeoflow.diagnostics import Severity, render
from exeoflow.model import moment
from exeoflow.model.workflows.stored_workflow import Manager, StoredWorkflow, WorkflowStatus, WorkflowSummary
from exeoflow.texts import Language

if TYPE_CHECKING:
    from exeoflow.service.workflows.compilation import Compilation
    from exeoflow.service.workflows.validate import Validation

NodeShown = Annotated[dict[str, Any], As("exeoflow.model.workflows.workflow:Node")]
ConnectionShown = Annotated[dict[str, Any], As("exeoflow.model.workflows.workflow:Connection")]


class TagsShown(TypedDict, total=False):
    """The tags of a workflow, if its author set any."""

    tags: list[str]


class ManagerShown(TypedDict, total=False):
    """Who alone changes a workflow, if somebody does: `git` if it is kept in files."""

    managed_by: Manager


class NextRunShown(TypedDict, total=False):
    """When an active workflow is started next by a schedule (null: never again).

    Left out where no schedule starts it, or none that tells its times.
    """

    next_run: Timestamp | None


class WorkflowListed(TagsShown, ManagerShown, NextRunShown):
    """A workflow in a list."""

    id: WorkflowId
    name: str
    description: str
    status: WorkflowStatus
    created_at: Timestamp
    updated_at: Timestamp


class SettingsShown(TypedDict, total=False):
    """The settings of a workflow, if its author set any."""

    settings: Annotated[dict[str, Any], As("exeoflow.model.workflows.workflow:Settings")]


class DiagnosticShown(TypedDict):
    """One fault or warning about a workflow."""

    rule: Annotated[str, Schema({"examples": ["connection-target-unknown"]})]
    severity: Severity
    path: Annotated[str, Schema({"examples": ["connections[1].target"]})]
    node_id: NotRequired[str]
    connection: NotRequired[int]
    message: str
    hint: str
    offset: NotRequired[int]
    length: NotRequired[int]
    suggestion: NotRequired[str]


class ScheduleShown(TypedDict):
    """A schedule of an active workflow and its next times; null where they count from the activation."""

    node_id: str
    next_runs: list[Timestamp] | None


class OutlookShown(NextRunShown, total=False):
    """What is to come of an active workflow by its schedules, and what is odd about it.

    `schedules` has up to five times of each.
    """

    schedules: list[ScheduleShown]
    diagnostics: list[DiagnosticShown]


_NO_OUTLOOK: Final[OutlookShown] = {}


class WorkflowShown(WorkflowListed, SettingsShown, OutlookShown):
    """A whole workflow, nodes and connections as they were sent; `settings` only if they were."""

    nodes: list[NodeShown]
    connections: list[ConnectionShown]


class WorkflowList(TypedDict):
    """One page of workflows."""

    workflows: list[WorkflowListed]
    pagination: Pagination


class CalledShown(TypedDict, total=False):
    """The webhooks of an active workflow's triggers, each with its first token, which is shown this once.

    Keys with `webhooks:read` see them, and tokens those with `webhooks:write`.
    """

    webhooks: list[Annotated[dict[str, Any], As("exeoflow.api.webhooks.answers:WebhookShown")]]


class WorkflowStatusShown(OutlookShown, CalledShown):
    """The status that a workflow has now."""

    id: WorkflowId
    status: WorkflowStatus
    updated_at: Timestamp


class WorkflowDefinition(TypedDict):
    """A state machine in the Amazon States Language, the node of each state, and what running it costs.

    `folded` has the nodes without a state of their own: they run `before` a state is entered or `after` it
    was left. A start by one of the `wrapped_triggers` wraps the machine's input.
    """

    definition: dict[str, Any]
    node_of_state: dict[str, str]
    folded: dict[str, dict[str, list[str]]]
    wrapped_triggers: list[str]
    budgets: dict[str, Any]


class WorkflowValidation(TypedDict):
    """What saving a workflow would say; the machine is null for a draft and where there are faults."""

    valid: bool
    diagnostics: list[DiagnosticShown]
    definition: dict[str, Any] | None
    node_of_state: dict[str, str] | None
    folded: dict[str, dict[str, list[str]]] | None
    wrapped_triggers: list[str] | None
    budgets: dict[str, Any] | None


def workflow_shown(workflow: StoredWorkflow, outlook: OutlookShown = _NO_OUTLOOK) -> WorkflowShown:
    """Show a whole workflow: the author's nodes and connections as they were sent."""
    settings = workflow.graph.settings
    given: SettingsShown = {} if settings is None else {"settings": settings}
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status,
        "nodes": list(workflow.graph.nodes),
        "connections": list(workflow.graph.connections),
        **given,
        **_tags_shown(workflow.tags),
        **_manager_shown(workflow.managed_by),
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
        **outlook,
    }


def workflow_listed(workflow: WorkflowSummary, next_run: NextRunShown) -> WorkflowListed:
    """Show a workflow in a list, and when it starts next."""
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status,
        **_tags_shown(workflow.tags),
        **_manager_shown(workflow.managed_by),
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
        **next_run,
    }


def _tags_shown(tags: tuple[str, ...]) -> TagsShown:
    return {"tags": list(tags)} if tags else {}


def _manager_shown(manager: Manager | None) -> ManagerShown:
    return {} if manager is None else {"managed_by": manager}


def compilation_shown(compilation: "Compilation") -> WorkflowDefinition:
    """Show a state machine, which of its states tells of which nodes, and its budgets."""
    folded = compilation.source_map.folded
    return {
        "definition": compilation.definition,
        "node_of_state": dict(compilation.source_map.node_of_state),
        "folded": {state: {when: list(nodes) for when, nodes in of.items()} for state, of in folded.items()},
        "wrapped_triggers": list(compilation.source_map.wrapped_triggers),
        "budgets": compilation.budgets,
    }


def validation_shown(validation: "Validation", language: Language) -> WorkflowValidation:
    """Show what saving would say; a draft and a faulty workflow have no machine."""
    shown: WorkflowValidation = {
        "valid": validation.is_valid,
        "diagnostics": [render(each, language) for each in validation.diagnostics[:MAX_DETAILS]],
        "definition": None,
        "node_of_state": None,
        "folded": None,
        "wrapped_triggers": None,
        "budgets": None,
    }
    compilation = validation.compilation
    return shown if compilation is None else {**shown, **compilation_shown(compilation)}
