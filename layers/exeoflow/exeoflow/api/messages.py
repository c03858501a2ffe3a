"""What the API says, in German and English. Codes never change with the language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.diagnostics import Language

FAILURES: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "INTERNAL_ERROR": {
            "de": "Ein interner Fehler ist aufgetreten. Bitte versuchen Sie es später erneut.",
            "en": "An internal error occurred. Please try again later.",
        },
        "INVALID_REQUEST": {"de": "Die Anfrage ist ungültig.", "en": "The request is invalid."},
        "MALFORMED_BODY": {
            "de": "Der Inhalt der Anfrage ist kein gültiges JSON.",
            "en": "The body of the request is not valid JSON.",
        },
        "WORKFLOW_INVALID": {
            "de": "Der Workflow enthält Fehler und wurde nicht gespeichert.",
            "en": "The workflow has faults and was not stored.",
        },
        "UNAUTHORIZED": {
            "de": "Der API-Schlüssel fehlt oder ist ungültig.",
            "en": "The API key is missing or invalid.",
        },
        "WEBHOOK_TOKEN_INVALID": {
            "de": "Das Token des Webhooks fehlt oder ist ungültig.",
            "en": "The token of the webhook is missing or invalid.",
        },
        "WEBHOOK_SIGNATURE_INVALID": {
            "de": "Die Signatur fehlt oder ist ungültig.",
            "en": "The signature is missing or invalid.",
        },
        "WEBHOOK_SIGNATURE_EXPIRED": {
            "de": "Die Signatur weicht mehr als {tolerance} Sekunden von der aktuellen Zeit ab.",
            "en": "The signature is more than {tolerance} seconds away from now.",
        },
        "FORBIDDEN": {
            "de": "Dem API-Schlüssel fehlt die Berechtigung „{scope}“.",
            "en": "The API key lacks the permission “{scope}”.",
        },
        "NOT_FOUND": {"de": "Nicht gefunden.", "en": "Not found."},
        "ROUTE_NOT_FOUND": {
            "de": "Diese Adresse gibt es nicht.",
            "en": "There is no such address.",
        },
        "WORKFLOW_NOT_FOUND": {"de": "Workflow nicht gefunden.", "en": "Workflow not found."},
        "EXECUTION_NOT_FOUND": {"de": "Ausführung nicht gefunden.", "en": "Execution not found."},
        "WEBHOOK_NOT_FOUND": {"de": "Webhook nicht gefunden.", "en": "Webhook not found."},
        "APPROVAL_NOT_FOUND": {
            "de": "Diese Adresse ist ungültig. Bitte öffnen Sie den Link so, wie Sie ihn bekommen haben.",
            "en": "This address is invalid. Please open the link exactly as you received it.",
        },
        "NOTIFICATION_NOT_FOUND": {
            "de": "Benachrichtigung nicht gefunden.",
            "en": "Notification not found.",
        },
        "METHOD_NOT_ALLOWED": {
            "de": "Diese Methode ist hier nicht erlaubt. Erlaubt: {allowed}.",
            "en": "This method is not allowed here. Allowed: {allowed}.",
        },
        "CONFLICT": {
            "de": "Die Anfrage widerspricht dem gespeicherten Stand.",
            "en": "The request conflicts with the stored state.",
        },
        "WORKFLOW_CHANGED": {
            "de": "Der Workflow wird gerade von anderen geändert. Bitte versuchen Sie es erneut.",
            "en": "Others are changing the workflow right now. Please try again.",
        },
        "WORKFLOW_EMPTY": {
            "de": "Der Workflow hat noch keine Knoten und kann nicht ausgeführt werden.",
            "en": "The workflow has no nodes yet and cannot be executed.",
        },
        "WORKFLOW_INACTIVE": {
            "de": "Der Workflow ist nicht aktiv.",
            "en": "The workflow is not active.",
        },
        "WORKFLOW_GONE": {
            "de": "Der Workflow dieser Ausführung wurde gelöscht.",
            "en": "The workflow of this execution has been deleted.",
        },
        "TRIGGER_GONE": {
            "de": "Den Auslöser „{node_id}“ dieser Ausführung gibt es im Workflow nicht mehr.",
            "en": "The workflow no longer has the trigger “{node_id}” of this execution.",
        },
        "TRIGGER_REFUSED": {
            "de": "AWS lehnt den Auslöser „{node_id}“ ab: {reason}",
            "en": "AWS refuses the trigger “{node_id}”: {reason}",
        },
        "WEBHOOK_CHANGED": {
            "de": "Der Webhook wird gerade von anderen geändert. Bitte versuchen Sie es erneut.",
            "en": "Others are changing the webhook right now. Please try again.",
        },
        "WEBHOOK_OF_TRIGGER": {
            "de": "Der Webhook gehört zu einem Auslöser. Entfernen Sie den Knoten aus dem Workflow.",
            "en": "The webhook belongs to a trigger. Remove the node from the workflow.",
        },
        "NOTIFICATION_CHANGED": {
            "de": "Die Benachrichtigung wird gerade von anderen geändert. Bitte versuchen Sie es erneut.",
            "en": "Others are changing the notification right now. Please try again.",
        },
        "NOTIFICATION_LIMIT": {
            "de": "Ein Arbeitsbereich kann höchstens {limit} Benachrichtigungen haben.",
            "en": "A workspace can have at most {limit} notifications.",
        },
        "WEBHOOK_REPLAYED": {
            "de": "Diese Signatur wurde bereits verwendet.",
            "en": "This signature has been used before.",
        },
        "APPROVAL_DECIDED": {
            "de": "Die Antwort steht bereits fest: {decision}.",
            "en": "The answer has already been given: {decision}.",
        },
        "APPROVAL_EXPIRED": {
            "de": "Auf diese Antwort wartet niemand mehr: die Frist ist um oder die Ausführung beendet.",
            "en": "Nobody waits for this answer any more: its time is over, or the execution has ended.",
        },
        "IDEMPOTENCY_KEY_REUSED": {
            "de": "Dieser Idempotency-Key gehört zu einer anderen Anfrage.",
            "en": "This Idempotency-Key belongs to another request.",
        },
        "EXECUTION_STARTING": {
            "de": "Die Ausführung wird gerade gestartet. Bitte versuchen Sie es gleich erneut.",
            "en": "The execution is just being started. Please try again in a moment.",
        },
        "EXECUTION_RUNNING": {
            "de": "Die Ausführung läuft noch.",
            "en": "The execution is still running.",
        },
        "EXECUTION_FINISHED": {
            "de": "Die Ausführung ist bereits beendet.",
            "en": "The execution has already finished.",
        },
        "PRECONDITION_FAILED": {
            "de": "Der Workflow wurde inzwischen geändert.",
            "en": "The workflow has been changed in the meantime.",
        },
        "PAYLOAD_TOO_LARGE": {
            "de": "Die Anfrage ist zu groß. Erlaubt sind höchstens {limit} Bytes.",
            "en": "The request is too large. At most {limit} bytes are allowed.",
        },
        "INPUT_TOO_LARGE": {
            "de": "Die Eingabe ist zu groß. Erlaubt sind höchstens {limit} Bytes.",
            "en": "The input is too large. At most {limit} bytes are allowed.",
        },
        "WORKFLOW_TOO_LARGE": {
            "de": "Der Workflow ist zu groß. Erlaubt sind höchstens {limit} Bytes nach der Komprimierung.",
            "en": "The workflow is too large. At most {limit} bytes are allowed after compression.",
        },
        "RATE_LIMITED": {
            "de": "Zu viele Anfragen. Bitte warten Sie {retry_after} Sekunden.",
            "en": "Too many requests. Please wait {retry_after} seconds.",
        },
        "AWS_LIMIT_REACHED": {
            "de": "Eine Obergrenze des AWS-Kontos ist erreicht ({reason}).",
            "en": "A quota of the AWS account is used up ({reason}).",
        },
        "STACK_FAULT": {
            "de": "Der Stack ist falsch eingerichtet: AWS verweigert, was er verlangt ({reason}).",
            "en": "The stack is not set up rightly: AWS refuses what it asks for ({reason}).",
        },
        "SERVICE_UNAVAILABLE": {
            "de": "Der Dienst ist vorübergehend nicht verfügbar. Bitte versuchen Sie es erneut.",
            "en": "The service is temporarily unavailable. Please try again.",
        },
    }
)

WORKFLOW_DELETED: Final[Mapping[Language, str]] = MappingProxyType(
    {"de": "Workflow erfolgreich gelöscht", "en": "Workflow deleted successfully"}
)

WORKFLOW_STARTED: Final[Mapping[Language, str]] = MappingProxyType(
    {"de": "Workflow wurde gestartet", "en": "Workflow was started"}
)

WEBHOOK_DELETED: Final[Mapping[Language, str]] = MappingProxyType(
    {"de": "Webhook erfolgreich gelöscht", "en": "Webhook deleted successfully"}
)

NOTIFICATION_DELETED: Final[Mapping[Language, str]] = MappingProxyType(
    {"de": "Benachrichtigung erfolgreich gelöscht", "en": "Notification deleted successfully"}
)
