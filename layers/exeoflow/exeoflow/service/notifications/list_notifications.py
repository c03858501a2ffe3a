"""Use case: list the notifications of a workspace."""

from exeoflow.model.notification import Notification
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def list_notifications(ports: Ports, workspace: str, page: PageRequest) -> Page[Notification]:
    """Return one page, newest first."""
    found = ports.notifications.of_workspace(workspace)
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
