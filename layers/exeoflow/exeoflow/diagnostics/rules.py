"""The one table of rules: how grave each is. Their words stand in `exeoflow.texts`."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from exeoflow.diagnostics.diagnostic import Diagnostic, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: Mapping[str, Severity] = MappingProxyType(
    {
        # Rules about single fields, of a node's configuration as well as of a request's body
        "field-missing": _ERROR,
        "field-unknown": _ERROR,
        "field-not-string": _ERROR,
        "field-not-integer": _ERROR,
        "field-not-number": _ERROR,
        "field-not-boolean": _ERROR,
        "field-not-object": _ERROR,
        "field-not-list": _ERROR,
        "field-not-timestamp": _ERROR,
        "field-not-date": _ERROR,
        "moment-past": _ERROR,
        "field-empty": _ERROR,
        "field-too-short": _ERROR,
        "field-too-long": _ERROR,
        "field-too-small": _ERROR,
        "field-too-large": _ERROR,
        "field-too-few": _ERROR,
        "field-too-many": _ERROR,
        "field-pattern": _ERROR,
        "field-choice": _ERROR,
        "field-invalid": _ERROR,
        "field-too-deep": _ERROR,
        "field-not-unicode": _ERROR,
        "address-invalid": _ERROR,
        "address-not-https": _ERROR,
        # Rules about how `{{ ... }}` is written
        "template-open": _ERROR,
        "expression-empty": _ERROR,
        "expression-not-sole": _ERROR,
        "expression-syntax": _ERROR,
        "expression-unexpected": _ERROR,
        "expression-expected": _ERROR,
        "expression-ends-early": _ERROR,
        "expression-string-open": _ERROR,
        "expression-quote-open": _ERROR,
        "expression-comment-open": _ERROR,
        "expression-regex-open": _ERROR,
        "expression-regex-empty": _ERROR,
        "expression-regex": _ERROR,
        "expression-escape": _ERROR,
        "expression-number": _ERROR,
        "expression-operator": _ERROR,
        "expression-literal-step": _ERROR,
        "expression-parameter": _ERROR,
        "expression-bind-target": _ERROR,
        "expression-parent": _ERROR,
        "expression-too-long": _ERROR,
        "expression-too-deep": _ERROR,
        # Rules about what `{{ ... }}` refers to
        "expression-root-bound": _ERROR,
        "expression-unknown-name": _ERROR,
        "expression-unknown-field": _ERROR,
        "expression-bare-nodes": _ERROR,
        "expression-bare-execution": _ERROR,
        "expression-bare-workflow": _ERROR,
        "expression-states": _ERROR,
        "expression-eval": _ERROR,
        "expression-without-root": _ERROR,
        # Rules about the configuration of particular node types
        "handle-reserved": _ERROR,
        "handle-duplicate": _ERROR,
        "wait-seconds-or-until": _ERROR,
        "wait-timeout": _ERROR,
        "timestamp-invalid": _ERROR,
        "stop-field": _ERROR,
        "url-invalid": _ERROR,
        "trigger-field": _ERROR,
        "trigger-cron-or-rate": _ERROR,
        "trigger-pattern-missing": _ERROR,
        "cron-fields": _ERROR,
        "cron-field": _ERROR,
        "cron-both-days": _ERROR,
        "cron-question-mark": _ERROR,
        "cron-never": _ERROR,
        "rate-invalid": _ERROR,
        "timezone-unknown": _ERROR,
        "pattern-invalid": _ERROR,
        "pattern-too-long": _ERROR,
        "summary-name-taken": _ERROR,
        "email-without-content": _ERROR,
        "operation-field-missing": _ERROR,
        "operation-field": _ERROR,
        "sub-workflow-unknown": _ERROR,
        "sub-workflow-cycle": _ERROR,
        "error-workflow-unknown": _ERROR,
        "error-workflow-itself": _ERROR,
        "definition-refused": _ERROR,
        "event-source-reserved": _ERROR,
        # Rules about nodes and connections, as far as they need no analysis of the flow
        "workflow-too-many-nodes": _ERROR,
        "workflow-too-many-connections": _ERROR,
        "workflow-more-faults": _ERROR,
        "node-type-unknown": _ERROR,
        "node-id-duplicate": _ERROR,
        "trigger-missing": _ERROR,
        "connection-source-unknown": _ERROR,
        "connection-target-unknown": _ERROR,
        "connection-duplicate": _ERROR,
        "connection-handle-unknown": _ERROR,
        "connection-handle-unnamed": _ERROR,
        "connection-handle-missing": _ERROR,
        "connection-error-handle": _ERROR,
        "connection-from-stop": _ERROR,
        "connection-into-trigger": _ERROR,
        "reference-unknown-node": _ERROR,
        "retry-without-effect": _ERROR,
        "timeout-without-effect": _ERROR,
        "on-error-without-effect": _ERROR,
        "error-handle-unconnected": _WARNING,
        # Rules that need an analysis of the whole flow; the compiler finds them
        "node-unreachable": _WARNING,
        "loop-irreducible": _ERROR,
        "for-each-body-entered": _ERROR,
        "reference-not-upstream": _ERROR,
        "item-outside-loop": _ERROR,
        "loops-nested-too-deeply": _ERROR,
        "compiler-failed": _ERROR,
        "definition-too-large": _ERROR,
        "constants-too-large": _ERROR,
        "machine-expression-too-deep": _ERROR,
        "history-too-long": _ERROR,
        "history-may-overflow": _WARNING,
    }
)
"""Every rule by its code. A code never changes its meaning."""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them keeps the workflow from being stored."""
    return any(map(is_error, diagnostics))


def is_error(diagnostic: Diagnostic) -> bool:
    """Whether it keeps the workflow from being stored."""
    return RULES[diagnostic.rule] is Severity.ERROR
