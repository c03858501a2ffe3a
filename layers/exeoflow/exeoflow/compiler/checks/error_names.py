"""Names that `retry` and `on_error` wait for in vain: of a known family, but of none of its errors."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.diagnostics import Diagnostic, Guess
from exeoflow.model.workflows.workflow import ErrorRule, Node

_OF_HTTP: Final = (
    "InvalidRequest",
    "InvalidResponse",
    "Timeout",
    "ConnectionFailed",
    "AddressNotAllowed",
    "RedirectNotAllowed",
    "TooManyRedirects",
    "ResponseTooLarge",
    "PaginationFailed",
    "CredentialNotFound",
    "CredentialInvalid",
    "TokenNotFetched",
)
# https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
_OF_STEP_FUNCTIONS: Final = (
    "ALL",
    "BranchFailed",
    "DataLimitExceeded",
    "ExceedToleratedFailureThreshold",
    "HeartbeatTimeout",
    "Http.Socket",
    "IntrinsicFailure",
    "ItemReaderFailed",
    "NoChoiceMatched",
    "ParameterPathFailure",
    "Permissions",
    "QueryEvaluationError",
    "ResultPathMatchFailure",
    "ResultWriterFailed",
    "Runtime",
    "TaskFailed",
    "Timeout",
)
# Most of the classes stand in rooms above the compiler: a test holds these names against theirs.
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Http": _OF_HTTP,
        "Code": ("InvalidSource", "Failed", "Timeout", "OutOfMemory", "InvalidResult", "ResultTooLarge"),
        "Data": ("Invalid", "InvalidRequest", "TooLarge"),
        "File": ("NotFound", "Invalid", "InvalidRequest", "TooLarge", "Unavailable"),
        "States": _OF_STEP_FUNCTIONS,
    }
)
"""The errors of the product's own tasks and of Step Functions; those of services are without number."""

_STATUS: Final = re.compile(r"Http\.Status[45]\d\d")
_FAMILY_OF: Final = {family.lower(): family for family in FAMILIES}


def check_error_names(index: int, node: Node) -> Iterator[Diagnostic]:
    """Warnings of the names in a node's `retry` and `on_error`."""
    named = {
        "retry": () if node.retry is None else node.retry.errors,
        "on_error": node.on_error.errors if isinstance(node.on_error, ErrorRule) else (),
    }
    for field, names in named.items():
        for position, name in enumerate(names):
            known = _known_instead_of(name)
            if known:
                path = f"nodes[{index}].{field}.errors[{position}]"
                values = {"value": name, "known": ", ".join(f"`{each}`" for each in known)}
                yield Diagnostic(
                    "error-name-unknown", path, node.id, values=values, suggestion=Guess(name, known)
                )


def _known_instead_of(name: str) -> tuple[str, ...]:
    """Return the errors of the name's family; none if it is one of them, or of no family that is known."""
    family = _FAMILY_OF.get(name.partition(".")[0].lower())
    if family is None or "." not in name or _STATUS.fullmatch(name):
        return ()
    known = tuple(f"{family}.{error}" for error in FAMILIES[family])
    statuses = ("Http.Status404", "Http.Status429", "Http.Status503") if family == "Http" else ()
    return () if name in known else known + statuses
