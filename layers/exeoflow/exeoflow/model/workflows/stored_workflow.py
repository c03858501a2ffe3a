"""A workflow in the store: the author's JSON as it was sent, and what the product added to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.source_map import SourceMap

KEPT_REVISIONS: Final = 100
"""So many revisions of a workflow are kept, the newest ones: each new one drops the oldest."""

# The types of nodes that use cases look for in a graph as it is stored. What else there is to know of types
# takes too long to load for a start; a test holds these names against the facts of the types.
STARTS: Final = "trigger"
LOOPS: Final = "for_each"
RUNS_WORKFLOWS: Final = "sub_workflow"
STANDS_FOR_OTHERS: Final = "placeholder"


class WorkflowStatus(StrEnum):
    """Whether the triggers of a workflow may start it; a manual start is always possible."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class Manager(StrEnum):
    """Where a workflow is kept that is only copied to the store: there it is changed, and nowhere else."""

    GIT = "git"


@dataclass(frozen=True, slots=True)
class Graph:
    """What the author drew, untouched: no defaults filled in, no key reordered."""

    nodes: tuple[JsonObject, ...] = ()
    connections: tuple[JsonObject, ...] = ()
    settings: JsonObject | None = None

    @property
    def is_draft(self) -> bool:
        """Whether there is nothing to run yet."""
        return not self.nodes and not self.connections

    @property
    def schedules(self) -> tuple[JsonObject, ...]:
        """The trigger nodes that start executions at times of theirs."""
        return tuple(filter(_is_schedule, self.nodes))

    def as_json(self) -> dict[str, Json]:
        """Write the graph as the API takes it; settings only if the author set them."""
        content: dict[str, Json] = {"nodes": list(self.nodes), "connections": list(self.connections)}
        return content if self.settings is None else content | {"settings": self.settings}


def _is_schedule(node: JsonObject) -> bool:
    config = node.get("config")
    is_trigger = node.get("type") == STARTS and not node.get("disabled")
    return is_trigger and isinstance(config, dict) and config.get("mode") == "schedule"


@dataclass(frozen=True, slots=True)
class Publication:
    """The version of the state machine that runs exactly this revision.

    `definition_hash` is that of the definition as it was published, filled in by the stack; `filling_hash`
    tells by what, so that nobody needs to compile a workflow to see that the stack says the same still.
    """

    version_arn: str
    definition_hash: str
    filling_hash: str
    source_map: SourceMap
    express_arn: str | None = None
    """The version of the express machine, where the workflow has one."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who made a revision, by which key (its name as it was then), and why.

    `restored_from` is the revision whose content came back by it. What was stored before authors were noted
    has no key.
    """

    key_id: str = ""
    key_name: str = ""
    comment: str = ""
    restored_from: int | None = None


UNSIGNED: Final = Authorship()
"""Of whom nothing is known."""


@dataclass(frozen=True, slots=True)
class WorkflowSummary:
    """A workflow as lists show it; `schedules` are its trigger nodes that tell when it starts next."""

    id: str
    name: str
    description: str
    status: WorkflowStatus
    created_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()
    managed_by: Manager | None = None
    schedules: tuple[JsonObject, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """A revision as lists show it; `made_at` is when it became the newest one."""

    number: int
    name: str
    status: WorkflowStatus
    made_at: datetime
    authorship: Authorship = UNSIGNED


@dataclass(frozen=True, slots=True)
class StoredWorkflow:
    """One revision of a workflow. Revisions count from 1; each change makes a new one.

    `publication` is None for a draft, and for a revision whose state machine is not published yet.
    """

    workspace: str
    id: str
    revision: int
    name: str
    description: str
    status: WorkflowStatus
    graph: Graph
    created_at: datetime
    updated_at: datetime
    publication: Publication | None = None
    tags: tuple[str, ...] = ()
    authorship: Authorship = UNSIGNED
    managed_by: Manager | None = None

    @property
    def named_workflows(self) -> frozenset[str]:
        """The ids of the workflows that it starts: by a `sub_workflow`, or when it fails."""
        configs = (node.get("config") for node in self.graph.nodes if node.get("type") == "sub_workflow")
        named = {str(config.get("workflow_id")) for config in configs if isinstance(config, dict)}
        on_failure = (self.graph.settings or {}).get("error_workflow")
        return frozenset(named if on_failure is None else named | {str(on_failure)})

    @property
    def summary(self) -> WorkflowSummary:
        """What lists of workflows show of it."""
        return WorkflowSummary(
            self.id,
            self.name,
            self.description,
            self.status,
            self.created_at,
            self.updated_at,
            self.tags,
            self.managed_by,
            self.graph.schedules,
        )


@dataclass(frozen=True, slots=True)
class DeletedWorkflow:
    """What is known of a workflow whose remains are still to be removed."""

    workspace: str
    id: str
    deleted_at: datetime
