"""Which workflows a list shows, and in which order."""

from dataclasses import dataclass
from enum import StrEnum

from exeoflow.model.workflows.stored_workflow import WorkflowStatus, WorkflowSummary


class WorkflowOrder(StrEnum):
    """By what a list is sorted; with a minus the greatest, or newest, comes first."""

    CREATED_AT = "created_at"
    NEWEST = "-created_at"
    UPDATED_AT = "updated_at"
    LAST_UPDATED = "-updated_at"
    NAME = "name"
    NAME_BACKWARDS = "-name"

    @property
    def field(self) -> str:
        """What it sorts by."""
        return self.value.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.value.startswith("-")


@dataclass(frozen=True, slots=True)
class WorkflowFilter:
    """A list shows what has the status, all of the tags, and every word of `search` in its name."""

    status: WorkflowStatus | None = None
    tags: tuple[str, ...] = ()
    search: str = ""
    order: WorkflowOrder = WorkflowOrder.NEWEST

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the search as `name_key` spells them."""
        return tuple(name_key(self.search).split())

    def matches(self, workflow: WorkflowSummary) -> bool:
        """Tell whether a list with this filter shows the workflow."""
        key = name_key(workflow.name)
        return (
            self.status in {None, workflow.status}
            and set(self.tags) <= set(workflow.tags)
            and all(word in key for word in self.words)
        )

    def sort_key(self, workflow: WorkflowSummary) -> tuple[str, str]:
        """Return what the order compares; ids sort by their time, and part what else is the same."""
        match self.order.field:
            case "name":
                return name_key(workflow.name), workflow.id
            case "updated_at":
                return workflow.updated_at.isoformat(timespec="microseconds"), workflow.id
            case _:
                return workflow.id, ""


def name_key(name: str) -> str:
    """Spell a name as searches and orders compare it: without regard to case.

    >>> name_key("Straße")
    'strasse'
    """
    return name.casefold()
