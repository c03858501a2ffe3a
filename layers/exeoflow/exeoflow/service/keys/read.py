"""Use case: list API keys."""

from exeoflow.model.api_key import ApiKey
from exeoflow.model.page import Page, PageRequest
from exeoflow.service.ports import Ports


def list_keys(ports: Ports, workspace: str, page: PageRequest) -> Page[ApiKey]:
    """Return one page, newest first, revoked and expired ones too."""
    found = sorted(ports.keys.of_workspace(workspace), key=lambda key: (key.created_at, key.id), reverse=True)
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
