"""That something is done."""

CONFIRMATIONS = {
    "workflow_deleted": "Workflow erfolgreich gelöscht",
    "workflow_started": "Workflow wurde gestartet",
    "webhook_deleted": "Webhook erfolgreich gelöscht",
    "notification_deleted": "Benachrichtigung erfolgreich gelöscht",
    "variable_deleted": "Variable erfolgreich gelöscht",
    "credential_deleted": "Zugangsdaten erfolgreich gelöscht",
    "key_revoked": "Schlüssel erfolgreich widerrufen",
}
