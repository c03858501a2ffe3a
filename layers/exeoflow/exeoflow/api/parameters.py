"""The parameters that several endpoints take."""

from typing import Final

from exeoflow.api.operation import Parameter
from exeoflow.api.query import MAX_LIMIT, MAX_PAGE, WAIT
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.stored_workflow import Manager

MAX_KEY_LENGTH: Final = 255
_DEFAULT: Final = PageRequest()

PAGING: Final = (
    Parameter(
        "query",
        "page",
        "Number of the page, from 1.",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": _DEFAULT.number},
    ),
    Parameter(
        "query",
        "limit",
        "Size of a page.",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": _DEFAULT.limit},
    ),
)
WAIT_FOR_END: Final = Parameter(
    "query",
    WAIT,
    "Answer when the execution ends, or after so many seconds as it stands then.",
    {"type": "integer", "minimum": 0, "maximum": MAX_WAIT_SECONDS, "default": 0},
)
IF_MATCH: Final = Parameter(
    "header",
    "If-Match",
    "Change only the revision with this `ETag`; anything else is answered with 412.",
    {"type": "string", "examples": ['"3"']},
)
IDEMPOTENCY_KEY: Final = Parameter(
    "header",
    "Idempotency-Key",
    "The same key and body have one effect and one answer; with another body the answer is 409.",
    {"type": "string", "minLength": 1, "maxLength": MAX_KEY_LENGTH, "pattern": "^[ -~]+$"},
)
MANAGED_BY: Final = Parameter(
    "query",
    "managed_by",
    "In whose name a workflow is changed that is `managed_by` somebody; else that is answered with 409.",
    Manager,
)
ACCEPT_LANGUAGE: Final = Parameter(
    "header",
    "Accept-Language",
    "Language of messages: German unless English is preferred.",
    {"type": "string", "default": "de", "examples": ["en"]},
)
