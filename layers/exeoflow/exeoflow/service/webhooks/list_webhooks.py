"""Use case: list the webhooks of a workspace."""

from exeoflow.model.page import Page, PageRequest
from exeoflow.model.webhook import Webhook
from exeoflow.service.ports import Ports


def list_webhooks(ports: Ports, workspace: str, workflow_id: str | None, page: PageRequest) -> Page[Webhook]:
    """Return one page, newest first; with `workflow_id` only those of that workflow."""
    found = [
        webhook
        for webhook in ports.webhooks.of_workspace(workspace)
        if workflow_id is None or webhook.workflow_id == workflow_id
    ]
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
