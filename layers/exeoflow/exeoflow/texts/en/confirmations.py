"""That something is done."""

CONFIRMATIONS = {
    "workflow_deleted": "Workflow deleted successfully",
    "workflow_started": "Workflow was started",
    "webhook_deleted": "Webhook deleted successfully",
    "notification_deleted": "Notification deleted successfully",
    "variable_deleted": "Variable successfully deleted",
    "credential_deleted": "Credential successfully deleted",
    "key_revoked": "Key revoked successfully",
}
