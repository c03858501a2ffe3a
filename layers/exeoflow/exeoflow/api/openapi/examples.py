"""Examples for the document; the README shows the same workflow."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

_TIME: Final = "2024-01-20T10:00:00.000Z"
_WORKFLOW_ID: Final = "wf_01hm4n8x5t6v7w8y9z0a1b2c3d"
_EXECUTION_ID: Final = "exec_01hm4n9a1b2c3d4e5f6g7h8j9k"
_GRAPH: Final[Mapping[str, Any]] = {
    "nodes": [
        {"id": "node_1", "type": "trigger", "config": {}},
        {
            "id": "node_2",
            "type": "set",
            "name": "Begrüßung",
            "config": {"values": {"text": "Hallo {{ $input.name }}"}},
        },
    ],
    "connections": [{"source": "node_1", "target": "node_2"}],
}
_MACHINE: Final[Mapping[str, Any]] = {
    "definition": {
        "QueryLanguage": "JSONata",
        "StartAt": "Begrüßung",
        "States": {
            "Begrüßung": {
                "Type": "Pass",
                "Output": {"text": '{% "Hallo " & ($states.input.name) %}'},
                "End": True,
            }
        },
    },
    "node_of_state": {"Begrüßung": "node_2"},
    "folded": {},
    "wrapped_triggers": [],
    "budgets": {
        "definition_bytes": 163,
        "states": 1,
        "variables": 0,
        "states_entered": {"min": 1, "max": 1},
        "history_events": {"max": 4, "per_iteration": {}, "per_item": {}},
        "price_per_1000_runs": {"currency": "USD", "min": 0.025, "max": 0.025, "per_item": {}},
    },
}
_LISTED: Final[Mapping[str, Any]] = {
    "id": _WORKFLOW_ID,
    "name": "Begrüßen",
    "description": "",
    "status": "inactive",
    "created_at": _TIME,
    "updated_at": _TIME,
}
_EXECUTION: Final[Mapping[str, Any]] = {
    "id": _EXECUTION_ID,
    "workflow_id": _WORKFLOW_ID,
    "workflow_name": "Begrüßen",
    "status": "success",
    "trigger": {"kind": "manual", "node_id": "node_1"},
    "retry_of": None,
    "started_at": _TIME,
    "finished_at": "2024-01-20T10:00:00.250Z",
    "duration": 250,
}
_PAGINATION: Final[Mapping[str, Any]] = {"page": 1, "limit": 20, "total": 1, "pages": 1}
_STEP: Final[Mapping[str, Any]] = {
    "node_id": "node_2",
    "node_name": "Begrüßung",
    "status": "success",
    "started_at": _TIME,
    "finished_at": "2024-01-20T10:00:00.120Z",
    "duration": 120,
}
_WEBHOOK: Final[Mapping[str, Any]] = {
    "id": "wh_01hm4nb2c3d4e5f6g7h8j9k0m1",
    "workflow_id": _WORKFLOW_ID,
    "node_id": None,
    "name": "Bestellungen",
    "url": "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/webhook/wh_01hm4nb2c3d4e5f6g7h8j9k0m1",
    "method": "POST",
    "authentication": {"type": "bearer", "enabled": True},
    "wait": 0,
    "created_at": _TIME,
    "updated_at": _TIME,
}
_NOTIFICATION: Final[Mapping[str, Any]] = {
    "id": "nt_01hm4nc3d4e5f6g7h8j9k0m1n2",
    "url": "https://example.com/ends",
    "events": ["execution.failed"],
    "workflow_id": None,
    "enabled": True,
    "created_at": _TIME,
    "updated_at": _TIME,
}
_TOKEN: Final = "whsec_" + 64 * "0"

REQUESTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "create_workflow": {"name": "Begrüßen", **_GRAPH},
        "validate_workflow": _GRAPH,
        "update_workflow": {"description": "Sagt Hallo."},
        "set_workflow_status": {"status": "active"},
        "execute_workflow": {"input": {"name": "Ada"}},
        "create_webhook": {
            "workflow_id": _WORKFLOW_ID,
            "name": "Bestellungen",
            "method": "POST",
            "authentication": {"type": "bearer", "enabled": True},
        },
        "update_webhook": {"authentication": {"type": "hmac"}},
        "create_notification": {"url": "https://example.com/ends", "events": ["execution.failed"]},
        "update_notification": {"enabled": False},
    }
)
"""Operation -> an example of its body."""

DATA: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "list_workflows": {"workflows": [_LISTED], "pagination": _PAGINATION},
        "create_workflow": {**_LISTED, **_GRAPH},
        "validate_workflow": {"valid": True, "diagnostics": [], **_MACHINE},
        "get_workflow": {**_LISTED, **_GRAPH},
        "get_workflow_definition": _MACHINE,
        "update_workflow": {**_LISTED, "description": "Sagt Hallo.", **_GRAPH},
        "delete_workflow": {"message": "Workflow erfolgreich gelöscht"},
        "set_workflow_status": {"id": _WORKFLOW_ID, "status": "active", "updated_at": _TIME},
        "execute_workflow": {"execution_id": _EXECUTION_ID, "status": "running", "started_at": _TIME},
        "get_workflow_stats": {
            "workflow_id": _WORKFLOW_ID,
            "from": "2023-10-22",
            "to": "2024-01-20",
            "runs": 41,
            "by_status": {"running": 0, "success": 39, "failed": 1, "cancelled": 1},
            "failure_rate": 0.025,
            "last_run": {"id": _EXECUTION_ID, "status": "success", "started_at": _TIME},
            "duration": {"average": 263, "p50": 250, "p90": 307, "p99": 423},
        },
        "list_executions": {"executions": [_EXECUTION], "pagination": _PAGINATION},
        "get_execution": {
            **_EXECUTION,
            "retries": [],
            "input": {"name": "Ada"},
            "output": {"text": "Hallo Ada"},
            "steps": [_STEP],
        },
        "list_webhooks": {"webhooks": [_WEBHOOK], "pagination": _PAGINATION},
        "create_webhook": {**_WEBHOOK, "token": _TOKEN},
        "get_webhook": _WEBHOOK,
        "update_webhook": {
            **_WEBHOOK,
            "authentication": {"type": "hmac", "enabled": True},
            "token": _TOKEN,
        },
        "delete_webhook": {"message": "Webhook erfolgreich gelöscht"},
        "rotate_webhook_token": {**_WEBHOOK, "token": _TOKEN},
        "list_notifications": {"notifications": [_NOTIFICATION], "pagination": _PAGINATION},
        "create_notification": {**_NOTIFICATION, "secret": _TOKEN},
        "get_notification": _NOTIFICATION,
        "update_notification": {**_NOTIFICATION, "enabled": False},
        "delete_notification": {"message": "Benachrichtigung erfolgreich gelöscht"},
        "cancel_execution": {"id": _EXECUTION_ID, "status": "cancelled"},
        "retry_execution": {
            "execution_id": "exec_01hm4nc3d4e5f6g7h8j9k0m1n2",
            "status": "running",
            "started_at": _TIME,
            "retry_of": _EXECUTION_ID,
        },
    }
)
"""Operation -> an example of `data` in its answer."""
