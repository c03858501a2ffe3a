"""What bounds a workflow before anything else is known of it."""

from collections.abc import Iterable, Iterator

from exeoflow.diagnostics import Diagnostic, is_error
from exeoflow.model.workflows.workflow import Workflow

MAX_NODES = 20_000
"""No definition of a megabyte holds more states; smaller workflows are judged by their real size."""

MAX_CONNECTIONS = 100_000

MAX_DIAGNOSTICS = 1_000
"""An answer of Lambda holds 6 MB, and nobody reads more."""


def check_limits(workflow: Workflow) -> Iterator[Diagnostic]:
    """Finds workflows that are too large to be worth a closer look."""
    if (count := len(workflow.nodes)) > MAX_NODES:
        values = {"count": str(count), "limit": str(MAX_NODES)}
        yield Diagnostic("workflow-too-many-nodes", "nodes", values=values)
    if (count := len(workflow.connections)) > MAX_CONNECTIONS:
        values = {"count": str(count), "limit": str(MAX_CONNECTIONS)}
        yield Diagnostic("workflow-too-many-connections", "connections", values=values)


def capped(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """At most `MAX_DIAGNOSTICS` of them, errors before warnings if not all have room."""
    found = tuple(diagnostics)
    if len(found) <= MAX_DIAGNOSTICS:
        return found
    errors = [diagnostic for diagnostic in found if is_error(diagnostic)]
    if len(errors) > MAX_DIAGNOSTICS:
        values = {"count": str(len(errors) - MAX_DIAGNOSTICS)}
        return (*errors[:MAX_DIAGNOSTICS], Diagnostic("workflow-more-faults", "", values=values))
    warnings = [diagnostic for diagnostic in found if not is_error(diagnostic)]
    return (*errors, *warnings[: MAX_DIAGNOSTICS - len(errors)])
