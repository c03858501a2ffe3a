"""Use case: make a new workflow of an old one."""

from exeoflow.model.names import MAX_NAME
from exeoflow.model.workflows.stored_workflow import Authorship, StoredWorkflow
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.read import get_workflow


def duplicate_workflow(  # noqa: PLR0913  (what, whose, how it is called, by whom, under which key)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    name: str | None,
    *,
    authorship: Authorship,
    request: IdempotentRequest | None = None,
) -> StoredWorkflow:
    """Create an inactive workflow with the newest content of another one; without a `name` it says `(2)`.

    Raises `WorkflowNotFound`, and what `create_workflow` raises.
    """
    original = get_workflow(ports, workspace, workflow_id)
    new = NewWorkflow(
        name=name or _name_of_copy(original.name),
        description=original.description,
        graph=original.graph,
        tags=original.tags,
        authorship=authorship,
    )
    return create_workflow(ports, workspace, new, request)


def _name_of_copy(name: str) -> str:
    """Count on; a name that would become too long loses its end.

    >>> _name_of_copy("Order"), _name_of_copy("Order (9)")
    ('Order (2)', 'Order (10)')
    """
    start, separator, number = name.removesuffix(")").rpartition(" (")
    is_counted = name.endswith(")") and separator and number.isascii() and number.isdigit()
    base, count = (start, int(number) + 1) if is_counted and len(number) < 9 else (name, 2)  # noqa: PLR2004
    suffix = f" ({count})"
    return f"{base[: MAX_NAME - len(suffix)]}{suffix}"
