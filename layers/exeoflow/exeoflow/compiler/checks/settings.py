"""Checks of what holds for the whole workflow, where the form of the document does not tell it."""

from collections.abc import Iterator

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.formats.event_pattern import pattern_doubt, pattern_fault


def check_settings(workflow: Workflow) -> Iterator[Diagnostic]:
    """Faults and doubts of the patterns of events that cancel executions."""
    for index, rule in enumerate(workflow.settings.cancel_on):
        fault = pattern_fault(rule.pattern) or pattern_doubt(rule.pattern)
        if fault is not None:
            broken, values = fault
            yield Diagnostic(broken, f"settings.cancel_on[{index}].pattern", values=values)
