"""The pages on which people answer what an execution asks, by the answer."""

APPROVAL_PAGE = {
    "titles": {
        "approve": "Genehmigen?",
        "reject": "Ablehnen?",
        "resume": "Fortsetzen?",
    },
    "buttons": {
        "approve": "Genehmigen",
        "reject": "Ablehnen",
        "resume": "Fortsetzen",
    },
    "done": {
        "approve": "Genehmigt",
        "reject": "Abgelehnt",
        "resume": "Fortgesetzt",
    },
    "decided": {
        "approved": "genehmigt",
        "rejected": "abgelehnt",
        "resumed": "fortgesetzt",
    },
    "comment": "Kommentar (freiwillig)",
    "data": "Angaben",
    "until": "Die Antwort wird bis {moment} (UTC) erwartet.",
    "thanks": "Ihre Antwort ist angekommen. Sie können diese Seite schließen.",
    "failed": {
        "APPROVAL_DECIDED": "Schon beantwortet",
        "APPROVAL_EXPIRED": "Zu spät",
        "OTHER": "Das ging nicht",
    },
}
