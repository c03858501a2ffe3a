"""Why an execution failed, in its author's words where the record has only those of Step Functions."""

from typing import TYPE_CHECKING

from exeoflow.model.execution import ExecutionRecord
from exeoflow.service.executions.history_reading import DATA_LIMIT, EVALUATION_ERROR
from exeoflow.texts import Language

if TYPE_CHECKING:
    from exeoflow.api.executions.answers import ExecutionErrorShown
    from exeoflow.service.ports import Ports


def explained_error(
    ports: "Ports", record: ExecutionRecord, language: Language
) -> "ExecutionErrorShown | None":
    """Return the error of an expression with the author's field, or that of too much data with its nodes.

    None where the record says it all. Only what failed so needs the workflow's nodes, and the modules that
    know them.
    """
    error = record.error
    if error is None:
        return None
    if error.code == EVALUATION_ERROR:
        # Not at the top: what explains an expression brings the compiler along.
        from exeoflow.api.executions.steps import fault_shown  # noqa: PLC0415
        from exeoflow.service.executions.explain.steps import explained_fault  # noqa: PLC0415

        if (fault := explained_fault(ports, record)) is not None:
            return {**fault_shown(fault, language), "node_id": error.node_id}
    if error.code == DATA_LIMIT:
        # Not at the top: few executions fail by it.
        from exeoflow.api.executions.steps import oversize_shown  # noqa: PLC0415
        from exeoflow.service.executions.explain.oversize import oversize_of  # noqa: PLC0415

        if (oversize := oversize_of(ports, record)) is not None:
            return oversize_shown(error, oversize, language)
    return None
