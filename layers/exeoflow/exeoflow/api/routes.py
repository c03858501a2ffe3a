"""The routes of the API, for whoever has no template at hand: the document and the answer to unknown ones.

`template.yaml` decides what is served; a test holds this table against it.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

ROUTES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "list_workflows": ("GET", "/v1/workflows"),
        "create_workflow": ("POST", "/v1/workflows"),
        "validate_workflow": ("POST", "/v1/workflows/validate"),
        "get_workflow": ("GET", "/v1/workflows/{workflow_id}"),
        "update_workflow": ("PUT", "/v1/workflows/{workflow_id}"),
        "delete_workflow": ("DELETE", "/v1/workflows/{workflow_id}"),
        "set_workflow_status": ("POST", "/v1/workflows/{workflow_id}/status"),
        "execute_workflow": ("POST", "/v1/workflows/{workflow_id}/execute"),
        "get_workflow_definition": ("GET", "/v1/workflows/{workflow_id}/definition"),
        "get_workflow_stats": ("GET", "/v1/workflows/{workflow_id}/stats"),
        "list_executions": ("GET", "/v1/executions"),
        "get_execution": ("GET", "/v1/executions/{execution_id}"),
        "cancel_execution": ("POST", "/v1/executions/{execution_id}/cancel"),
        "retry_execution": ("POST", "/v1/executions/{execution_id}/retry"),
        "list_webhooks": ("GET", "/v1/webhooks"),
        "create_webhook": ("POST", "/v1/webhooks"),
        "get_webhook": ("GET", "/v1/webhooks/{webhook_id}"),
        "update_webhook": ("PUT", "/v1/webhooks/{webhook_id}"),
        "delete_webhook": ("DELETE", "/v1/webhooks/{webhook_id}"),
        "rotate_webhook_token": ("POST", "/v1/webhooks/{webhook_id}/rotate"),
        "list_notifications": ("GET", "/v1/notifications"),
        "create_notification": ("POST", "/v1/notifications"),
        "get_notification": ("GET", "/v1/notifications/{notification_id}"),
        "update_notification": ("PUT", "/v1/notifications/{notification_id}"),
        "delete_notification": ("DELETE", "/v1/notifications/{notification_id}"),
        "call_webhook": ("ANY", "/webhook/{webhook_id}"),
        "show_approval": ("GET", "/approvals/{approval_id}/{answer}"),
        "answer_approval": ("POST", "/approvals/{approval_id}/{answer}"),
        "get_openapi": ("GET", "/v1/openapi.json"),
        "show_docs": ("GET", "/docs"),
    }
)
"""Operation -> method and path."""

_PARAMETER: Final = re.compile(r"\{[a-z_]+\}")


def allowed_methods(path: str) -> Sequence[str]:
    """Return the methods that the path has, in alphabetical order.

    A path without parameters goes before one that has a parameter in the same place.
    """
    literal = {method for method, template in ROUTES.values() if template == path}
    return sorted(literal or {method for method, template in ROUTES.values() if _matches(template, path)})


def _matches(template: str, path: str) -> bool:
    pattern = "[^/]+".join(re.escape(part) for part in _PARAMETER.split(template))
    return re.fullmatch(pattern, path) is not None
