"""The pages on which people answer what an execution asks, by the answer."""

APPROVAL_PAGE = {
    "titles": {
        "approve": "Approve?",
        "reject": "Reject?",
        "resume": "Resume?",
    },
    "buttons": {
        "approve": "Approve",
        "reject": "Reject",
        "resume": "Resume",
    },
    "done": {
        "approve": "Approved",
        "reject": "Rejected",
        "resume": "Resumed",
    },
    "decided": {
        "approved": "approved",
        "rejected": "rejected",
        "resumed": "resumed",
    },
    "comment": "Comment (optional)",
    "data": "Details",
    "until": "The answer is awaited until {moment} (UTC).",
    "thanks": "Your answer has arrived. You can close this page.",
    "failed": {
        "APPROVAL_DECIDED": "Already answered",
        "APPROVAL_EXPIRED": "Too late",
        "OTHER": "That did not work",
    },
}
