"""Steps with their data as the API shows them."""

from typing import TYPE_CHECKING, Any, Final

from exeoflow.api.executions.answers import ExecutionErrorShown
from exeoflow.api.executions.step_answers import (
    AttemptShown,
    DataField,
    IterationShown,
    StepDataShown,
    StepErrorShown,
)
from exeoflow.api.request import Request
from exeoflow.diagnostics.rendering import render
from exeoflow.model import json, moment
from exeoflow.model.state_room import MOST_STATE_BYTES
from exeoflow.texts import Language
from exeoflow.texts.words import evaluation_fault_texts, explanation, failure_hint

if TYPE_CHECKING:
    from exeoflow.expressions.bounded_evaluation import Reason
    from exeoflow.model.execution import ExecutionError
    from exeoflow.service.executions.explain.faulty_field import FaultyField
    from exeoflow.service.executions.explain.oversize import Oversize
    from exeoflow.service.executions.explain.steps import Attempt, ExplainedStep, Iteration, StepFault

# What is cut is a text within JSON within Lambda's own answer, where a quote becomes eight characters of two:
# a page of 100 steps with two such values stays below the 6 MB that a function may answer.
MOST_SHOWN: Final = 7_000
"""Longer values, in characters of their JSON text, are cut where steps are listed."""
_LONGEST_VALUE: Final = 80


def step_shown(step: "ExplainedStep", request: Request, *, is_whole: bool) -> StepDataShown:
    """Show a step with its data, whole or cut."""
    truncated: list[DataField] = []
    values = {
        "input": _value(step.input, "input", None if is_whole else truncated),
        "output": _value(step.output, "output", None if is_whole else truncated),
    }
    run = step.step
    shown: StepDataShown = {
        "index": step.number,
        "node_id": run.node_id,
        "node_name": run.node_name,
        "status": run.status,
        "started_at": moment.write(run.started_at),
        "finished_at": None if run.finished_at is None else moment.write(run.finished_at),
        "duration": run.duration,
        "input": values["input"],
        "output": values["output"],
        "attempts": [_attempt_shown(each, step.fault, request.language) for each in step.attempts],
        "iteration": [_iteration_shown(each) for each in step.iteration],
        "truncated": truncated,
    }
    if step.logs:
        shown["logs"] = list(step.logs)
    if step.fault is not None:
        shown["error"] = fault_shown(step.fault, request.language)
    return shown


def fault_shown(fault: "StepFault", language: Language) -> StepErrorShown:
    """Show why a step failed."""
    shown: StepErrorShown = {"code": fault.code, "message": _words_of(fault, language), "cause": fault.cause}
    if fault.field is not None or fault.inner is not None:
        shown["cause"] = fault.cause or fault.message
    elif (hint := failure_hint(fault.code, language)) is not None:
        shown["hint"] = hint
    if fault.field is not None:
        shown["field"], shown["expression"] = fault.field.field, fault.field.expression
    return shown


def oversize_shown(error: "ExecutionError", found: "Oversize", language: Language) -> ExecutionErrorShown:
    """Show that more was handed on than can be, by which nodes, and what to do."""
    named = [
        f"`{each.name}`" if each.bytes is None else f"`{each.name}` {each.bytes:,}" for each in found.outputs
    ]
    words = explanation("too_large", language).format(limit=f"{MOST_STATE_BYTES:,}", what=", ".join(named))
    return {"code": error.code, "message": words, "node_id": found.node_id, "cause": error.message}


def _words_of(fault: "StepFault", language: Language) -> str:
    if fault.inner is not None:
        inner = fault.inner
        return explanation("failed_inside", language).format(
            workflow=inner.workflow_name, node=inner.node_name, reason=_words_of(inner.fault, language)
        )
    return fault.message if fault.field is None else _in_words(fault.field, language)


def _in_words(fault: "FaultyField", language: Language) -> str:
    if fault.unfit is not None:
        why = render(fault.unfit, language)["message"]
        return explanation("unfit", language).format(
            field=fault.field, expression=fault.expression, reason=why
        )
    what = explanation("yields_nothing" if fault.reason is None else "fails", language)
    reason = "" if fault.reason is None else _reason_in_words(fault.reason, language)
    said = what.format(field=fault.field, expression=fault.expression, reason=reason)
    missing = fault.missing
    if missing is None:
        return said
    why = explanation("missing" if missing.names else "missing_of_nothing", language)
    return f"{said} {why.format(path=missing.path, names=', '.join(missing.names))}"


def _reason_in_words(reason: "Reason", language: Language) -> str:
    """Say why an expression failed; in the engine's own words where there are no others."""
    words = None if reason.code is None else evaluation_fault_texts(language).get(reason.code)
    if words is None:
        return reason.words
    value = reason.value
    shown = value if value is None or len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
    return words.format(token=reason.token, given="" if shown is None else f": `{shown}`")


def _value(value: tuple[Any] | tuple[()], name: DataField, truncated: list[DataField] | None) -> Any:  # noqa: ANN401 - JSON
    if not value:
        return None
    if truncated is None or len(text := json.write(value[0])) <= MOST_SHOWN:
        return value[0]
    truncated.append(name)
    return text[:MOST_SHOWN]


def _attempt_shown(attempt: "Attempt", fault: "StepFault | None", language: Language) -> AttemptShown:
    """Show an attempt; one that failed as the step did is told in the same words."""
    shown: AttemptShown = {
        "started_at": moment.write(attempt.started_at),
        "finished_at": None if attempt.finished_at is None else moment.write(attempt.finished_at),
    }
    if attempt.error is not None:
        code, message = attempt.error.code, attempt.error.message
        if fault is not None and (fault.code, fault.message) == (code, message):
            message = _words_of(fault, language)
        shown["error"] = {"code": code, "message": message}
    return shown


def _iteration_shown(iteration: "Iteration") -> IterationShown:
    shown: IterationShown = {"node_id": iteration.node_id}
    if iteration.index is not None:
        shown["index"] = iteration.index
    if iteration.round is not None:
        shown["round"] = iteration.round
    return shown
